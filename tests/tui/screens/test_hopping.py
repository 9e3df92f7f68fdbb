"""Hops over errors, slow moments and user actions on any tab, over the demo's real server."""

from __future__ import annotations

from pathlib import Path

from tests.driver import Driver, driving
from upl_tui.bundle import open_path
from upl_tui.model import Kind


async def go_to(driver: Driver, name: str) -> None:
    await driver.keys("colon", *name, "enter")
    await driver.until(lambda: driver.row().startswith(f"{name} "))


async def test_action_hop_on_network_moves_the_clock_and_says_what_the_user_did() -> None:
    async with driving(size=(140, 40)) as driver:
        await driver.keys("3")
        await driver.shows("46 requests")
        await go_to(driver, "N29")

        await driver.keys("a")
        await driver.until(lambda: driver.status().startswith("A8 clicked"))

        actions = driver.screen.session.logs[Kind.ACTION]
        assert driver.open_tab == "network"
        assert driver.screen.moment == actions.at[7]
        assert driver.row().startswith("N29 ")
        await driver.keys("A")
        await driver.until(lambda: driver.status().startswith("A7 clicked"))
        assert driver.row().startswith("N28 ")


async def test_error_hop_on_info_loads_what_it_needs_and_opens_the_right_tab() -> None:
    async with driving() as driver:
        await driver.shows("zendesk")

        await driver.keys("e")

        await driver.until(lambda: driver.screen.open_pane and driver.row())
        assert driver.open_tab == "console"
        await driver.until(lambda: driver.row().startswith("C16 "))


async def test_hops_within_a_tab_stay_in_it_and_stop_at_its_ends() -> None:
    async with driving() as driver:
        await driver.keys("4")
        await driver.shows("50 actions")

        await driver.keys("a")
        await driver.until(lambda: driver.row().startswith("A2 "))
        await driver.keys("A")
        await driver.shows("no earlier user action")


async def test_slow_hop_finds_requests_of_more_than_a_second_on_the_timeline() -> None:
    async with driving(size=(140, 40)) as driver:
        await driver.keys("5")
        await driver.shows("167 entries")
        before = driver.row()

        await driver.keys("s")

        await driver.until(lambda: driver.row() != before or "no later slow" in driver.status())


async def test_severity_hops_on_the_timeline_go_through_all_kinds() -> None:
    async with driving() as driver:
        await driver.keys("5")
        await driver.shows("167 entries")

        seen = set()
        for _ in range(33):
            await driver.keys("e")
            seen.add(driver.row().split()[0])

        assert len(seen) == 33
        assert {name[0] for name in seen} == {"C", "N"}
        await driver.keys("e")
        await driver.shows("no later error")


async def test_error_hop_on_actions_goes_along_the_clock() -> None:
    async with driving(size=(140, 40)) as driver:
        await driver.keys("4")
        await driver.shows("50 actions")
        await go_to(driver, "A10")

        await driver.keys("e")

        await driver.until(lambda: driver.status().startswith("N32 GET"))
        assert driver.open_tab == "action"
        assert driver.row().startswith("A11 ")


async def test_message_goes_with_the_next_key() -> None:
    async with driving(size=(140, 40)) as driver:
        await driver.keys("3")
        await driver.shows("46 requests")
        await driver.keys("home")
        await driver.keys("E")
        await driver.shows("no earlier error")

        await driver.keys("j")

        await driver.until(lambda: driver.row().startswith("N2 "))
        assert driver.status().startswith("e next error")


async def test_hop_that_waited_for_logs_says_so_no_longer_once_it_is_done() -> None:
    async with driving() as driver:
        await driver.keys("3", "e")

        await driver.until(lambda: driver.screen.open_pane and driver.row().startswith("N17 "))

        await driver.until(lambda: "Loading" not in driver.status())


async def test_hop_without_a_log_says_why_there_is_none() -> None:
    har = Path(__file__).parents[2] / "data" / "har" / "playwright-redirect.har"
    async with driving(lambda on_wait: open_path(har), size=(140, 30)) as driver:
        await driver.until(lambda: driver.open_tab == "network" and driver.row())

        await driver.keys("a")

        await driver.shows("no later user action here. ")
        assert "action log" in driver.status()
