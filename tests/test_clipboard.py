"""Which way a text goes to the clipboard, and what is said of it."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest

from upl_tui.clipboard import MOST_ENCODED_BYTES, Channel, Way, choose, send, sequence

XCLIP = ("xclip", "-selection", "clipboard")
SSH = {"SSH_CONNECTION": "1.2.3.4 5 6.7.8.9 22"}
X11 = {"DISPLAY": ":0"}
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}
TMUX = {"TMUX": "/tmp/tmux-0/default,1,0"}
LOAD = Way(Channel.TMUX, ("tmux", "load-buffer", "-w", "-"))


@pytest.mark.parametrize(
    ("environ", "installed", "platform", "way"),
    [
        ({}, "", "linux", Way(Channel.TERMINAL)),
        ({}, "xclip wl-copy", "linux", Way(Channel.TERMINAL)),
        (X11, "xclip xsel", "linux", Way(Channel.HELPER, XCLIP)),
        (X11, "xsel", "linux", Way(Channel.HELPER, ("xsel", "--clipboard", "--input"))),
        (X11, "", "linux", Way(Channel.TERMINAL)),
        (X11 | WAYLAND, "xclip wl-copy", "linux", Way(Channel.HELPER, ("wl-copy",))),
        (X11 | WAYLAND, "xclip", "linux", Way(Channel.HELPER, XCLIP)),
        ({}, "pbcopy", "darwin", Way(Channel.HELPER, ("pbcopy",))),
        (SSH, "pbcopy", "darwin", Way(Channel.TERMINAL)),
        (SSH | X11, "xclip", "linux", Way(Channel.TERMINAL)),
        ({"SSH_TTY": "/dev/pts/1"} | WAYLAND, "wl-copy", "linux", Way(Channel.TERMINAL)),
        (TMUX, "tmux", "linux", LOAD),
        (TMUX | X11, "tmux xclip", "linux", LOAD),
        (TMUX | SSH, "tmux", "linux", LOAD),
        (TMUX, "", "linux", Way(Channel.PASSTHROUGH)),
        (TMUX, "tmux pbcopy", "darwin", Way(Channel.HELPER, ("pbcopy",))),
        (TMUX | SSH, "tmux pbcopy", "darwin", LOAD),
        ({"STY": "1.pts"}, "", "linux", Way(Channel.SCREEN)),
        ({"STY": "1.pts"} | SSH, "xclip", "linux", Way(Channel.SCREEN)),
    ],
)
def test_way_is_chosen_by_the_environment(
    environ: dict[str, str], installed: str, platform: str, way: Way
) -> None:
    which = {name: f"/usr/bin/{name}" for name in installed.split()}.get

    assert choose(environ, which, platform) == way


@pytest.mark.parametrize("channel", [Channel.TERMINAL, Channel.SCREEN, Channel.PASSTHROUGH])
def test_sequence_holds_the_bytes_whatever_wraps_it(channel: Channel) -> None:
    data = "行二 ☕ \x1b]52;c;evil\x07".encode() * 40

    text = sequence(data, channel)

    if channel is Channel.SCREEN:
        chunks = re.findall(r"\x1bP(.*?)\x1b\\", text, re.DOTALL)
        assert max(map(len, chunks)) <= 76
        text = "".join(chunks)
    elif channel is Channel.PASSTHROUGH:
        assert text.startswith("\x1bPtmux;")
        text = text.removeprefix("\x1bPtmux;").removesuffix("\x1b\\").replace("\x1b\x1b", "\x1b")
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", text)
    assert found is not None
    assert b64decode(found[1]) == data


def test_sentence_tells_channel_and_size(tmp_path: Path) -> None:
    written: list[str] = []

    said = send("x" * 1234, Way(Channel.TERMINAL), written.append, lambda: tmp_path)

    assert said == "sent to terminal (OSC 52), 1.2 kB"
    assert len(written) == 1


def test_text_that_is_too_long_goes_to_a_private_file_and_its_path_to_the_clipboard(tmp_path: Path) -> None:
    written: list[str] = []
    text = "é" * (MOST_ENCODED_BYTES // 2)

    said = send(text, Way(Channel.TERMINAL), written.append, lambda: tmp_path)

    (path,) = tmp_path.iterdir()
    assert path.read_text() == text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert written == [sequence(str(path).encode(), Channel.TERMINAL)]
    assert (
        said == f"100.0 kB is too much for a terminal: written to {path}, its path sent to terminal (OSC 52)"
    )


def test_helper_gets_texts_of_any_length_on_its_standard_input(tmp_path: Path) -> None:
    target = tmp_path / "clipboard"
    way = Way(Channel.HELPER, ("sh", "-c", f"cat > {target}"))

    said = send("x" * 500_000, way, pytest.fail, lambda: tmp_path)

    assert target.read_text() == "x" * 500_000
    assert said == "sent to clipboard (sh), 500.0 kB"


@pytest.mark.parametrize("command", [("false",), ("no-such-helper",)])
def test_helper_that_fails_is_no_reason_to_lose_the_text(command: tuple[str, ...], tmp_path: Path) -> None:
    written: list[str] = []

    said = send("x", Way(Channel.HELPER, command), written.append, lambda: tmp_path)

    assert written == [sequence(b"x", Channel.TERMINAL)]
    assert said == "sent to terminal (OSC 52), 1 B"


@pytest.fixture
def tmux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A tmux server of its own, with one session."""
    program = shutil.which("tmux")
    if program is None:
        pytest.skip("tmux is not installed here")
    socket = str(tmp_path / "socket")
    subprocess.run([program, "-S", socket, "-f", "/dev/null", "new-session", "-d"], check=True)
    monkeypatch.setenv("TMUX", f"{socket},0,0")
    yield program
    subprocess.run([program, "-S", socket, "kill-server"], check=True)


def test_real_tmux_holds_the_text_in_its_newest_buffer(tmux: str, tmp_path: Path) -> None:
    text = "行二 ☕ 'quoted'\nsecond line"

    said = send(text, choose(os.environ), pytest.fail, lambda: tmp_path)

    buffer = subprocess.run([tmux, "show-buffer"], capture_output=True, text=True, check=True).stdout
    assert buffer == text
    assert said == "sent to tmux (load-buffer -w), 31 B"
