"""A picture in half blocks: two pixels a cell, in the upper and the lower half."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from upl_tui.pictures import Pixels

_UPPER = "▀"


class HalfBlocks(Widget):
    """Shows pixels once they are there, in exactly the room they take."""

    ALLOW_SELECT = False

    DEFAULT_CSS = "HalfBlocks { width: auto; height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self._pixels: Pixels | None = None

    def show(self, pixels: Pixels) -> None:
        """Show a picture."""
        self._pixels = pixels
        self.styles.width = pixels.width
        self.styles.height = (pixels.height + 1) // 2
        self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        """One line of cells: two of pixels."""
        pixels = self._pixels
        if pixels is None or 2 * y >= pixels.height:
            return Strip.blank(self.size.width)
        upper, lower = _line(pixels, 2 * y), _line(pixels, 2 * y + 1)
        below: Sequence[bytes | None] = lower or [None] * pixels.width
        runs = ((pair, len(list(run))) for pair, run in groupby(zip(upper, below, strict=True)))
        return Strip([Segment(_UPPER * count, _style(*pair)) for pair, count in runs], pixels.width)


def _line(pixels: Pixels, y: int) -> list[bytes]:
    """The pixels of a line, none below the last one."""
    start = 3 * pixels.width * y
    line = pixels.rgb[start : start + 3 * pixels.width]
    return [line[x : x + 3] for x in range(0, len(line), 3)]


@lru_cache(maxsize=4096)
def _style(upper: bytes, lower: bytes | None) -> Style:
    ground = None if lower is None else Color.from_rgb(*lower)
    return Style(color=Color.from_rgb(*upper), bgcolor=ground)
