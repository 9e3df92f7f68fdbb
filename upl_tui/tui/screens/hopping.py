"""Keys that hop from one error, warning, slow moment or user action to the next, on any tab."""

from __future__ import annotations

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from upl_tui.kinds import PART_OF_KIND, Kind
from upl_tui.states import Availability
from upl_tui.tui.screens.moments import MomentsScreen
from upl_tui.tui.widgets.arranged_list import ArrangedList

if TYPE_CHECKING:
    from upl_tui.log import Log
    from upl_tui.timeline.hops import Stops


def _pair(key: str, word: str, noun: str, id: str) -> list[BindingType]:
    return [
        Binding(key, f"hop('{word}', 1)", f"next {noun}", id=f"{id}-next", show=False),
        Binding(key.upper(), f"hop('{word}', -1)", f"previous {noun}", id=f"{id}-previous", show=False),
    ]


class HoppingScreen(MomentsScreen):
    """Hops among the rows of the open tab; where those have no such thing, along the shared clock."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *_pair("e", "error", "error", "error"),
        *_pair("w", "warn", "warning", "warning"),
        *_pair("s", "slow", "slow request or gap", "slow"),
        *_pair("a", "action", "user action", "action"),
    ]

    _waiting_hop: tuple[str, int] | None = None

    @cached_property
    def _known_stops(self) -> dict[tuple[str, str], tuple[Stops, int]]:
        """Stops by tab and word, with how long the log was."""
        return {}

    async def action_hop(self, word: str, direction: int) -> None:
        """Go to the next or the previous thing of a sort."""
        if self._waiting_hop:
            self._waiting_hop = None
            self.status.forget_message()
        pane = self.open_pane
        if pane is None and (here := self.entry_here()) is not None:
            self.moment, self.entry = self.here_ms(), (here[0].kind, here[1])
        if pane is not None and (log := pane.shown_log) is not None:
            stops = await self._stops(self.switcher.current or "", log, word)
            if stops.rows:
                if not pane.hop(stops.known, direction):
                    self._say_none(word, direction)
                return
        if self._lacks_rows() or await self._lacks_logs(word):
            self._waiting_hop = (word, direction)
            self.status.set_message("Loading, then hopping.")
            return
        await self._hop_along_clock(word, direction)

    def _lacks_rows(self) -> bool:
        """Whether the open tab's log is there, but not on the screen yet."""
        log = self.session.logs.get(self.kind) if self.kind is not None else None
        return log is not None and len(log) > 0 and self.panes[log.kind.value].shown_log is not log

    @on(ArrangedList.Changed)
    async def _hop_that_waited(self) -> None:
        """Do the hop that waited for a log or for its rows, if any does; once."""
        if self._waiting_hop:
            await self.action_hop(*self._waiting_hop)

    def log_changed(self, kind: Kind) -> None:
        """Do the hop that waited for this log."""
        super().log_changed(kind)
        if not self.is_awaited(kind):
            self.call_later(self._hop_that_waited)

    async def _lacks_logs(self, word: str) -> bool:
        """Ask for the logs that a hop needs; whether any of them is still on its way."""
        from upl_tui.timeline.hops import THINGS

        for kind in THINGS[word].kinds:
            await self.want_log(kind)
        return any(map(self.is_awaited, THINGS[word].kinds))

    async def _hop_along_clock(self, word: str, direction: int) -> None:
        """Move the moment to the nearest such thing of any log; on Info and the story, open its tab."""
        found: list[tuple[float, Kind, int]] = []
        for kind, log in self.session.logs.items():
            stops = await self._stops(kind.value, log, word)
            own = self.entry[1] if self.entry and self.entry[0] is kind else None
            if (row := stops.next(self.moment, own, direction)) is not None:
                found.append((log.at[row], kind, row))
        if not found:
            self._say_none(word, direction)
            return
        at, kind, row = min(found) if direction > 0 else max(found)
        name = self.session.logs[kind].id(row)
        if self.open_pane is None:
            await self.go_to_entry(name)
        else:
            self.set_moment(at, (kind, row))
        self.status.set_message(f"{name} {self._words(kind, row)}")

    async def _stops(self, tab: str, log: Log, word: str) -> Stops:
        """Where to stop in a log; it is looked at beside the screen, and anew only when it has grown."""
        from upl_tui.pace import Limits
        from upl_tui.timeline.hops import stops

        known = self._known_stops.get((tab, word))
        if known is None or known[0].log is not log or known[1] != len(log):
            made = await asyncio.to_thread(stops, log, word, Limits.of(self.settings))
            known = self._known_stops[tab, word] = (made, len(log))
        return known[0]

    def forget_stops(self, word: str) -> None:
        """Look again where there is such a thing: it is not the logs alone that say so."""
        for key in [key for key in self._known_stops if key[1] == word]:
            del self._known_stops[key]

    def _words(self, kind: Kind, row: int) -> str:
        """The entry in a line, as the timeline says it."""
        from upl_tui.redact import Masker
        from upl_tui.timeline import TIMELINE as SPEC

        entry = self.session.logs[kind].entry(row)
        text = next(column for column in SPEC.columns if not column.width).cell(entry, Masker()).text
        return text.partition("\n")[0]

    def _say_none(self, word: str, direction: int) -> None:
        from upl_tui.timeline.hops import THINGS

        side = "later" if direction > 0 else "earlier"
        states = (self.session.state(PART_OF_KIND[kind]) for kind in THINGS[word].kinds)
        why = [
            state.title for state in states if state.title and state.availability is not Availability.READY
        ]
        self.status.set_message(" ".join((f"There is no {side} {THINGS[word].noun} here.", *why)), "warn")
