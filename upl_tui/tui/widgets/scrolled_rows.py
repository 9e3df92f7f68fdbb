"""Rows that scroll one by one: by program, by wheel and by a bar that shows where marked rows are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from rich.style import Style
from textual import events, on
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollDown, ScrollTo, ScrollUp
from textual.widget import Widget

from upl_tui.tui.widgets.bar_marks import MarkedBar, Marks


class ScrolledRows(ScrollView, inherit_bindings=False):
    """Base of `LineView`: which rows are on screen, in rows and never in between."""

    HEADER_LINES: ClassVar[int] = 0
    """Lines above the rows that stay when they scroll."""

    DEFAULT_CSS = """
    ScrolledRows { height: 1fr; overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; }
    """

    # What a subclass says

    @property
    def line_count(self) -> int:
        """Number of rows."""
        return 0

    @property
    def spare_lines(self) -> int:
        """Lines that a row takes beyond its first."""
        return 0

    def scroll_by_hand(self, top: int) -> None:
        """The person wants `top` to be the first row on screen."""
        raise NotImplementedError

    def sideways(self, direction: int) -> None:
        """The person wants to see what is further right, or left when negative."""

    def bar_marks(self, cells: int) -> Sequence[Marks]:
        """What the bar marks in each of its cells, the first for the first rows; empty for nothing."""
        return ()

    def bar_style(self, marks: Marks) -> Style:
        """How marks on the bar are drawn."""
        return Style()

    # What the owner and subclasses use

    @property
    def top(self) -> int:
        """Position of the first row on screen."""
        return round(self.scroll_y)

    @property
    def page(self) -> int:
        """Number of rows that fit on screen, at least 1; known while hidden too."""
        return max(1, self.container_size.height - self.HEADER_LINES)

    def rows_changed(self) -> None:
        """Take over a new `line_count`; rows that stay where they are need no repaint."""
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.window_virtual_size = self.line_count + self.HEADER_LINES
        self.fit_height()
        self.place_thumb()

    def fit_height(self) -> None:
        """Take over a new number of lines; the screen shows no more blank ones than it must."""
        self.set_reactive(
            Widget.virtual_size, Size(1, self.line_count + self.spare_lines + self.HEADER_LINES)
        )
        self.scroll_to_row(self.top)

    def scroll_to_row(self, top: int) -> None:
        """Make `top` the first row on screen, as far as there are rows enough; never animated."""
        self.scroll_target_y = self.scroll_y = top

    def repaint_lines(self, y: int, count: int) -> None:
        """Repaint lines of the widget."""
        self.refresh(Region(0, y, self.scrollable_content_region.width, count))

    def repaint_bar(self) -> None:
        """Repaint the bar, after its marks have changed."""
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.refresh()

    # The bar and the wheel

    def on_mount(self) -> None:
        """Let the bar show marks."""
        self.vertical_scrollbar.renderer = partial(MarkedBar, self)  # type: ignore[assignment,misc]

    def place_thumb(self) -> None:
        """Tell the bar only of moves that show: it repaints itself for any other number."""
        if not self.show_vertical_scrollbar:
            return
        top, last, page = self.top, self.max_scroll_y, self.page
        if 0 < top < last:
            places = max(1, page - page * page // self.line_count)
            self.vertical_scrollbar.position = round(top / last * places) * last / places
        else:
            self.vertical_scrollbar.position = top

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def _turn_wheel(self, event: events.MouseScrollDown | events.MouseScrollUp) -> None:
        event.prevent_default().stop()
        direction = 1 if isinstance(event, events.MouseScrollDown) else -1
        if event.shift:
            self.sideways(direction)
        else:
            self.scroll_by_hand(self.top + direction * round(self.app.scroll_sensitivity_y))

    @on(events.MouseScrollRight)
    @on(events.MouseScrollLeft)
    def _tilt_wheel(self, event: events.MouseScrollRight | events.MouseScrollLeft) -> None:
        event.prevent_default().stop()
        self.sideways(1 if isinstance(event, events.MouseScrollRight) else -1)

    @on(ScrollTo)
    def _drag_bar(self, event: ScrollTo) -> None:
        event.prevent_default().stop()
        if event.y is not None:
            self.scroll_by_hand(round(event.y))

    @on(ScrollDown)
    @on(ScrollUp)
    def _click_bar(self, event: ScrollDown | ScrollUp) -> None:
        """The rows that the clicked cell stands for come into the middle."""
        event.prevent_default().stop()
        bar = self.vertical_scrollbar.region
        place = (self.app.mouse_position.y - bar.y + 0.5) / max(1, bar.height)
        self.scroll_by_hand(round(place * self.line_count) - self.page // 2)
