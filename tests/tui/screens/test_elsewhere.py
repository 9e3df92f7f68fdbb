"""The pager from the list, and the dashboard at the moment."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.widgets import Static

from tests.driver import Driver, driving
from tests.terminal import Terminal
from upl_tui.bundle import open_path
from upl_tui.tui.screens.note import Note
from upl_tui.tui.screens.recording import Start

PAGE = "https://dash.userplane.io/workspace/ws_demo/recordings/rec_demo"

PAGER = """
import sys
open(sys.argv[1], "w").write(open(sys.argv[2]).read())
print("OPEN", flush=True)
input()
"""


@pytest.fixture
def no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "STY", "SSH_TTY", "SSH_CLIENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")


async def at_order(driver: Driver) -> None:
    await driver.until(lambda: driver.row().startswith("N44"))
    await driver.keys("k", "j")
    await driver.until(lambda: driver.row().startswith("N44") and driver.screen.moment)


@pytest.mark.usefixtures("no_desktop")
async def test_dashboard_without_a_desktop_is_a_hyperlink_with_the_moment_and_is_copied() -> None:
    async with driving(start=Start(tab="network", select="N44"), size=(120, 30)) as driver:
        await at_order(driver)

        await driver.keys("B")
        await driver.until(lambda: isinstance(driver.pilot.app.screen, Note))

        content = driver.pilot.app.screen.query_one(Static).visual
        assert str(content) == f"{PAGE}\nLook at 0:24.714 (N44) there."
        links = {segment.style.link for segment in _segments(driver) if segment.style}
        assert PAGE in links
        await driver.shows("address of the dashboard: sent to terminal (OSC 52)")
        await driver.keys("escape")
        await driver.until(lambda: driver.pilot.app.screen is driver.screen)


@pytest.mark.usefixtures("no_desktop")
async def test_dashboard_on_a_desktop_is_handed_to_the_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener, seen = tmp_path / "xdg-open", tmp_path / "seen"
    opener.write_text(f'#!/bin/sh\nprintf %s "$1" >{seen}\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":0")
    async with driving(start=Start(tab="network", select="N44"), size=(160, 30)) as driver:
        await at_order(driver)

        await driver.keys("B")

        await driver.shows(f"Handed to the browser (xdg-open): {PAGE}. Look at 0:24.714 (N44) there.")
        assert seen.read_text() == PAGE


@pytest.mark.usefixtures("no_desktop")
async def test_browser_that_fails_leaves_the_address_to_the_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = tmp_path / "xdg-open"
    opener.write_text("#!/bin/sh\nexit 3\n")
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":0")
    async with driving() as driver:
        await driver.shows("rec_demo")

        await driver.keys("B")

        await driver.until(lambda: isinstance(driver.pilot.app.screen, Note))


async def test_recording_in_a_file_has_no_page(tmp_path: Path) -> None:
    (tmp_path / "console.ndjson").write_text('{"level": "error", "message": "boom", "timestamp": 1}\n')
    async with driving(lambda on_wait: open_path(tmp_path)) as driver:
        await driver.until(lambda: driver.screen.session.recording)

        await driver.keys("B")

        await driver.shows("has no page on the dashboard")


async def test_pager_without_an_entry_says_where_entries_are() -> None:
    async with driving() as driver:
        await driver.shows("rec_demo")

        await driver.keys("v")

        await driver.shows("There is no entry under the cursor: 2, 3, 4 and 5 open logs.")


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("options", "shown"),
    [
        (["--tab", "network", "--select", "N44"], "46 requests"),
        (["--tab", "story"], "The story of N44"),
    ],
)
def test_whole_entry_opens_in_the_pager_from_its_log_and_its_story_masked(
    tmp_path: Path, options: list[str], shown: str
) -> None:
    script, seen = tmp_path / "pager.py", tmp_path / "seen"
    script.write_text(PAGER)
    with Terminal(
        ["demo", *options],
        environ={"PAGER": f"{sys.executable} {script} {seen}"},
    ) as terminal:
        terminal.shows(shown, "N44")
        terminal.type("v")
        terminal.shows("OPEN")
        terminal.type("\n")
        terminal.shows(shown)
        terminal.type("q")
        assert terminal.exit_code() == 0

    text = seen.read_text()
    assert text.startswith("N44\n\n")
    assert [title in text for title in ("Overview\n", "Headers · ", "Payload · ", "Timing\n", "Raw\n")] == [
        True
    ] * 5
    assert "sid=••••••" in text


def _segments(driver: Driver) -> list[Segment]:
    return [segment for line in driver.pilot.app.screen._compositor.render_strips() for segment in line]
