from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from upl_tui.desktop import browser_command, has_display, player_command, start
from upl_tui.errors import UplError


def there(command: str) -> str:
    return f"/usr/bin/{command}"


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({"DISPLAY": ":0"}, "linux", "xdg-open"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", "xdg-open"),
        ({}, "linux", ""),
        ({}, "darwin", "open"),
        ({"DISPLAY": "localhost:10.0", "SSH_CONNECTION": "a 1 b 2"}, "linux", ""),
        ({"SSH_TTY": "/dev/pts/1"}, "darwin", ""),
    ],
)
def test_browser_is_asked_only_where_the_person_sees_its_window(
    environ: Mapping[str, str], platform: str, expected: str
) -> None:
    assert browser_command(environ, there, platform) == expected
    assert has_display(environ, platform) is bool(expected)


def test_browser_without_its_command_is_none() -> None:
    assert browser_command({"DISPLAY": ":0"}, lambda name: None, "linux") == ""


def test_program_is_started_without_the_key_and_without_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USERPLANE_API_KEY", "uspl_secret")
    code = "import os, sys; sys.exit('USERPLANE_API_KEY' in os.environ or len(sys.stdin.read()))"

    assert start([sys.executable, "-c", code]).wait() == 0


def test_program_that_runs_on_is_left_running_and_out_of_reach_of_the_terminal() -> None:
    process = start([sys.executable, "-c", "import time, os; os.getsid(0) == os.getpid() and time.sleep(60)"])
    assert process.poll() is None
    process.kill()
    process.wait()


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["/nowhere/player"], "could not be started: No such file or directory."),
        ([sys.executable, "-c", "raise SystemExit(3)"], "ended with status 3."),
    ],
)
def test_program_that_cannot_do_its_work_is_a_sentence(command: list[str], says: str) -> None:
    with pytest.raises(UplError, match=says):
        start(command)


@pytest.mark.parametrize(
    ("environ", "there", "expected"),
    [
        ({}, {"mpv", "vlc"}, ["mpv", "--no-terminal", "--start=1.500", "--", "v.webm"]),
        ({}, {"vlc"}, ["vlc", "--quiet", "--start-time=1.500", "v.webm"]),
        ({}, set(), []),
        (
            {"UPL_PLAYER": "ffplay -ss {seconds} -i {file} -x 9"},
            set(),
            ["ffplay", *["-ss", "1.500", "-i", "v.webm", "-x", "9"]],
        ),
        ({"UPL_PLAYER": "my player"}, {"mpv"}, ["my", "player", "v.webm"]),
        ({"UPL_PLAYER": "  "}, set(), []),
    ],
)
def test_player_is_ones_own_then_mpv_then_vlc(
    environ: Mapping[str, str], there: set[str], expected: list[str]
) -> None:
    found = player_command(environ, Path("v.webm"), 1500, lambda name: name if name in there else None)

    assert found == expected


def test_moment_before_the_start_is_the_start() -> None:
    assert "--start=0.000" in player_command({}, Path("v.webm"), -5.0, lambda name: name)
