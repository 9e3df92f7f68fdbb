"""The last line: a message or the keys that help most here, and facts at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from upl_tui.safe_text import visible
from upl_tui.tui.content import cut_pieces, fit
from upl_tui.tui.widgets.paint import Painter, Piece

_MOST_HINTS = 5
_SIGNS = {"error": "✕ ", "warn": "! ", "good": "✓ "}
_BETWEEN = " · "


class StatusLine(Widget):
    """Shows one message at a time; without one, the hints come back."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"status-line--{name}" for name in ("error", "warn", "good", "key", "hint", "facts")
    }

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    StatusLine {
        height: 1;
        & > .status-line--error { color: $text-error; text-style: bold; }
        & > .status-line--warn { color: $text-warning; }
        & > .status-line--good { color: $text-success; }
        & > .status-line--key { color: $footer-key-foreground; text-style: bold; }
        & > .status-line--hint, & > .status-line--facts { color: $text-muted; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._message: tuple[str, str] = ("", "")
        self._facts = ""
        self._hints: tuple[tuple[str, str], ...] = ()
        self._countdown: Timer | None = None
        self._painter = Painter(self)

    def set_message(self, text: str, kind: str = "") -> None:
        """Say something; `kind` is empty, ``error``, ``warn`` or ``good``. An empty text clears it."""
        self._stop_countdown()
        self._say(text, kind)

    def forget_message(self) -> None:
        """Clear a message that was read; one that still counts down stays."""
        if self._countdown is None:
            self._say("", "")

    def set_facts(self, text: str) -> None:
        """Show facts at the right."""
        text = visible(text)
        if text != self._facts:
            self._facts = text
            self.refresh()

    def set_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show keys with a word each while there is no message; the first five are taken."""
        taken = tuple(hints[:_MOST_HINTS])
        if taken != self._hints:
            self._hints = taken
            self.refresh()

    def count_down(self, seconds: float, text: str) -> None:
        """Say a text and how long it still takes, second by second, until another message comes."""
        self._stop_countdown()
        left = max(1, round(seconds))

        def tick() -> None:
            nonlocal left
            left -= 1
            if left > 0:
                self._say(f"{text}, next in {left} s", "warn")
            else:
                self.set_message("")

        self._say(f"{text}, next in {left} s", "warn")
        self._countdown = self.set_interval(1, tick)

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        left = cut_pieces([(text, look) for text, look in self._left()], width)
        used = sum(cell_len(text) for text, _ in left)
        pieces: list[Piece] = [(text, look, False) for text, look in left]
        if self._facts and width - used > len(_BETWEEN):
            facts = self._facts if cell_len(self._facts) < width - used else ""
            pieces.append((fit(facts, width - used, right=True), "status-line--facts", False))
        return self._painter.strip(pieces, width)

    def notify_style_update(self) -> None:
        """Draw with the new styles."""
        super().notify_style_update()
        self._painter.forget()

    def _left(self) -> list[tuple[str, str]]:
        text, kind = self._message
        if text:
            return [(_SIGNS.get(kind, "") + text, f"status-line--{kind}" if kind else "")]
        pieces: list[tuple[str, str]] = []
        for key, word in self._hints:
            pieces += [
                (_BETWEEN if pieces else "", "status-line--hint"),
                (key, "status-line--key"),
                (f" {word}", "status-line--hint"),
            ]
        return pieces

    def _say(self, text: str, kind: str) -> None:
        message = (visible(text), kind)
        if message != self._message:
            self._message = message
            self.refresh()

    def _stop_countdown(self) -> None:
        if self._countdown is not None:
            self._countdown.stop()
            self._countdown = None
