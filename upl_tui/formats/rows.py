"""The result of framing: rows over the untouched bytes."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Unparsed:
    """Stands in for the value of a row that is no JSON; `reason` is a short sentence."""

    reason: str


@dataclass(slots=True)
class Rows:
    """One list of rows: byte ranges, and values that are parsed again when asked for.

    A framer may leave the values of a small file in `values`; of a big one only the ranges are kept.
    """

    data: bytes | bytearray
    path: str = ""
    """Where the list was found, such as ``log.entries``; empty for NDJSON and a bare list."""
    starts: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))
    keys: list[str] | None = None
    """The key of each row when the rows are the values of a map, or hang below a key that is data."""
    values: list[Any] | None = None

    def __len__(self) -> int:
        return len(self.starts)

    def source(self, index: int) -> bytes:
        """The untouched bytes of a row."""
        return bytes(self.data[self.starts[index] : self.ends[index]])

    def value(self, index: int) -> Any:
        """The row's JSON value, or `Unparsed`."""
        raise NotImplementedError

    def batches(self, size: int = 4096, start: int = 0) -> Iterator[tuple[int, list[Any]]]:
        """Position of the first row and the values, batch by batch, so that nobody holds all values."""
        raise NotImplementedError

    def sample(self, count: int = 200) -> list[Any]:
        """Values spread over the whole list, for votes."""
        raise NotImplementedError


@dataclass(slots=True)
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
