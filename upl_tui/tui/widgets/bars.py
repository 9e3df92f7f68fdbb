"""Stretches of time as cells of eighth blocks, told apart by colour and, where there is room, by shade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from upl_tui.logs.spec import Bar

EIGHTHS = 8
_LEFT_BLOCKS = " ▏▎▍▌▋▊▉█"
_SHADES = {"muted": "░", "debug": "░", "info": "▒", "accent": "▓"}
"""Styles whose full cells are shaded; the others are solid."""

Scale = tuple[float, float]
"""First and last moment, milliseconds from the start."""
Stretch = tuple[str, str, str | None]
"""Text, the name of the style that draws it, and the style it stands on: None for that of the line."""

REVERSED = "reversed"
"""Stands for a style where it and the line's change places: a block that is filled from the right."""


def bar_stretches(bars: Sequence[Bar], scale: Scale, cells: int, *, two_toned: bool = True) -> list[Stretch]:
    """Bars drawn into exactly `cells` cells.

    A bar begins and ends at eighths of a cell and takes one at least. A cell has room for one edge: where
    there are more, as many eighths are filled as should be, at the nearer end and in the phase that has
    most of them. Without `two_toned` the same goes for an edge between two phases.
    """
    eighths = _eighths(bars, scale, cells)
    drawn = (_cell(eighths[at : at + EIGHTHS], two_toned) for at in range(0, len(eighths), EIGHTHS))
    return [
        ("".join(glyph for glyph, _, _ in run), style, below)
        for (style, below), run in groupby(drawn, key=lambda stretch: stretch[1:])
    ]


def _eighths(bars: Sequence[Bar], scale: Scale, cells: int) -> list[str | None]:
    """The style of each eighth, None where nothing is."""
    count = cells * EIGHTHS
    eighths: list[str | None] = [None] * count
    first, last = scale
    per_ms = count / (last - first) if last > first else 0.0
    for bar in bars:
        if not cells or bar.end_ms < first or bar.start_ms > last:
            continue
        start = min(round((max(bar.start_ms, first) - first) * per_ms), count - 1)
        end = max(start + 1, round((min(bar.end_ms, last) - first) * per_ms))
        eighths[start:end] = [bar.style] * (end - start)
    return eighths


def _cell(eighths: list[str | None], two_toned: bool) -> Stretch:
    if eighths.count(first := eighths[0]) == EIGHTHS:
        return (" ", "", None) if first is None else (_full(first), first, None)
    runs = [(style, sum(1 for _ in run)) for style, run in groupby(eighths)]
    match runs:
        case [(str(style), count), (str(other), _)] if two_toned:
            return _LEFT_BLOCKS[count], style, other
    return _one_edge(eighths)


def _one_edge(eighths: Sequence[str | None]) -> Stretch:
    filled = [(at, style) for at, style in enumerate(eighths) if style is not None]
    [(style, _)] = Counter(style for _, style in filled).most_common(1)
    if len(filled) == EIGHTHS:
        return _full(style), style, None
    if filled[0][0] <= EIGHTHS - 1 - filled[-1][0]:
        return _LEFT_BLOCKS[len(filled)], style, None
    return _LEFT_BLOCKS[EIGHTHS - len(filled)], style, REVERSED


def _full(style: str) -> str:
    return _SHADES.get(style, _LEFT_BLOCKS[EIGHTHS])
