"""The application: settings in, first screen, themes, and the edge where every failure ends."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Iterable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen

from upl_tui.errors import ExitCode, UplError, UsageError
from upl_tui.kinds import kind_of_id
from upl_tui.settings import Settings
from upl_tui.target import ListTarget, RecordingTarget, Target, parse_target
from upl_tui.tui import garbage
from upl_tui.tui.content import SafeFilter
from upl_tui.tui.contrast import readable
from upl_tui.tui.key_names import key_name
from upl_tui.tui.output.covered import CoveredDriver, covered_driver
from upl_tui.tui.output.driver import DifferentialDriver, choose_driver
from upl_tui.tui.prefix_keys import PrefixKeys
from upl_tui.tui.screens.recording import RecordingScreen, Start
from upl_tui.tui.widgets.prompt import is_typing
from upl_tui.tui.widgets.said import Said
from upl_tui.tui.widgets.status_line import StatusLine
from upl_tui.tui.widgets.to_terminal import ToTerminal, Uncover

if TYPE_CHECKING:
    from upl_tui.loader import OnWait, RecordingSource
    from upl_tui.tui.cover import Cover

_DEFAULT_THEME = "textual-dark"
_TWICE_SECONDS = 2.0
_LONGEST_COVER_SECONDS = 1.0
_SWITCH_SECONDS = 0.0005
_MOUSE_MODES = (1000, 1003, 1015, 1006)
"""Those that Textual's driver sets: buttons, every move, and two ways to write places."""
_UNSAFE_COMMANDS = {"Screenshot"}
_KEYS_ONLY = {"command_palette", "quit"}
"""Actions that the palette has by other names, or is itself."""


class UplApp(PrefixKeys):
    """The program on the screen."""

    CSS_PATH = "app.tcss"
    TITLE = "upl-tui"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - declared so by Textual
    VERTICAL_BREAKPOINTS = [(0, "-short"), (8, "-low"), (16, "-tall")]  # noqa: RUF012 - declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "quit now", id="quit-now", show=False, priority=True),
        Binding("Q", "quit", "quit now", id="quit", show=False),
        Binding("ctrl+c", "interrupt", "cancel; twice: quit", id="interrupt", show=False, priority=True),
        Binding("ctrl+l", "repaint", "repaint", id="repaint", show=False),
        Binding("ctrl+z", "suspend_process", "suspend", id="suspend", show=False),
        Binding(
            "f2",
            "mouse",
            "let the mouse go, or take it; taken, Shift and drag select text",
            id="mouse",
            show=False,
        ),
    ]

    def __init__(self, settings: Settings, screen: Screen[None], cover: Cover | None = None) -> None:
        self._settings = settings
        self._cover = cover
        super().__init__()
        self._first_screen = screen
        self._second_gate = SafeFilter()
        self.failure: BaseException | None = None
        """The unexpected error that ended the program, if one did."""
        self._interrupted_at: float | None = None
        self._has_mouse = settings.mouse
        self.theme = settings.theme if settings.theme in self.available_themes else _DEFAULT_THEME
        self.animation_level = "none"

    @property
    def settings(self) -> Settings:
        """The settings of this run."""
        return self._settings

    def on_mount(self) -> None:
        """Leave cleanly when the terminal or the system says so."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.exit, None, 128 + number)
        if self._cover is not None:
            self.hold_keys()
            self.set_timer(_LONGEST_COVER_SECONDS, self._uncover)
        self.set_keymap(dict(self._settings.keys))
        self.call_after_refresh(garbage.collect_again)
        self.app_resume_signal.subscribe(self, lambda _: self._come_back())
        if not self._has_mouse:
            self._send_mouse_modes()

    def get_default_screen(self) -> Screen[object]:
        """The first screen, without an empty one below it."""
        return cast("Screen[object]", self._first_screen)

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme, with text that can be read on its grounds."""
        theme = self.current_theme
        return readable(super().get_css_variables(), dark=theme.dark, ansi=theme.ansi)

    def get_driver_class(self) -> type[Driver]:
        """Only what differs is sent to the terminal, unless the config wants Textual's own output."""
        driver = choose_driver(super().get_driver_class(), differential=not self._settings.plain_output)
        return driver if self._cover is None else covered_driver(driver, self._cover)

    def get_line_filters(self) -> list[LineFilter]:
        """The second gate: nothing that is not printable passes to the terminal."""
        return [*super().get_line_filters(), self._second_gate]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the keys of this place do, and Textual's commands.

        But not the screenshot: it would write what is shown in clear.
        """
        keys: dict[tuple[DOMNode, str, str], list[str]] = {}
        for node, binding, enabled, _ in screen.active_bindings.values():
            if enabled and binding.description and binding.action not in _KEYS_ONLY:
                deed = (node, binding.action, binding.description)
                keys.setdefault(deed, []).append(key_name(binding.key))
        for (node, action, words), names in keys.items():
            yield SystemCommand(words, f"key {', '.join(names)}", partial(self.run_action, action, node))
        if isinstance(screen, RecordingScreen) and (pane := screen.open_pane) is not None:
            for name in pane.log_list.sort_names():
                sort = partial(pane.log_list.sort_by_name, name)
                yield SystemCommand(f"sort by {name.lower()}", f":sort {name.lower()}", sort)
        for command in super().get_system_commands(screen):
            if command.title not in _UNSAFE_COMMANDS:
                yield command

    @on(Uncover)
    def _uncover(self) -> None:
        """Let what is painted be seen, and what was typed be done."""
        if isinstance(self._driver, CoveredDriver):
            self._driver.uncover()
        if self._cover is not None:
            self._cover = None
            self.let_keys_go()

    @on(ToTerminal)
    def _write_to_terminal(self, message: ToTerminal) -> None:
        if self._driver is not None:
            self._driver.write(message.sequence)

    async def deliver(self, event: events.Key) -> None:
        """What an earlier key was answered has been read by now."""
        if isinstance(self.screen, RecordingScreen):
            self.screen.status.forget_message()
            if self.is_first_stroke and not is_typing(self.screen.status):
                self._say_where_it_works(event.key)
        await super().deliver(event)

    def _say_where_it_works(self, key: str) -> None:
        """Answer a key that does nothing here, but does elsewhere."""
        from upl_tui.tui.elsewhere import where_it_works

        if (words := where_it_works(key)) and key not in self.screen.active_bindings:
            self.screen.post_message(Said(words, "warn"))

    def action_repaint(self) -> None:
        """Paint the whole screen again."""
        if isinstance(self._driver, DifferentialDriver):
            self._driver.forget()
        self.refresh(repaint=True, layout=True)

    def _come_back(self) -> None:
        """The driver took the mouse again."""
        if not self._has_mouse:
            self._send_mouse_modes()
        self.action_repaint()

    def action_mouse(self) -> None:
        """Let the mouse go, so that the terminal selects text with it, or take it; the next run knows."""
        from upl_tui.kept import keep_mouse

        self._has_mouse = not self._has_mouse
        self._send_mouse_modes()
        try:
            keep_mouse(self._has_mouse, os.environ)
        except UplError as error:
            kept = str(error)
        else:
            kept = "That holds next time too."
        what = "works here; Shift and drag select text" if self._has_mouse else "is the terminal's again"
        self._say(f"The mouse {what}, F2 changes that. {kept}")

    def _send_mouse_modes(self) -> None:
        if self._driver is not None:
            switch = "h" if self._has_mouse else "l"
            self._driver.write("".join(f"\x1b[?{mode}{switch}" for mode in _MOUSE_MODES))
            self._driver.flush()

    def _say(self, text: str) -> None:
        """Say something on the status line of the screen that has one, below any box over it."""
        bars = (getattr(screen, "status", None) for screen in reversed(self.screen_stack))
        if (status := next((bar for bar in bars if isinstance(bar, StatusLine)), None)) is not None:
            status.set_message(text)

    async def action_interrupt(self) -> None:
        """Cancel what is going on; a second time in a row leaves."""
        if isinstance(self.screen, RecordingScreen) and self.screen.interrupt():
            return
        if self._interrupted_at is not None and monotonic() - self._interrupted_at < _TWICE_SECONDS:
            self.exit(return_code=ExitCode.INTERRUPTED)
        self._interrupted_at = monotonic()

    def _fatal_error(self) -> None:
        # Textual's own prints local variables, and with them keys and presigned addresses.
        self.failure = sys.exc_info()[1] or self._exception
        self._close_messages_no_wait()


def run_screen(arguments: Namespace, settings: Settings, cover: Cover | None = None) -> int:
    """Open the screen for a command and return the exit code; `cover` is what is seen until it is there."""
    target = parse_target(arguments.target, settings.workspace)
    app = UplApp(settings, _first_screen(target, arguments, settings, cover), cover)
    if settings.theme and settings.theme not in app.available_themes:
        raise UsageError(
            f"No theme {settings.theme}.", "There are " + ", ".join(sorted(app.available_themes))
        )
    if settings.keys:
        from upl_tui.tui.keymap import check_keymap

        check_keymap(settings.keys, UplApp)
    if settings.columns:
        from upl_tui.logs import LOGS
        from upl_tui.logs.columns import configured

        for kind, spec in LOGS.items():
            configured(spec, kind.value, settings.columns)
    # Threads that read hold the interpreter; a key must not wait for them longer than it takes to draw.
    sys.setswitchinterval(_SWITCH_SECONDS)
    _draw_on_a_terminal()
    # The driver lets go at the end only of a mouse that it took, and a key may take it later.
    app.run(mouse=True)
    if app.failure is not None:
        raise app.failure
    return app.return_code or ExitCode.OK


def _draw_on_a_terminal() -> None:
    """Textual draws to standard error: where that was sent elsewhere, standard output stands in for it."""
    if sys.__stderr__ is None or not sys.__stderr__.isatty():
        sys.__stderr__ = sys.__stdout__  # type: ignore[misc]


def _first_screen(
    target: Target, arguments: Namespace, settings: Settings, cover: Cover | None
) -> Screen[None]:
    if isinstance(target, RecordingTarget | ListTarget):
        settings.key()
    if isinstance(target, ListTarget):
        from upl_tui.sources import open_recordings
        from upl_tui.tui.screens.recordings import RecordingsScreen

        return RecordingsScreen(open_recordings(target, settings), settings)

    def open_source(on_wait: OnWait) -> RecordingSource:
        if cover is not None:
            return cover.source
        # Imported when it is called: the first paint must not wait for it.
        from upl_tui import sources

        return sources.open_source(target, settings, on_wait)

    tab = arguments.tab if cover is None else cover.kind.value
    select, moment = _id(arguments.select), _moment(arguments.at)
    start = Start(tab, arguments.filter, select, moment, covered=cover is not None)
    return RecordingScreen(open_source, start, settings)


def _id(text: str) -> str:
    if text and kind_of_id(text) is None:
        raise UsageError(f"{text!r} is no id of an entry.", "Ids are C12, N45, A7.")
    return text


def _moment(text: str) -> float | None:
    if not text:
        return None
    from upl_tui.clock import parse_offset

    if (ms := parse_offset(text)) is None:
        raise UsageError(f"{text!r} is no moment.", "Write 1:23, 83s or 1500ms.")
    return ms
