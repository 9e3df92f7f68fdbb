"""What the user did, deed by deed: a click with the submit, the change and the new page that it made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import isnan

from upl_tui.entries import ActionEntry, Entry
from upl_tui.links import rules
from upl_tui.links.rule import Rule
from upl_tui.links.stopping import Stop, column, never, stoppable
from upl_tui.log import Log

BROWSER = "browser"
"""Back, forward and reload: the user's own deed, although recorders call it a navigation."""
CAUSES = frozenset(
    {"click", "dblclick", "contextmenu", "tap", "input", "change", "key", "submit", "drag", "clipboard"}
    | {"navigation", BROWSER}
)
"""Actions that may start something; the others move the view or the focus."""
_HEADS = frozenset({"click", "dblclick", "tap", "key", "submit"})
_PARTS = frozenset({"submit", "change", "focus", "blur", "input"})


@dataclass(slots=True)
class Deeds:
    """The action log in order of time, as far as it has times; `log` is None when there is none."""

    log: Log | None = None
    rows: list[int] = field(default_factory=list)
    """Rows of actions that may start something, in order of time."""
    at: list[float] = field(default_factory=list)
    """Their times, ms from the start."""
    heads: list[int] = field(default_factory=list)
    """For each the position in `rows` of the action that its deed began with."""
    places: dict[int, int] = field(default_factory=dict)
    """For each of `rows` its position there."""
    kinds: Sequence[str] = ()
    """`ActionEntry.action` of every row, or `BROWSER`; empty for raw rows."""

    @classmethod
    def of(cls, log: Log | None, stop: Stop = never) -> Deeds:
        """Join the actions of a log into deeds. Raises `Stopped`."""
        if log is None:
            return cls()
        kinds = column(log, "links.action", _kind, stop)
        rows = [row for row in log.chronological() if kinds[row] in CAUSES and not isnan(log.at[row])]
        at = [log.at[row] for row in rows]
        heads: list[int] = []
        for position, row in enumerate(stoppable(rows, stop)):
            head = heads[-1] if heads else None
            belongs = head is not None and _belongs(kinds[row], kinds[rows[head]], at[position] - at[head])
            heads.append(head if belongs and head is not None else position)
        return cls(log, rows, at, heads, {row: place for place, row in enumerate(rows)}, kinds)

    def head_before(self, moment_ms: float, window_ms: float) -> int | None:
        """Row of the action that began the last deed before a moment, None when none is within the window.

        The window is counted from the last part of the deed: a page that came late counts from there.
        """
        position = bisect_right(self.at, moment_ms) - 1
        if position < 0 or moment_ms - self.at[position] > window_ms:
            return None
        return self.rows[self.heads[position]]

    def parts(self, row: int) -> tuple[int, ...]:
        """Rows of the deed that begins with a row, that row included; empty when none does."""
        return tuple(self.rows[position] for position in self._positions(row))

    def reach(self, row: int, window_ms: float) -> tuple[float, float] | None:
        """From the beginning of a deed until its window closes or the next one begins, ms from the start.

        None for a row that begins no deed, and when the next one begins at the same moment.
        """
        positions = list(self._positions(row))
        if not positions:
            return None
        start, after = self.at[positions[0]], positions[-1] + 1
        until = self.at[positions[-1]] + window_ms
        if after < len(self.at):
            until = min(until, self.at[after])
        return None if until == start else (start, until)

    def next_after(self, moment_ms: float) -> int | None:
        """Row that begins the first deed after a moment."""
        for position in range(bisect_right(self.at, moment_ms), len(self.at)):
            if self.heads[position] == position:
                return self.rows[position]
        return None

    def head_of(self, row: int) -> int:
        """Row that begins the deed of an action; the action itself when it is part of none."""
        place = self.places.get(row)
        return row if place is None else self.rows[self.heads[place]]

    def rule_of(self, row: int) -> Rule:
        """The rule by which an action is part of a deed that another one began."""
        return rules.NAVIGATED if self.kinds[row] == "navigation" else rules.ONE_DEED

    def _positions(self, row: int) -> Iterator[int]:
        first = self.places.get(row)
        if first is None or self.heads[first] != first:
            return
        for position in range(first, len(self.rows)):
            if self.heads[position] != first:
                return
            yield position


def _belongs(kind: str, head: str, passed_ms: float) -> bool:
    """Whether an action so many milliseconds after the beginning of a deed is part of it."""
    if head not in _HEADS:
        return False
    if kind == "navigation":
        return passed_ms <= (rules.NAVIGATED.window_ms or 0.0)
    return kind in _PARTS and kind != head and passed_ms <= (rules.ONE_DEED.window_ms or 0.0)


def _kind(entry: Entry) -> str:
    if not isinstance(entry, ActionEntry):
        return ""
    return BROWSER if entry.navigation_type in ("back_forward", "pop", "reload") else entry.action
