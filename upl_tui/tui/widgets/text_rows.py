"""Where the rows of a text begin, as lines or wrapped: positions in the recorded text, nothing copied."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence

from rich.cells import cell_len

from upl_tui.safe_text import visible

_TAB = "    "
_LINE_FEED = re.compile("\n")
_UNUSUAL = re.compile("[^\n -~]")
_WIDEST_ESCAPE = len(r"\U000e0041")


class TextRows:
    """A recorded text cut into rows; with a width the rows are wrapped so that each fits it."""

    def __init__(self, text: str, width: int | None = None) -> None:
        self.text = text
        self._lines = array("q", [0])
        self._lines.extend(match.end() for match in _LINE_FEED.finditer(text))
        self._starts: Sequence[int] = self._lines if width is None else self._wrapped(max(1, width))

    def __len__(self) -> int:
        return len(self._starts)

    def row_at(self, position: int) -> int:
        """The row that holds a position of the text."""
        return max(0, bisect_right(self._starts, position) - 1)

    def span(self, row: int) -> tuple[int, int]:
        """Start and end of a row in the text, its line break left out."""
        start = self._starts[row]
        return start, min(self._end(self._starts, row), self.line_span(row)[1])

    def line_span(self, row: int) -> tuple[int, int]:
        """Start and end of the whole line that a row is part of, its line break left out."""
        return self._line(bisect_right(self._lines, self._starts[row]) - 1)

    def _line(self, line: int) -> tuple[int, int]:
        start, end = self._lines[line], self._end(self._lines, line)
        if line + 1 < len(self._lines):
            end -= 2 if self.text.startswith("\r\n", max(start, end - 2)) else 1
        return start, end

    def _end(self, starts: Sequence[int], index: int) -> int:
        return starts[index + 1] if index + 1 < len(starts) else len(self.text)

    def _wrapped(self, width: int) -> array[int]:
        text = self.text
        fits_surely = width if text.isascii() and not _UNUSUAL.search(text) else width // _WIDEST_ESCAPE
        starts = array("q")
        for line, start in enumerate(self._lines):
            starts.append(start)
            if self._end(self._lines, line) - start <= fits_surely:
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
