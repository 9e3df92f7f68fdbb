"""Where the rows of a text begin, as lines or wrapped: positions in the recorded text, nothing copied."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rich.cells import cell_len

from upl_tui.patterns import late
from upl_tui.safe_text import visible

_TAB = "    "
_LINE_FEED = late("\n")
_WIDEST_ESCAPE = len(r"\U000e0041")


class TextRows:
    """A recorded text cut into rows; with a width the rows are wrapped so that each fits it.

    `above` are rows of the same width, of a text that this one begins with: they are not cut again.
    """

    def __init__(self, text: str, width: int | None = None, above: TextRows | None = None) -> None:
        self.text = text
        self.width = width
        self.lines: array[int] = above.lines[:] if above else array("q", [0])
        """Where lines begin, in characters."""
        first, done = len(self.lines) - 1, len(above.text) if above else 0
        self.lines.extend(match.end() for match in _LINE_FEED.finditer(text, done))
        self.starts = self.lines if width is None else self._wrapped(max(1, width), first, above)
        """Where rows begin."""

    def __len__(self) -> int:
        return len(self.starts)

    def row_at(self, position: int) -> int:
        """The row that holds a position of the text."""
        return max(0, bisect_right(self.starts, position) - 1)

    def span(self, row: int) -> tuple[int, int]:
        """Start and end of a row in the text, its line break left out."""
        start = self.starts[row]
        return start, min(self._end(self.starts, row), self.line_span(row)[1])

    def line_span(self, row: int) -> tuple[int, int]:
        """Start and end of the whole line that a row is part of, its line break left out."""
        return self._line(bisect_right(self.lines, self.starts[row]) - 1)

    def last_row_of_line(self, row: int) -> int:
        """The last of the rows that a row's line takes."""
        line = bisect_right(self.lines, self.starts[row])
        return bisect_left(self.starts, self.lines[line]) - 1 if line < len(self.lines) else len(self) - 1

    def _line(self, line: int) -> tuple[int, int]:
        start, end = self.lines[line], self._end(self.lines, line)
        if line + 1 < len(self.lines):
            end -= 2 if self.text.startswith("\r\n", max(start, end - 2)) else 1
        return start, end

    def _end(self, starts: Sequence[int], index: int) -> int:
        return starts[index + 1] if index + 1 < len(starts) else len(self.text)

    def _wrapped(self, width: int, first: int, above: TextRows | None) -> array[int]:
        text, new = self.text, self.text[self.lines[first] :]
        is_plain = new.isascii() and new.replace("\n", "").isprintable()
        fits_surely = width if is_plain else width // _WIDEST_ESCAPE
        starts = above.starts[: bisect_left(above.starts, self.lines[first])] if above else array("q")
        for line in range(first, len(self.lines)):
            start = self.lines[line]
            starts.append(start)
            if self._end(self.lines, line) - start <= fits_surely:
                continue
            end = self._line(line)[1]
            while (start := start + _fitting(text[start : min(end, start + width)], width)) < end:
                starts.append(start)
        return starts


def shown(text: str) -> str:
    """Safe text of a piece of a line, tabs as several spaces."""
    return visible(text.replace("\t", _TAB))


def _fitting(text: str, width: int) -> int:
    """How many characters of `text` surely fit `width` cells when shown; at least one."""
    count = len(text)
    if text.isascii() and text.isprintable():
        return count
    while count > 1 and (cells := cell_len(shown(text[:count]))) > width:
        count = max(1, min(count - 1, count * width // cells))
    return count
