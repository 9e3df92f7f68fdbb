"""What a person sees before Textual is there: the first frame, and a keyboard that waits."""

from __future__ import annotations

import os
import signal
import sys
import termios
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from shutil import get_terminal_size
from types import FrameType
from typing import TYPE_CHECKING, Any

from upl_tui.kinds import Kind
from upl_tui.settings import Settings
from upl_tui.target import PathTarget, parse_target
from upl_tui.tui.first_words import INDEXED, INFO, TAB_OF_WORD, TRUE

if TYPE_CHECKING:
    from upl_tui.bundle import FileSource

ALTERNATE_SCREEN, USUAL_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
_HIDE_CURSOR, _SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"
_DEFAULT_THEME = "textual-dark"
_OTHER_LOOKS = ("NO_COLOR", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DRIVER")
"""Variables with which the screen is drawn otherwise."""
_INPUT, _LOCAL = 0, 3
"""Places in what `termios.tcgetattr` gives."""


class Cover:
    """A first frame on the terminal. Textual takes the terminal over with `hand_over`."""

    def __init__(self, source: FileSource, kind: Kind, frame: str, size: tuple[int, int]) -> None:
        self.source = source
        """What was looked at for the frame, so that it need not be looked at again."""
        self.kind = kind
        """Kind of the log that is shown."""
        self.frame = frame
        """As Textual would write it."""
        self.size = size
        """Columns and lines of the terminal."""
        self._usual: list[Any] | None = None

    def show(self) -> None:
        """Draw the frame on the terminal's other screen, and keep what is typed from showing up."""
        self._usual = termios.tcgetattr(0)
        quiet = termios.tcgetattr(0)
        quiet[_INPUT] &= ~(termios.IXON | termios.ICRNL)
        quiet[_LOCAL] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        termios.tcsetattr(0, termios.TCSANOW, quiet)
        _write(f"{ALTERNATE_SCREEN}{_HIDE_CURSOR}{self.frame}")

    def hand_over(self) -> None:
        """Let Textual find the keyboard as it was, to put that back in the end; what was typed stays."""
        if self._usual is not None:
            termios.tcsetattr(0, termios.TCSANOW, self._usual)
            self._usual = None

    def remove(self) -> None:
        """Leave the terminal as it was, unless it was handed over."""
        if self._usual is not None:
            _write(f"{USUAL_SCREEN}{_SHOW_CURSOR}")
            self.hand_over()


def open_screen(arguments: Namespace, settings: Settings) -> int:
    """Open the screen for a command, below a cover where there can be one, and return the exit code."""
    with covered(arguments, settings) as cover:
        from upl_tui.tui.app import run_screen

        return run_screen(arguments, settings, cover)


@contextmanager
def covered(arguments: Namespace, settings: Settings) -> Iterator[Cover | None]:
    """The first frame of a file's log, where its rows are text and the terminal is usual; None elsewhere."""
    cover = _cover(arguments, settings, os.environ)
    if cover is None:
        yield None
        return
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        cover.show()
        yield cover
    finally:
        cover.remove()


def _cover(arguments: Namespace, settings: Settings, environ: Mapping[str, str]) -> Cover | None:
    kind = _kind_of_colours(environ)
    is_asked = any((arguments.filter, arguments.select, arguments.at, settings.columns))
    is_usual = settings.theme in ("", _DEFAULT_THEME) and not settings.plain_output
    target = parse_target(arguments.target, settings.workspace)
    if kind is None or is_asked or not is_usual or not isinstance(target, PathTarget):
        return None
    if arguments.tab == INFO or not target.path.is_file() or not sys.stderr.isatty():
        return None
    size = get_terminal_size()
    if size != os.get_terminal_size(sys.stderr.fileno()):
        return None
    from upl_tui.bundle import open_path
    from upl_tui.mapping import told_by

    try:
        return _drawn(open_path(target.path, told_by(settings)), arguments.tab, size, kind)
    except Exception:  # whatever it is, the screen will come upon it and tell it
        return None


def _drawn(source: FileSource, tab: str | None, size: tuple[int, int], kind: int) -> Cover | None:
    from upl_tui.logs import LOGS
    from upl_tui.tui.first_frame import LEAST_SIZE, can_be_drawn, colours, first_frame

    recording = source.look_ahead()
    shown = Kind(TAB_OF_WORD.get(tab, tab)) if tab else source.best_kind()
    log = source.beginning(shown) if shown is not None else None
    if shown is None or log is None or not can_be_drawn(LOGS[shown]):
        return None
    if any(room < least for room, least in zip(size, LEAST_SIZE, strict=True)):
        return None
    look, whole = colours(kind), source.is_whole(shown)
    frame = first_frame(recording, log, LOGS[shown], whole=whole, size=size, look=look)
    return Cover(source, shown, frame, size)


def _kind_of_colours(environ: Mapping[str, str]) -> int | None:
    """As Textual decides on them; None where it is told otherwise, or has less than 256."""
    if any(environ.get(name) for name in _OTHER_LOOKS):
        return None
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return TRUE
    return INDEXED if environ.get("TERM", "").lower().endswith(("-256color", "-kitty")) else None


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _write(text: str) -> None:
    os.write(sys.stderr.fileno(), text.encode())
