"""Random screens, and the frames that Textual itself would write for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes
from rich.console import Console
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

AGREED = ["a", "b", "c d", "  ", "      ", "            ", "漢字", "한", "e\u0301", "│", "━━", "[x]", "…"]
UNSURE = [
    "é",
    "Я→",
    "🚀",
    "✅",
    "\U0001f469\u200d\U0001f680",
    "❤\ufe0f",
    "\U0001f1e9\U0001f1ea",
    "\ue0b0",
]

_CONSOLE = Console(color_system="truecolor", force_terminal=True)

_ON = "on #102030"
STYLES = [
    Style.parse(style)
    for style in (
        *(
            "none",
            _ON,
            f"red {_ON}",
            f"bold red {_ON}",
            f"bold {_ON}",
            f"dim #ffffff {_ON}",
            "italic",
            "reverse",
        ),
        *("bold dim", "dim", "underline on color(123)", "bold underline", f"strike {_ON}", "on color(123)"),
        *(
            "default on default",
            "overline red",
            "overline",
            "underline2 on red",
            "blink conceal",
            "bright_red",
        ),
        *(f"link https://example.com/a;b {_ON}", f"link https://example.com/c bold {_ON}"),
    )
]
styles = st.sampled_from(STYLES)


@dataclass(frozen=True)
class Step:
    """Perhaps a resize or a repaint of everything; rows of a region to paint; the screen they leave."""

    size: tuple[int, int]
    forgets: bool
    x: int
    y: int
    strips: Sequence[Strip]
    screen: Sequence[Strip]

    def frame(self) -> str:
        """What Textual writes to paint the region."""
        return frame(self.x, self.y, self.strips)

    def whole_frame(self) -> str:
        """What Textual writes to paint the screen that the step leaves, with the cursor at the same place."""
        return frame(0, 0, self.screen, (self.x, self.y))


def frame(x: int, y: int, strips: Sequence[Strip], cursor: tuple[int, int] | None = None) -> str:
    """What Textual writes to paint strips; the cursor goes to their corner, or where it is told."""
    width = max(strip.cell_length for strip in strips)
    update = LayoutUpdate([[strip] for strip in strips], Region(x, y, width, len(strips)))
    return update.render_segments(_CONSOLE) + Control.move_to(*(cursor or (x, y))).segment.text


def lines_of(words: Sequence[str]) -> st.SearchStrategy[list[Segment]]:
    """Styled words for a line."""
    texts = st.lists(st.sampled_from(words), min_size=1, max_size=4).map("".join)
    return st.lists(st.tuples(texts, styles).map(lambda drawn: Segment(*drawn)), max_size=6)


@st.composite
def histories(draw: st.DrawFn, words: Sequence[str]) -> list[Step]:
    """What happens on a screen: it is painted, then regions, scrolls, resizes and repaints in any order."""
    lines = draw(st.lists(lines_of(words), min_size=3, max_size=14))

    def rows(width: int, height: int) -> list[Strip]:
        return [fitted(draw(st.sampled_from(lines)), width) for _ in range(height)]

    size = columns, height = draw(_sizes)
    screen = rows(columns, height)
    steps = [Step(size, True, 0, 0, screen, screen)]
    for kind in draw(
        st.lists(st.sampled_from(["region", "scroll", "scroll", "resize", "repaint"]), max_size=6)
    ):
        x, y, strips = 0, 0, screen
        if kind == "resize":
            size = columns, height = draw(_sizes)
            strips = rows(columns, height)
        elif kind == "scroll":
            y = draw(st.integers(0, height - 1))
            bottom = draw(st.integers(y + 1, height))
            up = draw(st.integers(-4, 4))
            fresh = rows(columns, abs(up))
            band = [*screen[y:bottom], *fresh] if up > 0 else [*fresh, *screen[y:bottom]]
            strips = band[max(0, up) :][: bottom - y]
        elif kind == "region":
            x, y = draw(st.integers(0, columns - 1)), draw(st.integers(0, height - 1))
            strips = rows(draw(st.integers(1, columns - x)), draw(st.integers(1, height - y)))
        if kind == "resize":
            screen = strips
        else:
            patched = [beside(old, x, new) for old, new in zip(screen[y:], strips, strict=False)]
            screen = [*screen[:y], *patched, *screen[y + len(strips) :]]
        steps.append(Step(size, kind in ("resize", "repaint"), x, y, strips, screen))
    return steps


_sizes = st.tuples(st.integers(4, 40), st.integers(2, 12))


def fitted(line: list[Segment], width: int) -> Strip:
    """Segments as a strip of exactly some cells."""
    return Strip(line).adjust_cell_length(width, Style(bgcolor="#102030"))


def beside(row: Strip, x: int, patch: Strip) -> Strip:
    """A row with a patch over it; of a wide character that the patch cuts a blank remains."""
    cells = [*_cells(row)[:x], *_cells(patch), *_cells(row)[x + patch.cell_length :]]
    for at, (text, style) in enumerate(cells):
        is_lead = at + 1 < len(cells) and cell_len(text) == 2
        if (is_lead and cells[at + 1][0]) or (not text and cell_len(cells[at - 1][0]) != 2):
            cells[at] = (" ", style)
    return Strip([Segment(text, style) for text, style in cells])


def _cells(row: Strip) -> list[tuple[str, Style | None]]:
    cells: list[tuple[str, Style | None]] = []
    for text, style, _ in row:
        for start, end, width in split_graphemes(text)[0]:
            cells += [(text[start:end], style), ("", style)][:width]
    return cells
