"""A text over the whole screen, with sections, a search and the pager."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.screen import ModalScreen

from upl_tui.tui.content import safe_content
from upl_tui.tui.widgets.detail_pane import Batches, DetailPane
from upl_tui.tui.widgets.said import Said

_HINTS = "/ search · } { parts · zw wrap · v pager · Esc close"


class Reader(ModalScreen[None]):
    """Shows sections as the detail of an entry does; what the search has to say stands at the lower edge."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "step_back", "clear the search, close", show=False),
        Binding("q", "dismiss(None)", "close", show=False),
        Binding("z", "app.prefix('z')", "look: wrap, fold", show=False),
    ]

    DEFAULT_CSS = "Reader { align: center middle; }"

    pane = query_one(DetailPane)

    def __init__(self, title: str, batches: Batches) -> None:
        """`batches` is called beside the screen."""
        super().__init__()
        self._title = title
        self._batches = batches

    def compose(self) -> ComposeResult:
        """The text."""
        yield DetailPane()

    def on_mount(self) -> None:
        """Begin to read."""
        self.pane.border_subtitle = safe_content(_HINTS)
        self.pane.read(self._title, self._batches)
        self.pane.text.focus()

    def action_step_back(self) -> None:
        """Clear the search, else close."""
        if not self.pane.step_back():
            self.dismiss(None)

    @on(Said)
    def _say(self, message: Said) -> None:
        message.stop()
        self.pane.border_subtitle = safe_content(message.text)
