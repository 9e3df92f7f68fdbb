"""Tabs that are wanted from two sides."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests import factories as make
from tests.driver import driving
from tests.hands import rest
from upl_tui.loader import DemoSource, Loaded, LoadEvent, OnWait, Progress
from upl_tui.model import Kind
from upl_tui.settings import Settings
from upl_tui.tui.widgets.prompt import Prompt


@pytest.mark.parametrize("tab", [Kind.CONSOLE.value, "timeline", "story"])
async def test_tab_that_is_wanted_twice_at_once_is_opened_once(tab: str) -> None:
    async with driving() as driver:
        screen = driver.screen

        await asyncio.gather(screen.want_log(Kind.CONSOLE), *(screen.action_show_tab(tab) for _ in range(2)))

        await driver.until(lambda: driver.open_tab == tab)
        await driver.until(lambda: Kind.CONSOLE in screen.session.logs)


@pytest.mark.parametrize("tab", ["timeline", "story"])
async def test_tab_that_was_chosen_stays_when_the_detail_tells_the_best_one(tab: str) -> None:
    async with driving() as driver:
        await driver.shows("zendesk")

        await asyncio.gather(driver.screen.action_show_tab(tab), driver.screen.detail_loaded(Kind.CONSOLE))

        assert driver.open_tab == tab


class HeldSource(DemoSource):
    """The demo, whose logs stop after their first rows until they are let go."""

    def __init__(self, on_wait: OnWait) -> None:
        super().__init__(Settings(), "", on_wait)
        self.go_on = asyncio.Event()

    async def load(self, kind: Kind) -> AsyncIterator[LoadEvent]:
        async for event in super().load(kind):
            if isinstance(event, Loaded):
                yield Progress(1, 2, make.log(kind, [make.network()]))
                await self.go_on.wait()
            yield event


async def test_entry_that_has_not_arrived_is_waited_for_and_gone_to() -> None:
    sources: list[HeldSource] = []

    def held(on_wait: OnWait) -> HeldSource:
        sources.append(HeldSource(on_wait))
        return sources[-1]

    async with driving(held) as driver:
        await driver.keys("3")
        await driver.until(lambda: driver.row().startswith("N1 "))

        await driver.keys("colon", *"N44", "enter")
        assert "There is no" not in driver.status()
        sources[-1].go_on.set()

        await driver.until(lambda: driver.row().startswith("N44"))


async def test_detail_that_arrives_takes_no_focus_from_the_command_line() -> None:
    async with driving() as driver:
        await driver.shows("zendesk")
        driver.screen.info.remove_class("-loaded")
        await driver.keys("colon", "e")

        driver.screen.info.show(driver.screen.session)
        await rest(driver.pilot)
        await driver.keys("x")

        assert driver.screen.query_one("#command", Prompt).text == "ex"


async def test_moment_is_of_the_entry_that_was_gone_to_wherever_the_cursor_is_by_then() -> None:
    async with driving() as driver:
        await driver.keys("3")
        await driver.shows("46 requests")

        assert driver.pane.go_to_id("N44")
        driver.pane.log_list.go_to(0)
        await rest(driver.pilot)

        assert driver.screen.entry == (Kind.NETWORK, 43)
