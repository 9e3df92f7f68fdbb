from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from tests.tui.widgets.logs import SPEC
from upl_tui.logs.sorting import Order
from upl_tui.logs.spec import Bar, Cell, Column
from upl_tui.tui.widgets.log_columns import header, place_at, places

SCALE = (0.0, 83_400.0)


@pytest.mark.parametrize("width", [20, 59, 60, 200])
def test_places_stand_side_by_side_and_fill_the_width(width: int) -> None:
    shown = places(SPEC.columns, (4, 9), width)

    for place, following in itertools.pairwise(shown):
        assert following.start == place.start + place.cells + 1
    flexible = next(place for place in shown if place.key == "message")
    assert flexible.cells == 0 or shown[-1].start + shown[-1].cells == width


def test_place_at_finds_the_title_a_person_clicks() -> None:
    shown = places(SPEC.columns, (4, 9), 80)
    line = header(shown, None, SCALE)

    for place in shown:
        found = place_at(shown, line.index(place.title))
        assert found is not None
        assert found.key == place.key
    assert place_at(shown, 500) is None


@pytest.mark.parametrize(("order", "arrow"), [(Order("level"), "▲"), (Order("level", True), "▼")])
def test_header_shows_the_order_even_where_the_title_has_to_give_way(order: Order, arrow: str) -> None:
    shown = places(SPEC.columns, (4, 9), 80)

    line = header(shown, order, SCALE)

    assert f" {'Level'[:4]}{arrow} " in line
    assert len(line) == len(header(shown, None, SCALE))


@pytest.mark.parametrize(("cells", "shown"), [(31, True), (17, True), (16, False), (3, False)])
def test_header_of_bars_shows_the_ends_of_the_scale_where_there_is_room(cells: int, shown: bool) -> None:
    column = Column(
        "waterfall", "Waterfall", lambda entry, masker: Cell(""), width=cells, bars=lambda entry: [Bar(0, 1)]
    )

    title = header(places((column,), (2, 8), 120), None, SCALE)[-cells:]

    assert len(title) == cells
    assert (title.startswith("0:00.000") and title.endswith("1:23.400")) == shown
    assert cells < 30 or "Waterfall" in title


def test_header_without_room_for_a_title_still_has_its_width() -> None:
    spec = replace(SPEC, columns=(*SPEC.columns, Column("n", "Number", SPEC.columns[0].cell, width=1)))

    shown = places(spec.columns, (2, 8), 40)

    assert len(header(shown, Order("n"), SCALE)) == shown[-1].start + 1
