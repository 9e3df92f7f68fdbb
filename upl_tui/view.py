"""What a person has of a log at one moment: the rows a filter keeps, and the hits of a search among them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from upl_tui.log import Log
from upl_tui.query.compile import Query
from upl_tui.query.search import Search

Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Hit:
    """One step of a search: where it landed, and the how-manieth hit that is."""

    position: int
    number: int
    """From 1."""
    wrapped: bool
    """Whether the search went on at the other end."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Positions that a search found, in rising order."""

    positions: Sequence[int] = ()

    def __len__(self) -> int:
        return len(self.positions)

    def step(self, position: int, direction: int) -> Hit | None:
        """The next hit below a position, or above it when `direction` is -1; None without hits."""
        if not self.positions:
            return None
        if direction > 0:
            index = bisect_right(self.positions, position)
            wrapped = index == len(self.positions)
        else:
            index = bisect_left(self.positions, position) - 1
            wrapped = index < 0
        index %= len(self.positions)
        return Hit(self.positions[index], index + 1, wrapped)

    def at_or_after(self, position: int) -> Hit | None:
        """The hit at a position, else the next one below."""
        return self.step(position - 1, 1)


@dataclass(frozen=True, slots=True)
class View:
    """A log through a filter, in the order of time."""

    log: Log
    query: Query | None = None
    rows: Sequence[int] = field(default_factory=tuple)
    emptied_by: str = ""
    """The term, as typed, that removed the last row; empty while there are rows."""

    @classmethod
    def of(cls, log: Log, query: Query | None, stop: Stop) -> View:
        """Filter a log; stops early, with what it has, when `stop` says so."""
        order = log.chronological()
        if query is None:
            return cls(log, None, order)
        rows = query.rows(log, order, stop)
        return cls(log, query, rows, "" if rows else query.emptied_by(log))

    def is_longer(self, before: View) -> bool:
        """Whether this is the whole of a log that was shown whole and has grown at its end since."""
        whole = self.query is None and before.query is None and self.log is before.log
        return whole and isinstance(self.rows, range) and isinstance(before.rows, range) and bool(before.rows)

    def find(self, search: Search, stop: Stop) -> Hits:
        """Positions among the rows that a search finds."""
        found = set(search.rows(self.log, self.rows, stop))
        return Hits([position for position, row in enumerate(self.rows) if row in found])
