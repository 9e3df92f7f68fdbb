"""Marks and notes, driven by keys over the demo's real server."""

from __future__ import annotations

import os
from pathlib import Path

from tests.driver import Driver, driving


async def open_at(driver: Driver, key: str, name: str) -> None:
    await driver.keys(key)
    await driver.until(lambda: driver.pane.shown_log)
    await driver.keys("colon", *name, "enter")
    await driver.until(lambda: driver.row().split()[0].startswith(name))


async def test_mark_shows_on_every_tab_is_found_by_a_filter_and_goes_again() -> None:
    async with driving() as driver:
        await open_at(driver, "3", "N44")

        await driver.keys("m")
        await driver.until(lambda: driver.row().startswith("N44*"))
        await driver.keys("5")
        await driver.shows("167 entries")
        await driver.until(lambda: driver.row().startswith("N44*"))
        await driver.keys("f", *"is:marked", "enter")
        await driver.shows("1 of 167 entries")
        await driver.keys("m")

        await driver.shows("0 of 167 entries")


async def test_marks_are_hopped_between_on_their_tab_and_along_the_clock() -> None:
    async with driving() as driver:
        await open_at(driver, "3", "N10")
        await driver.keys("m")
        await open_at(driver, "3", "N40")
        await driver.keys("m")
        await driver.until(lambda: driver.row().startswith("N40*"))

        await driver.keys("U")
        await driver.until(lambda: driver.row().startswith("N10*"))
        await driver.keys("u")
        await driver.until(lambda: driver.row().startswith("N40*"))
        await driver.keys("u")
        await driver.shows("no later mark")
        await driver.keys("4", "U")
        await driver.until(lambda: driver.status().startswith("N"))


async def test_note_is_written_shown_found_and_there_again_the_next_time() -> None:
    async with driving(size=(140, 40)) as driver:
        await open_at(driver, "2", "C26")
        await driver.keys(";", *"whose token is this", "enter")
        await driver.until(lambda: driver.row().startswith("C26✎"))
        await driver.keys("enter")
        await driver.shows("whose token is this")

    async with driving(size=(140, 40)) as driver:
        await driver.keys("2")
        await driver.shows("71 entries")
        await driver.keys("f", *"has:note is:noted", "enter")
        await driver.shows("1 of 71 entries")
        assert driver.row().startswith("C26✎")
        await driver.keys(";")
        await driver.until(lambda: "whose token" in str(driver.screen.query_one("#note").text))  # type: ignore[attr-defined]


def kept_files() -> list[Path]:
    return list(Path(os.environ["XDG_STATE_HOME"]).glob("upl-tui/marks/*.json"))


async def test_broken_file_of_marks_is_said_and_kept() -> None:
    async with driving() as driver:
        await open_at(driver, "3", "N44")
        await driver.keys("m")
        await driver.until(lambda: driver.row().startswith("N44*"))
    [path] = kept_files()
    path.write_bytes(b"{")

    async with driving() as driver:
        await open_at(driver, "3", "N44")
        await driver.until(lambda: not path.exists())

        assert path.with_suffix(".broken-1").read_bytes() == b"{"
        assert driver.row().startswith("N44 ")
