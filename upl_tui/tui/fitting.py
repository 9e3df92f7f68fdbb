"""Recorded text cut and padded to cells, without Textual: the first frame is drawn before it is imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, takewhile
from typing import TypeVar

from rich.cells import cell_len, split_text

from upl_tui.safe_text import visible

Look = TypeVar("Look")
Spans = Sequence[tuple[int, int]]
"""Start and end (exclusive) of hits, in characters of the recorded text."""

ELLIPSIS = "…"
_CHARACTERS_A_CELL = 4


def safe_pieces(text: str, spans: Spans = ()) -> list[tuple[str, bool]]:
    """Recorded text as safe pieces, each with whether it is a hit.

    `spans` count in the recorded text and are sorted by their start; safe text may be longer.
    """
    pieces: list[tuple[str, bool]] = []
    done = 0
    for start, end in spans:
        start = max(start, done)
        if end <= start or start >= len(text):
            continue
        if start > done:
            pieces.append((visible(text[done:start]), False))
        pieces.append((visible(text[start:end]), True))
        done = end
    if done < len(text):
        pieces.append((visible(text[done:]), False))
    return pieces


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Safe text of exactly `width` cells: padded, or cut with an ellipsis; wide characters stay whole."""
    if width <= 0:
        return ""
    cells = cell_len(text)
    if cells > width:
        text = split_text(text, width - 1)[0] + ELLIPSIS
        cells = cell_len(text)
    padding = " " * (width - cells)
    return padding + text if right else text + padding


def broken(text: str, room: int) -> Iterator[tuple[int, int]]:
    """Start and end of lines of at most `room` cells of safe text, broken at blanks where there are any.

    The blanks at which it is broken belong to no line. There is at least one line.
    """
    start = 0
    while True:
        end = min(len(text), start + _fitting(text[start : start + room + 1], room))
        if end < len(text) and text[end] != " " and (blank := text.rfind(" ", start, end)) > start:
            end = blank
        yield start, end
        start = end
        while text[start : start + 1] == " ":
            start += 1
        if start >= len(text):
            return


def _fitting(text: str, room: int) -> int:
    """How many characters fit `room` cells; at least one, so that every text comes to an end."""
    cells = accumulate(map(cell_len, text))
    return max(1, sum(1 for _ in takewhile(lambda total: total <= room, cells)))


def cut_pieces(pieces: Iterable[tuple[str, Look]], width: int) -> list[tuple[str, Look]]:
    """Safe pieces that together take at most `width` cells, the last with an ellipsis if they were cut."""
    kept: list[tuple[str, Look]] = []
    left = width
    for text, look in pieces:
        cells = cell_len(text)
        if cells > left:
            return _with_ellipsis(kept, text, look, left)
        kept.append((text, look))
        left -= cells
    return kept


def reach(width: int) -> int:
    """Characters of recorded text that are sure to fill `width` cells, so that long texts cost nothing."""
    return width * _CHARACTERS_A_CELL + 1


def _with_ellipsis(kept: list[tuple[str, Look]], text: str, look: Look, left: int) -> list[tuple[str, Look]]:
    while left < 1 and kept:
        text, look = kept.pop()
        left += cell_len(text)
    if left >= 1:
        kept.append((split_text(text, left - 1)[0] + ELLIPSIS, look))
    return kept
