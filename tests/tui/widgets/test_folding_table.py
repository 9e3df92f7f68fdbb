"""Folding on the demo's console: C53 to C56 are one error; C10 and C12 open groups, one in the other."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import pytest

from tests.driver import Driver, driving
from upl_tui.grouping import Folds, Layout
from upl_tui.log import Log
from upl_tui.tui.screens.recording import Start


@pytest.fixture
async def driver() -> AsyncIterator[Driver]:
    async with driving(start=Start("console"), size=(120, 40)) as driver:
        await driver.shows("71 entries")
        yield driver


async def go_to(driver: Driver, name: str) -> None:
    await driver.keys("colon", name, "enter")
    await driver.until(lambda: driver.row().startswith(f"{name} "))


def ids(driver: Driver) -> list[str]:
    table = driver.pane.log_list.table
    log = driver.screen.session.logs[driver.pane.log_list._spec.kind]
    return [log.id(row) for row in table.rows]


async def test_identical_neighbours_are_one_line_with_a_count(driver: Driver) -> None:
    await go_to(driver, "C53")

    assert "×4  Uncaught (in promise) TypeError" in driver.row()
    assert "C54" not in ids(driver)
    assert len(driver.pane.log_list.table.all_rows) == 71


async def test_zg_shows_them_one_by_one_and_as_one_again(driver: Driver) -> None:
    await go_to(driver, "C53")

    await driver.keys("zg")
    assert len(ids(driver)) == 71
    assert driver.row().startswith("C53 ")
    assert "×" not in driver.row()

    await driver.keys("j", "zg")
    assert driver.row().startswith("C53 ")


async def test_grouping_switched_while_rows_are_prepared_is_that_of_the_rows(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, lay_out = driver.pane.log_list.table, Folds.layout

    def switched_meanwhile(folds: Folds, log: Log, rows: Sequence[int]) -> Layout:
        layout = lay_out(folds, log, rows)
        monkeypatch.setattr(Folds, "layout", lay_out)
        driver.pilot.app.call_from_thread(table.action_switch_grouping)
        return layout

    monkeypatch.setattr(Folds, "layout", switched_meanwhile)
    driver.pane.log_list.set_filter("is:grouped OR -is:grouped")
    await driver.settled()

    assert len(ids(driver)) == 71


async def test_za_opens_and_closes_a_run(driver: Driver) -> None:
    await go_to(driver, "C53")

    await driver.keys("za", "j", "j")
    assert driver.row().startswith("C55 ")

    await driver.keys("za")
    assert "×4" in driver.row()


async def test_detail_of_a_run_lists_every_id_and_time(driver: Driver) -> None:
    await go_to(driver, "C53")

    await driver.keys("enter")

    await driver.shows("×4 in a row", "C53  0:11.438", "C56  0:12.589")


async def test_za_closes_a_group_and_from_inside_its_own(driver: Driver) -> None:
    await go_to(driver, "C10")
    assert "▾ Cart c_7f31" in driver.row()

    await driver.keys("za")
    assert "▸ 4 inside  Cart c_7f31" in driver.row()
    assert "C11" not in ids(driver)

    await driver.keys("za")
    await go_to(driver, "C13")
    await driver.keys("za")
    assert driver.row().startswith("C12 ")
    assert "▸ 1 inside" in driver.row()


async def test_id_of_a_hidden_row_opens_what_hides_it(driver: Driver) -> None:
    await driver.keys("zM")
    assert "C13" not in ids(driver)

    await go_to(driver, "C13")
    await go_to(driver, "C55")

    assert "C12" in ids(driver)
    assert "C54" in ids(driver)


async def test_search_finds_what_is_inside_of_a_closed_group(driver: Driver) -> None:
    await driver.keys("zM", "slash", "collapsed", "enter")

    await driver.until(lambda: driver.row().startswith("C13 "))
    assert "1/1" in driver.facts()


async def test_search_counts_every_entry_and_passes_a_run_at_once(driver: Driver) -> None:
    await driver.keys("slash", "Uncaught", "enter")
    await driver.until(lambda: driver.row().startswith("C52 "))

    await driver.keys("n")
    assert driver.row().startswith("C53 ")
    assert "2/9" in driver.facts()
    await driver.keys("n")
    assert driver.row().startswith("C60 ")
    assert "6/9" in driver.facts()
    await driver.keys("N")
    assert driver.row().startswith("C53 ")


async def test_hop_passes_a_run_as_one_error(driver: Driver) -> None:
    await go_to(driver, "C52")

    await driver.keys("e", "e")
    assert driver.row().startswith("C59 ")

    await driver.keys("E", "E")
    assert driver.row().startswith("C52 ")


async def test_zr_unfolds_everything(driver: Driver) -> None:
    await driver.keys("zM", "zR")

    assert len(ids(driver)) == 71


async def test_filter_over_folded_rows_counts_all_of_them(driver: Driver) -> None:
    await driver.keys("zM", "f", "reading 'vat'", "enter")

    await driver.until(lambda: "4 of 71" in driver.facts())
    assert len(ids(driver)) == 1


async def test_range_over_folded_rows_counts_and_takes_all_of_them(driver: Driver) -> None:
    await go_to(driver, "C52")

    await driver.keys("V", "j", "j")

    await driver.shows("6 selected")
    assert len(driver.pane.log_list.table.selection) == 6


async def test_all_that_is_shown_includes_what_is_folded(driver: Driver) -> None:
    await driver.keys("f", *"level:error", "enter")
    await driver.shows("25 of 71 entries")

    shown = driver.pane.all_shown()

    assert shown is not None
    assert len(shown[1]) == 25


async def test_za_where_nothing_folds_says_so(driver: Driver) -> None:
    await go_to(driver, "C1")
    await driver.keys("za")

    await driver.shows("Nothing to fold here")


async def test_braces_hop_over_the_pages_of_the_actions() -> None:
    async with driving(start=Start("actions")) as driver:
        await driver.shows("50 actions")

        await driver.keys("right_curly_bracket")
        assert "/product/43  went to" in driver.row()
        await driver.keys("right_curly_bracket", "right_curly_bracket", "left_curly_bracket")
        assert driver.row().startswith("A13 ")
        await driver.keys("G", "right_curly_bracket")
        await driver.shows("There is no section below.")
