"""Textual's driver for a terminal, with every frame reduced to what differs from the last.

Nothing private of Textual is used. What is relied upon is how it writes a frame, which `frame` checks:
one `write` of moves and styled text, between writes of the two sequences of a synchronised update; and that
it goes to standard error.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from types import FrameType
from typing import Any

from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver

from upl_tui.patterns import late
from upl_tui.tui.output.frame import begins_frame, parse_frame
from upl_tui.tui.output.pen import NotUnderstood
from upl_tui.tui.output.picture import Picture

UPDATE_START = "\x1b[?2026h"
UPDATE_END = "\x1b[?2026l"
_NOT_ON_SCREEN = late(
    r"(?:\x1b\[\?(?:7|25|100\d|101[56]|2004|2026|2048)[hl]"
    r"|\x1b\[\?\d+\$p"
    r"|\x1b\[[<>=?]\d*u"
    r"|\x1b\](?!8;)[^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x07)+"
)
"""Modes (cursor, wrapping, mouse, focus, paste, size reports), queries, keyboard, titles, clipboard, bell."""

_ERASING_IN_COLOUR = (
    "xterm", "tmux", "linux", "rxvt", "alacritty", "foot", "kitty", "wezterm", "ghostty", "konsole",
    "vte", "gnome", "iterm", "st-", "contour", "mintty",
)  # fmt: skip

_log = logging.getLogger(__name__)


def choose_driver(normal: type[Driver], *, differential: bool = True) -> type[Driver]:
    """The driver to use instead of the one Textual would: another one only for an ordinary terminal."""
    return DifferentialDriver if differential and normal is LinuxDriver else normal


def erases_in_colour(terminal: str, in_tmux: bool) -> bool:
    """Whether a terminal, by its ``TERM``, knows ``ECH`` and erases in the current background.

    GNU screen does neither.
    """
    return in_tmux or terminal.startswith(_ERASING_IN_COLOUR)


def _terminal_size() -> os.terminal_size:
    if sys.__stderr__ is None:
        raise NotUnderstood("no terminal")
    return os.get_terminal_size(sys.__stderr__.fileno())


class DifferentialDriver(LinuxDriver):
    """Sends only what the terminal does not show yet; what it does not understand it sends as it is."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._owner = app
        self._picture: Picture | None = None
        self._update: list[str] | None = None
        self._given_up = False
        self._erases_in_colour = erases_in_colour(os.environ.get("TERM", ""), "TMUX" in os.environ)

    def forget(self) -> None:
        """Assume nothing about what the terminal shows, so that what is painted next is sent whole."""
        self._picture = None

    def start_application_mode(self) -> None:
        """As Textual; and a terminal that changes its size may show anything.

        The size is read on the loop: a signal that interrupts the handling of the one before it would be
        told first, and the size from before last.
        """
        super().start_application_mode()  # type: ignore[no-untyped-call]
        textuals, loop = signal.getsignal(signal.SIGWINCH), asyncio.get_running_loop()

        def on_resize(number: int, frame: FrameType | None) -> None:
            self.forget()
            if callable(textuals):
                loop.call_soon_threadsafe(textuals, number, frame)

        signal.signal(signal.SIGWINCH, on_resize)

    def write(self, data: str) -> None:
        """Send data: a frame as its differences, an empty synchronised update not at all, the rest as it is.

        Frames and what encloses them come from the app's thread, the rest may come from any.
        """
        if data == UPDATE_START:
            self._update = []
        elif data == UPDATE_END:
            self._end_update()
        elif begins_frame(data):
            self._write_frame(data)
        else:
            if not _NOT_ON_SCREEN.fullmatch(data):
                self.forget()
            super().write(data)

    def _end_update(self) -> None:
        update, self._update = "".join(self._update or ()), None
        if update:
            super().write(UPDATE_START + update + UPDATE_END)

    def _write_frame(self, data: str) -> None:
        changes = data if self._given_up else self._changes(data)
        if self._update is not None:
            self._update.append(changes)
        elif changes:
            super().write(changes)

    def _changes(self, data: str) -> str:
        """What to send instead of a frame.

        A signal may forget the picture meanwhile; then it counts no more, whatever is still done to it.
        """
        width, height = self._owner.size
        try:
            if _terminal_size() != os.terminal_size((width, height)):
                raise NotUnderstood("the terminal has another size than the frame")
            frame = parse_frame(data, width, height)
            picture = self._picture
            if picture is None or picture.size != (width, height):
                picture = Picture(width, height, erases_in_colour=self._erases_in_colour)
                self._picture = picture
            return picture.show(frame)
        except (NotUnderstood, OSError) as reason:
            _log.debug("frame sent whole: %s", reason)
        except Exception:
            _log.warning("differential output is off", exc_info=True)
            self._given_up = True
        self.forget()
        return data
