"""The cells of a terminal: what stands in them, and where terminals disagree about how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from unicodedata import category, east_asian_width

from rich.cells import cell_len

from upl_tui.patterns import late
from upl_tui.tui.output.pen import PLAIN, NotUnderstood, Pen, after_sgr, for_blank

Cell = tuple[str, Pen]
"""A character with its marks; the cells that a wide one also covers have the text ``""`` and its pen."""

UNKNOWN: Cell = ("\0", Pen(background="unknown"))
"""A cell of which nobody knows what the terminal shows."""

_TOKEN = late(r"\x1b\[([\d;]*)m|\x1b\]8;([^\x00-\x1f]*)\x1b\\|([^\x00-\x1f\x7f-\x9f]+)")
_JOINER = "\u200d"
_MARKS = ((0x300, 0x36F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20F0), (0xFE20, 0xFE2F))
_CHROME = ((0x2026, 0x2026), (0x2500, 0x259F))
_WIDE = ((0x1100, 0x115F), (0x2E80, 0xFFE6), (0x20000, 0x3FFFD))
"""East Asian scripts; what is wide beyond them is emoji, whose width depends on a terminal's age."""


@lru_cache(maxsize=2048)
def parse_cells(text: str) -> tuple[Cell, ...]:
    """The cells that text with SGR and OSC 8 sequences draws, as Textual counts them.

    Raises `NotUnderstood` for anything else in it, and when it does not leave the pen as it found it.
    """
    cells: list[Cell] = []
    pen, end = PLAIN, 0
    for token in _TOKEN.finditer(text):
        sgr, link, run = token.groups()
        if token.start() != end:
            break
        end = token.end()
        if run is not None:
            _append(cells, run, pen)
        elif sgr is not None:
            pen = after_sgr(pen, sgr)
        else:
            pen = pen._replace(link=link)
    if end != len(text) or pen != PLAIN:
        raise NotUnderstood(repr(text[end : end + 20]))
    return tuple(cells)


def _append(cells: list[Cell], run: str, pen: Pen) -> None:
    drawn = _drawn_with(pen)
    if run.isascii():
        cells += [drawn[char] for char in run]
        return
    before = len(cells)
    for cluster in _clusters(run):
        if width := cell_len(cluster):
            cells.append(drawn[cluster] if cluster.isascii() else (cluster, pen))
            cells += [("", pen)] * (width - 1)
        else:
            _mark_last(cells, cluster)
    if len(cells) - before != cell_len(run):
        raise NotUnderstood(repr(run))


def _clusters(run: str) -> Iterator[str]:
    cluster = ""
    for char in run:
        if cluster and (cluster.endswith(_JOINER) or not cell_len(char)):
            cluster += char
        else:
            if cluster:
                yield cluster
            cluster = char
    yield cluster


def _mark_last(cells: list[Cell], marks: str) -> None:
    lead = len(cells) - 1
    while lead >= 0 and not cells[lead][0]:
        lead -= 1
    if lead < 0:
        raise NotUnderstood("a mark without a character")
    text, pen = cells[lead]
    cells[lead] = (text + marks, pen)


class _Drawn(dict[str, Cell]):
    """One object for each ASCII character in a pen, so that equal rows are compared by identity."""

    def __init__(self, pen: Pen) -> None:
        super().__init__({" ": (" ", for_blank(pen))})
        self._pen = pen

    def __missing__(self, char: str) -> Cell:
        cell = self[char] = (char, self._pen)
        return cell


_drawn_with = lru_cache(maxsize=512)(_Drawn)


def text_of(cells: Iterable[Cell]) -> str:
    """The characters alone."""
    return "".join(map(itemgetter(0), cells))


def first_uncertain(cells: Sequence[Cell]) -> int:
    """Index of the first cell of a row that terminals may fill differently, or the number of cells.

    A character in the last column that a terminal finds wide is moved one column to the left.
    """
    if text_of(cells).isascii():
        return len(cells)
    first = next((x for x, (text, _) in enumerate(cells) if not is_certain(text)), None)
    return len(cells) if first is None else max(0, min(first, len(cells) - 2))


@lru_cache(maxsize=4096)
def is_certain(text: str) -> bool:
    """Whether all terminals agree with Textual on the cells that a character and its marks take.

    Characters of ambiguous width are not certain, but for the ellipsis and the lines and blocks of frames
    and bars: where those are wide no full-screen program is legible.
    """
    if text.isascii():
        return True
    base, marks = text[0], text[1:]
    if not all(_within(mark, _MARKS) for mark in marks) or category(base)[0] in "CM":
        return False
    if cell_len(base) == 2:
        return _within(base, _WIDE)
    return east_asian_width(base) in ("N", "Na", "H") or _within(base, _CHROME)


def _within(char: str, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(first <= ord(char) <= last for first, last in ranges)
