"""Exporting with keys: a format, the rows, a path."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from tests.driver import Driver, driving
from tests.hands import rest
from upl_tui.tui.screens import copy
from upl_tui.tui.screens.recording import Start
from upl_tui.tui.widgets.prompt import Prompt


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files are written to a folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def entries(path: Path) -> list[Any]:
    found: list[Any] = json.loads(path.read_text())["log"]["entries"]
    return found


async def prompt_text(driver: Driver) -> str:
    await driver.until(lambda: driver.screen.query("#export"))
    prompt = driver.screen.query_one("#export", Prompt)
    await driver.until(lambda: prompt.is_open)
    return prompt.text


async def test_har_of_all_rows_is_written_where_the_prompt_says(here: Path) -> None:
    async with driving(start=Start(tab="network"), size=(160, 30)) as driver:
        await driver.shows("46 requests")

        await driver.keys("X", "h", "s")
        assert await prompt_text(driver) == "rec_demo-network.har"
        await driver.keys("enter")
        await driver.shows("rec_demo-network.har: 46 network · masked: ", "header cookie (41)")

    assert len(entries(here / "rec_demo-network.har")) == 46
    assert (here / "rec_demo-network.har").stat().st_mode & 0o777 == 0o600


async def test_filter_leaves_a_choice_between_shown_and_all(here: Path) -> None:
    async with driving(start=Start(tab="network", query="status:500"), size=(160, 30)) as driver:
        await driver.shows("1 of 46")

        await driver.keys("X", "h", "s")
        assert await prompt_text(driver) == "rec_demo-N44.har"
        await driver.keys("enter")
        await driver.shows("1 network")
        await driver.keys("X", "c", "a")
        assert await prompt_text(driver) == "rec_demo-network.csv"
        await driver.keys("enter")
        await driver.shows("46 network")

    assert len(entries(here / "rec_demo-N44.har")) == 1
    assert (here / "rec_demo-network.csv").read_text().count("\n") == 47


async def test_existing_file_takes_a_second_enter(here: Path) -> None:
    target = here / "rec_demo-N1.json"
    target.write_text("mine")
    async with driving(start=Start(tab="network"), size=(160, 30)) as driver:
        await driver.shows("46 requests")

        await driver.keys("X", "j", "r")
        await prompt_text(driver)
        await driver.keys("enter")
        await prompt_text(driver)
        assert_text(target, "mine")
        await driver.keys("enter")
        await driver.shows("1 network")

    assert json.loads(target.read_text())[0]["id"] == "N1"


def assert_text(path: Path, text: str) -> None:
    assert path.read_text() == text


async def test_bundle_loads_what_nobody_looked_at_and_holds_all_logs(here: Path) -> None:
    async with driving(start=Start(tab="network"), size=(160, 30)) as driver:
        await driver.shows("46 requests")

        await driver.keys("X", "b")
        assert await prompt_text(driver) == "rec_demo.zip"
        await driver.until(lambda: len(driver.screen.session.logs) == 3)
        await driver.keys("enter")
        await driver.shows("rec_demo.zip: ", "71 console", "50 action", "46 network")

    assert names(here) == ["rec_demo.zip"]


async def test_report_on_the_first_problem_waits_for_all_logs_and_holds_the_notes(here: Path) -> None:
    async with driving(start=Start(tab="network", select="N44"), size=(160, 30)) as driver:
        await driver.until(lambda: driver.row().startswith("N44"))
        await driver.keys(";")
        await driver.until(lambda: driver.screen.query("#note") and driver.screen.query_one("#note").display)
        await driver.keys(*"ask payments", "enter")
        await driver.shows("N44 has a note")

        await driver.keys("X", "r")
        assert await prompt_text(driver) == "rec_demo-report.md"
        await driver.until(lambda: len(driver.screen.session.logs) == 3)
        await driver.keys("enter")
        await driver.shows("rec_demo-report.md: bug report · masked: ")

    written = (here / "rec_demo-report.md").read_text()
    assert "What happened around N44" in written
    assert "- N44: ask payments, on POST" in written
    assert (here / "rec_demo-report.md").stat().st_mode & 0o777 == 0o600


async def test_report_on_the_entry_under_the_cursor_is_a_choice_of_its_own(here: Path) -> None:
    async with driving(start=Start(tab="network", select="N32"), size=(160, 30)) as driver:
        await driver.until(lambda: driver.row().startswith("N32"))

        await driver.keys("X", "e")
        assert await prompt_text(driver) == "rec_demo-N32-report.md"
        await driver.until(lambda: len(driver.screen.session.logs) == 3)
        await driver.keys("enter")
        await driver.shows("bug report")

    assert "What happened around N32" in (here / "rec_demo-N32-report.md").read_text()


async def test_report_from_the_story_is_on_the_story_that_is_told(here: Path) -> None:
    async with driving(start=Start(tab="story"), size=(160, 30)) as driver:
        await driver.shows("The story of N44", "because:")
        await driver.keys("right_curly_bracket")
        await driver.shows("The story of N41")

        await driver.keys("X", "e")
        assert await prompt_text(driver) == "rec_demo-N41-report.md"


async def test_export_command_writes_what_is_shown_and_asks_before_writing_over(here: Path) -> None:
    async with driving(start=Start(tab="network", query="status:500"), size=(160, 30)) as driver:
        await driver.shows("1 of 46")

        await driver.keys("colon", *"export har out.har", "enter")
        await driver.shows("out.har: 1 network")
        await driver.keys("colon", *"export csv out.har", "enter")
        await driver.until(lambda: driver.screen.query_one("#export", Prompt).is_open)
        await driver.keys("escape", "colon", *"export csv", "enter")
        assert await prompt_text(driver) == "rec_demo.csv"

    assert len(entries(here / "out.har")) == 1


@pytest.mark.parametrize(
    ("tab", "command", "said"),
    [
        ("console", "export har x", "A HAR holds requests only."),
        ("info", "export csv x", "There are no rows here to write"),
        ("network", "export pdf x", "Which format?"),
    ],
)
async def test_export_command_that_cannot_be_obeyed_is_a_sentence(
    tab: str, command: str, said: str, here: Path
) -> None:
    async with driving(start=Start(tab=tab), size=(160, 30)) as driver:
        await driver.until(lambda: tab == "info" or (driver.screen.open_pane and driver.pane.has_log))

        await driver.keys("colon", *command, "enter")

        await driver.shows(said)

    assert names(here) == []


async def test_path_that_cannot_be_written_is_a_sentence(here: Path) -> None:
    async with driving(start=Start(tab="network"), size=(160, 30)) as driver:
        await driver.shows("46 requests")

        await driver.keys("X", "n", "s")
        await prompt_text(driver)
        await driver.keys("ctrl+u", *"no/such/x", "enter")

        await driver.shows("no/such/x cannot be written: No such file or directory.")

    assert names(here) == []


async def test_console_offers_no_har() -> None:
    async with driving(start=Start(tab="console")) as driver:
        await driver.shows("71 entries")

        await driver.keys("X", "h")
        await rest(driver.pilot)

        assert driver.pilot.app.screen is not driver.screen


async def test_rows_go_through_a_command_as_json(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def lent(self: App[Any]) -> Iterator[None]:
        yield

    def run(command: str, text: str) -> int:
        (here / "piped").write_text(f"{command}\n{text}")
        return 3

    monkeypatch.setattr(App, "suspend", lent)
    monkeypatch.setattr(copy, "run_pipe", run)
    async with driving(start=Start(tab="network", select="N44"), size=(160, 30)) as driver:
        await driver.until(lambda: driver.row().startswith("N44"))

        await driver.keys("vertical_line", *"jq .id", "enter")

        await driver.shows("jq .id: exit code 3")

    command, line = (here / "piped").read_text().splitlines()
    assert command == "jq .id"
    assert json.loads(line)["id"] == "N44"


async def test_terminal_that_cannot_be_lent_is_a_sentence() -> None:
    async with driving(start=Start(tab="network", select="N44"), size=(160, 30)) as driver:
        await driver.until(lambda: driver.row().startswith("N44"))

        await driver.keys("vertical_line", *"cat", "enter")

        await driver.shows("This terminal cannot be lent to a command.")
