"""Tabs that are wanted from two sides."""

from __future__ import annotations

import asyncio

import pytest

from tests.driver import driving
from upl_tui.model import Kind


@pytest.mark.parametrize("tab", [Kind.CONSOLE.value, "timeline", "story"])
async def test_tab_that_is_wanted_twice_at_once_is_opened_once(tab: str) -> None:
    async with driving() as driver:
        screen = driver.screen

        await asyncio.gather(screen.want_log(Kind.CONSOLE), *(screen.action_show_tab(tab) for _ in range(2)))

        await driver.until(lambda: driver.open_tab == tab)
        await driver.until(lambda: Kind.CONSOLE in screen.session.logs)


async def test_tab_that_was_chosen_stays_when_the_detail_tells_the_best_one() -> None:
    async with driving() as driver:
        await driver.shows("zendesk")
        await driver.keys("5")

        await driver.screen.detail_loaded(Kind.CONSOLE)

        assert driver.open_tab == "timeline"
