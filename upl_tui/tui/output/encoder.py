"""The fewest bytes that turn rows which the terminal shows into rows that are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from upl_tui.tui.output.cells import UNKNOWN, Cell, first_uncertain, is_certain, text_of
from upl_tui.tui.output.pen import PLAIN, Pen, change, for_blank

_WORTH_A_MOVE = 5
"""Unchanged cells between changed ones from which on the cursor jumps over them."""
_WORTH_ERASING_TO_END = 4
_WORTH_ERASING = 10
"""Blanks from which on erasing beats drawing: up to the end of the row, and where a move may follow."""

_pen_of = itemgetter(1)


class Encoder:
    """Collects the sequences of one frame, which starts and ends with a plain pen.

    `erases_in_colour` tells that the terminal knows ``ECH`` and erases in the current background, not its
    default one. Where the cursor is at first is not relied upon: others may write to the terminal.
    """

    def __init__(self, *, erases_in_colour: bool) -> None:
        self._erases_in_colour = erases_in_colour
        self._parts: list[str] = []
        self._pen = PLAIN
        self._cursor: tuple[int, int] | None = None

    def sequence(self) -> str:
        """Everything so far, with the pen put back."""
        self._take(PLAIN)
        return "".join(self._parts)

    def command(self, sequence: str) -> None:
        """A sequence that leaves the cursor nobody knows where."""
        self._parts.append(sequence)
        self._cursor = None

    def move(self, x: int, y: int) -> None:
        """Put the cursor there, by the shortest way."""
        if self._cursor == (x, y):
            return
        ways = [f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"]
        if self._cursor is not None:
            from_x, from_y = self._cursor
            ways.append(_steps(y - from_y, "B", "A") + _across(from_x, x))
        self._parts.append(min(ways, key=len))
        self._cursor = (x, y)

    def row(self, y: int, shown: Sequence[Cell], wanted: Sequence[Cell]) -> None:
        """Change a row; from the first cell of uncertain width on it is drawn whole or not at all."""
        limit = min(first_uncertain(shown), first_uncertain(wanted))
        tail = _blank_tail(wanted) if self._erases_as(wanted[-1][1]) else len(wanted)
        for start, end in _changed_spans(shown, wanted, limit, tail):
            self._span(y, start, end, wanted, tail)
        if shown[limit:] != wanted[limit:]:
            self._span(y, limit, len(wanted), wanted, tail)
            self._cursor = None

    def _span(self, y: int, start: int, end: int, wanted: Sequence[Cell], tail: int) -> None:
        while not wanted[start][0]:
            start -= 1
        while end < len(wanted) and not wanted[end][0]:
            end += 1
        x = start
        for pen, cells in _pieces(wanted[start:end]):
            if pen != UNKNOWN[1]:
                self.move(x, y)
                self._draw(cells, pen, to_end=x >= tail)
            x += len(cells)
        if x == len(wanted):
            self._cursor = None

    def _draw(self, cells: Sequence[Cell], pen: Pen, to_end: bool) -> None:
        assert self._cursor is not None
        x, y = self._cursor
        count = len(cells)
        self._take(pen)
        erasable = self._erases_as(pen)
        if erasable and to_end and count >= _WORTH_ERASING_TO_END:
            self._parts.append("\x1b[K")
        elif erasable and self._erases_in_colour and count >= _WORTH_ERASING:
            self._parts.append(f"\x1b[{count}X")
        else:
            self._parts += _drawn(cells, x)
            self._cursor = (x + count, y)

    def _take(self, pen: Pen) -> None:
        sequence, self._pen = change(self._pen, pen)
        self._parts.append(sequence)

    def _erases_as(self, pen: Pen) -> bool:
        return pen.blank and pen.link == PLAIN.link and (self._erases_in_colour or not pen.background)


def _pieces(cells: Sequence[Cell]) -> list[tuple[Pen, list[Cell]]]:
    """Cells to draw with one pen; a few blanks go with what stands before them if its pen draws them too."""
    pieces: list[tuple[Pen, list[Cell]]] = []
    before = None
    for pen, group in groupby(cells, key=_pen_of):
        more = list(group)
        if pen == before or (
            before is not None and len(more) < _WORTH_ERASING_TO_END and pen == for_blank(before)
        ):
            pieces[-1][1].extend(more)
        else:
            pieces.append((pen, more))
            before = pen
    return pieces


def _drawn(cells: Sequence[Cell], x: int) -> Iterator[str]:
    """The characters; a wide one of uncertain width comes onto blanks, and the cursor is put behind it."""
    text = text_of(cells)
    if text.isascii():
        yield text
        return
    for start, (cluster, _) in enumerate(cells, x):
        end = start + 1
        while end < x + len(cells) and not cells[end - x][0]:
            end += 1
        if end - start == 1 or is_certain(cluster):
            yield cluster
        else:
            yield f"{' ' * (end - start)}\x1b[{start + 1}G{cluster}\x1b[{end + 1}G"


def _changed_spans(
    shown: Sequence[Cell], wanted: Sequence[Cell], limit: int, tail: int
) -> list[tuple[int, int]]:
    """Start and end (exclusive) of what to draw before `limit`; at most one begins in the tail."""
    spans: list[tuple[int, int]] = []
    start = end = 0
    for x in (x for x in range(limit) if shown[x] != wanted[x]):
        if end and (x == end or start >= tail or _joins(wanted, end, x)):
            end = x + 1
            continue
        if end:
            spans.append((start, end))
        start, end = x, x + 1
    if end:
        spans.append((start, end))
    return spans


def _joins(row: Sequence[Cell], end: int, start: int) -> bool:
    """Whether drawing the unchanged cells from `end` to `start` costs less than jumping over them."""
    return start - end < _WORTH_A_MOVE and _same_ink(row[end - 1 : start + 1])


def _same_ink(cells: Sequence[Cell]) -> bool:
    pens = {pen for _, pen in cells}
    return len({pen.background for pen in pens}) == 1 and sum(not pen.blank for pen in pens) <= 1


def _blank_tail(row: Sequence[Cell]) -> int:
    """Column from which on all cells are as the last one."""
    last = row[-1]
    tail = len(row)
    while tail and row[tail - 1] == last:
        tail -= 1
    return tail


def _steps(count: int, forwards: str, backwards: str) -> str:
    if not count:
        return ""
    number = str(abs(count)) if abs(count) > 1 else ""
    return f"\x1b[{number}{forwards if count > 0 else backwards}"


def _across(from_x: int, x: int) -> str:
    ways = [_steps(x - from_x, "C", "D"), f"\x1b[{x + 1}G"]
    if x <= from_x:
        ways.append("\b" * (from_x - x))
    if x == 0:
        ways.append("\r")
    return min(ways, key=len)
