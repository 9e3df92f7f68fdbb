"""Order, search for what an entry says, and ranges, driven by keys over the demo."""

from __future__ import annotations

import pytest

from tests.driver import Driver, driving
from tests.hands import click
from upl_tui.tui.widgets.log_table import LogTable


async def open_network(driver: Driver) -> None:
    await driver.keys("3")
    await driver.shows("46 requests")


def ids(driver: Driver) -> list[int]:
    return [int(line.split()[0][1:]) for line in driver.rows() if line.startswith("N")]


def header(driver: Driver) -> str:
    return driver.pane.log_list.table.render_line(0).text


async def test_sort_command_orders_the_rows_and_without_a_column_brings_time_back() -> None:
    async with driving() as driver:
        await open_network(driver)
        await driver.keys("colon", *"sort method desc", "enter")
        await driver.shows("by method, falling")

        methods = [line.split()[2] for line in driver.rows() if line.startswith("N")]
        assert methods == sorted(methods, reverse=True)
        assert "Method▼" in header(driver)
        assert driver.row().split()[0] == driver.rows()[0].split()[0]

        await driver.keys("colon", *"sort", "enter")
        await driver.until(lambda: "by method" not in driver.facts())
        assert ids(driver) == sorted(ids(driver))


async def test_sort_by_a_column_that_is_none_names_those_there_are() -> None:
    async with driving() as driver:
        await open_network(driver)

        await driver.keys("colon", *"sort colour", "enter")

        await driver.shows('There is no column "colour" here', "There are id, time, method, status")
        assert ids(driver) == sorted(ids(driver))


async def test_click_on_a_title_sorts_then_turns_round_then_goes_back() -> None:
    async with driving() as driver:
        await open_network(driver)
        place = header(driver).index("Status")

        for words in ("by status", "by status, falling", ""):
            await click(driver.pilot, LogTable, offset=(place, 0))
            facts = f"46 requests  ·  {words}  ·  HAR" if words else "46 requests  ·  HAR"
            await driver.shows(facts)

        await driver.until(lambda: ids(driver) == sorted(ids(driver)))


async def test_sorted_rows_can_be_filtered_searched_hopped_and_gone_to() -> None:
    async with driving() as driver:
        await open_network(driver)
        await driver.keys("colon", *"sort id desc", "enter")
        await driver.until(lambda: ids(driver)[:2] == [46, 45])

        await driver.keys("slash", *"/api/orders", "enter")
        await driver.shows("/api/orders 1/2")
        assert "201" in driver.row()
        await driver.keys("n")
        await driver.until(lambda: "500" in driver.row())
        await driver.keys("colon", *"N7", "enter")
        await driver.until(lambda: driver.row().startswith("N7 "))
        await driver.keys("E")
        await driver.until(lambda: int(driver.row().split()[0][1:]) > 7)
        await driver.keys("f", *"method:POST", "enter")
        await driver.until(lambda: "of 46" in driver.facts())
        assert ids(driver) == sorted(ids(driver), reverse=True)


async def test_star_searches_for_the_path_and_goes_on_to_its_next_request() -> None:
    async with driving() as driver:
        await open_network(driver)
        await driver.keys("slash", *"/api/orders", "enter")
        await driver.shows("/api/orders 1/2")

        await driver.keys("*")

        await driver.shows("//api/orders 2/2")
        assert "201" in driver.row()


async def test_range_is_counted_and_escape_ends_it_before_anything_else() -> None:
    async with driving() as driver:
        await open_network(driver)
        await driver.keys("f", *"method:POST", "enter")
        await driver.until(lambda: "of 46" in driver.facts())

        await driver.keys("V", "j", "j")
        await driver.shows("3 selected")
        assert len(driver.pane.log_list.table.selection) == 3
        await driver.keys("escape")
        await driver.until(lambda: "selected" not in driver.facts())
        assert "method:POST" in driver.facts()


async def test_palette_offers_to_sort_by_each_column() -> None:
    async with driving() as driver:
        await open_network(driver)
        app = driver.screen.app

        commands = {command.title: command for command in app.get_system_commands(driver.screen)}
        commands["sort by duration"].callback()

        await driver.shows("by duration")
        assert {"sort by id", "sort by time", "sort by size"} <= commands.keys()


@pytest.mark.parametrize("keys", [("z", "z"), ("z", "w")])
async def test_strokes_of_the_look_prefix_act_in_the_table(keys: tuple[str, str]) -> None:
    async with driving(size=(60, 14)) as driver:
        await driver.keys("2")
        await driver.shows("71 entries")
        await driver.keys(*["j"] * 8, *keys)
        table = driver.pane.log_list.table

        if keys == ("z", "z"):
            assert table.cursor - table.top == table.page // 2
        else:
            assert table.spare_lines == table.lines_under_cursor(table.cursor) - 1
            assert table._wraps
