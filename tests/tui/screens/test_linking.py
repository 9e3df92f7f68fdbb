"""One run over the logs answers hops, details, clicks and the story."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Event
from typing import Any

import pytest

from tests.driver import Driver, driving
from upl_tui.kinds import Kind
from upl_tui.links import Links
from upl_tui.links.stopping import Stopped
from upl_tui.log import Log
from upl_tui.timeline import Timeline
from upl_tui.tui.screens.recording import Start

link = Links.of


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[frozenset[Kind]]:
    """Which logs were linked, run by run."""
    known: list[frozenset[Kind]] = []

    def counted(logs: Mapping[Kind, Log], stop: Callable[[], bool]) -> Links:
        known.append(frozenset(logs))
        return link(logs, stop)

    monkeypatch.setattr(Links, "of", counted)
    return known


async def load_all(driver: Driver) -> None:
    for tab in ("2", "3", "4"):
        await driver.keys(tab)
    await driver.until(lambda: set(driver.screen.session.logs) == set(Kind))


async def test_hop_details_clicks_and_story_share_one_run(runs: list[frozenset[Kind]]) -> None:
    async with driving(size=(120, 40)) as driver:
        await load_all(driver)
        await driver.until(lambda: "rage" in driver.text())
        runs_before = [logs for logs in runs if logs == set(Kind)]

        await driver.keys("2", "colon", *"C69", "enter")
        await driver.until(lambda: driver.row().startswith("C69 "))
        await driver.keys("enter")
        await driver.shows("Request N44 (")
        await driver.keys("o")
        await driver.shows("is linked to C69")
        await driver.keys("x")
        await driver.shows("The story of N44")
        await driver.keys("R")
        await driver.settled()

        assert len(runs_before) == 1
        assert [logs for logs in runs if logs == set(Kind)] == runs_before


async def test_log_that_is_loaded_again_is_linked_again(runs: list[frozenset[Kind]]) -> None:
    async with driving(size=(120, 40)) as driver:
        await driver.keys("6")
        await driver.shows("The story of N44")
        await driver.settled()
        before = len(runs)

        await driver.keys("3", "r")
        await driver.settled()
        await driver.keys("6")
        await driver.shows("The story of N44")

        assert len(runs) > before


async def test_quitting_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, stopped = Event(), Event()

    def endless(logs: Mapping[Kind, Log], stop: Callable[[], bool]) -> Links:
        begun.set()
        while not stop():
            pass
        stopped.set()
        raise Stopped

    monkeypatch.setattr(Links, "of", endless)
    async with driving(start=Start("actions")) as driver:
        await driver.keys("6")
        await driver.until(begun.is_set)

    assert stopped.wait(5)


async def test_linking_that_fails_is_said_and_the_other_tabs_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(logs: Mapping[Kind, Log], stop: Callable[[], bool]) -> Links:
        raise ZeroDivisionError

    monkeypatch.setattr(Links, "of", broken)
    async with driving(size=(120, 40)) as driver:
        await driver.keys("6")

        await driver.shows("The logs could not be linked.", "ZeroDivisionError")
        await driver.keys("4")
        await driver.shows("50 actions")


async def test_merging_that_fails_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(timeline: Timeline, *given: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Timeline, "__init__", broken)
    async with driving(size=(120, 40)) as driver:
        await driver.keys("5")

        await driver.shows("The logs could not be merged.", "ZeroDivisionError")
