"""A log: all entries of one kind as columns over the untouched bytes of the file."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, MutableMapping, Sequence
from dataclasses import field
from functools import lru_cache
from math import inf, isnan, nan
from operator import le
from threading import Lock
from typing import Any, TypeVar

from upl_tui.entries import Depth, Entry, RawEntry, Severity, TimeQuality, entry_id
from upl_tui.model import Kind
from upl_tui.values import mutable

T = TypeVar("T")

QUALITIES = tuple(TimeQuality)
QUALITY_CODE = {quality: code for code, quality in enumerate(QUALITIES)}
_KEPT_ENTRIES = 4096
_SURE = 0.995
_DERIVED_ROWS = 256
"""Values of a column that are worked out before another thread that wants the same column gets its turn."""
_MOST_DIGITS = 12
"""More than the number of any entry has; Python refuses to read thousands of them."""


@mutable
class Account:
    """How a file was read, for the screen and for ``source`` in JSON output.

    ``elements == understood + raw + sum(other.values())``, always.
    """

    shape: str = ""
    """Recorder family in words, such as ``HAR 1.2 (Chrome)`` or ``flat console rows``."""
    framing: str = ""
    elements: int = 0
    """Lines or list elements of the file, blank lines left out."""
    understood: int = 0
    """Elements that went into entries of this kind."""
    raw: int = 0
    """Elements kept as raw rows."""
    other: dict[str, int] = field(default_factory=dict)
    """Elements that belong to other kinds, by kind."""
    time_base: str = ""
    confidence: float = 1.0
    approximate: bool = False
    started_at_ms: float | None = None
    """Epoch milliseconds of the moment that offsets count from, when the rows have dates."""
    notes: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """How the file was read, in a few words: family, framing, time base and how sure that is."""
        sure = f" ({self.confidence:.0%} sure)" if self.confidence < _SURE else ""
        return " · ".join(filter(None, (self.shape, self.framing, f"{self.time_base}{sure}")))


@mutable
class Columns:
    """What a list shows and a filter asks first, one value an entry; the rest is read again on demand.

    Readers append to these while a file arrives, so all four only ever grow.
    """

    entry: Callable[[int], Entry]
    at: array[float] = field(default_factory=lambda: array("d"))
    """Milliseconds from the start, inherited times included; NaN without any."""
    quality: bytearray = field(default_factory=bytearray)
    """Code of the `TimeQuality` of each entry."""
    severity: bytearray = field(default_factory=bytearray)
    texts: list[str] = field(default_factory=list)
    depth: Callable[[int], int] | None = None
    """How many console groups a row is inside of, where a reader knows it without reading the entry."""
    outlines: list[Entry | None] | None = None
    """Entries as far as reading the columns made them, where a reader keeps them; None for a raw row."""
    head: Callable[[int], Entry | None] | None = None
    """Reads an entry as deep as `Depth.HEAD`; None for a row that has to be read whole.

    Integers beyond 64 bits are floats there.
    """

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Columns:
        """Columns over entries that are kept as objects."""
        return cls(
            entry=entries.__getitem__,
            at=array("d", (nan if e.at_ms is None else e.at_ms for e in entries)),
            quality=bytearray(QUALITY_CODE[e.time_quality] for e in entries),
            severity=bytearray(e.severity for e in entries),
            texts=[e.text for e in entries],
        )


class Log:
    """Entries in file order. Row ``i`` is entry ``i``; `chronological` gives the order to show."""

    def __init__(self, kind: Kind, data: bytes | bytearray, columns: Columns, account: Account) -> None:
        self.kind = kind
        self.data = data
        self.account = account
        self.tags: MutableMapping[str, Collection[int]] = {}
        """Rows for which a word of ``is:`` holds by what is known outside the entry, such as ``marked``."""
        self._columns = columns
        self._getters: dict[str, Callable[[Entry], Any]] = {}
        self._derived: dict[str, list[Any]] = {}
        self._deriving: dict[str, Lock] = {}
        self._order: Sequence[int] = range(0)
        self._moments: array[float] = array("d")
        self._filled: array[float] = array("d")
        self._ordering = Lock()
        self._entry = lru_cache(maxsize=_KEPT_ENTRIES)(self._read)

    def __len__(self) -> int:
        return len(self._columns.texts)

    @property
    def parts(self) -> tuple[Log, ...]:
        """The logs of one kind each that this is made of."""
        return (self,)

    @property
    def at(self) -> Sequence[float]:
        """Milliseconds from the start, one a row; NaN where there is no time at all."""
        return self._columns.at

    @property
    def severities(self) -> Sequence[int]:
        """`Severity` of each row, as small integers."""
        return self._columns.severity

    @property
    def texts(self) -> Sequence[str]:
        """Searchable text of each row."""
        return self._columns.texts

    def id(self, row: int) -> str:
        """``C12`` for row 11 of the console log."""
        return entry_id(self.kind, row)

    def row_of(self, name: str) -> int | None:
        """Row of an entry's id; None for an id of another kind and for one beyond the end."""
        number = name[1:]
        if name[:1].upper() != self.kind.letter or not (number.isascii() and number.isdigit()):
            return None
        row = int(number[:_MOST_DIGITS]) - 1
        return row if 0 <= row < len(self) else None

    def native(self, row: int) -> tuple[Log, int]:
        """The log of the entry's own kind, and the row there."""
        return self, row

    def row_in(self, kind: Kind, own: int) -> int | None:
        """Row of an entry by its kind and its row in the log of that kind; None when it is not in here."""
        return own if kind is self.kind and own < len(self) else None

    def quality(self, row: int) -> TimeQuality:
        """How the row got its time."""
        return QUALITIES[self._columns.quality[row]]

    def depth(self, row: int) -> int:
        """How many console groups a row is inside of."""
        if self.kind is not Kind.CONSOLE:
            return 0
        if self._columns.depth is not None:
            return self._columns.depth(row)
        return getattr(self.entry(row), "group_depth", 0)

    def entry(self, row: int) -> Entry:
        """The whole entry, read from its bytes again where only columns are kept."""
        return self._entry(row)

    def entries(self) -> Iterator[Entry]:
        """All entries in file order."""
        return (self._read(row) for row in range(len(self)))

    def source(self, row: int) -> bytes:
        """The untouched bytes behind a row; several source rows are joined by line feeds."""
        return b"\n".join(bytes(self.data[start:end]) for start, end in self.entry(row).spans)

    def moment_of(self, name: str) -> float | None:
        """Milliseconds from the start of an entry, by its id; None for no entry and for one without time."""
        row = self.row_of(name)
        return None if row is None or isnan(self.at[row]) else self.at[row]

    def is_raw(self, row: int) -> bool:
        """Whether the row is one that no reader understood."""
        return isinstance(self.entry(row), RawEntry)

    def count(self, severity: Severity) -> int:
        """Number of rows of exactly this severity."""
        return self._columns.severity.count(severity)

    def column(
        self, name: str, get: Callable[[Entry], T], depth: Depth = Depth.WHOLE, count: int | None = None
    ) -> Sequence[T]:
        """A derived column: `get` over the first `count` entries at least, worked out once for each.

        All entries when `count` is None. The values are kept under `name`. `depth` says how much of an
        entry `get` needs. Threads may ask for the same column at once.
        """
        get = self._getters.get(name, get)
        wanted = len(self) if count is None else count
        known, deriving = self._derived.setdefault(name, []), self._deriving.setdefault(name, Lock())
        while (start := len(known)) < wanted:
            with deriving:
                if len(known) == start:
                    known.extend(self._derive(get, start, min(start + _DERIVED_ROWS, wanted), depth))
        return known

    def head(self, row: int) -> Entry:
        """The entry, as deep as `Depth.HEAD` at least."""
        head = self._columns.head(row) if self._columns.head is not None else None
        if head is None:
            return self._read(row)
        head.index, at = row, self._columns.at[row]
        head.at_ms = None if isnan(at) else at
        return head

    def _derive(self, get: Callable[[Entry], T], start: int, stop: int, depth: Depth) -> Iterable[T]:
        read = (self._outline, self.head, self._read)[depth]
        return (get(read(row)) for row in range(start, stop))

    def provide(self, name: str, get: Callable[[Entry], Any]) -> None:
        """Work out the derived column `name` with `get` from now on, whoever asks for it."""
        self._getters[name] = get
        self.forget(name)

    def forget(self, name: str) -> None:
        """Work out a derived column anew when somebody asks for it."""
        self._derived.pop(name, None)

    def chronological(self) -> Sequence[int]:
        """Rows by time, equal times in file order; rows without any time stay at their place."""
        return self.by_time()[0]

    def nearest(self, moment_ms: float) -> int | None:
        """Position in `chronological` of the last row at or before a moment; 0 before the first."""
        moments = self.by_time()[1]
        return max(0, bisect_right(moments, moment_ms) - 1) if moments else None

    def by_time(self) -> tuple[Sequence[int], Sequence[float]]:
        """`chronological`, and the times of its rows: without one, that of the row before or -inf."""
        count = len(self)
        with self._ordering:
            known = len(self._order)
            if known < count:
                self._fill(count)
                self._insert(known, count)
            return self._order, self._moments

    def between(self, start_ms: float, end_ms: float) -> Sequence[int]:
        """Rows of `chronological` from one moment to another, both included."""
        order, moments = self.by_time()
        return order[bisect_left(moments, start_ms) : bisect_right(moments, end_ms)]

    def _fill(self, count: int) -> None:
        """A row without time stands where the row before it does."""
        new = self._columns.at[len(self._filled) : count]
        if isnan(sum(new)):
            last = self._filled[-1] if self._filled else -inf
            for row, value in enumerate(new):
                last = last if isnan(value) else value
                new[row] = last
        self._filled.extend(new)

    def _insert(self, known: int, count: int) -> None:
        """Put new rows among the known ones; only those behind the earliest new row can move."""
        filled, order, moments = self._filled, self._order, self._moments
        new = filled[known:count]
        is_rising = all(map(le, new, new[1:]))
        if isinstance(order, range) and is_rising and (not known or filled[known - 1] <= new[0]):
            self._order, self._moments = range(count), filled
            return
        stays = bisect_right(moments, min(new), 0, known)
        moved = sorted((*order[stays:], *range(known, count)), key=filled.__getitem__)
        self._moments = array("d", moments[:stays]) + array("d", map(filled.__getitem__, moved))
        self._order = array("i", order[:stays]) + array("i", moved)

    def _outline(self, row: int) -> Entry:
        outlines = self._columns.outlines
        outline = outlines[row] if outlines is not None and row < len(outlines) else None
        if outline is None:
            return self._read(row)
        at = self._columns.at[row]
        outline.at_ms = None if isnan(at) else at
        return outline

    def _read(self, row: int) -> Entry:
        entry = self._columns.entry(row)
        entry.index = row
        return entry
