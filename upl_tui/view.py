"""What a person has of a log at one moment: the rows a filter keeps, and the hits of a search among them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import chain
from math import inf
from time import monotonic

from upl_tui.log import Log
from upl_tui.query.compile import Query, Stop, never
from upl_tui.query.search import Search
from upl_tui.values import frozen

PACE_SECONDS = 0.05
"""How long a person waits for the first rows of a filter, and then for more."""


@frozen
class Hit:
    """One step of a search: where it landed, and the how-manieth hit that is."""

    position: int
    number: int
    """From 1."""
    wrapped: bool
    """Whether the search went on at the other end."""


@frozen
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


@frozen
class View:
    """A log through a filter, in the order of time."""

    log: Log
    query: Query | None = None
    rows: Sequence[int] = field(default_factory=tuple)
    emptied_by: str = ""
    """The term, as typed, that removed the last row; empty while there are rows."""
    covers: int = 0
    """How many rows the log had when it was filtered: the filter has not seen what came after them."""
    whole: bool = True
    """Whether the filter has looked at all of those rows."""

    @classmethod
    def of(cls, log: Log, query: Query | None, stop: Stop) -> View:
        """Filter a log; stops early, with what it has, when `stop` says so. Raises `QueryError`."""
        return cls.after(None, log, query, stop)

    @classmethod
    def after(cls, previous: View | None, log: Log, query: Query | None, stop: Stop) -> View:
        """The last of the views that `growing` gives."""
        return list(cls.growing(log, query, previous, stop, inf))[-1]

    @classmethod
    def growing(
        cls,
        log: Log,
        query: Query | None,
        previous: View | None = None,
        stop: Stop = never,
        pace_seconds: float = PACE_SECONDS,
    ) -> Iterator[View]:
        """Filter a log bit by bit: at least one view, and each begins with the rows of the one before.

        A view comes every `pace_seconds` while there is something new. The last is `whole` unless `stop`,
        asked about every 20 ms, ended it. Rows that `previous` left out are not looked at again where
        `query` only narrows its query. Raises `QueryError` when a regular expression is too slow.
        """
        order = log.chronological()
        if query is None:
            yield cls(log, None, order, covers=len(order))
            return
        rows: list[int] = []
        shown, due = 0, monotonic() + pace_seconds
        for part in _parts(log, query, order, previous):
            rows += part
            if stop():
                yield cls(log, query, rows, covers=len(order), whole=False)
                return
            if len(rows) > shown and monotonic() >= due:
                yield cls(log, query, rows[:], covers=len(order), whole=False)
                shown, due = len(rows), monotonic() + pace_seconds
        emptied_by = "" if rows else query.emptied_by(log, stop)
        yield cls(log, query, rows, emptied_by, covers=len(order))

    def is_longer(self, before: View) -> bool:
        """Whether this is the whole of a log that was shown whole and has grown at its end since."""
        if self.query is not None or before.query is not None or self.log is not before.log:
            return False
        return bool(before.rows) and self.rows[: len(before.rows)] == before.rows

    def find(self, search: Search, stop: Stop) -> Hits:
        """Positions among the rows that a search finds."""
        found = set(search.rows(self.log, self.rows, stop))
        return Hits([position for position, row in enumerate(self.rows) if row in found])


def _parts(log: Log, query: Query, order: Sequence[int], previous: View | None) -> Iterator[Sequence[int]]:
    """Rows that a query keeps, bit by bit in the order of time, by as few looks at the log as can be."""
    if previous is None or previous.query is None or not previous.whole or previous.log is not log:
        yield from query.slices(log, order)
        return
    if previous.query.tags or not query.narrows(previous.query):
        yield from query.slices(log, order)
        return
    old = [previous.rows] if previous.query.narrows(query) else query.slices(log, previous.rows)
    new = query.slices(log, range(previous.covers, len(order)))
    if previous.covers == len(order):
        yield from old
    elif isinstance(order, range):
        yield from old
        yield from new
    else:
        kept = set(chain(chain.from_iterable(old), chain.from_iterable(new)))
        yield [row for row in order if row in kept]
