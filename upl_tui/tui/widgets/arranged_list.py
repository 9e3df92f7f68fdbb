"""A table whose rows are in an order that the person chooses."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.getters import query_one
from textual.message import Message
from textual.worker import Worker

from upl_tui.errors import UsageError
from upl_tui.logs.sorting import ID, TIME, Order, column_named
from upl_tui.logs.spec import LogSpec
from upl_tui.query.compile import Stop
from upl_tui.tui.widgets.filter_prompt import FilterPrompt
from upl_tui.tui.widgets.log_table import LogTable
from upl_tui.tui.widgets.said import Said
from upl_tui.tui.widgets.searched_list import SearchedList
from upl_tui.tui.widgets.shown_rows import ShownRows
from upl_tui.view import View

_SOON_SORTED = 5_000
"""Rows up to which nothing needs to be said while they are sorted."""


class ArrangedList(SearchedList):
    """Shows the rows of a view in their order, and brings them into another."""

    class Changed(Message):
        """Other rows are shown."""

    filter_prompt = query_one(FilterPrompt)

    def __init__(self, spec: LogSpec) -> None:
        super().__init__(spec)
        self.order: Order | None = None
        """Order of the rows; None for that of time."""
        self.kept: tuple[int | None, int | None] = (None, None)
        """The row that the cursor was to be on when other rows were shown, and the row it was put on."""

    def show_rows(self, shown: ShownRows, goal: int | None) -> None:
        """Show other rows, the cursor at the log row `goal`, else where it was, or first in a new order."""
        before, self._shown, view = self._shown, shown, shown.view
        keep = goal
        if goal is None and (shown.order is None or (before is not None and before.order == shown.order)):
            keep = self.table.row_in(view.log)
        term = f": {view.emptied_by} leaves none" if view.emptied_by else ""
        self.table.empty = f"No {self._spec.nouns[0]} matches{term}. Esc clears the filter, f edits it."
        self.table.show(self._spec, shown, keep=keep)
        self.kept = keep, self.table.selected_row
        self.show_marks()
        self.say_what_is_shown()

    def say_what_is_shown(self) -> None:
        """Tell everybody that other rows are shown."""
        assert self._shown is not None
        view = self._shown.view
        self.show_facts()
        self.filter_prompt.show_note(f"{len(view.rows):,}/{len(view.log):,}")
        self.post_message(self.Changed())
        if view.whole:
            self.search_again()

    def filter_again(self) -> None:
        """Show the rows of the filter anew."""
        raise NotImplementedError

    def sort_by(self, order: Order | None) -> None:
        """Show the rows in another order; None for that of time."""
        self.order = order
        self.filter_again()

    def sort_by_name(self, name: str, *, descending: bool = False) -> None:
        """Sort by a column as a person names it; an empty name means by time. Raises `UsageError`."""
        column = column_named(self._spec, name) if name else TIME
        if column is None:
            names = [ID, TIME, *(column.key for column in self._spec.columns)]
            raise UsageError(f'There is no column "{name}" here.', f"There are {', '.join(names)}.")
        self.sort_by(None if column == TIME and not descending else Order(column, descending))

    def set_spec(self, spec: LogSpec) -> None:
        """Show other columns of the same kind of log."""
        self._spec = spec
        order = self.order
        if order is not None and order.column not in (ID, TIME, *(column.key for column in spec.columns)):
            self.sort_by(None)
        elif self._shown is not None:
            self.show_rows(self._shown, None)

    def sort_names(self) -> list[str]:
        """What the rows can be sorted by, as the table titles it."""
        named = (
            column.key if column.title.lower() == TIME else column.title for column in self._spec.columns
        )
        return [ID, TIME, *filter(None, named)]

    @on(LogTable.SortAsked)
    def _turn_order(self, message: LogTable.SortAsked) -> None:
        """A column's title sorts by it, then the other way round, then by time again."""
        message.stop()
        column = message.column
        rising, falling = Order(column), Order(column, descending=True)
        if column == TIME:
            self.sort_by(None if self.order == falling else falling)
        else:
            self.sort_by({rising: falling, falling: None}.get(self.order, rising) if self.order else rising)

    def arranged(self, view: View, order: Order | None, shorter: ShownRows | None, stop: Stop) -> ShownRows:
        """The rows of a view in an order, for a worker; `shorter` and `stop` as for `ShownRows.of`."""
        takes_a_while = order is not None and len(view.rows) > _SOON_SORTED
        if takes_a_while:
            self.post_message(Said(f"Sorting {len(view.rows):,} {self._spec.nouns[1]} …"))
        shown = ShownRows.of(view, self._spec, order, shorter, stop)
        if takes_a_while and not stop():
            self.post_message(Said(""))
        return shown

    @property
    def order_words(self) -> str:
        """How the rows are ordered; empty for by time."""
        if self.order is None:
            return ""
        return f"by {self.order.column}{', falling' if self.order.descending else ''}"


def unless_cancelled(worker: Worker[object], take: Callable[[ShownRows], None], shown: ShownRows) -> None:
    """Workers are cancelled on the screen's thread: what one of them still hands over is noticed here."""
    if not worker.is_cancelled:
        take(shown)
