"""Copying, marking and hopping on the tabs that are read: Info and Story."""

from __future__ import annotations

import json
import re
from base64 import b64decode

import pytest

from tests.driver import Driver, driving
from upl_tui.tui.screens.menu import Menu

SIZE = (140, 44)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was put on the clipboard through the terminal, newest last."""
    texts: list[str] = []

    def write(self: object, data: str) -> None:
        if found := re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", data):
            texts.append(b64decode(found[1]).decode())

    monkeypatch.setattr("textual.drivers.headless_driver.HeadlessDriver.write", write)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return texts


async def copied(driver: Driver, sent: list[str], keys: str) -> str:
    before = len(sent)
    await driver.keys(*keys)
    await driver.until(lambda: len(sent) > before)
    return sent[-1]


async def open_story(driver: Driver) -> None:
    await driver.keys("6")
    await driver.shows("The story of N44")


async def test_story_is_copied_as_a_whole_and_its_entry_in_the_forms_of_a_request(sent: list[str]) -> None:
    async with driving(size=SIZE) as driver:
        await open_story(driver)

        story = await copied(driver, sent, "ym")
        assert story.startswith("## The story of N44\n")
        assert "| 0:26.121 | N45 | retry |" in story
        assert "- Unclear: The recording has no user action after it." in story
        assert (await copied(driver, sent, "yi")) == "N44"
        assert (await copied(driver, sent, "yt")).startswith("0:24.714")
        assert "POST" in await copied(driver, sent, "yy")
        assert json.loads(await copied(driver, sent, "yj"))["id"] == "N44"
        assert "curl" in await copied(driver, sent, "yc")
        assert "Click Place order (button)" in await copied(driver, sent, "ys")


async def test_context_has_the_story_and_the_entry_under_the_cursor(sent: list[str]) -> None:
    async with driving(size=SIZE) as driver:
        await open_story(driver)
        await driver.keys("tab", "j")

        context = await copied(driver, sent, "ya")

        assert "## The story of N44" in context
        assert "## C70  0:24.918" in context
        assert (await copied(driver, sent, "yi")) == "C70"


async def test_line_of_the_story_that_is_no_step_offers_the_story_alone(sent: list[str]) -> None:
    async with driving(size=SIZE) as driver:
        await open_story(driver)
        await driver.keys("tab", "G")

        assert "y>c" not in driver.screen.active_bindings
        assert (await copied(driver, sent, "ym")).startswith("## The story of N44")


async def test_info_copies_the_value_under_the_cursor_whole_and_the_recording(sent: list[str]) -> None:
    async with driving(size=(60, 30)) as driver:
        await driver.shows("Mara Lindqvist")
        await driver.keys("slash", *"filled in", "enter")
        await driver.shows("/filled in 1/1")

        value = await copied(driver, sent, "yy")

        assert value.startswith("I filled in the form")
        assert value.endswith("I only pressed once!")
        assert (await copied(driver, sent, "yi")) == "rec_demo"
        markdown = await copied(driver, sent, "ym")
        assert "- Creator: Mara Lindqvist\n" in markdown
        assert "## Notes\n" in markdown


async def test_heading_of_info_says_which_lines_have_a_value(sent: list[str]) -> None:
    async with driving(size=SIZE) as driver:
        await driver.shows("Mara Lindqvist")

        await driver.keys("g", "y", "y")

        await driver.shows("There is no value on this line: j and k go to one that has a label.")
        assert not sent


async def test_copy_again_on_another_tab_takes_the_form_along(sent: list[str]) -> None:
    async with driving(size=SIZE) as driver:
        await open_story(driver)
        await copied(driver, sent, "yi")
        await driver.keys("tab", "k")

        assert (await copied(driver, sent, "Y")) == "A50"


async def test_cursor_on_the_story_moves_the_moment_of_all_tabs() -> None:
    async with driving(size=SIZE) as driver:
        await open_story(driver)

        await driver.keys("tab", "k", "2")

        await driver.until(lambda: driver.screen.moment == pytest.approx(24651, abs=1))
        await driver.until(lambda: driver.row().lstrip().startswith("C68"))


async def test_next_error_from_the_story_opens_its_tab() -> None:
    async with driving(size=SIZE) as driver:
        await open_story(driver)

        await driver.keys("e")

        await driver.until(lambda: driver.open_tab == "console")
        assert driver.row().lstrip().startswith("C69")


async def test_following_from_the_story_goes_on_from_the_entry_on_its_tab() -> None:
    async with driving(size=SIZE) as driver:
        await open_story(driver)

        await driver.keys("o")

        await driver.shows("is linked to N44: o comes back.")
        await driver.until(lambda: driver.open_tab == "console")


async def test_export_from_the_story_offers_what_needs_no_list_of_rows() -> None:
    async with driving(size=SIZE) as driver:
        await open_story(driver)

        await driver.keys("X")
        await driver.until(lambda: isinstance(driver.pilot.app.screen, Menu))
        await driver.keys("n", "c", "m", "j")
        assert isinstance(driver.pilot.app.screen, Menu)
        await driver.keys("e")

        await driver.shows("Enter take it · Esc leave · Up earlier ones")


async def test_mark_on_the_story_is_that_of_the_entry() -> None:
    async with driving(size=SIZE) as driver:
        await open_story(driver)

        await driver.keys("m")

        await driver.shows("N44 is marked, u goes there")
