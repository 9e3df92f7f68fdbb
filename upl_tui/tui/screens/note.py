"""A few lines in a box, for what is too long for the status line."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Static

from upl_tui.tui.content import safe_content


class Note(ModalScreen[None]):
    """Says something until it is closed; an address is a hyperlink, which most terminals open by a click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,B,P", "dismiss(None)", "close", show=False)
    ]

    DEFAULT_CSS = """
    Note {
        align: center bottom;
        & > Vertical {
            width: auto;
            max-width: 100%;
            height: auto;
            margin-bottom: 1;
            padding: 0 1;
            border: round $border;
            background: $surface;
        }
        & Static { width: auto; max-width: 100%; }
    }
    """

    def __init__(self, title: str, text: str, *, address: str = "") -> None:
        """`text` has lines of its own; the address stands above them."""
        super().__init__()
        self._title = title
        self._text = text
        self._address = address

    def compose(self) -> ComposeResult:
        """The box."""
        lines = [safe_content(line) for line in self._text.split("\n")] if self._text else []
        if self._address:
            lines.insert(0, safe_content(self._address, style=Style(underline=True, link=self._address)))
        body = Vertical(Static(Content("\n").join(lines), markup=False))
        body.border_title = safe_content(f"{self._title} (Esc closes)")
        yield body
