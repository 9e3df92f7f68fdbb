"""The desktop of the person at the terminal: whether it is this machine's, and what can be started on it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence

from upl_tui.errors import UplError

Which = Callable[[str], str | None]

_SOON_SECONDS = 2.0
"""A command that cannot do its work says so within this time."""
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


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a program that goes on beside this one, without the terminal and without its Ctrl+C.

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
