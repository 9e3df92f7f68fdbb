"""The keys that work where help was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen

from upl_tui.tui.key_names import key_name
from upl_tui.tui.widgets.text_viewer import TextViewer


class HelpScreen(ModalScreen[None]):
    """Lists live bindings, from the focused widget up to the app: every key does what it says."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss(None)", "close", show=False)
    ]

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & > TextViewer {
            width: 72;
            max-width: 100%;
            height: 90%;
            border: round $border;
            background: $surface;
        }
    }
    """

    viewer = query_one(TextViewer)

    def __init__(
        self,
        bindings: Iterable[ActiveBinding],
        legends: Iterable[tuple[str, Sequence[tuple[str, str]]]] = (),
        more: str = "",
    ) -> None:
        """Take the live bindings, what signs stand for under titles, and what else a pane has to tell."""
        super().__init__()
        below = f"\n{more}" if more else ""
        blocks = (_legend_text(title, legend) for title, legend in legends)
        self.text = "\n".join(filter(None, (help_text(bindings), *blocks, below)))

    def compose(self) -> ComposeResult:
        """The list."""
        yield TextViewer()

    def on_mount(self) -> None:
        """Fill the list."""
        self.viewer.border_title = Content("Keys here (Esc closes)")
        self.viewer.show(self.text)
        self.viewer.focus()


def _legend_text(title: str, legend: Sequence[tuple[str, str]]) -> str:
    return "\n".join(("", title, *(f"{sign}  {words}" for sign, words in legend))) if legend else ""


def help_text(bindings: Iterable[ActiveBinding]) -> str:
    """One line an action: all its keys, then what it does, nearest widget first."""
    keys: dict[str, list[str]] = {}
    for active in bindings:
        binding = active.binding
        if binding.description and not binding.system and active.enabled:
            keys.setdefault(binding.description, []).append(key_name(binding.key))
    width = max((len(" ".join(names)) for names in keys.values()), default=0)
    return "\n".join(f"{' '.join(names):<{width}}  {words}" for words, names in keys.items())
