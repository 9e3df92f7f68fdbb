"""A pane's state in place of its content: what is, why, and which key helps."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import ClassVar

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from upl_tui.states import Availability, PartState
from upl_tui.tui.content import safe_content

_BAR_CELLS = 30
_FINAL = {
    Availability.NOT_ASKED,
    Availability.LOADING,
    Availability.READY,
    Availability.EMPTY,
    Availability.NOT_CAPTURED,
    Availability.EXPIRED,
    Availability.DELETED,
}
"""States that loading again does not change."""


class Notice(Widget):
    """One state at a time. Each begins with a sign of its own, so that it needs no colour."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"notice--{name}" for name in ("error", "waiting", "empty", "hint", "key")
    }

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    Notice {
        height: 1fr;
        padding: 1 2;
        & > .notice--error { color: $text-error; text-style: bold; }
        & > .notice--waiting { color: $text-warning; text-style: bold; }
        & > .notice--empty { text-style: bold; }
        & > .notice--hint { color: $text-muted; }
        & > .notice--key { color: $footer-key-foreground; text-style: bold; }
    }
    """

    def __init__(self, now: Callable[[], float] = monotonic, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._now = now
        self._began = 0.0
        self._lines: list[tuple[str, str]] = []
        self._progress = ""
        self._key: tuple[str, str] | None = None

    def show_loading(self, title: str) -> None:
        """Say that something is on its way, and how to stop it."""
        self._began = self._now()
        self._show([(f"… {title}", "waiting")], ("Esc", "cancel"))

    def show_progress(self, received: int, total: int | None) -> None:
        """Tell how much is there, in bytes, and how fast it comes."""
        seconds = self._now() - self._began
        progress = _size(received) + (f" of {_size(total)}" if total else "")
        if seconds >= 1:
            progress += f" · {_size(received / seconds)}/s"
        if total:
            done = min(_BAR_CELLS, received * _BAR_CELLS // total)
            progress = f"{'━' * done}{'╌' * (_BAR_CELLS - done)} {progress}"
        if progress != self._progress:
            self._progress = progress
            self.refresh()

    def show_state(self, state: PartState) -> None:
        """Say why there is nothing to see."""
        sign, look = _face(state)
        lines = [(f"{sign} {state.title or state.availability.value.capitalize()}", look)]
        if state.hint:
            lines.append((f"  {state.hint}", "hint"))
        self._show(lines, None if state.availability in _FINAL else ("r", "load again"))

    def render(self) -> Content:
        """The lines, safe and without any markup."""
        lines = [safe_content(text, style=self._look(look)) for text, look in self._lines]
        if self._progress:
            lines.append(Content(f"  {self._progress}"))
        if self._key is not None:
            key, word = self._key
            lines += [
                Content(""),
                Content.assemble("  ", (key, self._look("key")), (f" {word}", self._look("hint"))),
            ]
        return Content("\n").join(lines)

    def _look(self, name: str) -> Style:
        return self.get_visual_style(f"notice--{name}", partial=True)

    def _show(self, lines: list[tuple[str, str]], key: tuple[str, str] | None) -> None:
        self._lines, self._key, self._progress = lines, key, ""
        self.refresh()


def _face(state: PartState) -> tuple[str, str]:
    """Sign and look of a state."""
    match state.availability:
        case Availability.LOADING | Availability.PENDING:
            return "…", "waiting"
        case Availability.CANCELLED:
            return "■", "waiting"
    return ("✕", "error") if state.is_error else ("○", "empty")


def _size(count: float) -> str:
    if count < 1000:
        return f"{count:.0f} B"
    for unit in ("kB", "MB"):
        count /= 1000
        if count < 1000:
            return f"{count:.1f} {unit}"
    return f"{count / 1000:.1f} GB"
