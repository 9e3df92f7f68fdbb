"""The Timeline tab, driven by keys over the demo's real server."""

from __future__ import annotations

from pathlib import Path

from tests.driver import Driver, driving
from upl_tui.bundle import open_path
from upl_tui.tui.screens.recording import Start


async def open_timeline(driver: Driver) -> None:
    await driver.keys("5")
    await driver.shows("167 entries")


async def test_timeline_loads_all_logs_and_merges_them_by_time() -> None:
    async with driving() as driver:
        await open_timeline(driver)

        assert len(driver.screen.session.logs) == 3
        times = [row.split()[1].lstrip("~") for row in driver.rows() if row]
        assert times == sorted(times)
        assert {row[0] for row in driver.rows()} >= {"A", "C", "N"}
        assert "5 Timeline 167 ✕" in driver.screen.tab_bar.render_line(0).text


async def test_timeline_opened_after_each_log_was_opened_on_its_own_tab_is_merged() -> None:
    async with driving() as driver:
        for tab, words in (("2", "71 entries"), ("3", "46 requests"), ("4", "50 actions")):
            await driver.keys(tab)
            await driver.shows(words)

        await driver.keys("5")

        await driver.shows("167 entries")


async def test_entry_under_the_cursor_is_the_same_on_its_own_tab_and_on_the_timeline() -> None:
    async with driving() as driver:
        await driver.keys("3")
        await driver.shows("46 requests")
        await driver.keys("colon", *"N44", "enter")
        await driver.until(lambda: driver.row().startswith("N44"))

        await driver.keys("5")
        await driver.shows("167 entries")
        await driver.until(lambda: driver.row().startswith("N44"))
        await driver.keys("j")
        below = driver.row().split()[0]
        await driver.keys("k", "3")
        await driver.until(lambda: driver.open_tab == "network")

        assert below != "N44"
        assert driver.row().startswith("N44")


async def test_filter_across_kinds_and_detail_work_on_the_timeline() -> None:
    async with driving(size=(140, 40)) as driver:
        await open_timeline(driver)

        await driver.keys("f", *"type:network,nav status:500", "enter")
        await driver.shows("1 of 167 entries")
        assert driver.row().startswith("N44")
        await driver.keys("enter")

        await driver.shows("Explained", "PAYMENT_GATEWAY")


async def test_values_of_an_entry_narrow_the_timeline() -> None:
    async with driving() as driver:
        await open_timeline(driver)
        await driver.keys("colon", *"N44", "enter")
        await driver.until(lambda: driver.row().startswith("N44"))

        await driver.keys("+", "1")

        await driver.shows("type:network", "46 of 167")


async def test_timeline_of_one_file_says_which_logs_there_are_not(data: Path) -> None:
    source = open_path(data / "capture/console.ndjson")

    async with driving(lambda on_wait: source, Start(tab="timeline"), size=(200, 30)) as driver:
        await driver.shows("71 entries", "There is no network log", "There is no action log")


async def test_reload_on_the_timeline_keeps_the_cursor_on_its_entry() -> None:
    async with driving() as driver:
        await open_timeline(driver)
        await driver.keys("colon", *"A7", "enter")
        await driver.until(lambda: driver.row().startswith("A7 "))
        before = driver.screen.timeline

        await driver.keys("r")
        await driver.until(lambda: driver.screen.timeline is not before)
        await driver.shows("167 entries")

        assert driver.row().startswith("A7 ")


async def test_timeline_that_is_opened_when_all_logs_are_there_shows_them() -> None:
    async with driving() as driver:
        await driver.keys("6")
        await driver.shows("The story of N44")

        await driver.keys("5")

        await driver.shows("167 entries")
