"""Following a row: to the request that a message speaks of and back, else to the same thing again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from upl_tui.kinds import PART_OF_KIND, Kind
from upl_tui.states import Availability
from upl_tui.tui.beside import ErrorsSaid, beside
from upl_tui.tui.screens.linking import LinkingScreen

if TYPE_CHECKING:
    from upl_tui.log import Log
    from upl_tui.logs.spec import Section
    from upl_tui.redact import Masker
    from upl_tui.tui.widgets.folding_table import FoldingTable
    from upl_tui.tui.widgets.log_pane import LogPane

_OTHER_SIDE = {Kind.CONSOLE: Kind.NETWORK, Kind.NETWORK: Kind.CONSOLE}


class LinkedScreen(LinkingScreen):
    """`o` follows a link where the row has one to the other log, else it goes on to the same thing again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "o",
            "follow(1)",
            "linked request or message, else the same again below",
            id="same-next",
            show=False,
        ),
        Binding("O", "follow(-1)", "the same message or endpoint above", id="same-previous", show=False),
    ]

    _is_detail_waiting = False
    """Whether an open detail would show the links that are being made."""
    _waiting_follow = ""
    """The entry whose link waits for the log on the other side."""

    async def action_follow(self, direction: int) -> None:
        """Go along a link, or to the next or previous row with the same message, endpoint or action."""
        here = self.entry_here()
        if here is None:
            self.status.set_message("o follows an entry: 2 to 5 list them, 6 tells their story.", "warn")
            return
        log, row = here
        if self.open_pane is None:
            await self.go_to_entry(log.id(row))
        pane = self.open_pane
        assert pane is not None
        other = _OTHER_SIDE.get(log.kind)
        if direction > 0 and other is not None:
            await self.want_log(other)
            if self.is_awaited(other):
                self._waiting_follow = log.id(row)
                self.status.set_message(f"Loading the {PART_OF_KIND[other].label} to find what is linked.")
                return
        self._follow(pane.log_list.table, log, row, direction)

    def log_changed(self, kind: Kind) -> None:
        """Follow the link that waited for this log, if the cursor is still there."""
        super().log_changed(kind)
        if self._waiting_follow and not self.is_awaited(kind):
            here = self.open_pane.here() if self.open_pane is not None else None
            if here is not None and here[0].id(here[1]) == self._waiting_follow:
                self.call_later(self.action_follow, 1)
            self._waiting_follow = ""

    def pane_mounted(self, tab: str, pane: LogPane) -> None:
        """Let a new pane show links in its detail."""
        super().pane_mounted(tab, pane)
        pane.with_linked = self._with_linked

    def log_loaded(self, kind: Kind) -> None:
        """Show links to the log in the details that are open."""
        super().log_loaded(kind)
        self._show_links()

    def links_made(self) -> None:
        """Show the links in the details that are open."""
        super().links_made()
        if self._is_detail_waiting:
            self._is_detail_waiting = False
            self._show_links()

    @work(exclusive=True, group="follow", exit_on_error=False)
    async def _follow(self, table: FoldingTable, log: Log, row: int, direction: int) -> None:
        with ErrorsSaid(self):
            if direction > 0 and (goal := await self._goal_of(log, row)):
                self._go_along(goal, log.id(row))
            else:
                position = await beside(partial(table.same_again, direction))
                self._go_on(table, position, direction)

    async def _goal_of(self, log: Log, row: int) -> str:
        """Id of the entry on the other side of a row's first link between console and network."""
        wanted = _OTHER_SIDE.get(log.kind)
        if wanted not in self.session.logs or self.session.logs.get(log.kind) is not log:
            return ""
        if not (self.known_findings or self.is_soon_linked):
            self.status.set_message("Linking the logs, then hopping.")
        found = await self.findings()
        linked = found.scene.links.linked(log.kind, row) if found is not None else ()
        return next((link.id for link in linked if link.kind is wanted), "")

    def _with_linked(
        self, sections: Iterable[Section], log: Log, row: int, masker: Masker
    ) -> Iterable[Section]:
        """Sections of an entry with its links; long logs are linked first, and the detail read again."""
        if self.session.logs.get(log.kind) is not log:
            return sections
        found = self.known_findings
        if found is None and self.is_soon_linked:
            found = self.findings_here()
        elif found is None:
            self.app.call_from_thread(self._link_for_detail)
        if found is None:
            return sections
        from upl_tui.timeline.linked import linked_section, with_linked

        states = {kind: self.session.state(PART_OF_KIND[kind]).availability for kind in Kind}
        unread = [kind for kind, state in states.items() if state is Availability.NOT_ASKED]
        return with_linked(sections, linked_section(found.scene.links, log.kind, row, masker, unread))

    @work(group="links-detail", exclusive=True, exit_on_error=False)
    async def _link_for_detail(self) -> None:
        self._is_detail_waiting = True
        await self.findings()

    def _show_links(self) -> None:
        for pane in self.panes.values():
            pane.links_changed()

    @work(group="along", exclusive=True)
    async def _go_along(self, goal: str, start: str) -> None:
        await self.go_to_entry(goal)
        self.status.set_message(f"{goal} is linked to {start}: o comes back.")

    def _go_on(self, table: FoldingTable, position: int | None, direction: int) -> None:
        self.status.forget_message()
        if position is None:
            side = "below" if direction > 0 else "above"
            self.status.set_message(f"Nothing like this entry is {side}.", "warn")
        else:
            table.move_to_position(position)
