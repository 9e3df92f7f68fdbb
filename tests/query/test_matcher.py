from __future__ import annotations

from upl_tui.query.matcher import Budget
from upl_tui.query.value_matchers import AnyItem, Words


def test_collections_that_cannot_be_hashed_are_asked_one_by_one() -> None:
    matcher = AnyItem(Words(frozenset(["a"]), ignore_case=True))

    assert matcher.select(range(4), [["A"], None, ["b"], {"b", "a"}], Budget()) == [0, 3]


def test_budget_refills_with_searched_texts_up_to_its_start() -> None:
    budget = Budget()
    full = budget.deadline()

    assert not budget.spend(full - 10, 0)
    assert budget.spend(full - 10, 1_000_000)
    assert budget.deadline() - full < 5
