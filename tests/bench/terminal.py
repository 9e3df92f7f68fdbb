"""Runs any program in a pseudo-terminal and notes what reaches the screen, and when.

Times are those at which bytes were read, in seconds of `time.monotonic`. The model of the screen is slow, so
it is fed only when somebody asks what the screen shows.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import termios
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from pyte.screens import Char

from tests.tui.output.model import Screen, TerminalModel

COLUMNS, LINES = 160, 48
_PATIENCE_SECONDS = 120.0
_QUIET_SECONDS = 0.25
_TOLD_BYTES = 400
_PIECE_BYTES = 65_536
_SLOW_PIECE_BYTES = 1_024
_ASKS_FOR_SYNCHRONISED_OUTPUT = b"\x1b[?2026$p"
_HAS_SYNCHRONISED_OUTPUT = b"\x1b[?2026;2$y"

Cells = list[list[Char]]

_NOTHING_MORE: Mapping[str, str] = {}


class NeverShown(Exception):
    """A program never showed what it was waited for; holds what it showed instead."""


class Terminal:
    """A program in a terminal of 160 by 48, behind a line of `bytes_a_second` when given."""

    def __init__(
        self, command: list[str], environ: dict[str, str], bytes_a_second: float | None = None
    ) -> None:
        self._rate = bytes_a_second
        self._free_at = 0.0
        self._answered = False
        self._modelled = 0
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._model = TerminalModel(Screen(COLUMNS, LINES))
        self.output = bytearray()
        """Everything the program wrote."""
        self.last_at = 0.0
        """When it last wrote."""
        master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.started_at = monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(master)
            os.login_tty(slave)
            os.execvpe(command[0], command, environ)
        os.close(slave)
        self._master = master

    def close(self) -> None:
        """Kill the program if it still runs."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._master)

    def write(self, keys: bytes) -> float:
        """Send keys; when they were sent."""
        at = monotonic()
        os.write(self._master, keys)
        return at

    def pause(self, seconds: float) -> None:
        """Read on for some seconds, whatever comes."""
        deadline = monotonic() + seconds
        while (left := deadline - monotonic()) > 0:
            self._read(left)

    def settle(self, quiet_seconds: float = _QUIET_SECONDS) -> None:
        """Read on until nothing came for a while."""
        while self._read(quiet_seconds):
            pass

    def until_written(
        self, marker: str | bytes, since: int = 0, patience: float = _PATIENCE_SECONDS
    ) -> float:
        """When the last byte of a text arrived, looked for behind the first `since` bytes of the output."""
        wanted = marker.encode() if isinstance(marker, str) else marker
        deadline = monotonic() + patience
        while wanted not in self.output[since:]:
            since = max(since, len(self.output) - len(wanted))
            self._read_before(deadline, f"{marker!r} was not written")
        return self.last_at

    def until_shown(self, condition: Callable[[], bool], patience: float = _PATIENCE_SECONDS) -> float:
        """When the bytes arrived after which a condition on the screen held."""
        deadline = monotonic() + patience
        while not condition():
            self._read_before(deadline, "a condition never held")
        return self.last_at

    def cells(self, top: int = 0, bottom: int = LINES, width: int = COLUMNS) -> Cells:
        """What the lines from `top` to before `bottom` show in their first columns, colours included."""
        new = self._decoder.decode(self.output[self._modelled :])
        self._modelled = len(self.output)
        self._model.feed(new)
        buffer = self._model.screen.buffer
        return [[buffer[y][x] for x in range(width)] for y in range(top, bottom)]

    def lines(self) -> list[str]:
        """The text of the screen."""
        self.cells()
        return [line.rstrip() for line in self._model.screen.display]

    def _read_before(self, deadline: float, complaint: str) -> None:
        left = deadline - monotonic()
        if left <= 0 or not self._read(left):
            raise NeverShown(f"{complaint}; the last that was: {bytes(self.output[-_TOLD_BYTES:])!r}")

    def _read(self, seconds: float) -> bool:
        """Take the next bytes, if any come within some seconds and the line is free."""
        if (wait := self._free_at - monotonic()) > 0:
            select.select([], [], [], min(wait, seconds))
            if wait > seconds:
                return True
        ready, _, _ = select.select([self._master], [], [], max(0.0, seconds))
        try:
            data = os.read(self._master, _SLOW_PIECE_BYTES if self._rate else _PIECE_BYTES) if ready else b""
        except OSError:
            data = b""
        if not data:
            return False
        self.last_at = monotonic()
        self.output += data
        if self._rate:
            self._free_at = self.last_at + len(data) / self._rate
        if not self._answered and _ASKS_FOR_SYNCHRONISED_OUTPUT in self.output:
            self._answered = True
            os.write(self._master, _HAS_SYNCHRONISED_OUTPUT)
        return True


@contextmanager
def running(
    *command: str | Path, bytes_a_second: float | None = None, environ: Mapping[str, str] = _NOTHING_MORE
) -> Iterator[Terminal]:
    """A program in a terminal, in a home of its own, killed in the end."""
    with TemporaryDirectory(prefix="upl-tui-bench-home-") as home:
        terminal = Terminal([str(word) for word in command], {**_environ(home), **environ}, bytes_a_second)
        try:
            yield terminal
        finally:
            terminal.close()


def _environ(home: str) -> dict[str, str]:
    """Nothing of the person's own, and what a plain terminal of 256 colours says of itself."""
    return {"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", "TERM": "xterm-256color"}
