"""What the terminal shows now, and what it must be sent to show the next frame."""

from __future__ import annotations

from collections.abc import Mapping

from upl_tui.tui.output.cells import UNKNOWN, Cell
from upl_tui.tui.output.encoder import Encoder
from upl_tui.tui.output.frame import Frame, Run
from upl_tui.tui.output.pen import NotUnderstood, for_blank
from upl_tui.tui.output.scroll import Row, find_scroll


class Picture:
    """The cells of a terminal of `width` by `height`, all unknown at first.

    `erases_in_colour`: the terminal knows ``ECH`` and erases in the current background (terminfo ``bce``).
    """

    def __init__(self, width: int, height: int, *, erases_in_colour: bool) -> None:
        self.size = (width, height)
        self._erases_in_colour = erases_in_colour
        self._rows: list[Row] = [[UNKNOWN] * width for _ in range(height)]
        self._cursor: tuple[int, int] | None = None

    def show(self, frame: Frame) -> str:
        """The sequences that make the terminal show a frame; empty when it does already.

        A scroll is drawn first, then row by row what still differs, and the cursor last.
        """
        wanted = self._changed_rows(frame)
        if not wanted and frame.cursor == self._cursor:
            return ""
        encoder = Encoder(erases_in_colour=self._erases_in_colour)
        scroll = find_scroll(self._rows, wanted)
        if scroll is not None:
            band = slice(scroll.top, scroll.bottom + 1)
            wanted = {**dict(enumerate(self._rows[band], scroll.top)), **wanted}
            self._rows[band] = scroll.moved(self._rows)
            encoder.command(scroll.sequence())
        self._draw(wanted, encoder)
        encoder.move(*frame.cursor)
        self._cursor = frame.cursor
        return encoder.sequence()

    def frame(self) -> Frame:
        """All cells and the cursor as one frame; raises `NotUnderstood` when a cell is unknown."""
        if self._cursor is None or any(UNKNOWN in row for row in self._rows):
            raise NotUnderstood("cells that nobody drew")
        return Frame([Run(0, y, tuple(row)) for y, row in enumerate(self._rows)], self._cursor)

    def _changed_rows(self, frame: Frame) -> dict[int, Row]:
        wanted: dict[int, Row] = {}
        for run in frame.runs:
            if run.y not in wanted:
                wanted[run.y] = self._rows[run.y].copy()
            _put(wanted[run.y], run)
        return {y: row for y, row in wanted.items() if row != self._rows[y]}

    def _draw(self, wanted: Mapping[int, Row], encoder: Encoder) -> None:
        for y in sorted(wanted):
            if self._rows[y] != wanted[y]:
                encoder.row(y, self._rows[y], wanted[y])
                self._rows[y] = wanted[y]


def _put(row: Row, run: Run) -> None:
    start, end = run.x, run.x + len(run.cells)
    _split(row, start)
    _split(row, end)
    row[start:end] = run.cells


def _split(row: Row, x: int) -> None:
    """Blank the cells of a wide character that lies across the left edge of column `x`."""
    if x == len(row) or row[x][0]:
        return
    start = x
    while not row[start][0]:
        start -= 1
    blank: Cell = (" ", for_blank(row[x][1]))
    while start < len(row) and (start < x or not row[start][0]):
        row[start] = blank
        start += 1
