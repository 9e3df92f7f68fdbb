"""A scrolling list of lines with a cursor that draws only what is seen and repaints only what changed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollDown, ScrollTo, ScrollUp
from textual.strip import Strip
from textual.widget import Widget

from upl_tui.tui.widgets.paint import Painter, Piece

_KEPT_STRIPS = 512


class LineView(ScrollView, can_focus=True, inherit_bindings=False):
    """Base of the lists and texts: a subclass says how many rows there are and draws one.

    The cursor is always on screen: scrolling by wheel or bar takes it along.
    """

    ALLOW_SELECT = False
    HEADER_LINES: ClassVar[int] = 0
    """Lines above the rows that stay when they scroll."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-view--cursor", "line-view--header", "line-view--hit"}

    DEFAULT_CSS = """
    LineView {
        height: 1fr; overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1;

        & > .line-view--cursor {
            color: $block-cursor-blurred-foreground; background: $block-cursor-blurred-background;
        }
        &:focus > .line-view--cursor {
            color: $block-cursor-foreground; background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
        & > .line-view--header { text-style: bold; }
        & > .line-view--hit { text-style: reverse; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Down", show=False, id="line.down"),
        Binding("k,up", "move(-1)", "Up", show=False, id="line.up"),
        Binding("g,home", "first", "First", show=False, id="line.first"),
        Binding("G,end", "last", "Last", show=False, id="line.last"),
        Binding("ctrl+d", "half_page(1)", "Half page down", show=False, id="line.half-page-down"),
        Binding("ctrl+u", "half_page(-1)", "Half page up", show=False, id="line.half-page-up"),
        Binding("space,pagedown,ctrl+f", "page(1)", "Page down", show=False, id="line.page-down"),
        Binding("b,pageup", "page(-1)", "Page up", show=False, id="line.page-up"),
        Binding("z>z", "centre", "Centre this row", show=False, id="line.centre"),
    ]

    cursor: reactive[int] = reactive(0, init=False, repaint=False)
    """Position of the cursor among the rows, from 0; 0 as well when there are none."""

    class Highlighted(Message):
        """The person moved the cursor; moves by the program say nothing."""

        def __init__(self, view: LineView, cursor: int) -> None:
            super().__init__()
            self.view = view
            self.cursor = cursor

        @property
        def control(self) -> LineView:
            """The view that sent it."""
            return self.view

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._strips: LRUCache[Hashable, Strip] = LRUCache(_KEPT_STRIPS)
        self._painter = Painter(self, hit="line-view--hit")

    # What a subclass says

    @property
    def line_count(self) -> int:
        """Number of rows."""
        return 0

    def render_row(self, index: int, width: int, selected: bool) -> Strip:
        """One row of exactly `width` cells."""
        raise NotImplementedError

    def render_header(self, width: int) -> Strip:
        """The line that stays above the rows."""
        return self.paint((), width)

    def render_blank(self, y: int, width: int) -> Strip:
        """A line below the last row; `y` counts from the first line that could hold a row."""
        return self.paint((), width)

    def row_key(self, index: int) -> Hashable:
        """What a drawn row depends on beside width, cursor and what `redraw` is called for."""
        return index

    def announce(self) -> None:
        """Tell that the person moved the cursor."""
        self.post_message(self.Highlighted(self, self.cursor))

    def activate(self) -> None:
        """The person double-clicked the cursor's row."""

    def width_changed(self, width: int) -> None:
        """The width for rows is now `width` cells."""

    # What the owner and subclasses use

    @property
    def top(self) -> int:
        """Position of the first row on screen."""
        return round(self.scroll_y)

    @property
    def page(self) -> int:
        """Number of rows that fit on screen, at least 1; known while hidden too."""
        return max(1, self.container_size.height - self.HEADER_LINES)

    def redraw(self) -> None:
        """Draw every row anew, after something they show has changed."""
        self._strips.clear()
        self._refresh_lines(0, self.size.height)

    def rows_changed(self) -> None:
        """Take over a new `line_count`; rows that stay where they are need no repaint."""
        height = self.line_count + self.HEADER_LINES
        self.set_reactive(Widget.virtual_size, Size(1, height))
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.window_virtual_size = height
        self.scroll_to_row(self.top)
        self._place_thumb()
        self.cursor = self.validate_cursor(self.cursor)

    def scroll_to_row(self, top: int) -> None:
        """Make `top` the first row on screen, as far as there are rows enough; never animated."""
        self.scroll_target_y = self.scroll_y = top

    def reveal(self, index: int) -> None:
        """Scroll so that a row is seen: as little as possible when it is near, else into the middle."""
        top, page = self.top, self.page
        if top <= index < top + page or not self.container_size:
            return
        if not -page < index - top < 2 * page:
            self.scroll_to_row(index - page // 2)
        else:
            self.scroll_to_row(index if index < top else index - page + 1)

    def refresh_rows(self, *indices: int) -> None:
        """Repaint these rows and nothing else, where they are on screen."""
        for index in indices:
            if self.top <= index < self.top + self.page:
                self._refresh_lines(self.HEADER_LINES + index - self.top, 1)

    def paint(self, pieces: Iterable[Piece], width: int, selected: bool = False) -> Strip:
        """A strip of exactly `width` cells; what is too long is cropped."""
        return self._painter.strip(pieces, width, "line-view--cursor" if selected else "")

    def render_line(self, y: int) -> Strip:
        """One line of the widget, from the cache where possible."""
        width = self.scrollable_content_region.width
        if y < self.HEADER_LINES:
            return self.render_header(width)
        y -= self.HEADER_LINES
        index = self.top + y
        if index >= self.line_count:
            return self.render_blank(y, width)
        selected = index == self.cursor
        key = (self.row_key(index), width, selected)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self.render_row(index, width, selected)
        return strip

    def notify_style_update(self) -> None:
        """Forget what was drawn with the old styles."""
        super().notify_style_update()
        self._strips.clear()
        self._painter.forget()

    def _refresh_lines(self, y: int, count: int) -> None:
        self.refresh(Region(0, y, self.scrollable_content_region.width, count))

    # Moving

    def validate_cursor(self, cursor: int) -> int:
        """The cursor stays on a row."""
        return max(0, min(cursor, self.line_count - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Show the cursor at its new place."""
        self.reveal(new)
        self.refresh_rows(old, new)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Repaint the rows, but neither header nor an unchanged bar, and take the cursor along."""
        if round(old_value) == round(new_value):
            return
        self._place_thumb()
        self._refresh_lines(self.HEADER_LINES, self.page)
        self.cursor = max(self.top, min(self.cursor, self.top + self.page - 1))

    def _place_thumb(self) -> None:
        """Tell the bar only of moves that show: it repaints itself for any other number."""
        if not self.show_vertical_scrollbar:
            return
        top, last, page = self.top, self.max_scroll_y, self.page
        if 0 < top < last:
            places = max(1, page - page * page // self.line_count)
            self.vertical_scrollbar.position = round(top / last * places) * last / places
        else:
            self.vertical_scrollbar.position = top

    def move_to(self, cursor: int, top: int | None = None) -> None:
        """Move as the person's own deed, which is announced; `top` is the first row to show then."""
        before = self.cursor
        if top is not None:
            self.scroll_to_row(top)
        self.cursor = cursor
        if self.cursor != before:
            self.announce()

    def _scroll_by(self, rows: int) -> None:
        before = self.cursor
        self.scroll_to_row(self.top + rows)
        if self.cursor != before:
            self.announce()

    def on_resize(self) -> None:
        """Keep the cursor on screen."""
        self.width_changed(self.scrollable_content_region.width)
        self.reveal(self.cursor)
        self._place_thumb()

    def on_click(self, event: events.Click) -> None:
        """A click selects a row, a second one activates it."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y < self.HEADER_LINES:
            return
        if (index := self.top + offset.y - self.HEADER_LINES) < self.line_count:
            self.move_to(index)
            if event.chain == 2:
                self.activate()

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def _turn_wheel(self, event: events.MouseScrollDown | events.MouseScrollUp) -> None:
        event.prevent_default().stop()
        rows = round(self.app.scroll_sensitivity_y)
        self._scroll_by(rows if isinstance(event, events.MouseScrollDown) else -rows)

    @on(ScrollTo)
    def _drag_bar(self, event: ScrollTo) -> None:
        event.prevent_default().stop()
        if event.y is not None:
            self._scroll_by(round(event.y) - self.top)

    @on(ScrollDown)
    @on(ScrollUp)
    def _click_bar(self, event: ScrollDown | ScrollUp) -> None:
        event.prevent_default().stop()
        self._scroll_by(self.page if isinstance(event, ScrollDown) else -self.page)

    def action_move(self, rows: int) -> None:
        """Some rows down, or up when negative."""
        self.move_to(self.cursor + rows)

    def action_first(self) -> None:
        """The first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """The last row."""
        self.move_to(self.line_count - 1)

    def action_half_page(self, times: int) -> None:
        """Half pages down, the cursor at the same place on screen."""
        self._turn(max(1, self.page // 2) * times)

    def action_page(self, times: int) -> None:
        """Pages down, the cursor at the same place on screen."""
        self._turn(self.page * times)

    def action_centre(self) -> None:
        """Scroll the cursor's row into the middle."""
        self.scroll_to_row(self.cursor - self.page // 2)

    def _turn(self, rows: int) -> None:
        self.move_to(self.cursor + rows, self.top + rows)
