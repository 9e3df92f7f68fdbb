"""The Story tab, driven by keys over the demo's real server."""

from __future__ import annotations

from tests.driver import Driver, driving


async def open_at(driver: Driver, tab: str, name: str) -> None:
    await driver.keys(tab)
    await driver.until(lambda: driver.screen.open_pane and driver.pane.has_log)
    await driver.keys("colon", *name, "enter")
    await driver.until(lambda: driver.row().startswith(name))


async def test_explain_on_the_failed_order_tells_click_request_console_and_retry() -> None:
    async with driving(size=(140, 40)) as driver:
        await open_at(driver, "3", "N44")

        await driver.keys("x")
        await driver.shows("The story of N44", "failure")

        steps = [line.split()[1:3] for line in driver.text().split("\n") if line.startswith("  0:2")]
        assert steps == [
            ["N43", "context"],
            ["A49", "action"],
            ["A50", "action"],
            ["N44", "failure"],
            ["C70", "seen"],
            ["N45", "retry"],
        ]
        assert "(also C69)" in driver.text()
        assert "6 Story ✕17" in driver.screen.tab_bar.render_line(0).text


async def test_enter_on_a_step_opens_its_tab_at_that_entry_and_escape_comes_back() -> None:
    async with driving(size=(140, 40)) as driver:
        await open_at(driver, "2", "C64")
        await driver.keys("x")
        await driver.shows("The story of C64", "failure")

        await driver.keys("k", "k", "enter")
        await driver.until(lambda: driver.open_tab == "network")
        assert driver.row().startswith("N42")

        await driver.keys("6", "escape")
        await driver.until(lambda: driver.open_tab == "network")
