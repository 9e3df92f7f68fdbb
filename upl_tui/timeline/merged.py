"""The logs of a recording merged by time, as one more log whose entries stay where they are."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from math import isnan
from typing import Any, TypeVar

from upl_tui.entries import Depth, Entry, TimeQuality
from upl_tui.links.stopping import Stop, check, never, stoppable
from upl_tui.log import Account, Columns, Log
from upl_tui.model import Kind
from upl_tui.query.fields import Field

T = TypeVar("T")

_FIRST_OF_EQUALS = (Kind.ACTION, Kind.NETWORK, Kind.CONSOLE)


@dataclass(frozen=True, slots=True, eq=False)
class ByKind:
    """A getter for entries of any kind: the timeline takes the columns that each kind's log keeps."""

    fields: Mapping[Kind, Field]
    kind_of: Callable[[Entry], Kind]

    def __call__(self, entry: Entry) -> Any:
        """The value of an entry that comes without its log; None when its kind has no such thing."""
        field = self.fields.get(self.kind_of(entry))
        return field.get(entry) if field else None


class Timeline(Log):
    """Row ``i`` is the ``i``-th entry of all logs by time; ids, entries and sources are those of the logs.

    Entries of one moment stand in the order action, request, console message. A row without time follows
    the row before it in its own log, at the front when there is none. Rows that a log gets later are not in
    it: it is merged anew for them. Costs about 30 bytes an entry. Raises `Stopped`.
    """

    def __init__(self, logs: Iterable[Log], stop: Stop = never) -> None:
        known = {log.kind: log for log in logs}
        self._parts = tuple(known[kind] for kind in _FIRST_OF_EQUALS if kind in known)
        orders = [log.by_time() for log in stoppable(self.parts, stop)]
        self._starts = [0, *accumulate(len(order) for order, _ in orders)]
        places = (_places(order, start) for (order, _), start in zip(orders, self._starts, strict=False))
        joined = array("I", chain.from_iterable(places))
        moments = array("d", chain.from_iterable(moments[: len(order)] for order, moments in orders))
        check(stop)
        by_time = sorted(range(len(joined)), key=moments.__getitem__)
        check(stop)
        self._place = array("I", map(joined.__getitem__, by_time))
        self._row = array("I", bytes(self._place.itemsize * len(self._place)))
        for row, place in enumerate(self._place):
            self._row[place] = row
        check(stop)
        columns = self._merged_columns()
        super().__init__(Kind.CONSOLE, b"", columns, _account(self.parts, sum(map(isnan, columns.at))))
        self._order, self._moments = range(len(self._place)), array("d", map(moments.__getitem__, by_time))
        self.tags = _Tags(self)

    @property
    def parts(self) -> tuple[Log, ...]:
        """The logs that are in it."""
        return self._parts

    def id(self, row: int) -> str:
        """Id of the entry in its own log."""
        log, own = self.native(row)
        return log.id(own)

    def native(self, row: int) -> tuple[Log, int]:
        """The log of the entry's own kind, and the row there."""
        part, own = self._part_of(self._place[row])
        return self._parts[part], own

    def row_of(self, name: str) -> int | None:
        """Row of an entry's id; None when its log is not in this timeline, or is shorter."""
        for log in self.parts:
            if (own := log.row_of(name)) is not None:
                return self.row_in(log.kind, own)
        return None

    def row_in(self, kind: Kind, own: int) -> int | None:
        """Row of an entry by its row in the log of its kind."""
        for log, start, end in zip(self.parts, self._starts, self._starts[1:], strict=False):
            if log.kind is kind and start + own < end:
                return self._row[start + own]
        return None

    def quality(self, row: int) -> TimeQuality:
        """How the row got its time."""
        log, own = self.native(row)
        return log.quality(own)

    def entry(self, row: int) -> Entry:
        """The entry as its own log reads it; `Entry.index` counts in that log."""
        log, own = self.native(row)
        return log.entry(own)

    def entries(self) -> Iterator[Entry]:
        """All entries by time."""
        return map(self.entry, range(len(self)))

    def source(self, row: int) -> bytes:
        """The untouched bytes behind a row."""
        log, own = self.native(row)
        return log.source(own)

    def _derive(self, get: Callable[[Entry], T], start: int, stop: int, depth: Depth) -> Iterable[T]:
        if not isinstance(get, ByKind):
            return [get(self.entry(row)) for row in range(start, stop)]
        places = [self._part_of(place) for place in self._place[start:stop]]
        counts = [0] * len(self._parts)
        for part, own in places:
            counts[part] = max(counts[part], own + 1)
        columns = [
            _column(log, get.fields.get(log.kind), count)
            for log, count in zip(self._parts, counts, strict=True)
        ]
        return [columns[part][own] for part, own in places]

    def _part_of(self, place: int) -> tuple[int, int]:
        part = bisect_right(self._starts, place) - 1
        return part, place - self._starts[part]

    def _gathered(self, columns: Iterable[Sequence[Any]]) -> list[Any]:
        """One value a row, from a column of each log."""
        lengths = (end - start for start, end in zip(self._starts, self._starts[1:], strict=False))
        joined = [value for column, length in zip(columns, lengths, strict=True) for value in column[:length]]
        return list(map(joined.__getitem__, self._place))

    def _merged_columns(self) -> Columns:
        return Columns(
            entry=self.entry,
            at=array("d", self._gathered(log.at for log in self.parts)),
            severity=bytearray(self._gathered(log.severities for log in self.parts)),
            texts=self._gathered(log.texts for log in self.parts),
        )


class _Tags(MutableMapping[str, Collection[int]]):
    """What the logs' own tags say, as rows of the timeline, unless the timeline itself was told."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._own: dict[str, Collection[int]] = {}

    def __getitem__(self, word: str) -> Collection[int]:
        if word in self._own:
            return self._own[word]
        if word not in iter(self):
            raise KeyError(word)
        timeline = self._timeline
        rows = (timeline.row_in(log.kind, own) for log in timeline.parts for own in log.tags.get(word, ()))
        return {row for row in rows if row is not None}

    def __setitem__(self, word: str, rows: Collection[int]) -> None:
        self._own[word] = rows

    def __delitem__(self, word: str) -> None:
        del self._own[word]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(chain(self._own, *(log.tags for log in self._timeline.parts))))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _places(order: Sequence[int], start: int) -> Iterator[int]:
    """Rows of a log in its order, counted on from where the logs before it end."""
    return (start + own for own in order)


def _column(log: Log, field: Field | None, count: int) -> Sequence[Any]:
    if field is None:
        return [None] * count
    return log.column(field.column or field.key, field.get, field.depth, count)


def _listed(names: Sequence[str]) -> str:
    *most, last = names or ["nothing"]
    return f"{', '.join(most)} and {last}" if most else last


def _account(logs: Sequence[Log], untimed: int) -> Account:
    accounts = [log.account for log in logs]
    return Account(
        shape=f"{_listed([log.kind.value for log in logs])} by time",
        framing=f"{untimed:,} without time follow the row before them in their log" if untimed else "",
        elements=sum(account.elements for account in accounts),
        understood=sum(account.understood for account in accounts),
        raw=sum(account.raw for account in accounts),
        approximate=any(account.approximate for account in accounts),
        started_at_ms=next((a.started_at_ms for a in accounts if a.started_at_ms is not None), None),
    )
