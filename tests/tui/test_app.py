from __future__ import annotations

import os
import re

import pytest

from tests.driver import driving
from tests.hands import press
from tests.terminal import Terminal
from upl_tui.kept import kept_mouse
from upl_tui.settings import Settings, load_settings
from upl_tui.tui.screens.help import HelpScreen


async def test_key_that_the_config_moves_works_at_its_new_place_only() -> None:
    async with driving(settings=Settings(keys={"error-next": "x"})) as driver:
        await driver.keys("2")
        await driver.shows("entries")
        first = driver.row()

        await driver.keys("e")
        unmoved = driver.row()
        await driver.keys("x")

        assert unmoved == first
        assert "ERROR" in driver.row()


async def test_palette_has_one_line_an_action_with_all_its_keys() -> None:
    async with driving() as driver:
        await driver.keys("3")
        await driver.shows("46 requests")

        commands = list(driver.pilot.app.get_system_commands(driver.screen))

        titles = [command.title for command in commands]
        assert len(titles) == len(set(titles))
        helps = {command.title: command.help for command in commands}
        assert helps["Down"] == "key j, Down"
        assert helps["edit the filter"] == "key f, &"


async def test_palette_does_what_the_keys_do() -> None:
    async with driving() as driver:
        await driver.keys("2")
        await driver.shows("entries")
        commands = {command.title: command for command in driver.pilot.app.get_system_commands(driver.screen)}

        result = commands["next error"].callback()
        await result if result is not None else None
        await driver.until(lambda: "ERROR" in driver.row())

        assert "key e" in commands["next error"].help
        assert "Screenshot" not in commands


@pytest.mark.parametrize("size", [(100, 30), (160, 48)], ids=["stacked", "side by side"])
async def test_divider_moves_and_a_pane_takes_all_the_room(size: tuple[int, int]) -> None:
    async with driving(size=size) as driver:
        await driver.keys("2")
        await driver.shows("entries")
        await driver.keys("enter")
        await driver.until(lambda: driver.detail())
        detail, rows = driver.pane.detail.region, driver.pane.log_list.region

        await driver.keys("<")
        await driver.until(lambda: driver.pane.detail.region.area > detail.area)
        await driver.keys(">", ">")
        await driver.until(lambda: driver.pane.detail.region.area < detail.area)
        await driver.keys("\\")
        await driver.until(lambda: driver.pane.detail.region.area == 0)
        full = driver.pane.log_list.region
        await driver.keys("\\")
        await driver.until(lambda: driver.pane.detail.region.area > 0)

        assert full.width == size[0]
        assert full.height >= rows.height


async def test_mouse_is_let_go_and_taken_by_a_key_that_says_so_and_is_kept() -> None:
    async with driving(size=(120, 30)) as driver:
        await press(driver.pilot, "f2")
        await driver.shows("The mouse is the terminal's again, F2 changes that. That holds next time too.")
        assert kept_mouse(os.environ) is False
        assert load_settings({}, os.environ).mouse is False

        await press(driver.pilot, "f2")
        await driver.shows("The mouse works here; Shift and drag select text")
        assert kept_mouse(os.environ) is True


async def test_help_tells_of_the_mouse_key_and_of_shift() -> None:
    async with driving(size=(120, 60)) as driver:
        await driver.keys("?")
        await driver.until(lambda: isinstance(driver.pilot.app.screen, HelpScreen))

        screen = driver.pilot.app.screen
        assert isinstance(screen, HelpScreen)
        lines = screen.text.split("\n")
        assert [line.split(maxsplit=1)[1] for line in lines if line.startswith("F2 ")] == [
            "let the mouse go, or take it; taken, Shift and drag select text"
        ]


def mouse_modes(output: bytearray) -> list[bytes]:
    """What was last asked of a terminal for each way of reporting the mouse."""
    last = dict(re.findall(rb"\x1b\[\?(1000|1003|1015|1006)([hl])", output))
    return [last.get(mode, b"") for mode in (b"1000", b"1003", b"1015", b"1006")]


@pytest.mark.terminal
def test_mouse_that_was_let_go_stays_so_through_the_pager_and_the_next_run_and_the_end() -> None:
    with Terminal(["demo", "--tab", "network"], environ={"PAGER": "echo PAGED"}) as terminal:
        terminal.shows("46 requests")
        assert mouse_modes(terminal.output) == [b"h"] * 4
        terminal.type("\x1bOQ")
        terminal.shows("The mouse is the terminal's again")
        assert mouse_modes(terminal.output) == [b"l"] * 4
        terminal.type("v")
        terminal.until(lambda text: b"PAGED" in terminal.output)
        terminal.until(
            lambda text: terminal.output.rfind(b"\x1b[?1000l") > terminal.output.rfind(b"\x1b[?1000h")
        )
        terminal.type("q")
        assert terminal.exit_code() == 0

    with Terminal(["demo", "--tab", "network"]) as terminal:
        terminal.shows("46 requests")
        assert mouse_modes(terminal.output) == [b"l"] * 4
        terminal.type("\x1bOQ")
        terminal.shows("The mouse works here")
        assert mouse_modes(terminal.output) == [b"h"] * 4
        terminal.type("q")
        assert terminal.exit_code() == 0
        assert mouse_modes(terminal.output) == [b"l"] * 4
