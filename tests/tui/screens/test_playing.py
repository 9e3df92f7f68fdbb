"""The player at this moment: a private file, no address of storage, and words where no window is seen."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from textual.widgets import Static

from tests.driver import Driver, driving
from tests.terminal import Terminal
from upl_tui.api.storage import Piece
from upl_tui.bundle import open_path
from upl_tui.kinds import Part
from upl_tui.loader import DemoSource
from upl_tui.model import Resource
from upl_tui.settings import Settings
from upl_tui.tui.screens.menu import Menu
from upl_tui.tui.screens.note import Note
from upl_tui.tui.screens.picture import PictureScreen
from upl_tui.tui.screens.recording import Start

PLAYER = """#!/bin/sh
for last; do :; done
printf '%s\\n' "$@" >{seen}.new
stat -c %a "$last" >>{seen}.new
wc -c <"$last" >>{seen}.new
mv {seen}.new {seen}
"""
SIZE_OF_VIDEO = "172349"


class SlowSource(DemoSource):
    """Storage that sends a little of the video and then nothing."""

    async def pieces(self, part: Part, asked: Resource | None = None) -> AsyncGenerator[Piece, None]:
        yield Piece(b"start", 5, 1_000_000)
        await asyncio.Event().wait()


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A desktop whose programs are those in a folder, and where temporary files are."""
    for name in ("WAYLAND_DISPLAY", "SSH_TTY", "SSH_CLIENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "bin").mkdir()
    (tmp_path / "tmp").mkdir()
    return tmp_path


def with_player(folder: Path, name: str) -> Path:
    """A player of a name that notes what it was called with, how the file looked to it; where it notes it."""
    program, seen = folder / "bin" / name, folder / "seen"
    program.write_text(PLAYER.format(seen=seen))
    program.chmod(0o755)
    return seen


def kept(folder: Path) -> list[Path]:
    return [path for path in (folder / "tmp").rglob("*") if path.is_file()]


async def at_order(driver: Driver) -> None:
    await driver.until(lambda: driver.row().startswith("N44"))
    await driver.keys("k", "j")
    await driver.until(lambda: driver.row().startswith("N44") and driver.screen.moment)


@pytest.mark.parametrize(
    ("name", "option"), [("mpv", "--start=24.714"), ("vlc", "--start-time=24.714")], ids=["mpv", "vlc"]
)
async def test_player_gets_a_private_file_and_the_moment_and_the_file_goes_with_the_screen(
    name: str, option: str, display: Path
) -> None:
    seen = with_player(display, name)
    async with driving(start=Start(tab="network", select="N44"), size=(120, 30)) as driver:
        await at_order(driver)

        await driver.keys("P")

        await driver.shows(f"Playing at 0:24.714 ({name}).")
        *arguments, video, mode, size = seen.read_text().split("\n")[:-1]
        assert option in arguments
        assert kept(display) == [Path(video)]
        assert (mode, size.strip()) == ("600", SIZE_OF_VIDEO)
        assert not re.search("https?:|X-Amz", " ".join(arguments))
        seen.unlink()
        await driver.keys(":", *"0:05", "enter", "P")
        await driver.shows("Playing at 0:05.000")
        assert kept(display) == [Path(video)]

    assert [*(display / "tmp").iterdir()] == []


async def test_own_player_is_called_as_it_is_written(display: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = with_player(display, "mine")
    monkeypatch.setenv("UPL_PLAYER", "mine 'at {seconds}'")
    async with driving(start=Start(tab="network", select="N44"), size=(120, 30)) as driver:
        await at_order(driver)

        await driver.keys("P")

        await driver.shows("Playing at 0:24.714 (mine).")
        assert seen.read_text().startswith("at 24.714\n/")


async def test_large_video_is_asked_about_before_it_is_fetched(
    display: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("upl_tui.fetching.ASK_ABOVE", 100_000)
    seen = with_player(display, "mpv")
    async with driving(size=(120, 30)) as driver:
        await driver.shows("Order fails")

        await driver.keys("P")
        await driver.until(lambda: isinstance(driver.pilot.app.screen, Menu))
        assert kept(display) == []
        await driver.keys("n")
        await driver.shows("The video was not fetched.")
        await driver.keys("P")
        await driver.until(lambda: isinstance(driver.pilot.app.screen, Menu))
        await driver.keys("y")

        await driver.shows("Playing at 0:00.000")
        assert SIZE_OF_VIDEO in seen.read_text()


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
async def test_fetching_is_told_and_stops_by_a_key_and_leaves_nothing(key: str, display: Path) -> None:
    with_player(display, "mpv")
    async with driving(lambda on_wait: SlowSource(Settings(), "", on_wait), size=(120, 30)) as driver:
        await driver.shows("Order fails")

        await driver.keys("P")
        await driver.shows("Fetching the video: 5 B of 1.0 MB, Esc stops")
        await driver.keys("P")
        await driver.shows("The video is on its way, Esc stops it.")
        await driver.keys(key)

        await driver.shows("The video was not fetched.")
        await driver.until(lambda: kept(display) == [])


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ("", "There is no player here: install mpv or vlc, or set UPL_PLAYER to a command."),
        ("'mpv", "UPL_PLAYER has an open quote."),
    ],
)
@pytest.mark.usefixtures("display")
async def test_no_player_is_a_sentence_and_fetches_nothing(
    own: str, says: str, display: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(display / "bin"))
    monkeypatch.setenv("UPL_PLAYER", own)
    async with driving(size=(120, 30)) as driver:
        await driver.shows("Order fails")

        await driver.keys("P")

        await driver.shows(says)
        assert kept(display) == []


@pytest.mark.usefixtures("display")
async def test_player_that_cannot_be_started_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPL_PLAYER", "/nowhere/player")
    async with driving(size=(120, 30)) as driver:
        await driver.shows("Order fails")

        await driver.keys("P")

        await driver.shows("/nowhere/player could not be started: No such file or directory.")


@pytest.mark.parametrize(
    ("environ", "why"),
    [
        ({"SSH_CONNECTION": "a 1 b 2", "DISPLAY": "localhost:10"}, "at the other end of SSH"),
        ({"DISPLAY": ""}, "there is no display"),
    ],
    ids=["SSH", "no display"],
)
async def test_without_a_window_to_see_the_moment_and_the_command_are_told(
    environ: dict[str, str], why: str, display: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_player(display, "mpv")
    monkeypatch.setattr("sys.platform", "linux")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    async with driving(start=Start(tab="network", select="N44"), size=(120, 30)) as driver:
        await at_order(driver)

        await driver.keys("P")
        await driver.until(lambda: isinstance(driver.pilot.app.screen, Note))

        text = str(driver.pilot.app.screen.query_one(Static).visual)
        assert why in text
        assert "The moment is 0:24.714 (N44)." in text
        assert "\n  upl-tui ws_demo/rec_demo --at 0:24.714\n" in text
        assert kept(display) == []


async def test_recording_in_a_file_has_no_video(tmp_path: Path) -> None:
    (tmp_path / "console.ndjson").write_text('{"level": "error", "message": "boom", "timestamp": 1}\n')
    async with driving(lambda on_wait: open_path(tmp_path)) as driver:
        await driver.until(lambda: driver.screen.session.recording)

        await driver.keys("P")

        await driver.shows("A recording in a file has no video with it.")


async def test_frame_at_the_moment_is_offered_with_ffmpeg_and_shown_once_the_video_is_here(
    display: Path,
) -> None:
    answer = r"'P6\n2 2\n255\n\001\002\003\004\005\006\007\010\011\014\015\016'"
    (display / "bin" / "ffmpeg").write_text(
        f"#!/bin/sh\nprintf '%s\\n' \"$@\" >{display}/asked\nprintf {answer}\n"
    )
    (display / "bin" / "ffmpeg").chmod(0o755)
    async with driving(start=Start(tab="network", select="N44"), size=(120, 30)) as driver:
        await at_order(driver)
        await driver.keys("p")
        await driver.until(lambda: "f fetches the video" in subtitle(driver))

        await driver.keys("f")

        await driver.until(lambda: title(driver) == "frame at 0:24.714")
        await driver.until(lambda: (display / "asked").exists())
        assert "24.714" in (display / "asked").read_text()
        await driver.keys("escape", "1", "p")
        await driver.until(lambda: title(driver).startswith("thumbnail.jpg"))


def subtitle(driver: Driver) -> str:
    screen = driver.pilot.app.screen
    return str(screen.box.border_subtitle) if isinstance(screen, PictureScreen) else ""


def title(driver: Driver) -> str:
    screen = driver.pilot.app.screen
    return str(screen.box.border_title) if isinstance(screen, PictureScreen) else ""


@pytest.mark.terminal
def test_program_that_is_ended_by_the_system_leaves_no_video(display: Path) -> None:
    with_player(display, "mpv")
    environ = {"TMPDIR": str(display / "tmp"), "DISPLAY": ":0"}
    with Terminal(["demo"], environ=environ) as terminal:
        terminal.shows("Order fails")
        terminal.type("P")
        terminal.shows("Playing at 0:00.000 (mpv).")
        assert len(kept(display)) == 1

        os.kill(terminal.pid, 15)

        assert terminal.exit_code() == 143
    assert [*(display / "tmp").iterdir()] == []
