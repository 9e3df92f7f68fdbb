"""The way to the clipboard of the person at the terminal, and an honest sentence about it.

Nothing tells whether a terminal took what it was sent, so nothing here claims that a text was copied.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from upl_tui.errors import UsageError
from upl_tui.logs.units import format_size

MOST_ENCODED_BYTES = 100_000
"""A base64 text that terminals and multiplexers are commonly said to take."""
_SCREEN_CHUNK = 76
"""GNU screen cuts longer strings."""
_HELPER_SECONDS = 3

Which = Callable[[str], str | None]


class Channel(Enum):
    """Who is given the text."""

    TERMINAL = "terminal (OSC 52)"
    SCREEN = "terminal through screen (OSC 52)"
    PASSTHROUGH = "terminal through tmux (OSC 52)"
    TMUX = "tmux (load-buffer -w)"
    HELPER = "clipboard"


@dataclass(frozen=True, slots=True)
class Way:
    """A channel, and the command that reads the text on standard input where there is one."""

    channel: Channel
    command: tuple[str, ...] = ()

    @property
    def is_limited(self) -> bool:
        """Whether a terminal in between takes only so much."""
        return self.channel is not Channel.HELPER


def choose(environ: Mapping[str, str], which: Which = shutil.which, platform: str = sys.platform) -> Way:
    """The way for an environment.

    Over SSH a helper would fill the clipboard of the wrong machine and say that it worked: it is never used.
    """
    remote = any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"))
    helper = None if remote else _helper(environ, which, platform)
    if environ.get("TMUX"):
        if helper is not None and platform == "darwin":
            return helper
        if which("tmux"):
            return Way(Channel.TMUX, ("tmux", "load-buffer", "-w", "-"))
        return Way(Channel.PASSTHROUGH)
    if environ.get("STY"):
        return Way(Channel.SCREEN)
    return helper or Way(Channel.TERMINAL)


def send(text: str, way: Way, write: Callable[[str], None], folder: Callable[[], Path]) -> str:
    """Send a text on its way and say what was done, as a sentence without its full stop.

    `write` sends to the terminal. `folder` gives a private folder for a text that is too long for the way:
    then the path of its file is sent. Waits for helpers up to three seconds, so call it beside the screen.
    Raises `UsageError` when the file cannot be written.
    """
    data = text.encode(errors="replace")
    size = format_size(len(data))
    if way.is_limited and (len(data) + 2) // 3 * 4 > MOST_ENCODED_BYTES:
        path = _written(data, folder())
        done = _pass(str(path).encode(), way, write)
        return f"{size} is too much for a terminal: written to {path}, its path {done}"
    return f"{_pass(data, way, write)}, {size}"


def sequence(data: bytes, channel: Channel) -> str:
    """What makes a terminal put bytes on its clipboard, wrapped for a multiplexer where one is in between."""
    encoded = b64encode(data).decode()
    plain = f"\x1b]52;c;{encoded}\x07"
    if channel is Channel.PASSTHROUGH:
        doubled = plain.replace("\x1b", "\x1b\x1b")
        return f"\x1bPtmux;{doubled}\x1b\\"
    if channel is Channel.SCREEN:
        chunks = (plain[start : start + _SCREEN_CHUNK] for start in range(0, len(plain), _SCREEN_CHUNK))
        return "".join(f"\x1bP{chunk}\x1b\\" for chunk in chunks)
    return plain


def _helper(environ: Mapping[str, str], which: Which, platform: str) -> Way | None:
    candidates: list[tuple[str, ...]] = [("pbcopy",)] if platform == "darwin" else []
    if environ.get("WAYLAND_DISPLAY"):
        candidates += [("wl-copy",)]
    if environ.get("DISPLAY"):
        candidates += [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
    found = next((command for command in candidates if which(command[0])), None)
    return None if found is None else Way(Channel.HELPER, found)


def _pass(data: bytes, way: Way, write: Callable[[str], None]) -> str:
    """Give bytes to the way's command; without one, or when it fails, to the terminal."""
    if way.command:
        if _run(way.command, data):
            whom = f"clipboard ({way.command[0]})" if way.channel is Channel.HELPER else way.channel.value
            return f"sent to {whom}"
        way = Way(Channel.PASSTHROUGH if way.channel is Channel.TMUX else Channel.TERMINAL)
    write(sequence(data, way.channel))
    return f"sent to {way.channel.value}"


def _run(command: tuple[str, ...], data: bytes) -> bool:
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_HELPER_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _written(data: bytes, folder: Path) -> Path:
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix="copy-", suffix=".txt", delete=False) as file:
            file.write(data)
    except OSError as error:
        raise UsageError(f"The text cannot be written to {folder}: {error.strerror}.") from None
    return Path(file.name)
