"""A scroll bar with marks: where hits and problems are in a list that is longer than the screen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import pairwise, zip_longest
from typing import Any, Protocol

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender

from upl_tui.values import frozen

_HIT, _PROBLEM, _BOTH = "━", "•", "◆"


@frozen
class Marks:
    """What one cell of a bar marks."""

    hit: bool = False
    problem: bool = False

    @property
    def glyph(self) -> str:
        """Told apart by shape, so that colour need not be seen."""
        if self.hit and self.problem:
            return _BOTH
        return _HIT if self.hit else _PROBLEM if self.problem else ""


def marks_by_cell(
    cells: int, rows: int, hits: Sequence[int], severities: bytes, problems: Collection[int]
) -> list[Marks]:
    """The marks of each cell of a bar for `rows` rows; a few steps a cell, however many rows there are.

    `hits` are positions in rising order; `severities` has a byte a row, `problems` those that count.
    """
    edges = [rows * cell // cells for cell in range(cells + 1)]
    marks = []
    for start, end in pairwise(edges):
        end = max(end, start + 1)
        at = bisect_left(hits, start)
        marks.append(
            Marks(
                hit=at < len(hits) and hits[at] < end,
                problem=any(severities.find(problem, start, end) >= 0 for problem in problems),
            )
        )
    return marks


class Marked(Protocol):
    """What a bar asks."""

    def bar_marks(self, cells: int) -> Sequence[Marks]:
        """What the bar marks in each of its cells; empty for nothing."""

    def bar_style(self, marks: Marks) -> Style:
        """How marks are drawn."""


class MarkedBar(ScrollBarRender):
    """Draws Textual's bar, and the marks over it."""

    def __init__(self, marked: Marked, **how: Any) -> None:
        super().__init__(**how)
        self._marked = marked

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """One segment a cell."""
        marks = self._marked.bar_marks(options.height or console.height)
        for bar in super().__rich_console__(console, options):
            if isinstance(bar, Segments):
                cells = zip_longest(bar.segments, marks[: len(bar.segments)])
                bar.segments = [self._drawn(cell, mark) for cell, mark in cells]
            yield bar

    def _drawn(self, cell: Segment, mark: Marks | None) -> Segment:
        """Cells of the thumb, which Textual draws reversed, become a ground that a mark can stand on."""
        style = cell.style or Style()
        ground = Style(bgcolor=style.color if style.reverse else style.bgcolor, meta=style.meta)
        if mark is not None and mark.glyph:
            return Segment(mark.glyph, self._marked.bar_style(mark) + ground)
        return Segment(cell.text, ground) if cell.text.isspace() else cell
