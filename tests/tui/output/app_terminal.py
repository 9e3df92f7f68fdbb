"""A pseudo-terminal for the small program, with the terminal model behind it."""

from __future__ import annotations

import fcntl
import os
import struct
import sys
import termios
from codecs import getincrementaldecoder
from pathlib import Path

from tests.terminal import Terminal
from tests.tui.output.model import Look, Screen, TerminalModel

_PROGRAM = Path(__file__).with_name("list_app.py")
_ASKS_FOR_UPDATES = b"\x1b[?2026$p"
_KNOWS_UPDATES = b"\x1b[?2026;2$y"


class AppTerminal(Terminal):
    """Runs `list_app` with some arguments; answers as a terminal that knows synchronised updates."""

    def __init__(self, *arguments: str, columns: int = 100, lines: int = 30) -> None:
        environ = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
        super().__init__([], columns=columns, lines=lines, environ=environ)
        self._arguments = [sys.executable, str(_PROGRAM), *arguments]
        self._answered = False
        self._modelled = 0
        self._decoder = getincrementaldecoder("utf-8")()
        self._model = TerminalModel(Screen(columns, lines))

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size."""
        self.looks()
        self._model.screen.resize(lines, columns)
        self._screen.resize(lines, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def looks(self) -> list[list[Look]]:
        """What the model shows after everything so far."""
        self._model.feed(self._decoder.decode(self.output[self._modelled :]))
        self._modelled = len(self.output)
        return self._model.screen.looks()

    def scribble(self, text: str) -> None:
        """Write on the terminal as another program would."""
        self.looks()
        self._model.feed(text)

    def until_stopped(self) -> None:
        """Wait until the program has stopped itself."""
        while os.waitpid(self.pid, os.WUNTRACED | os.WNOHANG) == (0, 0):
            self._read(0.01)

    def read(self, seconds: float) -> None:
        """Take what comes within some seconds, if anything does."""
        self._read(seconds)

    def _read(self, seconds: float) -> bool:
        more = super()._read(seconds)
        if not self._answered and _ASKS_FOR_UPDATES in self.output:
            self._answered = True
            os.write(self._master, _KNOWS_UPDATES)
        return more
