"""Gathers what a reader makes of one list of rows: columns now, whole entries again on demand."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from itertools import pairwise
from math import isnan, nan
from operator import itemgetter
from typing import Any

from upl_tui.clock import RecordingClock, TimeBase, Unit, decide
from upl_tui.entries import Entry, RawEntry, TimeQuality
from upl_tui.formats.rows import Rows, Unparsed
from upl_tui.log import QUALITIES, QUALITY_CODE, Columns
from upl_tui.model import Kind
from upl_tui.shapes.shape import Reading
from upl_tui.values import mutable

_start_of = itemgetter(0)
_NUMBERS = frozenset((int, float))
_NO_TIMES = TimeBase(Unit.NONE)
UNRECOGNISED = "unrecognised"
"""`Entry.shape` of a raw row."""
_INHERITED = QUALITY_CODE[TimeQuality.INHERITED]
_NONE = QUALITY_CODE[TimeQuality.NONE]


@mutable
class Batch:
    """Rows of one kind, columns side by side. `fields` says which field of the row each stamp is from."""

    positions: Sequence[int] = field(default_factory=list)
    severities: bytearray = field(default_factory=bytearray)
    texts: list[str] = field(default_factory=list)
    stamps: list[Any] = field(default_factory=list)
    fields: list[str] | str = ""
    """One name for the whole batch, or one each; a stamp of None needs no name."""


class Collector:
    """One list of rows on its way to a `Reading`.

    Rows are added in file order, as batches or one by one. A live collector fills all columns while it
    grows: it decides what a field's stamps mean when it first meets the field, and `finish` corrects
    that when all stamps together say otherwise. `in_milliseconds` is what `decide` takes.
    """

    def __init__(
        self,
        rows: Rows,
        clock: RecordingClock,
        read: Callable[[int, Any], Entry],
        *,
        live: bool = False,
        in_milliseconds: bool = False,
    ) -> None:
        self.columns = Columns(entry=self._entry)
        self.raw = 0
        self.other: dict[str, int] = {}
        self._rows = rows
        self._clock = clock
        self._read = read
        self._live = live
        self._in_milliseconds = in_milliseconds
        self._positions = array("q")
        self._stamps: array[float] | list[Any] = array("d")
        self._runs: list[tuple[int, str]] = []
        self._bases: dict[str, TimeBase] = {}

    def __len__(self) -> int:
        return len(self._positions)

    def position(self, row: int) -> int:
        """Position in the list of rows of an entry."""
        return self._positions[row]

    def add(self, batch: Batch) -> None:
        """Add a batch of entries and raw rows; the caller counts the raw ones in `raw`."""
        if not batch.positions:
            return
        start = len(self._positions)
        self._positions.extend(batch.positions)
        self._add_stamps(batch.stamps)
        self._add_runs(start, batch.fields)
        if self._live:
            self._place(start, self.columns)
        self.columns.severity.extend(batch.severities)
        self.columns.texts.extend(batch.texts)

    def keep(self, position: int, entry: Entry, stamp: object = None, name: str = "") -> None:
        """Add one entry; `stamp` is its recorded time and `name` the field that held it."""
        if isinstance(entry, RawEntry):
            self.raw += 1
            entry.text = raw_text(self._rows, position, entry.value)
        self.add(Batch([position], bytearray([entry.severity]), [entry.text], [stamp], name))

    def leave(self, kind: Kind, count: int = 1) -> None:
        """Count rows that belong to another kind of log."""
        self.other[kind.value] = self.other.get(kind.value, 0) + count

    def base(self, name: str) -> TimeBase:
        """What the stamps of a field mean; without times before the field was met."""
        return self._bases.get(name, _NO_TIMES)

    def finish(self, dialect: str = "", notes: Iterable[str] = ()) -> Reading:
        """Decide on all stamps what they mean, place the rows in time and sum up; nothing is added after."""
        preview = self._bases
        self._bases = {}
        for name, stamps in self._stamps_by_field().items():
            self._bases[name] = self._decide(stamps)
        if not self._live or any(not _same(base, preview.get(name)) for name, base in self._bases.items()):
            placed = Columns(entry=self._entry, severity=self.columns.severity, texts=self.columns.texts)
            self._place(0, placed)
            self.columns = placed
        self._stamps, self._runs = [], []
        return self.so_far(dialect, notes)

    def so_far(self, dialect: str = "", notes: Iterable[str] = ()) -> Reading:
        """What was gathered until now, its times as far as they are placed."""
        named = [base for name, base in self._bases.items() if name or len(self._bases) == 1]
        return Reading(
            columns=self.columns,
            understood=len(self._positions) - self.raw,
            raw=self.raw,
            other=self.other,
            bases=tuple(named),
            dialect=dialect,
            notes=tuple(notes),
        )

    def _entry(self, row: int) -> Entry:
        position = self._positions[row]
        entry = self._read(row, self._rows.value(position))
        entry.spans = entry.spans or self._rows.spans([position])
        if remark := self._rows.remarks.get(position):
            entry.notes = (*entry.notes, remark)
        if isinstance(entry, RawEntry):
            entry.text = raw_text(self._rows, position, entry.value)
        at = self.columns.at[row]
        entry.at_ms = None if isnan(at) else at
        entry.time_quality = QUALITIES[self.columns.quality[row]]
        return entry

    def _add_stamps(self, stamps: list[Any]) -> None:
        """Numbers are kept in a quarter of the room until something else comes along."""
        if isinstance(self._stamps, array):
            if set(map(type, stamps)) <= _NUMBERS:
                try:
                    self._stamps.extend(array("d", stamps))
                    return
                except OverflowError:
                    pass
            self._stamps = list(self._stamps)
        self._stamps.extend(stamps)

    def _add_runs(self, start: int, fields: list[str] | str) -> None:
        if isinstance(fields, str):
            fields = [fields]
        last = self._runs[-1][1] if self._runs else None
        for row, name in enumerate(fields, start):
            if last is None or (name and name != last):
                self._runs.append((row, name))
                last = name

    def _stamps_by_field(self) -> dict[str, Sequence[Any]]:
        if len(self._runs) == 1:
            return {self._runs[0][1]: self._stamps}
        stamps: dict[str, list[Any]] = {}
        for name, start, end in self._spans(0):
            stamps.setdefault(name, []).extend(self._stamps[start:end])
        return dict(stamps)

    def _spans(self, since: int) -> list[tuple[str, int, int]]:
        """Runs of rows from `since` on whose stamps are from one field: name, first row, row behind."""
        first = max(0, bisect_right(self._runs, since, key=_start_of) - 1)
        runs = [*self._runs[first:], (len(self._stamps), "")]
        return [(name, max(start, since), end) for (start, name), (end, _) in pairwise(runs) if end > since]

    def _place(self, since: int, columns: Columns) -> None:
        """Fill times and their quality from row `since` on."""
        for name, start, end in self._spans(since):
            stamps = self._stamps[start:end]
            base = self._bases.get(name)
            if base is None:
                base = self._bases[name] = self._decide(stamps)
            _append_times(columns, base, stamps)

    def _decide(self, stamps: Sequence[Any]) -> TimeBase:
        return decide(stamps, self._clock, in_milliseconds=self._in_milliseconds)


def raw_text(rows: Rows, position: int, value: object = None) -> str:
    """Text of a row that nobody understood: a JSON string itself, else the source with bad bytes visible."""
    return value if isinstance(value, str) else rows.source(position).decode("utf-8", "backslashreplace")


def raw_entry(value: object, reason: str) -> RawEntry:
    """The entry for a row that is no JSON or that a reader does not understand, still without its text."""
    if isinstance(value, Unparsed):
        return RawEntry(index=0, shape=UNRECOGNISED, reason=value.reason)
    return RawEntry(index=0, shape=UNRECOGNISED, reason=reason, value=value)


def _append_times(columns: Columns, base: TimeBase, stamps: Sequence[object]) -> None:
    known = base.offsets(stamps)
    anchored = base.approximate or base.unit is Unit.MONOTONIC
    own = QUALITY_CODE[TimeQuality.CONVERTED if anchored else TimeQuality.EXACT]
    if not isnan(sum(known)):
        columns.at.extend(known)
        columns.quality.extend(bytes([own]) * len(known))
        return
    last = columns.at[-1] if columns.at else nan
    for at in known:
        if isnan(at):
            columns.quality.append(_NONE if isnan(last) else _INHERITED)
        else:
            columns.quality.append(own)
            last = at
        columns.at.append(last)


def _same(base: TimeBase, other: TimeBase | None) -> bool:
    return other is not None and (base.unit, base.origin_ms, base.approximate) == (
        other.unit,
        other.origin_ms,
        other.approximate,
    )
