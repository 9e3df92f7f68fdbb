"""Recorded text becomes something to draw: safe, cut to cells, hits marked, and never markup."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.style import Style

from upl_tui.patterns import late
from upl_tui.tui.fitting import ELLIPSIS, Spans, cut_pieces, fit, reach, safe_pieces

__all__ = [
    "CELL_STYLES",
    "ELLIPSIS",
    "SafeFilter",
    "Spans",
    "cut_pieces",
    "fit",
    "reach",
    "safe_content",
    "safe_pieces",
]

CELL_STYLES = ("error", "warn", "info", "debug", "muted", "accent", "good")
"""The style names a cell may have; a widget ``x`` draws them with its component class ``x--error``."""

_REPLACEMENT = "\ufffd"
_FORBIDDEN = late(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)


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
