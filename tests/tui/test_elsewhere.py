"""A key that does nothing here says where it does something."""

from __future__ import annotations

import pytest

from tests.driver import driving
from upl_tui.tui.elsewhere import KEYS, where_it_works


def test_every_key_to_explain_is_bound_somewhere() -> None:
    assert all(where_it_works(key) for key in KEYS)
    assert not where_it_works("j")


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (("V",), "V works in a log (2 to 5): "),
        (("f",), "f works in a log (2 to 5): edit the filter."),
        (("v",), "There is no entry under the cursor: 2, 3, 4 and 5 open logs."),
        (("L",), "There are no rows here: 2, 3, 4 and 5 open a log."),
        (("+",), "There are no rows here: 2, 3, 4 and 5 open a log."),
        (("equals_sign",), "There are no rows here: 2, 3, 4 and 5 open a log."),
        (("colon", *"filter x", "enter"), "There are no rows here: 2, 3, 4 and 5 open a log."),
        (("o",), "o follows an entry: 2 to 5 list them, 6 tells their story."),
    ],
)
@pytest.mark.parametrize("tab", ["1", "6"])
async def test_key_of_a_log_on_a_tab_without_one_names_the_key_that_helps(
    tab: str, keys: tuple[str, ...], words: str
) -> None:
    if keys in (("o",), ("v",)) and tab == "6":
        pytest.skip("there it does something")
    async with driving(size=(140, 40)) as driver:
        await driver.keys(tab)
        await driver.shows("Mara Lindqvist" if tab == "1" else "The story of")

        await driver.keys(*keys)

        await driver.shows(words)


async def test_key_that_works_here_and_one_that_is_typed_are_not_explained() -> None:
    async with driving(size=(140, 40)) as driver:
        await driver.keys("3")
        await driver.shows("46 requests")
        for keys in (("f", "v", "V", "escape"), ("z", "v", "escape"), ("V", "escape")):
            await driver.keys(*keys)
            assert "works in" not in driver.status()
