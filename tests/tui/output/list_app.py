"""A small program to run in a terminal: a list, a field and a question above them.

Arguments: ``plain`` or ``differential``; ``faulty`` makes the differential output fail at every frame.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input, Label

from upl_tui.tui.output import driver, frame
from upl_tui.tui.output.driver import DifferentialDriver, choose_driver

ROWS = 5000
WORDS = ["request", "漢字", "e\u0301te\u0301", "naïve…", "🚀 go", "│ bar", "x" * 30]


@cache
def link_to(row: int) -> Style:
    return Style(link=f"https://example.com/{row}")


class Lines(ScrollView, can_focus=True, inherit_bindings=False):
    """Numbered rows of words, one of them under the cursor."""

    cursor = 0

    def on_mount(self) -> None:
        self.virtual_size = Size(1, ROWS)

    def render_line(self, y: int) -> Strip:
        width, row = self.scrollable_content_region.width, self.scroll_offset.y + y
        look = self.rich_style + Style(bold=True, reverse=row == self.cursor)
        link = look + link_to(row)
        words = " ".join(WORDS[(row * step) % len(WORDS)] for step in (1, 3, 5))
        pieces = [Segment(f"{row:5} ", look), Segment("link", link), Segment(f" {words}", look)]
        return Strip(pieces).adjust_cell_length(width, look)

    def move(self, rows: int) -> None:
        self.cursor = max(0, min(ROWS - 1, self.cursor + rows))
        top = max(self.cursor - self.size.height + 1, min(self.scroll_offset.y, self.cursor))
        self.scroll_to(y=top, animate=False, immediate=True)
        self.refresh()


class Question(ModalScreen[None]):
    """Stands in the middle, over half-hidden wide characters."""

    CSS = "Question { align: center middle; } Label { border: round red; padding: 1 3; width: 31; }"
    BINDINGS: ClassVar[list[BindingType]] = [("n", "dismiss", "")]

    def compose(self) -> ComposeResult:
        yield Label("really?")


class ListApp(App[None]):
    """Arrows and page keys move, F2 asks, F3 goes to the field; the first line tells where one is."""

    CSS = "Input { dock: bottom; } Screen { layers: base; }"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        ("down", "move(1)", ""),
        ("up", "move(-1)", ""),
        ("pagedown", "move(15)", ""),
        ("pageup", "move(-15)", ""),
        ("f2", "ask", ""),
        ("f3", "filter", ""),
        ("ctrl+t", "other_theme", ""),
        Binding("ctrl+l", "repaint", "", priority=True),
        Binding("ctrl+z", "suspend_process", "", priority=True),
    ]

    def get_driver_class(self) -> type[Driver]:
        return choose_driver(super().get_driver_class(), differential="differential" in sys.argv)

    def compose(self) -> ComposeResult:
        yield Label("row 0", id="place")
        yield Lines()
        yield Input(placeholder="filter")

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = False
        self.app_resume_signal.subscribe(self, lambda _: self.action_repaint())

    def action_move(self, rows: int) -> None:
        lines = self.query_one(Lines)
        lines.move(rows)
        self.tell(f"row {lines.cursor}")

    def action_filter(self) -> None:
        self.query_one(Input).focus()
        self.tell("field")

    def tell(self, place: str) -> None:
        self.query_one("#place", Label).update(place)

    def action_ask(self) -> None:
        self.push_screen(Question(), lambda _: self.tell("answered"))

    def action_other_theme(self) -> None:
        self.tell("other theme")
        self.theme = "textual-light" if self.theme != "textual-light" else "textual-dark"

    def action_repaint(self) -> None:
        if isinstance(self._driver, DifferentialDriver):
            self._driver.forget()
        self.refresh(repaint=True, layout=True)


def fail(text: str, width: int, height: int) -> frame.Frame:
    raise ZeroDivisionError


if __name__ == "__main__":
    if "faulty" in sys.argv:
        setattr(driver, "parse_frame", fail)  # noqa: B010
    ListApp().run()
