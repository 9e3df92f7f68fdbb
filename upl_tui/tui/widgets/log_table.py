"""The list of a log: the cursor, a range of rows, and what the person did with them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import partial
from math import nan
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from upl_tui.entries import Severity
from upl_tui.log import Log
from upl_tui.logs.spec import LogSpec
from upl_tui.tui.widgets.bar_marks import Marks, marks_by_cell
from upl_tui.tui.widgets.line_view import LineView
from upl_tui.tui.widgets.log_columns import place_at
from upl_tui.tui.widgets.log_rows import LogRows
from upl_tui.tui.widgets.shown_rows import ShownRows

if TYPE_CHECKING:
    from upl_tui.timeline.times import Times

_PROBLEMS = (Severity.ERROR, Severity.FATAL)


class LogTable(LogRows):
    """Shows rows of a log in a given order, by time if nothing else is said."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open or close the detail", show=False, id="line.open"),
        Binding("V", "select_range", "select rows: move to extend, Esc ends", show=False, id="line.range"),
        Binding("escape", "end_range", "end the selection", show=False, id="line.range-end"),
    ]

    class Highlighted(LineView.Highlighted):
        """The person moved the cursor to a row of the log."""

        def __init__(self, table: LogTable, row: int) -> None:
            super().__init__(table, table.cursor)
            self.row = row

    class Selected(Message):
        """The person pressed Enter on a row of the log, or double-clicked it."""

        def __init__(self, table: LogTable, row: int) -> None:
            super().__init__()
            self.table = table
            self.row = row

        @property
        def control(self) -> LogTable:
            """The table that sent it."""
            return self.table

    class RangeChanged(Message):
        """Another number of rows is selected."""

    class SortAsked(Message):
        """The person clicked the title of a column, told by its key."""

        def __init__(self, column: str) -> None:
            super().__init__()
            self.column = column

    def __init__(self, empty: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.empty = empty
        """Sentence to show when there are no rows; set it before `show` or `extend`."""
        self._by_time: Sequence[int] = ()
        self._severities = b""
        self._hits: Sequence[int] = ()
        self._range_start: int | None = None

    # Rows

    def show(self, spec: LogSpec, shown: ShownRows, *, keep: int | None = None) -> None:
        """Show rows of a log, the cursor at the log row `keep` or at the nearest one left."""
        self.end_range()
        if shown.view.log is not self._log:
            self._wrapped.cache_clear()
        self._log, self._columns, self._order = shown.view.log, spec.columns, shown.order
        self._take(shown)
        self._hits = ()
        self.measure()
        self.rows_changed()
        self.cursor = 0 if keep is None else self._position(keep)
        self.reveal(self.cursor)
        self.redraw()
        self.repaint_bar()

    def extend(self, shown: ShownRows) -> None:
        """Take over rows that grew at their end: cursor and scroll stay, only new lines are painted."""
        before = len(self._rows)
        self._take(shown)
        self.rows_changed()
        if self.measure() or not before:
            self.redraw()
        else:
            self.refresh_rows(*range(max(before, self.top), min(len(self._rows), self.top + self.page)))

    def _take(self, shown: ShownRows) -> None:
        self._rows, self._severities = shown.rows, shown.severities
        self._by_time = shown.rows if shown.order is None else shown.view.rows

    @property
    def shown_log(self) -> Log | None:
        """The log that is shown."""
        return self._log

    def row_in(self, log: Log) -> int | None:
        """Row of the cursor's entry in a log that may be another one than the one shown; None without."""
        row = self.selected_row
        if row is None or self._log is None or log is self._log:
            return row
        own_log, own_row = self._log.native(row)
        return log.row_in(own_log.kind, own_row)

    @property
    def rows(self) -> Sequence[int]:
        """The log rows shown, in their order."""
        return self._rows

    @property
    def selected_row(self) -> int | None:
        """Log row under the cursor."""
        return self._rows[self.cursor] if self._rows else None

    def go_to(self, row: int) -> None:
        """Put the cursor on a log row, or on the nearest one shown; says nothing."""
        if self._rows:
            self.cursor = self._position(row)

    def move_to_next(self, wanted: Callable[[int], bool], direction: int = 1) -> bool:
        """Move to the next log row that is `wanted`, upwards when `direction` is -1; False when none is."""
        stop = len(self._rows) if direction > 0 else -1
        for position in range(self.cursor + direction, stop, direction):
            if wanted(self._rows[position]):
                self.move_to(position)
                return True
        return False

    def set_times(self, times: Times) -> None:
        """Write times in a way; offsets from the start need none."""
        self.time_title = times.title
        self.time_label = None if times.is_plain else partial(self._time_of, times)

    def _time_of(self, times: Times, row: int) -> str:
        assert self._log is not None
        at, position = self._log.at, self._position(row)
        return times.label(at[row], at[self._rows[position - 1]] if position else nan)

    def _position(self, row: int) -> int:
        """Position of a log row: at once in order of time, by looking through any other order."""
        assert self._log is not None
        at = self._log.at
        near = bisect_left(self._by_time, (at[row], row), key=lambda other: (at[other], other))
        near = max(0, min(near, len(self._by_time) - 1))
        if self._by_time is self._rows and (not self._rows or self._rows[near] == row):
            return near
        for wanted in (row, *self._by_time[near : near + 1]):
            try:
                return self._rows.index(wanted)
            except ValueError:
                continue
        return near

    def render_blank(self, y: int, width: int) -> Strip:
        """The sentence of an empty table, or nothing."""
        text = self.empty if y == 0 and not self._rows else ""
        return self.paint([(text, "log-rows--muted", False)], width)

    # A range of rows

    @property
    def selection(self) -> list[int]:
        """Log rows that are selected, in the order on screen; that of the cursor when no range is."""
        start, end = self._range
        return list(self._rows[start:end])

    @property
    def has_range(self) -> bool:
        """Whether the person selects a range of rows."""
        return self._range_start is not None

    @property
    def range_length(self) -> int:
        """Number of rows in the range; 0 without one."""
        start, end = self._range
        return end - start if self.has_range else 0

    @property
    def _range(self) -> tuple[int, int]:
        start = self.cursor if self._range_start is None else self._range_start
        return min(start, self.cursor), max(start, self.cursor) + 1

    def is_selected(self, index: int) -> bool:
        """Whether a row is in the range."""
        start, end = self._range
        return self.has_range and start <= index < end

    def watch_cursor(self, old: int, new: int) -> None:
        """A range reaches to the cursor."""
        super().watch_cursor(old, new)
        if self.has_range:
            self.refresh_rows(*range(min(old, new), max(old, new) + 1))
            self.post_message(self.RangeChanged())

    def end_range(self) -> None:
        """Select nothing but the cursor's row."""
        if self.has_range:
            self._range_start = None
            self.redraw()
            self.post_message(self.RangeChanged())

    def action_select_range(self) -> None:
        """Begin a range at the cursor, or end it."""
        if self.has_range:
            self.end_range()
        elif self._rows:
            self._range_start = self.cursor
            self.refresh_rows(self.cursor)
            self.post_message(self.RangeChanged())

    def action_end_range(self) -> None:
        """End the range."""
        self.end_range()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Esc is for others while no range is selected."""
        return self.has_range if action == "end_range" else super().check_action(action, parameters)

    # The bar and the header

    def set_hits(self, positions: Sequence[int]) -> None:
        """Mark positions, in rising order, on the bar."""
        self._hits = positions
        self.repaint_bar()

    def bar_marks(self, cells: int) -> Sequence[Marks]:
        """Hits and errors; beside their rows when all of these fit."""
        header = self.HEADER_LINES if self.line_count + self.HEADER_LINES <= cells else 0
        body = cells - header
        rows = body if header else self.line_count
        marks = marks_by_cell(body, rows, self._hits, self._severities, _PROBLEMS)
        return [*[Marks()] * header, *marks]

    def bar_style(self, marks: Marks) -> Style:
        """A problem keeps its colour where there is a hit too."""
        return Style(
            color=self._painter.style("log-rows--error" if marks.problem else "log-rows--warn").color
        )

    def click_header(self, x: int) -> None:
        """Tell which column's title it is."""
        width = self.scrollable_content_region.width
        if (place := place_at(self._places(width), x)) is not None:
            self.post_message(self.SortAsked(place.key))

    # What the person did

    def announce(self) -> None:
        """Tell the log row the person moved to."""
        if (row := self.selected_row) is not None:
            self.post_message(self.Highlighted(self, row))

    def activate(self) -> None:
        """Tell the log row the person chose."""
        if (row := self.selected_row) is not None:
            self.post_message(self.Selected(self, row))

    def action_select(self) -> None:
        """Choose the cursor's row."""
        self.activate()
