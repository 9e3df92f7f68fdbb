"""Draws entries of a log: id, time and the columns its spec declares, one line an entry."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import lru_cache
from math import isfinite, isnan
from typing import ClassVar

from rich.cells import cell_len, split_text
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.strip import Strip

from upl_tui.clock import format_offset
from upl_tui.entries import Entry, TimeQuality
from upl_tui.log import Log
from upl_tui.logs.sorting import TIME, Order
from upl_tui.logs.spec import Bar, Column, cell_of
from upl_tui.redact import Masker
from upl_tui.safe_text import visible
from upl_tui.tui.content import CELL_STYLES, ELLIPSIS, Spans, cut_pieces, fit, reach, safe_pieces
from upl_tui.tui.widgets import bars, paint
from upl_tui.tui.widgets.line_view import LineView
from upl_tui.tui.widgets.log_columns import GAP, Place, header, places
from upl_tui.tui.widgets.paint import Piece
from upl_tui.tui.widgets.text_rows import TextRows, shown

_INHERITED = "~"
_MARKED, _NOTED = "*", "✎"
_SAMPLED = 32
"""Rows that are asked for the width of ids and times, and for the end of the scale."""


class LogRows(LineView):
    """Rows of a log in a given order; positions are of the screen, rows are of the log.

    Owners set `masker`, `time_label` (log row to text, None for the offset from the start) and `scale`
    (first and last moment of bars; None for those of the log). The column without a width scrolls sideways
    while the others stay, and where `wraps` is set the cursor's row shows all of it on several lines.
    """

    HEADER_LINES = 1

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "log-rows--plain",
        "log-rows--selected",
        *(f"log-rows--{style}" for style in CELL_STYLES),
    }

    DEFAULT_CSS = """
    LogRows {
        & > .log-rows--plain { color: $foreground; }
        & > .log-rows--selected { text-style: reverse; }
        & > .log-rows--error { color: $text-error; }
        & > .log-rows--warn { color: $text-warning; }
        & > .log-rows--info { color: $text-primary; }
        & > .log-rows--debug, & > .log-rows--muted { color: $text-muted; }
        & > .log-rows--accent { color: $text-accent; }
        & > .log-rows--good { color: $text-success; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h,left", "sideways(-1)", "left in long texts", show=False, id="line.left"),
        Binding("l,right", "sideways(1)", "right in long texts", show=False, id="line.right"),
        Binding("z>w", "toggle_wrap", "wrap this row, or cut it again", show=False, id="line.wrap"),
    ]

    masker: var[Masker] = var(Masker, init=False)
    time_label: var[Callable[[int], str] | None] = var(None, init=False)
    scale: var[bars.Scale | None] = var(None, init=False)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._log: Log | None = None
        self._columns: tuple[Column, ...] = ()
        self._rows: Sequence[int] = ()
        self._order: Order | None = None
        self._marks: Callable[[str], Spans] | None = None
        self.time_title = TIME
        """Title of the column of times; set it before `time_label`."""
        self._lead = (0, 0)
        self._placed: dict[int, list[Place]] = {}
        self._scale: bars.Scale = (0.0, 0.0)
        self._left = 0
        self._wraps = False
        self._wrapped = lru_cache(maxsize=8)(self._wrap)

    # What is drawn

    @property
    def line_count(self) -> int:
        """Number of rows shown."""
        return len(self._rows)

    def row_key(self, index: int) -> Hashable:
        """A row looks the same wherever it stands."""
        return self._rows[index], self.is_selected(index)

    def is_selected(self, index: int) -> bool:
        """Whether a row is one of several that are selected."""
        return False

    def set_marks(self, spans: Callable[[str], Spans] | None) -> None:
        """Mark hits in the flexible column: `spans` gives them for a recorded text, sorted."""
        self._marks = spans
        self.redraw()

    def watch_masker(self) -> None:
        """Show what the new masker lets through."""
        self._wrapped.cache_clear()
        self.redraw()

    def watch_time_label(self) -> None:
        """Show the new kind of times."""
        self.measure()
        self.redraw()

    def watch_scale(self) -> None:
        """Draw bars on the new scale."""
        self.measure()
        self.redraw()

    def measure(self) -> bool:
        """Take over what all rows share, the width of ids and times and the scale; False when nothing new."""
        before = self._lead, self._scale
        self._placed.clear()
        self._lead, self._scale = self._lead_widths(), self.scale or self._whole_scale()
        return (self._lead, self._scale) != before

    # Sideways and wrapping

    def sideways(self, direction: int) -> None:
        """Half the flexible column to the right, or to the left, as far as texts on screen go."""
        place = self._flexible(self.scrollable_content_region.width)
        if place is None or not self._rows:
            return
        texts = (self._text(row, place) for row in self._rows[self.top : self.top + self.page])
        longest = max(cell_len("".join(piece for piece, _ in safe_pieces(text))) for text in texts)
        step = max(1, place.cells // 2)
        left = max(0, min(self._left + step * direction, max(self._left, longest - step)))
        if left != self._left:
            self._left = left
            self.redraw()

    def action_sideways(self, direction: int) -> None:
        """Show more of long texts, on the right or on the left."""
        self.sideways(direction)

    def action_toggle_wrap(self) -> None:
        """Show all of the cursor's row, or one line of it again."""
        self._wraps = not self._wraps
        self.fit_height()
        self.reveal(self.cursor)
        self.redraw()

    def lines_under_cursor(self, index: int) -> int:
        """Lines of the wrapped text."""
        if not self._wraps or index >= self.line_count:
            return 1
        place = self._flexible(self.scrollable_content_region.width)
        return 1 if place is None else len(self._wrapped(self._rows[index], place))

    def width_changed(self, width: int) -> None:
        """Wrap anew."""
        if self._wraps:
            self.fit_height()

    def _wrap(self, row: int, place: Place) -> TextRows:
        return TextRows(self._text(row, place).rstrip(), max(1, place.cells))

    def _flexible(self, width: int) -> Place | None:
        return next((place for place in self._places(width) if place.column and not place.column.width), None)

    def _text(self, row: int, place: Place) -> str:
        assert self._log is not None
        assert place.column is not None
        return place.column.cell(self._log.entry(row), self.masker).text

    # Drawing

    def render_header(self, width: int) -> Strip:
        """Column titles."""
        title = header(self._places(width), self._order, self._scale)
        return self.paint([(title, "line-view--header", False)], width)

    def render_row(self, index: int, width: int, selected: bool) -> Strip:
        """One entry as a line."""
        log = self._log
        assert log is not None
        row = self._rows[index]
        entry = log.entry(row)
        id_place, time_place, *shown_places = self._places(width)
        lead = fit(log.id(row), id_place.cells), fit(self._time(row), time_place.cells, right=True)
        pieces: list[Piece] = [(f"{_sign(log, row).join(lead)}{GAP}", "log-rows--muted", False)]
        for place in shown_places:
            pieces += self._cell(entry, index, place, selected)
        pieces[-1:] = [(pieces[-1][0].removesuffix(GAP), *pieces[-1][1:])]
        return self._line(pieces, index, width, selected)

    def render_more(self, index: int, line: int, width: int) -> Strip:
        """A further line of a wrapped text, below its first."""
        place = self._flexible(width)
        assert place is not None
        pieces: list[Piece] = [(" " * place.start, "", False)]
        pieces += self._wrapped_line(self._rows[index], place, line, "")
        return self._line(pieces, index, width, selected=True)

    def _line(self, pieces: Sequence[Piece], index: int, width: int, selected: bool) -> Strip:
        over = "log-rows--selected" if self.is_selected(index) else ""
        return self.paint(pieces, width, selected, over)

    def _cell(self, entry: Entry, index: int, place: Place, selected: bool) -> Iterator[Piece]:
        column = place.column
        assert column is not None
        if column.bars is not None:
            yield from _bar_pieces(column.bars(entry), self._scale, place.cells, two_toned=not selected)
            yield GAP, "", False
            return
        assert self._log is not None
        cell = cell_of(column, self._log, self._rows[index], self.masker)
        look = f"log-rows--{cell.style}" if cell.style else ""
        if column.width:
            text = visible(cell.text[: reach(place.cells)])
            yield fit(text, place.cells, right=column.right) + GAP, look, False
            return
        if self._wraps and selected:
            pieces = list(self._wrapped_line(self._rows[index], place, 0, look))
        else:
            text, note = cell.text, self.note(index)[: place.cells]
            room = place.cells - cell_len(note)
            if column.shorten is not None and len(text) > room and not self._left:
                text = column.shorten(text, room)
            stretch = ((text, look, hit) for text, hit in self._stretch(text, room))
            pieces = [(note, "log-rows--accent", False), *stretch]
        yield from pieces
        padding = place.cells - sum(cell_len(text) for text, _, _ in pieces)
        yield " " * padding + GAP, look, False

    def note(self, index: int) -> str:
        """What stands before the text of a line, in the program's own words."""
        return ""

    def _stretch(self, text: str, cells: int) -> list[tuple[str, bool]]:
        """What the flexible column shows of a text, with its hits."""
        text = text[: reach(self._left + cells)]
        pieces = safe_pieces(text, self._marks(text) if self._marks else ())
        return cut_pieces(skip_cells(pieces, self._left), cells)

    def _wrapped_line(self, row: int, place: Place, line: int, look: str) -> Iterator[Piece]:
        lines = self._wrapped(row, place)
        if line >= len(lines):
            return
        start, end = lines.span(line)
        at = start
        for first, last in self._marks(lines.text) if self._marks else ():
            first, last = max(first, at), min(last, end)
            if first < last:
                yield shown(lines.text[at:first]), look, False
                yield shown(lines.text[first:last]), look, True
                at = last
        yield shown(lines.text[at:end]), look, False

    def _places(self, width: int) -> list[Place]:
        placed = self._placed.get(width)
        if placed is None:
            placed = self._placed[width] = places(self._columns, self._lead, width, self.time_title)
        return placed

    def _time(self, row: int) -> str:
        assert self._log is not None
        inherited = self._log.quality(row) is TimeQuality.INHERITED
        return (_INHERITED if inherited else "") + self._label(row)

    def _label(self, row: int) -> str:
        if self.time_label is not None:
            return self.time_label(row)
        assert self._log is not None
        at = self._log.at[row]
        return format_offset(None if isnan(at) else at)

    def _lead_widths(self) -> tuple[int, int]:
        """Cells for ids and times, by a sample: times are longest at the ends, ids at the log's last row."""
        log, rows = self._log, self._rows
        if log is None or not rows:
            return (2, 8)
        sample = [*rows[:: len(rows) // _SAMPLED + 1], rows[-1]]
        ids = max(len(log.id(row)) for row in (*sample, len(log) - 1))
        times = max(len("time"), *(len(self._label(row)) for row in sample))
        return ids, times + len(_INHERITED)

    def _whole_scale(self) -> bars.Scale:
        """From the log's first moment to the end of its last bars."""
        log = self._log
        drawn = [column.bars for column in self._columns if column.bars is not None]
        order = log.chronological() if log is not None else ()
        if log is None or not drawn or not order:
            return (0.0, 0.0)
        last: list[Bar] = [bar for get in drawn for row in order[-_SAMPLED:] for bar in get(log.entry(row))]
        moments = [at for row in (order[0], order[-1]) if not isnan(at := log.at[row])]
        ends = (bar.end_ms for bar in last if isfinite(bar.end_ms))
        return min(moments, default=0.0), max([*moments, *ends], default=0.0)


def _sign(log: Log, row: int) -> str:
    """What stands between id and time: whether the entry has a note, or else a mark."""
    own_log, own_row = log.native(row)
    if own_row in own_log.tags.get("noted", ()):
        return _NOTED
    return _MARKED if own_row in own_log.tags.get("marked", ()) else GAP


def skip_cells(pieces: Sequence[tuple[str, bool]], cells: int) -> list[tuple[str, bool]]:
    """Safe pieces without their first cells; an ellipsis stands for those, a blank for half a character."""
    if cells <= 0 or not pieces:
        return list(pieces)
    rest: list[tuple[str, bool]] = [(ELLIPSIS, False)]
    left = cells + 1
    for text, hit in pieces:
        if left > 0:
            width = cell_len(text)
            text = split_text(text, left)[1] if left < width else ""
            left -= width
        if text:
            rest.append((text, hit))
    return rest


def _bar_pieces(drawn: Sequence[Bar], scale: bars.Scale, cells: int, *, two_toned: bool) -> Iterator[Piece]:
    for text, style, below in bars.bar_stretches(drawn, scale, cells, two_toned=two_toned):
        look = f"log-rows--{style or 'plain'}"
        if below == bars.REVERSED:
            look += paint.REVERSED
        elif below is not None:
            look += f"{paint.ON}log-rows--{below or 'plain'}"
        yield text, look, False
