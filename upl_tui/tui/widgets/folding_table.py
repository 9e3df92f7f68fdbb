"""A list that shows identical neighbours as one line and closes console groups, without losing a row."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from upl_tui.grouping import Folds, Layout, heading_of, is_heading, run_starts
from upl_tui.log import Log
from upl_tui.logs.same_key import same_key
from upl_tui.logs.spec import LogSpec
from upl_tui.pace import Limits, Pace
from upl_tui.query.compile import Stop
from upl_tui.tui.widgets.log_table import LogTable
from upl_tui.tui.widgets.said import Said
from upl_tui.tui.widgets.shown_rows import ShownRows

_ASKED_EVERY = 1024


class FoldingTable(LogTable):
    """A `LogTable` of which some rows stand for others.

    Rows are counted twice: a *place* is a line of the list, as the cursor counts; a *position* is one of all
    rows that the filter kept, as a search counts.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_curly_bracket", "section(1)", "next section", id="list-section-next", show=False),
        Binding(
            "left_curly_bracket", "section(-1)", "previous section", id="list-section-previous", show=False
        ),
        Binding("z>a", "fold", "fold or unfold here", id="fold", show=False),
        Binding("z>M", "fold_all", "fold all", id="fold-all", show=False),
        Binding("z>R", "unfold_all", "unfold all", id="unfold-all", show=False),
        Binding("z>g", "switch_grouping", "identical neighbours as one line, or all", id="group", show=False),
    ]

    class Unfolded(Message):
        """Other rows are on screen, of the same filter."""

    def __init__(self, spec: LogSpec) -> None:
        super().__init__()
        self._spec = spec
        self._can_fold = spec.paced
        self._folds = Folds()
        self._layout = Layout()
        self._prepared = (0, Layout())
        self._times_folded = 0
        self._wanted: int | None = None
        self._all: ShownRows | None = None
        self._all_hits: Sequence[int] = ()
        self._pace = Pace()
        self._paced: Log | None = None
        self.limits = Limits()
        """From when on silences and bursts are told; set it before the first log is shown."""

    # Rows

    def learn_pace(self, log: Log) -> None:
        """Work out beside the screen which rows of a whole log follow a silence or begin a burst."""
        if self._can_fold and self._paced is not log:
            self._paced, self._pace = log, Pace.told(log, self.limits)

    def prepare(self, log: Log, rows: Sequence[int]) -> None:
        """Work out beside the screen what `show` of these rows will need."""
        folded = self._times_folded
        self._prepared = folded, self._lay_out(log, rows)

    def show(self, spec: LogSpec, shown: ShownRows, *, keep: int | None = None) -> None:
        """As in `LogTable`, with what is folded left out."""
        folded, prepared = self._prepared
        fits = folded == self._times_folded and prepared.rows is shown.rows
        self._layout = prepared if fits else self._lay_out(shown.view.log, shown.rows)
        self._prepared, self._spec, self._all, self._all_hits = (0, Layout()), spec, shown, ()
        super().show(spec, self._unhidden(shown), keep=keep)
        if self._wanted is not None:
            self.open_row(self._wanted)

    def extend(self, shown: ShownRows) -> None:
        """As in `LogTable`; the last line may stand for more now."""
        last = len(self._layout) - 1
        if self._can_fold:
            self._layout = self._folds.extended(shown.view.log, self._layout, shown.rows)
        else:
            self._layout = Layout(shown.rows, range(len(shown.rows)))
        self._all = shown
        super().extend(self._unhidden(shown))
        self.refresh_rows(last)

    def _unhidden(self, shown: ShownRows) -> ShownRows:
        layout = self._layout
        return replace(shown, rows=layout.log_rows(), severities=layout.worst(shown.severities))

    def set_hits(self, positions: Sequence[int]) -> None:
        """Mark the lines that stand for these positions on the bar."""
        self._all_hits = positions
        if not self._layout.is_whole:
            positions = list(dict.fromkeys(map(self._layout.place, positions)))
        super().set_hits(positions)

    @property
    def selection(self) -> list[int]:
        """As in `LogTable`, with all that lines stand for; without a range a closed group is its own row."""
        return list(self._layout.rows[self._held] if self.has_range else self.members())

    @property
    def range_length(self) -> int:
        """As in `LogTable`, with what the lines stand for."""
        return len(self._layout.rows[self._held]) if self.has_range else 0

    @property
    def _held(self) -> slice:
        """Positions that the lines of the range stand for."""
        start, end = self._range
        return slice(self._layout.shown[start], self._layout.span(end - 1).stop)

    @property
    def all_rows(self) -> Sequence[int]:
        """The log rows that the filter kept, in their order, the folded ones included."""
        return self._layout.rows

    def members(self) -> Sequence[int]:
        """Log rows of a run of identical neighbours that the cursor's line stands for; one row otherwise."""
        if not len(self._layout):
            return ()
        members = self._layout.members(self.cursor)
        return members[:1] if self._layout.is_closed(self.cursor) else members

    def open_row(self, row: int) -> None:
        """Unfold what hides a log row, now or when it is shown."""
        self._wanted = row
        position = self._position_of(row)
        if position is None:
            return
        self._wanted = None
        if not self._is_hidden(position):
            return
        self._open_groups(position)
        place = self._layout.place(position)
        if self._layout.shown[place] != position:
            self._folds.opened.add(self._layout.row(place))
        self._change(row)

    # Moving among all rows

    def position(self, direction: int) -> int:
        """Position to start from when going on: a run of identical rows is passed as a whole."""
        layout, place = self._layout, self.cursor
        if not len(layout):
            return 0
        return layout.span(place)[-1 if direction > 0 and not layout.is_closed(place) else 0]

    def move_to_position(self, position: int) -> None:
        """Move as the person's own deed, opening closed groups on the way."""
        if self._is_hidden(position) and self._layout.is_closed(self._layout.place(position)):
            self._open_groups(position)
            self._change(None)
        self.move_to(self._layout.place(position))

    def same_again(self, direction: int, stop: Stop) -> int | None:
        """Position of the next row with the cursor's key, see `same_key`; a matter for a worker."""
        log, layout = self._log, self._layout
        if log is None or not len(layout):
            return None
        wanted = same_key(log, layout.row(self.cursor))
        end = len(layout.rows) if direction > 0 else -1
        for position in range(self.position(direction) + direction, end, direction):
            if same_key(log, layout.rows[position]) == wanted:
                return position
            if position % _ASKED_EVERY == 0 and stop():
                break
        return None

    def move_to_next(self, wanted: Callable[[int], bool], direction: int = 1) -> bool:
        """As in `LogTable`, rows inside closed groups included."""
        rows = self._layout.rows
        stop = len(rows) if direction > 0 else -1
        for position in range(self.position(direction) + direction, stop, direction):
            if wanted(rows[position]):
                self.move_to_position(position)
                return True
        return False

    def _position(self, row: int) -> int:
        if self._layout.is_whole:
            return super()._position(row)
        position = self._position_of(row)
        return super()._position(row) if position is None else self._layout.place(position)

    # What the keys do

    def action_section(self, direction: int) -> None:
        """Go to the first row of the next section, or of this one and then of the one before."""
        if self._spec.section_of is None or not self._rows:
            self.post_message(Said("This list has no sections.", "warn"))
            return
        stop = len(self._rows) if direction > 0 else -1
        places = range(self.cursor + direction, stop, direction)
        if (place := next(filter(self._section_begun, places), None)) is not None:
            self.move_to(place)
            return
        side = "below" if direction > 0 else "above"
        self.post_message(Said(f"There is no section {side}.", "warn"))

    def action_fold(self) -> None:
        """Open or close the run or the group that the cursor is on or in."""
        if not self._fold_here():
            self.post_message(Said("Nothing to fold here: za folds console groups and identical neighbours."))

    def action_fold_all(self) -> None:
        """Close all groups and all runs."""
        if self._log is not None and self._can_fold:
            log = self._log
            closed = {row for row in self._layout.rows if is_heading(log, row)}
            self._folds = Folds(True, set(), closed)
            self._change(self.selected_row)

    def action_unfold_all(self) -> None:
        """Open all groups and show every row by itself."""
        self._folds = Folds(grouping=False)
        self._change(self.selected_row)

    def action_switch_grouping(self) -> None:
        """Show identical neighbours as one line, or one by one."""
        self._folds = Folds(not self._folds.grouping, set(), self._folds.closed)
        self._change(self.selected_row)

    def _fold_here(self) -> bool:
        if self._log is None or not len(self._layout) or not self._can_fold:
            return False
        rows, place = self._layout.rows, self.cursor
        row, position = rows[self._layout.shown[place]], self._layout.shown[place]
        if row in self._folds.closed:
            self._folds.closed.discard(row)
        elif len(self._layout.span(place)) > 1:
            self._folds.opened.add(row)
        elif is_heading(self._log, row):
            self._folds.closed.add(row)
        elif (leader := self._opened_run(position)) is not None:
            self._folds.opened.discard(leader)
        elif (heading := heading_of(self._log, row)) is not None:
            self._folds.closed.add(heading)
        else:
            return False
        self._change(row)
        return True

    def _opened_run(self, position: int) -> int | None:
        """First row of the run shown one by one that a position is in."""
        assert self._log is not None
        rows, log = self._layout.rows, self._log
        row = rows[position]
        while position >= 0 and run_starts(log, [rows[position], row]) == [0]:
            if rows[position] in self._folds.opened:
                return rows[position]
            position -= 1
        return None

    def _open_groups(self, position: int) -> None:
        assert self._log is not None
        heading = heading_of(self._log, self._layout.rows[position])
        while heading is not None:
            self._folds.closed.discard(heading)
            heading = heading_of(self._log, heading)
        self._layout = self._lay_out(self._log, self._layout.rows)

    def _change(self, keep: int | None) -> None:
        """Show the rows anew after folding, the cursor at the log row `keep` or at what stands for it."""
        self._times_folded += 1
        if self._all is None:
            return
        hits = self._all_hits
        self.show(self._spec, self._all, keep=self.selected_row if keep is None else keep)
        self.set_hits(hits)
        self.post_message(self.Unfolded())

    def _lay_out(self, log: Log, rows: Sequence[int]) -> Layout:
        if not self._can_fold:
            return Layout(rows, range(len(rows)))
        return self._folds.layout(log, rows)

    def _is_hidden(self, position: int) -> bool:
        return self._layout.shown[self._layout.place(position)] != position

    def _position_of(self, row: int) -> int | None:
        try:
            return self._layout.rows.index(row)
        except ValueError:
            return None

    # Drawing

    def row_key(self, index: int) -> Hashable:
        """A line that stands for more looks different."""
        return super().row_key(index), self.note(index)

    def note(self, index: int) -> str:
        """A section that begins here, a silence, a tag, how many rows it stands for, how it is folded."""
        if self._log is None:
            return ""
        row = self._layout.row(index)
        tags = (tag for tag in self._spec.told_tags if row in self._log.tags.get(tag, ()))
        words = (self._section_begun(index), *tags)
        said = "".join(f"{word}  " for word in words if word)
        return said + self._pace.note(row) + self._fold_note(index) if self._can_fold else said

    def _section_begun(self, place: int) -> str:
        """The section that begins at a line; empty inside of one."""
        assert self._log is not None
        if self._spec.section_of is None:
            return ""
        section = self._spec.section_of(self._log.entry(self._rows[place]), self.masker)
        before = self._rows[place - 1] if place else None
        if before is not None and section == self._spec.section_of(self._log.entry(before), self.masker):
            return ""
        return section

    def _fold_note(self, index: int) -> str:
        assert self._log is not None
        layout = self._layout
        span = layout.span(index)
        if layout.is_closed(index):
            return f"▸ {len(span) - 1:,} inside  "
        if len(span) > 1:
            return f"×{len(span):,}  "
        row, following = layout.row(index), layout.rows[span.stop : span.stop + 1]
        return "▾ " if row + 1 in following and is_heading(self._log, row) else ""
