"""The desktop of the person at the terminal: whether it is this machine's, and what can be started on it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from upl_tui.errors import UplError

Which = Callable[[str], str | None]

_SOON_SECONDS = 2.0
"""A command that cannot do its work says so within this time."""
_SECRETS = {"USERPLANE_API_KEY"}
_SSH = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")


def is_remote(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is at the other end of an SSH connection."""
    return any(environ.get(name) for name in _SSH)


def has_display(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a window opened here would be seen by the person."""
    if is_remote(environ):
        return False
    return platform == "darwin" or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def browser_command(
    environ: Mapping[str, str], which: Which = shutil.which, platform: str = sys.platform
) -> str:
    """What hands an address to the person's browser; empty where there is no such thing."""
    command = "open" if platform == "darwin" else "xdg-open"
    return command if has_display(environ, platform) and which(command) else ""


def player_command(
    environ: Mapping[str, str], video: Path, moment_ms: float, which: Which = shutil.which
) -> list[str]:
    """What plays a video from a moment on: ``UPL_PLAYER``, else mpv, else vlc; empty without any.

    In ``UPL_PLAYER`` ``{file}`` and ``{seconds}`` stand for the two; a file that it does not name comes last.
    Raises `UplError` when it has an open quote.
    """
    seconds = f"{max(0.0, moment_ms) / 1000:.3f}"
    try:
        own = shlex.split(environ.get("UPL_PLAYER", ""))
    except ValueError:
        raise UplError("UPL_PLAYER has an open quote.") from None
    if own:
        filled = [word.replace("{file}", str(video)).replace("{seconds}", seconds) for word in own]
        return filled if any("{file}" in word for word in own) else [*filled, str(video)]
    if which("mpv"):
        return ["mpv", "--no-terminal", f"--start={seconds}", "--", str(video)]
    if which("vlc"):
        return ["vlc", "--quiet", f"--start-time={seconds}", str(video)]
    return []


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a program that goes on beside this one, without the terminal, its Ctrl+C and the API key.

    Waits two seconds at most, so call it beside the screen. Raises `UplError` when it cannot be started, or
    has failed by then.
    """
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={name: value for name, value in os.environ.items() if name not in _SECRETS},
        )
    except OSError as error:
        raise UplError(f"{command[0]} could not be started: {error.strerror}.") from None
    try:
        code = process.wait(_SOON_SECONDS)
    except subprocess.TimeoutExpired:
        return process
    if code:
        raise UplError(f"{command[0]} ended with status {code}.")
    return process
