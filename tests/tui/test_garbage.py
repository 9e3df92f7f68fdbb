from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from tests.driver import Driver, driving
from tests.hands import press
from tests.tui.screens.test_recordings import ListDriver
from upl_tui.kinds import Kind
from upl_tui.loader import DemoRecordings
from upl_tui.settings import Settings
from upl_tui.tui import garbage
from upl_tui.tui.app import UplApp
from upl_tui.tui.screens.recording import RecordingScreen
from upl_tui.tui.screens.recordings import RecordingsScreen


class Ring:
    """Refers to itself, so that only the collector frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    thresholds, was_on = gc.get_threshold(), gc.isenabled()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    (gc.enable if was_on else gc.disable)()


def test_pass_leaves_what_is_kept_alone_until_it_is_dropped() -> None:
    garbage.collect_again()
    ring = Ring()
    seen = weakref.ref(ring)
    garbage.keep()
    del ring
    gc.collect()
    assert seen() is not None

    garbage.drop()

    assert seen() is None


def test_drop_while_the_program_starts_does_nothing() -> None:
    gc.disable()
    ring = Ring()
    seen = weakref.ref(ring)
    del ring

    garbage.drop()

    assert seen() is not None


async def test_logs_that_are_fetched_again_and_again_do_not_add_up() -> None:
    async with driving() as driver:
        logs = driver.screen.session.logs
        await driver.keys("2")
        await driver.shows("71 entries")
        known = []
        for _ in range(4):
            await driver.settled()
            known.append(weakref.ref(logs[Kind.CONSOLE]))
            await driver.keys("r")
            await driver.until(lambda: logs[Kind.CONSOLE] is not known[-1]())
        await driver.until(lambda: [log() for log in known[:2]] == [None, None])


async def test_recordings_that_were_left_for_the_list_do_not_add_up() -> None:
    screen = RecordingsScreen(DemoRecordings(Settings()))
    app = UplApp(Settings(), screen)
    left = []
    async with app.run_test() as pilot:
        driver = ListDriver(app, screen)
        for _ in range(3):
            await driver.until(lambda: "5 of 5 recordings" in driver.text())
            screen.table.activate()
            await driver.until(lambda: isinstance(app.screen, RecordingScreen))
            recording = app.screen
            assert isinstance(recording, RecordingScreen)
            await press(pilot, "2")
            opened = Driver(pilot, recording)
            await opened.shows("71 entries")
            await opened.settled()
            left.append(weakref.ref(recording.session.logs[Kind.CONSOLE]))
            await press(pilot, "q")
            await driver.until(lambda: app.screen is screen)
            del recording, opened
        await driver.until(lambda: left[0]() is None)
