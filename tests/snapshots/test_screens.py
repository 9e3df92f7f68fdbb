"""How the screens look: one picture for each thing that only a picture shows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.driver import Driver
from upl_tui.loader import DemoSource
from upl_tui.settings import Settings
from upl_tui.tui.app import UplApp
from upl_tui.tui.screens.recording import RecordingScreen

Scene = Callable[[Driver], Awaitable[None]]
WIDE, USUAL, NARROW = (140, 36), (100, 30), (60, 20)


async def console_errors(driver: Driver) -> None:
    await driver.keys("2")
    await driver.shows("71 entries")
    await driver.keys("f", *"level:error", "enter")
    await driver.shows("25 of 71")


async def failed_order(driver: Driver) -> None:
    await driver.keys("3")
    await driver.shows("46 requests")
    await driver.keys("slash", *"orders", "enter")
    await driver.shows("/orders 1/2")
    await driver.keys("g", "n")
    await driver.until(lambda: driver.row().startswith("N44"))
    await driver.keys("enter")
    await driver.shows("Explained")


async def actions(driver: Driver) -> None:
    await driver.keys("4")
    await driver.shows("50 actions", "rage")


async def timeline(driver: Driver) -> None:
    await driver.keys("5")
    await driver.shows("167 entries")


async def story(driver: Driver) -> None:
    await driver.keys("6")
    await driver.shows("The story of N44", "started-by")


async def waterfall(driver: Driver) -> None:
    await driver.keys("3")
    await driver.shows("46 requests")


async def wrong_filter(driver: Driver) -> None:
    await driver.keys("3")
    await driver.shows("46 requests")
    await driver.keys("f", "left_parenthesis")
    await driver.until(lambda: driver.pane.log_list.filter_prompt.is_wrong)


async def level_menu(driver: Driver) -> None:
    await driver.keys("2")
    await driver.shows("71 entries")
    app = driver.pilot.app
    await driver.keys("L")
    await driver.until(lambda: app.screen is not driver.screen)


async def not_captured(driver: Driver) -> None:
    await driver.keys("2")
    await driver.shows("not captured")


async def secrets_shown(driver: Driver) -> None:
    await driver.keys("2")
    await driver.shows("71 entries")
    await driver.keys("R")
    await driver.shows("SECRETS SHOWN")


@pytest.mark.parametrize(
    ("scene", "recording", "size", "theme"),
    [
        (console_errors, "rec_demo", USUAL, "textual-dark"),
        (console_errors, "rec_demo", NARROW, "textual-light"),
        (failed_order, "rec_demo", WIDE, "textual-dark"),
        (failed_order, "rec_demo", USUAL, "textual-light"),
        (actions, "rec_demo", USUAL, "textual-dark"),
        (timeline, "rec_demo", USUAL, "textual-dark"),
        (story, "rec_demo", USUAL, "textual-light"),
        (waterfall, "rec_demo", (160, 30), "textual-dark"),
        (wrong_filter, "rec_demo", USUAL, "textual-dark"),
        (level_menu, "rec_demo", NARROW, "textual-dark"),
        (not_captured, "rec_notcaptured", USUAL, "textual-dark"),
        (secrets_shown, "rec_demo", USUAL, "textual-dark"),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)).replace(" ", ""),
)
def test_screen_looks_as_it_did(
    scene: Scene, recording: str, size: tuple[int, int], theme: str, snap_compare: Any
) -> None:
    screen = RecordingScreen(lambda on_wait: DemoSource(Settings(), recording, on_wait))
    app = UplApp(Settings(theme=theme), screen)

    async def play(pilot: Pilot[int]) -> None:
        driver = Driver(pilot, screen)
        await driver.until(lambda: screen.session.recording is not None)
        await scene(driver)
        await driver.settled()

    assert snap_compare(app, terminal_size=size, run_before=play)
