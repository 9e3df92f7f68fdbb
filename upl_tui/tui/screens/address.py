"""An address as a hyperlink, for a browser that is not on this machine."""

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


class AddressScreen(ModalScreen[None]):
    """Shows an address that most terminals open by a click, and what to look for there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,B", "dismiss(None)", "close", show=False)
    ]

    DEFAULT_CSS = """
    AddressScreen {
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

    def __init__(self, address: str, where: str) -> None:
        """`where` is a moment in words, or empty."""
        super().__init__()
        self._address = address
        self._where = where

    def compose(self) -> ComposeResult:
        """The address, and the moment that it cannot tell."""
        lines = [safe_content(self._address, style=Style(underline=True, link=self._address))]
        if self._where:
            lines.append(safe_content(f"Look {self._where} there."))
        body = Vertical(Static(Content("\n").join(lines), markup=False))
        body.border_title = Content("Dashboard (Esc closes)")
        yield body
