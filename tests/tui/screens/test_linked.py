from __future__ import annotations

import pytest

from tests.driver import Driver, driving
from upl_tui.model import Kind
from upl_tui.tui.screens.recording import Start


async def go_to(driver: Driver, name: str) -> None:
    await driver.keys("colon", name, "enter")
    await driver.until(lambda: driver.row().startswith(f"{name} "))


async def test_o_goes_from_a_message_to_its_request_and_back() -> None:
    async with driving(start=Start("network")) as driver:
        await driver.shows("46 requests")
        await driver.keys("2")
        await driver.shows("71 entries")
        await go_to(driver, "C69")

        await driver.keys("o")
        await driver.until(lambda: driver.open_tab == "network")
        await driver.shows("is linked to C69")
        assert "orders" in driver.row()
        assert "500" in driver.row()

        await driver.keys("o")
        await driver.until(lambda: driver.open_tab == "console")
        assert driver.row().startswith("C69 ")


async def test_o_goes_to_the_same_message_again_and_passes_a_run() -> None:
    async with driving(start=Start("console")) as driver:
        await driver.shows("71 entries")
        await go_to(driver, "C36")

        await driver.keys("o")
        await driver.until(lambda: driver.row().startswith("C42 "))
        await driver.keys("O")
        await driver.until(lambda: driver.row().startswith("C36 "))

        await driver.keys("O")
        await driver.shows("Nothing like this entry is above.")


async def test_o_goes_to_the_same_action_again() -> None:
    async with driving(start=Start("actions")) as driver:
        await driver.shows("50 actions")
        await go_to(driver, "A7")

        await driver.keys("o")
        await driver.until(lambda: driver.row().startswith("A10 "))


async def test_o_loads_the_other_log_first() -> None:
    async with driving(start=Start("network")) as driver:
        await driver.shows("46 requests")
        await go_to(driver, "N44")

        await driver.keys("o")

        await driver.until(lambda: driver.open_tab == "console" and driver.row().startswith("C69 "))
        await driver.shows("C69 is linked to N44")


async def test_detail_names_what_is_linked_once_the_other_logs_are_there() -> None:
    async with driving(size=(120, 40), start=Start("network")) as driver:
        await driver.shows("46 requests")
        await go_to(driver, "N44")
        await driver.keys("enter")
        await driver.shows("Not loaded: console log (2) and action log (4)")

        await driver.keys("2", "4")
        await driver.shows("50 actions")
        await driver.until(lambda: Kind.CONSOLE in driver.screen.session.logs)
        await driver.keys("3")

        await driver.shows("Message C69 (", "Action A49 (probably started-by)")
        assert "Not loaded" not in driver.text()


async def test_detail_of_long_logs_is_shown_first_and_linked_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("upl_tui.tui.screens.linking._SOON_LINKED", 0)
    async with driving(size=(120, 40), start=Start("network")) as driver:
        await driver.shows("46 requests")
        await driver.keys("2")
        await driver.shows("71 entries")
        await go_to(driver, "C69")

        await driver.keys("enter")

        await driver.shows("Request N44 (", "POST /api/orders 500!")
