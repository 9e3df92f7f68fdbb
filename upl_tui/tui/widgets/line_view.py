"""A scrolling list of lines with a cursor that draws only what is seen and repaints only what changed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from upl_tui.tui.widgets.ahead import Ahead
from upl_tui.tui.widgets.paint import Painter, Piece
from upl_tui.tui.widgets.scrolled_rows import ScrolledRows

_KEPT_STRIPS = 512


class LineView(ScrolledRows, can_focus=True, inherit_bindings=False):
    """Base of the lists and texts: a subclass says how many rows there are and draws one.

    The cursor is always on screen: scrolling by wheel or bar takes it along. A row is one line high; that of
    the cursor may be higher.
    """

    ALLOW_SELECT = False

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-view--cursor", "line-view--header", "line-view--hit"}

    DEFAULT_CSS = """
    LineView {
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
        self._ahead = Ahead(self, self._draw_ahead)
        self._room: Size | None = None
        """The room that the rows were laid out for."""
        self._is_room_asked = False

    # What a subclass says beside the number of rows

    def render_row(self, index: int, width: int, selected: bool) -> Strip:
        """One row of exactly `width` cells."""
        raise NotImplementedError

    def render_more(self, index: int, line: int, width: int) -> Strip:
        """A further line of the cursor's row, `line` from 1."""
        return self.paint((), width, selected=True)

    def lines_under_cursor(self, index: int) -> int:
        """How many lines a row takes when the cursor is on it, at least 1."""
        return 1

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

    def click_header(self, x: int) -> None:
        """The person clicked a cell of the header."""

    def width_changed(self, width: int) -> None:
        """The width for rows is now `width` cells."""

    # What the owner and subclasses use

    def redraw(self) -> None:
        """Draw every row anew, after something they show has changed."""
        self._strips.clear()
        self.repaint_lines(0, self.size.height)
        self._prepare_page(1)

    @property
    def spare_lines(self) -> int:
        """Lines that the cursor's row takes beyond its first."""
        return self._height(self.cursor) - 1 if self.line_count else 0

    def rows_changed(self) -> None:
        """Take over a new `line_count`; rows that stay where they are need no repaint."""
        super().rows_changed()
        self.cursor = self.validate_cursor(self.cursor)

    def reveal(self, index: int) -> None:
        """Scroll so that a row is seen: as little as possible when it is near, else into the middle."""
        top, page, height = self.top, self.page, self._height(index)
        if top <= index <= top + page - height or not self.container_size:
            return
        if not -page < index - top < 2 * page:
            self.scroll_to_row(index - page // 2)
        if not self.top <= index <= self.top + page - height:
            self.scroll_to_row(index if index < self.top else index - page + height)

    def refresh_rows(self, *indices: int) -> None:
        """Repaint these rows and nothing else, where they are on screen."""
        below = self.spare_lines
        for index in indices:
            if self.top <= index < self.top + self.page:
                y = self.HEADER_LINES + index - self.top
                self.repaint_lines(y + (below if index > self.cursor else 0), 1)

    def paint(self, pieces: Iterable[Piece], width: int, selected: bool = False, over: str = "") -> Strip:
        """A strip of exactly `width` cells; what is too long is cropped.

        `over` is a component class laid over the whole line; on the cursor's row that of the cursor is.
        """
        return self._painter.strip(pieces, width, "line-view--cursor" if selected else over)

    def render_line(self, y: int) -> Strip:
        """One line of the widget, from the cache where possible."""
        room = self.scrollable_content_region.size
        if room != self._room and not self._is_room_asked:
            # No Resize comes when a widget appears in the moment in which another one scrolls.
            self._is_room_asked = self.call_later(self._fit_room)
        width = room.width
        if y < self.HEADER_LINES:
            return self.render_header(width)
        y -= self.HEADER_LINES
        index, line = self._row_at(y)
        if index >= self.line_count:
            return self.render_blank(y, width)
        return self._strip(index, line, width)

    def _strip(self, index: int, line: int, width: int) -> Strip:
        selected = index == self.cursor
        key = (self.row_key(index), width, selected, line)
        strip = self._strips.get(key)
        if strip is None:
            strip = self.render_more(index, line, width) if line else self.render_row(index, width, selected)
            self._strips[key] = strip
        return strip

    def _prepare_page(self, direction: int) -> None:
        """Draw the page below, or the one above for -1, while nothing else is to be done."""
        top = self.top + self.page * direction
        self._ahead.prepare(range(max(0, top), min(self.line_count, top + self.page)))

    def _draw_ahead(self, index: int) -> None:
        if index < self.line_count:
            self._strip(index, 0, self.scrollable_content_region.width)

    def notify_style_update(self) -> None:
        """Forget what was drawn with the old styles."""
        super().notify_style_update()
        self._strips.clear()
        self._painter.forget()

    def _row_at(self, y: int) -> tuple[int, int]:
        """Which row a line below the header shows, and which of its lines."""
        index, spare = self.top + y, self.spare_lines
        if index <= self.cursor or not spare:
            return index, 0
        line = min(index - self.cursor, spare)
        return index - line, line if index - line == self.cursor else 0

    def _height(self, index: int) -> int:
        return min(self.page, self.lines_under_cursor(index))

    # Moving

    def validate_cursor(self, cursor: int) -> int:
        """The cursor stays on a row."""
        return max(0, min(cursor, self.line_count - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Show the cursor at its new place."""
        if self._height(old) > 1 or self._height(new) > 1:
            self.fit_height()
            self.reveal(new)
            self.repaint_lines(self.HEADER_LINES, self.page)
        else:
            self.reveal(new)
            self.refresh_rows(old, new)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Repaint the rows, but neither header nor an unchanged bar, and take the cursor along."""
        if round(old_value) == round(new_value):
            return
        self.place_thumb()
        self.repaint_lines(self.HEADER_LINES, self.page)
        last = min(self.cursor, self.top + self.page - 1)
        while last > self.top and last - self.top + self._height(last) > self.page:
            last -= 1
        self.cursor = max(self.top, last)
        self._prepare_page(1 if new_value > old_value else -1)

    def move_to(self, cursor: int, top: int | None = None) -> None:
        """Move as the person's own deed, which is announced; `top` is the first row to show then."""
        before = self.cursor
        if top is not None:
            self.scroll_to_row(top)
        self.cursor = cursor
        if self.cursor != before:
            self.announce()

    def scroll_by_hand(self, top: int) -> None:
        """Scroll and take the cursor along, as the person's own deed."""
        before = self.cursor
        self.scroll_to_row(top)
        if self.cursor != before:
            self.announce()

    def on_resize(self) -> None:
        """Keep the cursor on screen."""
        self._room = self.scrollable_content_region.size
        self.width_changed(self._room.width)
        self.reveal(self.cursor)
        self.place_thumb()

    def _fit_room(self) -> None:
        """Do what a Resize is for, unless one came."""
        self._is_room_asked = False
        if self._room != self.scrollable_content_region.size:
            self.on_resize()

    def on_click(self, event: events.Click) -> None:
        """A click selects a row, a second one activates it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if offset.y < self.HEADER_LINES:
            self.click_header(offset.x)
            return
        index, _ = self._row_at(offset.y - self.HEADER_LINES)
        if index < self.line_count:
            self.move_to(index)
            if event.chain == 2:
                self.activate()

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
