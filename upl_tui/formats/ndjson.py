"""NDJSON: one row a line, as the bytes arrive."""

from __future__ import annotations

import codecs
from array import array
from io import BytesIO
from itertools import accumulate

from upl_tui.formats.rows import Rows, Unparsed
from upl_tui.formats.unpack import is_packed
from upl_tui.formats.value import read_json
from upl_tui.patterns import late

HEAD_BYTES = 1 << 16
"""How much `looks_like_ndjson` wants to see of a file that is longer."""

_LINES_AT_ONCE = 1 << 18
_BLANK = late(rb"\s*+")
_FIRST_LINES = 20
_SPREAD_LINES = 80


class NdjsonFramer:
    """Rows of the complete lines of a file that is still arriving; blank lines are no rows."""

    def __init__(self) -> None:
        self._data = bytearray()
        self.rows = Rows(self._data)
        self._done = 0
        self._at_start = True

    def feed(self, chunk: bytes) -> int:
        """Take the next bytes; the number of rows that are complete now."""
        seen = len(self._data)
        self._data += chunk
        if self._at_start:
            if len(self._data) < len(codecs.BOM_UTF8):
                return len(self.rows)
            self._drop_mark()
            seen = 0
        end = self._data.rfind(b"\n", seen) + 1
        if end:
            index_lines(bytes(self._data[self._done : end]), self._done, self.rows)
            self._done = end
        return len(self.rows)

    def close(self) -> None:
        """The file has ended: a last line without line feed is a row too."""
        self._drop_mark()
        index_lines(bytes(self._data[self._done :]), self._done, self.rows)
        self._done = len(self._data)

    def _drop_mark(self) -> None:
        if self._at_start and self._data.startswith(codecs.BOM_UTF8):
            del self._data[: len(codecs.BOM_UTF8)]
        self._at_start = False


def index_lines(block: bytes | bytearray, offset: int, rows: Rows) -> None:
    """Add the non-blank lines of a block that begins at byte `offset` of the file, without line ends."""
    stream = BytesIO(block)
    carriage_returns = b"\r" in block
    while lines := stream.readlines(_LINES_AT_ONCE):
        bounds = list(accumulate(map(len, lines), initial=offset))
        if carriage_returns or any(map(bytes.isspace, lines)) or not lines[-1].endswith(b"\n"):
            for start, line in zip(bounds, lines, strict=False):
                if not line.isspace():
                    rows.add(start, start + len(line.rstrip(b"\r\n")))
        else:
            rows.starts += array("q", bounds[:-1])
            rows.ends += array("q", [bound - 1 for bound in bounds[1:]])
        offset = bounds[-1]


def looks_like_ndjson(head: bytes) -> bool:
    """Whether a file is NDJSON, from its first `HEAD_BYTES` or all of it when it is shorter.

    True only when lines can be shown as they arrive; a False may still turn out NDJSON as a whole.
    """
    if is_packed(head):
        return False
    head = head.removeprefix(codecs.BOM_UTF8)
    lines = head.split(b"\n")
    if len(head) >= HEAD_BYTES - len(codecs.BOM_UTF8):
        lines.pop()
    return vote([line for line in lines if not line.isspace() and line][: _FIRST_LINES + _SPREAD_LINES])


def is_ndjson(data: bytes | bytearray) -> bool:
    """Whether most non-blank lines are JSON by themselves, judged by lines from all over the file."""
    lines: list[bytes] = []
    position = 0
    while len(lines) < _FIRST_LINES and (position := _skip_blank(data, position)) < len(data):
        position = _take_line(data, position, lines)
    for step in range(1, _SPREAD_LINES):
        middle = data.find(b"\n", max(position, step * len(data) // _SPREAD_LINES)) + 1
        if middle and middle >= position:
            position = _take_line(data, middle, lines)
    return vote(lines)


def vote(lines: list[bytes]) -> bool:
    """Whether most of two or more lines are objects or other JSON, and no header line before a list."""
    if len(lines) < 2:
        return False
    values = [read_json(line)[0] for line in lines]
    if len(values) == 2 and isinstance(values[0], dict) and isinstance(values[1], list):
        return not all(isinstance(item, dict) for item in values[1])
    alone = sum(
        not isinstance(value, Unparsed) or (line.startswith(b'{"') and line.rstrip().endswith(b"}"))
        for line, value in zip(lines, values, strict=True)
    )
    return alone * 2 > len(lines)


def _skip_blank(data: bytes | bytearray, start: int) -> int:
    match = _BLANK.match(data, start)
    return match.end() if match else start


def _take_line(data: bytes | bytearray, start: int, lines: list[bytes]) -> int:
    end = data.find(b"\n", start)
    end = len(data) if end < 0 else end
    line = bytes(data[start:end])
    if line.strip():
        lines.append(line)
    return end + 1
