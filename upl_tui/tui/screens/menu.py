"""A small menu: one key chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from upl_tui.tui.content import safe_content


@dataclass(frozen=True, slots=True)
class Choice:
    """A key, what it does in words, and what the menu answers."""

    key: str
    label: str
    value: str


class Menu(ModalScreen[str | None]):
    """Lists choices; a choice's key answers its value, Esc answers None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss(None)", "close", show=False)]

    DEFAULT_CSS = """
    Menu {
        align: center bottom;
        & > VerticalScroll {
            width: auto;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            margin-bottom: 1;
            padding: 0 1;
            border: round $border;
            background: $surface;
        }
        & Static { width: auto; }
    }
    """

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._title = title
        self._choices = {choice.key: choice for choice in choices}

    def compose(self) -> ComposeResult:
        """One line a choice."""
        lines = [
            Content.assemble(
                Content(choice.key).stylize("bold $text-accent"), "  ", safe_content(choice.label)
            )
            for choice in self._choices.values()
        ]
        body = VerticalScroll(Static(Content("\n").join(lines), markup=False))
        body.border_title = Content(self._title)
        yield body

    def on_key(self, event: events.Key) -> None:
        """Answer the choice of a key."""
        choice = self._choices.get(event.character or "")
        if choice is not None:
            event.stop()
            self.dismiss(choice.value)


LEVELS = (
    Choice("e", "errors", ">=error"),
    Choice("w", "warnings and worse", ">=warn"),
    Choice("i", "info and worse", ">=info"),
    Choice("d", "debug only", "debug"),
    Choice("a", "all", ""),
)
