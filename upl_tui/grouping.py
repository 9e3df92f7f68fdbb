"""Identical neighbours as one line, and console groups that are closed: which rows are on screen then.

A layout is one rising list of positions. Between two of them lies what the first one stands for: the rest
of a run of identical entries, or all that is inside a closed group. So no row can get lost.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import field
from itertools import compress, pairwise
from operator import ne, or_
from typing import Protocol, TypeVar

from upl_tui.values import frozen, mutable

Value = TypeVar("Value")


class Table(Protocol):
    """What a layout needs of a log."""

    def __len__(self) -> int: ...

    @property
    def severities(self) -> Sequence[int]:
        """`Severity` of each row."""

    @property
    def texts(self) -> Sequence[str]:
        """Text of each row."""

    def depth(self, row: int) -> int:
        """How many groups a row is inside of."""


@frozen
class Layout:
    """Which of some rows are on screen. Positions count in `rows`, places in `shown`."""

    rows: Sequence[int] = ()
    """Log rows in their order, those out of sight included."""
    shown: Sequence[int] = ()
    """Positions of the rows on screen, rising; the first one is always there."""
    closed: Collection[int] = frozenset()
    """Log rows on screen that are closed groups."""

    def __len__(self) -> int:
        return len(self.shown)

    @property
    def is_whole(self) -> bool:
        """Whether every row is on screen."""
        return len(self.shown) == len(self.rows)

    def log_rows(self) -> Sequence[int]:
        """Log rows on screen, in their order."""
        return self.rows if self.is_whole else [self.rows[position] for position in self.shown]

    def row(self, place: int) -> int:
        """Log row at a place."""
        return self.rows[self.shown[place]]

    def span(self, place: int) -> range:
        """Positions that a place stands for: its own, and those hidden behind it."""
        end = self.shown[place + 1] if place + 1 < len(self.shown) else len(self.rows)
        return range(self.shown[place], end)

    def members(self, place: int) -> Sequence[int]:
        """Log rows that a place stands for."""
        span = self.span(place)
        return self.rows[span.start : span.stop]

    def worst(self, severities: bytes) -> bytes:
        """Severity of each place, the highest of what it stands for, from one for each position."""
        if self.is_whole or not severities:
            return severities
        if not self.closed:
            return bytes(map(severities.__getitem__, self.shown))
        return bytes(max(severities[start:end]) for start, end in pairwise([*self.shown, len(self.rows)]))

    def is_closed(self, place: int) -> bool:
        """Whether a place is a closed group."""
        return self.row(place) in self.closed

    def place(self, position: int) -> int:
        """The place that stands for a position."""
        return max(0, bisect_right(self.shown, position) - 1)


@mutable
class Folds:
    """What a person has folded and unfolded."""

    grouping: bool = True
    """Whether identical neighbours are one line."""
    opened: set[int] = field(default_factory=set)
    """First rows of runs that are shown one by one."""
    closed: set[int] = field(default_factory=set)
    """Headings of closed groups, as log rows."""

    def layout(self, log: Table, rows: Sequence[int]) -> Layout:
        """What to show of rows. A closed group hides only what follows its heading among them."""
        closed = self.closed.intersection(rows) if self.closed else set()
        kept: Sequence[int] = range(len(rows))
        if closed:
            kept = _outside(log, rows, closed)
        if self.grouping:
            kept = self._without_repeats(log, rows, kept, closed)
        headings = closed.intersection(map(rows.__getitem__, kept)) if closed else frozenset()
        return Layout(rows, kept, headings)

    def extended(self, log: Table, layout: Layout, rows: Sequence[int]) -> Layout:
        """The layout of rows that begin with those of a layout: only what follows its last line is new."""
        if not len(layout):
            return self.layout(log, rows)
        place = len(layout) - 1
        while place and layout.shown[place - 1] == layout.shown[place] - 1:
            if run_starts(log, rows[layout.shown[place] - 1 : layout.shown[place] + 1]) == [0, 1]:
                break
            place -= 1
        start = layout.shown[place]
        rest = self.layout(log, rows[start:])
        shown: Sequence[int] = range(len(rows))
        if not (layout.is_whole and rest.is_whole):
            shown = [*layout.shown[:place], *(start + position for position in rest.shown)]
        return Layout(rows, shown, {*layout.closed, *rest.closed})

    def _without_repeats(
        self, log: Table, rows: Sequence[int], kept: Sequence[int], closed: Collection[int]
    ) -> Sequence[int]:
        starts = run_starts(log, [rows[position] for position in kept] if len(kept) != len(rows) else rows)
        if len(starts) == len(kept):
            return kept
        if not self.opened and not closed:
            return starts
        shown: list[int] = []
        for start, end in pairwise([*starts, len(kept)]):
            run = kept[start:end]
            if len(run) == 1 or rows[run[0]] in self.opened:
                shown += run
            elif closed:
                shown += _broken_at(run, rows, closed, self.opened)
            else:
                shown.append(run[0])
        return shown


def run_starts(log: Table, rows: Sequence[int]) -> list[int]:
    """Where runs of neighbours begin that have the same severity and the same text. Reads no entry."""
    if not rows:
        return []
    texts, severities = _values(log.texts, rows), _values(log.severities, rows)
    changes = map(or_, map(ne, texts, texts[1:]), map(ne, severities, severities[1:]))
    return [0, *compress(range(1, len(rows)), changes)]


def is_heading(log: Table, row: int) -> bool:
    """Whether a row opens a group that holds anything."""
    return row + 1 < len(log) and log.depth(row + 1) > log.depth(row)


def group_end(log: Table, row: int) -> int:
    """The row behind the group that a row opens, in file order; the next row when it opens none."""
    depth, end = log.depth(row), row + 1
    while end < len(log) and log.depth(end) > depth:
        end += 1
    return end


def heading_of(log: Table, row: int) -> int | None:
    """The row that opens the group that a row is in; None outside of all groups."""
    depth = log.depth(row)
    return next((at for at in range(row - 1, -1, -1) if log.depth(at) < depth), None) if depth else None


def counts(log: Table, rows: Sequence[int]) -> list[int]:
    """How many identical neighbours each of `rows` has, itself included, in their order."""
    starts = run_starts(log, rows)
    found: list[int] = []
    for start, end in pairwise([*starts, len(rows)]):
        found += [end - start] * (end - start)
    return found


def _outside(log: Table, rows: Sequence[int], closed: Collection[int]) -> list[int]:
    """Positions of rows but those that follow the heading of their closed group."""
    kept: list[int] = []
    hidden = range(0)
    for position, row in enumerate(rows):
        if row in hidden:
            continue
        kept.append(position)
        hidden = range(row + 1, group_end(log, row)) if row in closed else range(0)
    return kept


def _broken_at(
    run: Sequence[int], rows: Sequence[int], closed: Collection[int], opened: Collection[int]
) -> list[int]:
    """Positions to show of a run: a closed group stands for what is in it and for nothing else."""
    shown: list[int] = []
    begins, is_open = True, False
    for position in run:
        is_heading = rows[position] in closed
        is_open = rows[position] in opened if begins else is_open
        if begins or is_heading or is_open:
            shown.append(position)
        begins = is_heading
    return shown


def _values(column: Sequence[Value], rows: Sequence[int]) -> Sequence[Value]:
    if isinstance(rows, range) and rows.step == 1:
        return column[rows.start : rows.stop]
    return [column[row] for row in rows]
