"""Clicks of trouble, found without a look at the story."""

from __future__ import annotations

from tests.driver import driving
from upl_tui.model import Kind
from upl_tui.tui.screens.recording import Start


async def test_rage_is_found_on_the_actions_alone() -> None:
    async with driving(start=Start(tab="actions", query="is:rage"), size=(140, 30)) as driver:
        await driver.shows("4 of 50 actions")

        assert [row.split()[0] for row in driver.rows() if row.strip()][:4] == ["A14", "A15", "A16", "A17"]
        assert set(driver.screen.session.logs) == {Kind.ACTION}


async def test_clicks_before_an_error_are_found_with_the_logs_that_the_filter_needs() -> None:
    async with driving(start=Start(tab="actions", query="is:before-error"), size=(140, 30)) as driver:
        await driver.shows("9 of 50 actions")

        await driver.until(lambda: set(driver.screen.session.logs) == set(Kind))


async def test_rage_is_told_in_the_list_without_a_filter() -> None:
    async with driving(start=Start(tab="actions", select="A14"), size=(140, 30)) as driver:
        await driver.shows("50 actions")

        await driver.until(lambda: "rage" in driver.row())
