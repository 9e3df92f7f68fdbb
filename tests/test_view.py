"""Hits of a search: where steps lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upl_tui.view import Hits


@pytest.mark.parametrize(
    ("position", "direction", "landed", "number", "wrapped"),
    [(0, 1, 2, 1, False), (2, 1, 5, 2, False), (5, 1, 2, 1, True), (5, -1, 2, 1, False), (2, -1, 5, 2, True)],
)
def test_hits_step_goes_to_the_neighbour_and_round_the_end(
    position: int, direction: int, landed: int, number: int, wrapped: bool
) -> None:
    hit = Hits([2, 5]).step(position, direction)

    assert hit is not None
    assert (hit.position, hit.number, hit.wrapped) == (landed, number, wrapped)


def test_hits_at_or_after_a_hit_stays_there() -> None:
    hit = Hits([2, 5]).at_or_after(2)

    assert hit is not None
    assert (hit.position, hit.wrapped) == (2, False)


def test_hits_without_any_lead_nowhere() -> None:
    assert Hits().step(0, 1) is None


@given(st.sets(st.integers(0, 50), min_size=1), st.integers(0, 50))
def test_hits_stepped_through_all_come_back_after_every_hit_once(found: set[int], start: int) -> None:
    hits = Hits(sorted(found))
    position, seen = start, []
    for _ in found:
        hit = hits.step(position, 1)
        assert hit is not None
        position = hit.position
        seen.append(position)

    assert sorted(seen) == sorted(found)
