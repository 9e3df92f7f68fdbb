"""A read-only text of any size: drawn, coloured and made safe line by line as it comes into view."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.strip import Strip

from upl_tui.tui.content import Spans, cut_pieces, reach
from upl_tui.tui.widgets.highlight import LONGEST, LOOKS, tokens
from upl_tui.tui.widgets.line_view import LineView
from upl_tui.tui.widgets.text_rows import TextRows, shown


class HitPlace(NamedTuple):
    """Where a step from hit to hit has led."""

    number: int
    """From 1."""
    total: int
    wrapped: bool
    """The step went round the end or the start of the text."""


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
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h,left", "sideways(-1)", "Left", show=False, id="text.left"),
        Binding("l,right", "sideways(1)", "Right", show=False, id="text.right"),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows = TextRows("")
        self._language = "text"
        self._left = 0
        self._wrap = False
        self._find: Callable[[str], Spans] | None = None
        self._hits: Spans = ()
        self._hit = -1

    # What is shown

    def show(self, text: str, language: str = "text") -> None:
        """Show a recorded text from its start; `language` is one of those of `Section`.

        Nothing of it is cleaned, coloured or searched before it is on screen or asked for.
        """
        self._language = language
        self.show_rows(TextRows(text, self.wrap_width))

    def show_rows(self, rows: TextRows) -> None:
        """Show a text from its start that was cut into rows already."""
        self._rows = self._fitting(rows)
        self._left = 0
        self._hits, self._hit = self._found_from(0), -1
        self.rows_changed()
        self.scroll_to_row(0)
        self.cursor = 0
        self.redraw()

    def extend_rows(self, rows: TextRows) -> None:
        """Show a text that begins with the one on screen, which stays where it is."""
        length, last = len(self._rows.text), self.line_count - 1
        self._rows = self._fitting(rows)
        self._hits = (*self._hits, *self._found_from(length))
        self.rows_changed()
        self.refresh_rows(*range(max(last, self.top), self.top + self.page))

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

    def line_text(self) -> str:
        """The whole recorded line under the cursor."""
        start, end = self._rows.line_span(self.cursor)
        return self._rows.text[start:end]

    # Search

    def set_search(self, find: Callable[[str], Spans] | None) -> int:
        """Mark hits: `find` gives their spans in the whole text, sorted. Returns how many there are."""
        self._find = find
        self._hits, self._hit = self._found_from(0), -1
        self.redraw()
        return len(self._hits)

    def next_hit(self) -> HitPlace | None:
        """Move the cursor to the next hit, from the last to the first; None without hits."""
        return self._step(1)

    def previous_hit(self) -> HitPlace | None:
        """Move the cursor to the hit before, from the first to the last; None without hits."""
        return self._step(-1)

    def _found_from(self, start: int) -> Spans:
        hits = self._find(self._rows.text[start:]) if self._find else ()
        return [(start + a, start + b) for a, b in hits] if start else hits

    def _step(self, direction: int) -> HitPlace | None:
        if not self._hits:
            return None
        if self._hit >= 0 and self._rows.row_at(self._hits[self._hit][0]) == self.cursor:
            wanted = self._hit + direction
        else:
            wanted = bisect_left(self._hits, (self.position, 0)) - (direction < 0)
        self._hit = wanted % len(self._hits)
        self._show_hit(*self._hits[self._hit])
        return HitPlace(self._hit + 1, len(self._hits), wanted != self._hit)

    def _show_hit(self, start: int, end: int) -> None:
        row = self._rows.row_at(start)
        column = start - self._rows.span(row)[0]
        width = self.scrollable_content_region.width
        if not self._wrap and not self._left <= column <= max(self._left, self._left + width - (end - start)):
            self._move_left(max(0, column - width // 2))
        elif not self._wrap and self._left and column + end - start < width:
            self._move_left(0)
        self.move_to(row)

    # Sideways and wrapping

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
        self._cut_rows()

    def width_changed(self, width: int) -> None:
        """Wrap anew."""
        if self._wrap:
            self._cut_rows()

    def _cut_rows(self) -> None:
        here = self.position
        self._rows = self._fitting(self._rows)
        self._left = 0
        self.rows_changed()
        self.cursor = self._rows.row_at(here)
        self.redraw()

    def _fitting(self, rows: TextRows) -> TextRows:
        return rows if rows.width == self.wrap_width else TextRows(rows.text, self.wrap_width)

    def _move_left(self, left: int) -> None:
        if left != self._left:
            self._left = left
            self.redraw()

    def _on_screen(self) -> range:
        return range(self.top, min(self.line_count, self.top + self.page))

    # Drawing

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
        for a, b in self._hits_between(start, end):
            hits[a - start : b - start] = b"\x01" * (b - a)
        return list(zip(looks, map(bool, hits), strict=True))

    def _hits_between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        first = bisect_left(self._hits, (start, start))
        while first and self._hits[first - 1][1] > start:
            first -= 1
        for index in range(first, len(self._hits)):
            a, b = self._hits[index]
            if a >= end:
                return
            yield max(a, start), min(b, end)
