"""Textual's frame as text: runs of cells at places of the screen, and where the cursor is left."""

from __future__ import annotations

from typing import NamedTuple

from upl_tui.patterns import late
from upl_tui.tui.output.cells import Cell, parse_cells
from upl_tui.tui.output.pen import NotUnderstood

_MOVE = late(r"\x1b\[(\d+);(\d+)H")


class Run(NamedTuple):
    """Cells from column `x` of row `y`, both from 0."""

    x: int
    y: int
    cells: tuple[Cell, ...]


class Frame(NamedTuple):
    """One update of the screen."""

    runs: list[Run]
    cursor: tuple[int, int]
    """Column and row, from 0."""


def begins_frame(text: str) -> bool:
    """Whether text begins as a frame does, with a move."""
    return _MOVE.match(text) is not None


def parse_frame(text: str, width: int, height: int) -> Frame:
    """Read what Textual writes for one update; raises `NotUnderstood` for anything else.

    That is, again and again: a move, styled text, a line feed or nothing; and a last move for the cursor.
    """
    before, *pieces = _MOVE.split(text)
    if before or not pieces or pieces[-1]:
        raise NotUnderstood(repr(text[:20]))
    places = [
        (int(column) - 1, int(line) - 1, content)
        for line, column, content in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True)
    ]
    x, y, _ = places.pop()
    runs = [_run(x, y, content, width, height) for x, y, content in places if content]
    return Frame(runs, (x, y))


def _run(x: int, y: int, content: str, width: int, height: int) -> Run:
    feeds_line = content.endswith("\n")
    cells = parse_cells(content[:-1] if feeds_line else content)
    if not 0 <= x <= width - len(cells) or not 0 <= y < height - feeds_line:
        raise NotUnderstood(f"{len(cells)} cells at {x}, {y}")
    return Run(x, y, cells)
