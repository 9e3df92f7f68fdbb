"""A small drawing of the browser's viewport with the place of a click."""

from __future__ import annotations

from upl_tui.entries import ActionEntry

_WIDE, _HIGH = 32, 9
"""Cells of a landscape viewport's inside, at most. A cell is about twice as high as wide."""
_MARK = "✕"


def drawing(entry: ActionEntry) -> str:
    """The viewport as a box with a cross, its size and the place below.

    Empty when size or place are unknown, or the place is not one of the viewport.
    """
    place = _place(entry)
    if place is None or entry.viewport is None:
        return ""
    width, height = entry.viewport
    columns, lines = _cells(width, height)
    x, y = place[0] / width, place[1] / height
    is_inside = 0 <= x <= 1 and 0 <= y <= 1
    column, line = min(columns - 1, int(x * columns)), min(lines - 1, int(y * lines))
    inside = [
        " " * column + _MARK + " " * (columns - column - 1) if is_inside and line == at else " " * columns
        for at in range(lines)
    ]
    box = [f"┌{'─' * columns}┐", *(f"│{row}│" for row in inside), f"└{'─' * columns}┘"]
    told = f"{width:g} x {height:g}, {entry.action or 'action'} at {place[0]:.0f}, {place[1]:.0f}"
    return "\n".join([*box, told if is_inside else f"{told} (outside)"])


def _place(entry: ActionEntry) -> tuple[float, float] | None:
    if entry.x is None or entry.y is None or entry.viewport is None or min(entry.viewport) <= 0:
        return None
    if entry.coord_space == "normalised":
        return entry.x * entry.viewport[0], entry.y * entry.viewport[1]
    return (entry.x, entry.y) if entry.coord_space in ("", "viewport") else None


def _cells(width: float, height: float) -> tuple[int, int]:
    """Cells that have about the shape of the viewport."""
    if width / height >= _WIDE / (2 * _HIGH):
        return _WIDE, max(2, min(_HIGH, round(_WIDE * height / width / 2)))
    return max(4, round(2 * _HIGH * width / height)), _HIGH
