"""A read-only text of any size: drawn, coloured and made safe line by line as it comes into view."""

from __future__ import annotations

from itertools import groupby
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from upl_tui.errors import QueryError
from upl_tui.logs.json_lines import summary
from upl_tui.tui.content import Spans, cut_pieces, reach
from upl_tui.tui.widgets.folds import FoldedRows
from upl_tui.tui.widgets.highlight import LONGEST, LOOKS, tokens
from upl_tui.tui.widgets.line_view import LineView
from upl_tui.tui.widgets.text_rows import TextRows, shown
from upl_tui.tui.widgets.text_search import Find, HitPlace, Hits, hits_in_slices

_AT_ONCE = 300_000
"""Characters that are wrapped or searched at once; what is longer is left to a thread."""


class TextViewer(LineView):
    """Shows recorded text; the columns of sideways scrolling are characters of that text."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"text-viewer--{look}" for look in LOOKS}

    DEFAULT_CSS = """
    TextViewer {
        & > .text-viewer--heading { color: $text-accent; text-style: bold; }
        & > .text-viewer--key { color: $text-primary; }
        & > .text-viewer--string { color: $text-success; }
        & > .text-viewer--number, & > .text-viewer--literal { color: $text-warning; }
        & > .text-viewer--keyword { color: $text-accent; }
        & > .text-viewer--comment { color: $text-muted; }
        & > .text-viewer--removed { color: $text-error; }
        & > .text-viewer--added { color: $text-success; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h,left", "sideways(-1)", "Left", show=False, id="text.left"),
        Binding("l,right", "sideways(1)", "Right", show=False, id="text.right"),
    ]

    class Searched(Message):
        """The text, or more of it, was searched; `is_done` says that it was to its end."""

        def __init__(self, is_done: bool) -> None:
            super().__init__()
            self.is_done = is_done

    class Failed(Message):
        """A search could not be done; `reason` is a sentence."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    def __init__(self, *, wrap: bool = False, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows = FoldedRows(TextRows(""))
        self._language = "text"
        self._left = 0
        self._wrap = wrap
        self._hits = Hits()

    # What is shown

    def show(self, text: str, language: str = "text") -> None:
        """Show a recorded text from its start; `language` is one of those of `Section`.

        Nothing of it is cleaned, coloured or searched before it is on screen or asked for.
        """
        self._language = language
        self.show_rows(TextRows(text, self.wrap_width))

    def show_rows(self, rows: TextRows) -> None:
        """Show a text from its start that was cut into rows already."""
        self._rows = self.arranged(rows)
        self._left = 0
        self.rows_changed()
        self.scroll_to_row(0)
        self.cursor = 0
        self.set_search(self._hits.find)
        self._fit()

    def extend_rows(self, rows: TextRows) -> None:
        """Show a text that begins with the one on screen, which stays where it is."""
        last = self.line_count - 1
        is_other = rows.width != self._rows.all.width
        here = self.position
        self._rows = self.arranged(rows)
        self.rows_changed()
        if is_other:
            self.cursor = self._rows.row_at(here)
            self.redraw()
        else:
            self.refresh_rows(*range(max(last, self.top), self.top + self.page))
        self._fit()
        self._search_on()

    def arranged(self, rows: TextRows) -> FoldedRows:
        """Those rows of a text that are shown: here all of them."""
        return FoldedRows(rows)

    @property
    def wrap_width(self) -> int | None:
        """Cells of a wrapped row; None when lines are cut at the edge."""
        return self.scrollable_content_region.width or None if self._wrap else None

    @property
    def line_count(self) -> int:
        """Number of rows: lines, or parts of lines when they are wrapped."""
        return len(self._rows)

    @property
    def position(self) -> int:
        """Where the cursor's row begins, in characters of the text."""
        return self._rows.span(self.cursor)[0]

    def row_of(self, position: int) -> int:
        """The row that holds a position of the text."""
        return self._rows.row_at(position)

    def language_at(self, position: int) -> str:
        """Language of the line that begins at a position: here the same everywhere."""
        return self._language

    def part_at(self, position: int) -> tuple[int, int]:
        """Start and end of the part of the text that has one language: here all of it."""
        return 0, len(self._rows.text)

    def line_text(self) -> str:
        """The whole recorded line under the cursor."""
        start, end = self._rows.line_span(self.cursor)
        return self._rows.text[start:end]

    # Search

    def set_search(self, find: Find | None) -> None:
        """Mark hits, which `find` gives for any part of the text; `Searched` tells of those found so far."""
        self._hits = Hits(find)
        self.redraw()
        self._search_on()

    @property
    def hits(self) -> Hits:
        """The hits found so far."""
        return self._hits

    def next_hit(self) -> HitPlace | None:
        """Move the cursor to the next hit, from the last to the first; None without hits."""
        return self._step(1)

    def previous_hit(self) -> HitPlace | None:
        """Move the cursor to the hit before, from the first to the last; None without hits."""
        return self._step(-1)

    def _search_on(self) -> None:
        hits, text = self._hits, self._rows.text
        if hits.find is None or hits.is_running:
            return
        if len(text) - hits.searched <= _AT_ONCE:
            for spans, searched in hits_in_slices(hits.find, text, hits.searched):
                hits.add(spans, searched)
            self.redraw()
            self.post_message(self.Searched(True))
        else:
            hits.is_running = True
            self._search_beside(hits, hits.find, text)

    @work(thread=True, exclusive=True, group="search", description="search", exit_on_error=False)
    def _search_beside(self, hits: Hits, find: Find, text: str) -> None:
        try:
            for spans, searched in hits_in_slices(find, text, hits.searched):
                if hits is not self._hits:
                    return
                self.app.call_from_thread(self._take_hits, hits, spans, searched, searched == len(text))
        except QueryError as error:
            self.post_message(self.Failed(str(error)))

    def _take_hits(self, hits: Hits, spans: Spans, searched: int, is_end: bool) -> None:
        if hits is not self._hits:
            return
        hits.add(spans, searched)
        if spans:
            self.redraw()
        hits.is_running = not is_end
        is_done = is_end and searched == len(self._rows.text)
        self.post_message(self.Searched(is_done))
        if is_end and not is_done:
            self._search_on()

    def _step(self, direction: int) -> HitPlace | None:
        current = self._hits.current
        from_current = current is not None and self._rows.row_at(current[0]) == self.cursor
        place = self._hits.step(direction, self.position, from_current)
        if place is not None and self._hits.current is not None:
            self._show_hit(*self._hits.current)
        return place

    def uncover(self, position: int) -> None:
        """Show the row that holds a position: here nothing hides one."""

    def _show_hit(self, start: int, end: int) -> None:
        self.uncover(start)
        row = self._rows.row_at(start)
        column = start - self._rows.span(row)[0]
        width = self.scrollable_content_region.width
        if not self._wrap and not self._left <= column <= max(self._left, self._left + width - (end - start)):
            self._move_left(max(0, column - width // 2))
        elif not self._wrap and self._left and column + end - start < width:
            self._move_left(0)
        self.move_to(row)

    # Sideways and wrapping

    @property
    def is_moved_right(self) -> bool:
        """Whether the starts of lines are out of sight."""
        return self._left > 0

    def action_sideways(self, direction: int) -> None:
        """Half a width to the right, or to the left, as far as the lines on screen go."""
        if self._wrap:
            return
        width = self.scrollable_content_region.width
        spans = (self._rows.span(row) for row in self._on_screen())
        longest = max((end - start for start, end in spans), default=0)
        step = max(1, width // 2) * direction
        self._move_left(max(0, min(self._left + step, max(self._left, longest - width // 2))))

    def action_toggle_wrap(self) -> None:
        """Wrap long lines, or cut them at the edge again."""
        self._wrap = not self._wrap
        self._fit()

    def width_changed(self, width: int) -> None:
        """Wrap anew."""
        if self._wrap:
            self._fit()

    def rearrange(self) -> None:
        """Show the same text in other rows; the cursor stays at its place in the text."""
        self._take_rows(self._rows.all)

    def _fit(self) -> None:
        rows, width = self._rows.all, self.wrap_width
        if rows.width == width:
            return
        if len(rows.text) <= _AT_ONCE:
            self._take_rows(TextRows(rows.text, width))
        else:
            self._wrap_beside(rows.text, width)

    @work(thread=True, exclusive=True, group="wrap", description="wrap", exit_on_error=False)
    def _wrap_beside(self, text: str, width: int | None) -> None:
        rows = TextRows(text, width)
        self.app.call_from_thread(self._take_wrapped, rows)

    def _take_wrapped(self, rows: TextRows) -> None:
        if rows.text is self._rows.text and rows.width == self.wrap_width:
            self._take_rows(rows)
        else:
            self._fit()

    def _take_rows(self, rows: TextRows) -> None:
        here = self.position
        self._rows = self.arranged(rows)
        self._left = 0
        self.rows_changed()
        self.cursor = self._rows.row_at(here)
        self.redraw()

    def _move_left(self, left: int) -> None:
        if left != self._left:
            self._left = left
            self.redraw()

    def _on_screen(self) -> range:
        return range(self.top, min(self.line_count, self.top + self.page))

    # Drawing

    def row_key(self, index: int) -> tuple[int, int]:
        """A row is drawn anew when its text goes on."""
        return self._rows.span(index)

    def render_row(self, index: int, width: int, selected: bool) -> Strip:
        """One row: the part of its line that can be seen, coloured, with its hits marked."""
        start, end = self._rows.span(index)
        start = min(end, start + self._left)
        text = self._rows.text[start : min(end, start + reach(width))]
        pieces: list[tuple[str, tuple[str, bool]]] = []
        done = 0
        for look, run in groupby(self._looks(index, start, start + len(text))):
            end = done + len(list(run))
            pieces.append((shown(text[done:end]), look))
            done = end
        if fold := self._rows.fold_behind(index):
            pieces.append((summary(self._rows.text, fold), ("text-viewer--comment", False)))
        return self.paint(
            [(text, look, hit) for text, (look, hit) in cut_pieces(pieces, width)], width, selected
        )

    def _looks(self, row: int, start: int, end: int) -> list[tuple[str, bool]]:
        """Component class and hit of each character between two positions of a row's line."""
        looks = [""] * (end - start)
        first, last = self._rows.line_span(row)
        if last - first <= LONGEST:
            for a, b, look in tokens(self._rows.text[first:last], self.language_at(first)):
                a, b = max(0, first + a - start), min(end, first + b) - start
                if a < b:
                    looks[a:b] = [f"text-viewer--{look}"] * (b - a)
        hits = bytearray(end - start)
        for a, b in self._hits.between(start, end):
            hits[a - start : b - start] = b"\x01" * (b - a)
        return list(zip(looks, map(bool, hits), strict=True))
