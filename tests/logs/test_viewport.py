from __future__ import annotations

from typing import Any

import pytest

from tests import factories as make
from upl_tui.logs.viewport import drawing


def place(text: str) -> tuple[int, int]:
    """Column and line of the cross inside of the box, counted from 0."""
    lines = text.split("\n")[1:-2]
    return next((row.index("✕") - 1, line) for line, row in enumerate(lines) if "✕" in row)


@pytest.mark.parametrize(
    ("x", "y", "column", "line"), [(0, 0, 0, 0), (1280, 720, 31, 8), (640, 360, 16, 4), (1279, 0, 31, 0)]
)
def test_cross_stands_where_the_click_was(x: float, y: float, column: int, line: int) -> None:
    text = drawing(make.action(x=x, y=y, viewport=(1280.0, 720.0), coord_space="viewport"))

    assert place(text) == (column, line)
    assert len(set(map(len, text.split("\n")[:-1]))) == 1
    assert text.endswith(f"1280 x 720, click at {x:.0f}, {y:.0f}")


def test_normalised_place_is_scaled() -> None:
    text = drawing(make.action(x=0.5, y=0.5, viewport=(1000.0, 500.0), coord_space="normalised"))

    assert text.endswith("click at 500, 250")


def test_place_outside_of_the_viewport_has_no_cross() -> None:
    text = drawing(make.action(x=-5, y=3, viewport=(100.0, 100.0), coord_space="viewport"))

    assert "✕" not in text
    assert text.endswith("(outside)")


@pytest.mark.parametrize("viewport", [(400.0, 900.0), (5000.0, 10.0), (3.0, 4000.0)])
def test_box_has_about_the_shape_of_the_viewport_and_is_never_large(viewport: tuple[float, float]) -> None:
    lines = drawing(make.action(x=1, y=1, viewport=viewport)).split("\n")

    assert 5 <= len(lines) <= 12
    assert len(lines[0]) <= 34


@pytest.mark.parametrize(
    "more",
    [
        {"x": 1.0, "y": 1.0},
        {"viewport": (10.0, 10.0)},
        {"x": 1.0, "y": 1.0, "viewport": (0.0, 10.0)},
        {"x": 1.0, "y": 1.0, "viewport": (10.0, 10.0), "coord_space": "page"},
    ],
)
def test_nothing_is_drawn_of_an_unknown_place(more: dict[str, Any]) -> None:
    assert drawing(make.action(**more)) == ""
