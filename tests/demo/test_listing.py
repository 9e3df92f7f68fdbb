from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.demo.listing import InvalidInput, Listing

LISTING = Listing(
    default_per_page=3,
    max_per_page=7,
    filters={"colour": "colour"},
    sorts={"size": lambda row: row["size"]},
)
ROWS = st.lists(
    st.fixed_dictionaries({"colour": st.sampled_from(["red", "blue", "green"]), "size": st.integers()}),
    max_size=40,
)


@settings(deadline=None, max_examples=100)
@given(ROWS, st.integers(1, 7), st.sampled_from(["asc", "desc"]), st.sets(st.sampled_from(["red", "blue"])))
def test_pages_in_a_row_hold_every_wanted_row_once(
    rows: list[dict[str, Any]], per_page: int, direction: str, colours: set[str]
) -> None:
    asked = {"per_page": str(per_page), "sort_direction": direction}
    asked |= {f"colour[{index}]": colour for index, colour in enumerate(colours)}

    seen, number, more = [], 0, True
    while more:
        number += 1
        items, pagination = LISTING.page(rows, asked | {"page": str(number)})
        assert len(items) <= per_page
        seen += items
        more = pagination["hasMore"]

    wanted = [row for row in rows if not colours or row["colour"] in colours]
    sizes = sorted((row["size"] for row in wanted), reverse=direction == "desc")
    assert [row["size"] for row in seen] == sizes
    assert pagination["total"] == len(wanted)
    assert pagination["totalPages"] == (number if wanted else 0)


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "", "x", "²", "9" * 5000])
@pytest.mark.parametrize("name", ["page", "per_page"])
def test_page_that_is_no_positive_number_is_refused(name: str, value: str) -> None:
    with pytest.raises(InvalidInput, match=name):
        LISTING.page([], {name: value})


def test_page_larger_than_allowed_is_refused() -> None:
    with pytest.raises(InvalidInput, match="per_page"):
        LISTING.page([], {"per_page": "8"})


@pytest.mark.parametrize("name", ["colour", "colour[]", "colour[x]", "colour[0"])
def test_array_without_indexed_brackets_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput, match="colour"):
        LISTING.page([], {name: "red"})


def test_parameter_nobody_knows_is_ignored() -> None:
    assert LISTING.page([{"colour": "red", "size": 1}], {"shape[0]": "round"})[1]["total"] == 1
