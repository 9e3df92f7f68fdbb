"""A real pseudo-terminal with a terminal model behind it, to run the program as a person does."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from time import monotonic
from typing import Self

import pyte

_PATIENCE_SECONDS = 20.0


class Terminal:
    """A program in a pseudo-terminal. Use as a context manager; leaving it kills what still runs."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        program: Sequence[str] = ("-m", "upl_tui"),
        columns: int = 100,
        lines: int = 30,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self._arguments = [sys.executable, *program, *arguments]
        self._environ = {**os.environ, "TERM": "xterm-256color", **(environ or {})}
        self._size = (lines, columns)
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._status: int | None = None
        self.output = bytearray()
        """Everything the program wrote."""

    def __enter__(self) -> Self:
        self._pid, self._master = pty.fork()
        if self._pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *self._size, 0, 0))
            os.execvpe(self._arguments[0], self._arguments, self._environ)
        return self

    def __exit__(self, *error: object) -> None:
        if self._status is None:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._master)

    @property
    def pid(self) -> int:
        """Process id of the program."""
        return self._pid

    @property
    def descriptor(self) -> int:
        """The end of the pseudo-terminal that the person is at; its modes are those of the program's end."""
        return self._master

    def text(self) -> str:
        """What the screen shows, line by line."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def cells(self) -> list[list[str]]:
        """What each cell of each line holds; the second half of a wide character is empty."""
        size = range(self._screen.columns)
        return [
            [self._screen.buffer[line][column].data for column in size] for line in range(self._screen.lines)
        ]

    def type(self, keys: str) -> None:
        """Type characters as they are; control keys are written as their bytes."""
        os.write(self._master, keys.encode())

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        os.kill(self._pid, number)

    def resize(self, columns: int, lines: int) -> None:
        """Change the size of the terminal; the program is told by the system."""
        self._screen.resize(lines, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def until(self, condition: Callable[[str], object], patience: float = _PATIENCE_SECONDS) -> str:
        """Read until the screen satisfies a condition; fails with the screen when it never does."""
        deadline = monotonic() + patience
        while not condition(self.text()):
            if monotonic() > deadline or not self._read(deadline - monotonic()):
                raise AssertionError(f"the screen never got there:\n{self.text()}")
        return self.text()

    def shows(self, *words: str) -> str:
        """Read until the screen shows all words."""
        return self.until(lambda text: all(word in text for word in words))

    def exit_code(self, patience: float = _PATIENCE_SECONDS) -> int:
        """Read until the program is gone; its exit code."""
        deadline = monotonic() + patience
        while self._status is None:
            if monotonic() > deadline:
                raise AssertionError(f"the program did not end:\n{self.text()}")
            self._read(0.05)
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                self._status = status
        while self._read(0):
            pass
        return os.waitstatus_to_exitcode(self._status)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], max(0.0, seconds))
        if not ready:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.output += data
        self._stream.feed(data)
        return bool(data)
