from __future__ import annotations

import itertools
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from upl_tui.logs.spec import Bar
from upl_tui.tui.widgets.bars import EIGHTHS, REVERSED, bar_stretches

BLOCKS = " ▏▎▍▌▋▊▉█"
SCALE = (1000.0, 9000.0)

edges = st.floats(SCALE[0] - 500, SCALE[1] + 500)
styles = st.sampled_from(["", "muted", "good", "error", "info", "accent"])


@st.composite
def phases(draw: st.DrawFn) -> list[Bar]:
    """Phases in order of time that touch or leave gaps, as those of a request do."""
    moments = sorted(draw(st.lists(edges, min_size=2, max_size=10)))
    bars = [Bar(start, end, draw(styles)) for start, end in itertools.pairwise(moments)]
    return [bar for bar in bars if draw(st.booleans())]


def text(bars: list[Bar], cells: int = 8) -> str:
    return "".join(text for text, _, _ in bar_stretches(bars, SCALE, cells))


def painted(bars: list[Bar], cells: int) -> list[str | None]:
    """The naive model: every eighth asks every bar whether it is its own."""
    count = cells * EIGHTHS
    per_ms = count / (SCALE[1] - SCALE[0])
    model: list[str | None] = [None] * count
    for eighth in range(count):
        for bar in bars:
            if bar.end_ms < SCALE[0] or bar.start_ms > SCALE[1]:
                continue
            start = min(round((max(bar.start_ms, SCALE[0]) - SCALE[0]) * per_ms), count - 1)
            end = round((min(bar.end_ms, SCALE[1]) - SCALE[0]) * per_ms)
            if start <= eighth < max(end, start + 1):
                model[eighth] = bar.style
    return model


def decoded(bars: list[Bar], cells: int) -> list[list[str | None]]:
    """What a person sees, cell by cell, as eighths from left to right."""
    seen: list[list[str | None]] = []
    for run, style, below in bar_stretches(bars, SCALE, cells):
        for glyph in run:
            count = BLOCKS.find(glyph) if glyph in BLOCKS else EIGHTHS
            left: str | None = style if count else None
            right = below
            if below == REVERSED:
                left, right = None, style
            seen.append([left] * count + [right] * (EIGHTHS - count))
    return seen


@given(phases(), st.integers(1, 40))
@settings(deadline=None, max_examples=300)
def test_cells_fill_as_many_eighths_as_the_naive_model_and_at_its_edges(bars: list[Bar], cells: int) -> None:
    model = painted(bars, cells)

    for at, cell in enumerate(decoded(bars, cells)):
        wanted = model[at * EIGHTHS : (at + 1) * EIGHTHS]
        changes = sum(one != other for one, other in itertools.pairwise(wanted))
        if changes <= 1:
            assert cell == wanted
        else:
            assert sum(one is not None for one in cell) == sum(one is not None for one in wanted)
            assert {one for one in cell if one is not None} <= set(wanted)


@given(phases(), st.integers(0, 40), st.booleans())
@settings(deadline=None, max_examples=100)
def test_drawing_takes_exactly_its_cells(bars: list[Bar], cells: int, two_toned: bool) -> None:
    stretches = bar_stretches(bars, SCALE, cells, two_toned=two_toned)

    assert cell_len("".join(text for text, _, _ in stretches)) == cells
    assert two_toned or all(below in (None, REVERSED) for _, _, below in stretches)


@given(st.floats(*SCALE), st.integers(1, 60))
@settings(deadline=None, max_examples=100)
def test_bar_without_length_is_seen_once(moment: float, cells: int) -> None:
    seen = [one for cell in decoded([Bar(moment, moment, "good")], cells) for one in cell]

    assert seen.count("good") == 1


@given(st.floats(1000, 8990), st.floats(0, 1), st.integers(4, 60))
@settings(deadline=None, max_examples=100)
def test_length_is_right_to_one_eighth(start: float, share: float, cells: int) -> None:
    end = start + share * (SCALE[1] - start)
    seen = [one for cell in decoded([Bar(start, end, "good")], cells) for one in cell]

    true_length = (end - start) / (SCALE[1] - SCALE[0]) * cells * EIGHTHS
    assert seen.count("good") == 1 or isclose(seen.count("good"), true_length, abs_tol=1.001)


def test_bar_begins_and_ends_at_eighths() -> None:
    assert bar_stretches([Bar(1500, 3250, "good")], SCALE, 4) == [
        ("▎", "good", REVERSED),
        ("▏", "good", None),
        ("  ", "", None),
    ]


def test_phases_are_shaded_and_share_the_cell_of_their_edge() -> None:
    bars = [Bar(1000, 4500, "muted"), Bar(4500, 9000, "good")]

    assert bar_stretches(bars, SCALE, 8) == [
        ("░░░", "muted", None),
        ("▌", "muted", "good"),
        ("████", "good", None),
    ]
    assert text(bars) == "░░░▌████"
    assert [below for _, _, below in bar_stretches(bars, SCALE, 8, two_toned=False)] == [None, None]


@pytest.mark.parametrize("bars", [[], [Bar(0, 999, "good")], [Bar(9001, 9999, "good")]])
def test_bars_outside_the_scale_are_not_drawn(bars: list[Bar]) -> None:
    assert bar_stretches(bars, SCALE, 8) == [(" " * 8, "", None)]


def test_scale_of_one_moment_shows_what_is_there() -> None:
    assert bar_stretches([Bar(5, 5, "good")], (5, 5), 2) == [("▏", "good", None), (" ", "", None)]
