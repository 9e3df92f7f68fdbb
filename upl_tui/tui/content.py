"""Recorded text becomes something to draw: safe, cut to cells, hits marked, and never markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich.cells import cell_len, set_cell_size, split_text
from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.style import Style

from upl_tui.patterns import late
from upl_tui.safe_text import visible

Look = TypeVar("Look")
Spans = Sequence[tuple[int, int]]
"""Start and end (exclusive) of hits, in characters of the recorded text."""

CELL_STYLES = ("error", "warn", "info", "debug", "muted", "accent", "good")
"""The style names a cell may have; a widget ``x`` draws them with its component class ``x--error``."""

ELLIPSIS = "…"
_CHARACTERS_A_CELL = 4
_REPLACEMENT = "\ufffd"
_FORBIDDEN = late(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)


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


def safe_content(
    text: str, spans: Spans = (), style: str | Style = "", mark: str | Style = "reverse"
) -> Content:
    """Recorded text for a widget that takes `Content`: `style` over all of it, `mark` over the hits."""
    pieces = safe_pieces(text, spans)
    content = Content("".join(piece for piece, _ in pieces)).stylize(style)
    done = 0
    for piece, hit in pieces:
        if hit:
            content = content.stylize(mark, done, done + len(piece))
        done += len(piece)
    return content


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


class SafeFilter(LineFilter):
    """The gate behind `visible`: no control, bidi or zero-width character passes, whoever drew it.

    Such characters count no cell, so a segment keeps its width: its end gives way to what is now seen.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, replaced only where one holds such a character."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [_harmless(segment) for segment in segments]


def _harmless(segment: Segment) -> Segment:
    text, style, control = segment
    if control or not _FORBIDDEN.search(text):
        return segment
    return Segment(set_cell_size(_FORBIDDEN.sub(_REPLACEMENT, text), cell_len(text)), style)
