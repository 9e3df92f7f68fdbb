"""The list of a log: id, time and the columns its spec declares, one line an entry."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from math import isnan
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from upl_tui.clock import format_offset
from upl_tui.entries import TimeQuality
from upl_tui.log import Log
from upl_tui.logs.spec import Column, LogSpec
from upl_tui.redact import Masker
from upl_tui.tui.content import CELL_STYLES, Spans, cut_pieces, fit, reach, safe_pieces
from upl_tui.tui.widgets.line_view import LineView
from upl_tui.tui.widgets.paint import Piece

_GAP = " "
_INHERITED = "~"
_SAMPLED = 32
"""Rows that are asked for the width of ids and times."""


class LogTable(LineView):
    """Shows rows of a log in a given order; positions are of the screen, rows are of the log.

    Owners set `masker` and `time_label` (log row to text, None for the offset from the start).
    """

    HEADER_LINES = 1

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"log-table--{style}" for style in CELL_STYLES}

    DEFAULT_CSS = """
    LogTable {
        & > .log-table--error { color: $text-error; }
        & > .log-table--warn { color: $text-warning; }
        & > .log-table--info { color: $text-primary; }
        & > .log-table--debug, & > .log-table--muted { color: $text-muted; }
        & > .log-table--accent { color: $text-accent; }
        & > .log-table--good { color: $text-success; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open or close the detail", show=False, id="line.open")
    ]

    masker: var[Masker] = var(Masker, init=False)
    time_label: var[Callable[[int], str] | None] = var(None, init=False)

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

    def __init__(self, empty: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.empty = empty
        """Sentence to show when there are no rows; set it before `show` or `update_rows`."""
        self._log: Log | None = None
        self._columns: tuple[Column, ...] = ()
        self._rows: Sequence[int] = ()
        self._marks: Callable[[str], Spans] | None = None
        self._lead = (0, 0)

    # Rows

    def show(self, log: Log, spec: LogSpec, rows: Sequence[int], *, keep: int | None = None) -> None:
        """Show `rows` of a log in this order, the cursor at the log row `keep` or at the nearest one left."""
        self._log = log
        self._columns = spec.columns
        self._rows = rows
        self._lead = self._lead_widths()
        self.rows_changed()
        self.cursor = 0 if keep is None else self._position(keep)
        self.reveal(self.cursor)
        self.redraw()

    def update_rows(self, rows: Sequence[int]) -> None:
        """Take over rows that grew at their end: cursor and scroll stay, only new lines are painted."""
        before, self._rows = len(self._rows), rows
        self.rows_changed()
        lead = self._lead_widths()
        if lead != self._lead or not before:
            self._lead = lead
            self.redraw()
        else:
            self.refresh_rows(*range(max(before, self.top), min(len(rows), self.top + self.page)))

    def set_marks(self, spans: Callable[[str], Spans] | None) -> None:
        """Mark hits in the flexible column: `spans` gives them for a recorded text, sorted."""
        self._marks = spans
        self.redraw()

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

    def _position(self, row: int) -> int:
        """Position of a log row: at once in order of time, by looking through any other order."""
        assert self._log is not None
        at = self._log.at
        near = bisect_left(self._rows, (at[row], row), key=lambda other: (at[other], other))
        if near < len(self._rows) and self._rows[near] == row:
            return near
        try:
            return self._rows.index(row)
        except ValueError:
            return max(0, min(near, len(self._rows) - 1))

    # Drawing

    def watch_masker(self) -> None:
        """Show what the new masker lets through."""
        self.redraw()

    def watch_time_label(self) -> None:
        """Show the new kind of times."""
        self._lead = self._lead_widths()
        self.redraw()

    @property
    def line_count(self) -> int:
        """Number of rows shown."""
        return len(self._rows)

    def row_key(self, index: int) -> Hashable:
        """A row looks the same wherever it stands."""
        return self._rows[index]

    def render_header(self, width: int) -> Strip:
        """Column titles."""
        id_width, time_width = self._lead
        titles = [fit("id", id_width), fit("time", time_width, right=True)]
        titles += [fit(column.title, cells, right=column.right) for column, cells in self._shown(width)]
        return self.paint([(_GAP.join(titles), "line-view--header", False)], width)

    def render_blank(self, y: int, width: int) -> Strip:
        """The sentence of an empty table, or nothing."""
        text = self.empty if y == 0 and not self._rows else ""
        return self.paint([(text, "log-table--muted", False)], width)

    def render_row(self, index: int, width: int, selected: bool) -> Strip:
        """One entry as a line."""
        log = self._log
        assert log is not None
        row = self._rows[index]
        entry = log.entry(row)
        id_width, time_width = self._lead
        lead = f"{fit(log.id(row), id_width)}{_GAP}{fit(self._time(row), time_width, right=True)}{_GAP}"
        pieces: list[Piece] = [(lead, "log-table--muted", False)]
        for column, cells in self._shown(width):
            cell = column.cell(entry, self.masker)
            look = f"log-table--{cell.style}" if cell.style else ""
            pieces += self._cell(cell.text, look, cells, column)
            pieces.append((_GAP, look, False))
        return self.paint(pieces[:-1], width, selected)

    def _cell(self, text: str, look: str, cells: int, column: Column) -> list[Piece]:
        text = text[: reach(cells)]
        if column.width or self._marks is None:
            shown = "".join(piece for piece, _ in safe_pieces(text))
            return [(fit(shown, cells, right=column.right), look, False)]
        marked = cut_pieces(safe_pieces(text, self._marks(text)), cells)
        padding = cells - sum(cell_len(shown) for shown, _ in marked)
        return [(shown, look, hit) for shown, hit in (*marked, (" " * padding, False))]

    def _shown(self, width: int) -> list[tuple[Column, int]]:
        """The columns that a table of this width shows, with their cells."""
        columns = [column for column in self._columns if column.from_width <= width]
        taken = sum(self._lead) + 2 * len(_GAP) + sum(column.width + len(_GAP) for column in columns)
        return [(column, column.width or max(0, width - taken + len(_GAP))) for column in columns]

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
