"""The result of framing: rows over the untouched bytes."""

from __future__ import annotations

import gc
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import field
from typing import Any

import orjson

from upl_tui.formats.value import Unparsed, read_json, read_mended
from upl_tui.patterns import late
from upl_tui.values import mutable

__all__ = ["Document", "Rows", "Unparsed", "collector_off"]

_LONG_NUMBER = late(rb"[0-9]{19}")
_EXACT_BYTES = 1 << 20


@mutable
class Rows:
    """One list of rows: byte ranges, and values that are parsed again when asked for.

    Rows may be appended while others read: a row counts once its end is known.
    """

    data: bytes | bytearray
    path: str = ""
    """Where the list was found, such as ``log.entries``; empty for NDJSON and a bare list."""
    starts: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))
    keys: list[str] | None = None
    """The key of each row when the rows are the values of a map, or hang below a key that is data."""
    values: list[Any] | None = None
    """Values that are known already; None when they are read from the bytes."""
    read: Callable[[bytes | bytearray], tuple[Any, str]] = read_json
    """How the bytes of a row become its value and a remark."""
    remarks: dict[int, str] = field(default_factory=dict)
    """What had to be mended in a row, known once the row was read: ``bad UTF-8 at byte 12``."""

    def __len__(self) -> int:
        return len(self.ends)

    def add(self, start: int, end: int) -> None:
        """Append a row."""
        self.starts.append(start)
        self.ends.append(end)

    def spans(self, indexes: Iterable[int]) -> tuple[tuple[int, int], ...]:
        """Where rows start and end (exclusive), bytes."""
        return tuple((self.starts[index], self.ends[index]) for index in indexes)

    def source(self, index: int) -> bytes:
        """The untouched bytes of a row."""
        return bytes(self.data[self.starts[index] : self.ends[index]])

    def value(self, index: int) -> Any:
        """The row's value, or `Unparsed`; integers of any length are exact."""
        if self.values is not None:
            return self.values[index]
        raw = self.data[self.starts[index] : self.ends[index]]
        exactly = self.read is read_json and len(raw) <= _EXACT_BYTES and _LONG_NUMBER.search(raw)
        return self._remember(index, *(read_mended if exactly else self.read)(raw))

    def plain(self, index: int) -> Any:
        """The row's value as soon as it can be had; None unless it is JSON that needs no mending.

        Integers beyond 64 bits are floats here.
        """
        if self.values is not None:
            return self.values[index]
        try:
            return orjson.loads(self.data[self.starts[index] : self.ends[index]])
        except orjson.JSONDecodeError:
            return None

    def batches(self, size: int = 1024, start: int = 0) -> Iterator[tuple[int, list[Any]]]:
        """Position of the first row and the values, batch by batch, so that nobody holds all values.

        Integers beyond 64 bits are floats here: only `value` takes the time to keep them exact.
        """
        while start < len(self):
            stop = min(start + size, len(self))
            if self.values is not None:
                values = self.values[start:stop]
            else:
                with collector_off():
                    values = self._read(start, stop)
            yield start, values
            start = stop

    def sample(self, count: int = 200) -> list[Any]:
        """Values from all over the list, for votes; at uneven steps, so that rows in a rhythm all show up."""
        total = len(self)
        stretch = total // count
        wanted = (
            range(total)
            if total <= count
            else [step * total // count + step * step % stretch for step in range(count)]
        )
        return [self.value(index) for index in wanted]

    def _read(self, start: int, stop: int) -> list[Any]:
        if self.read is read_json:
            data, loads = self.data, orjson.loads
            spans = zip(self.starts[start:stop], self.ends[start:stop], strict=True)
            try:
                return [loads(data[begin:end]) for begin, end in spans]
            except orjson.JSONDecodeError:
                pass
        return [self._quickly(index) for index in range(start, stop)]

    def _quickly(self, index: int) -> Any:
        raw = self.data[self.starts[index] : self.ends[index]]
        return self._remember(index, *self.read(raw))

    def _remember(self, index: int, value: Any, remark: str) -> Any:
        if remark:
            self.remarks[index] = remark
        return value


@mutable
class Document:
    """A whole file, framed."""

    data: bytes | bytearray
    """Unpacked, BOM removed, UTF-8; every span counts in these bytes."""
    framing: str
    """For the person: ``NDJSON``, ``JSON list``, ``JSON document``, ``text`` and so on."""
    collections: list[Rows]
    """The lists of rows, in file order. Rows of all of them together are all elements of the file."""
    root: Any = None
    """What stands around the lists: the document with each list of rows replaced by an empty list."""
    notes: list[str] = field(default_factory=list)
    """What was remarkable, each a short sentence: ``gzip, 2 members``, ``cut at the end``."""

    def leave_cut_rows(self) -> int:
        """Leave out rows that end with the data, unless they are the only ones; how many there were."""
        end = len(self.data.rstrip())
        cut = [rows for rows in self.collections if len(rows) > 1 and rows.ends[-1] >= end]
        for rows in cut:
            del rows.ends[-1], rows.starts[-1]
            if rows.keys is not None:
                rows.keys.pop()
        return len(cut)


@contextmanager
def collector_off() -> Iterator[None]:
    """Hold the cyclic garbage collector while many values are made at once, then put it back."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
