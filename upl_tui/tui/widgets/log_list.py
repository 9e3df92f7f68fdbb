"""The rows of a log with filter and search: facts above, the table, the lines to type into below."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.message import Message
from textual.worker import get_current_worker

from upl_tui.entries import Severity
from upl_tui.errors import QueryError, UsageError
from upl_tui.log import Log
from upl_tui.logs.sorting import ID, TIME, Order, column_named
from upl_tui.logs.spec import LogSpec
from upl_tui.query.compile import Query
from upl_tui.query.edit import add_term, joined, replace_terms
from upl_tui.redact import Masker
from upl_tui.tui.widgets.facts_line import Facts, FactsLine
from upl_tui.tui.widgets.filter_prompt import FilterPrompt
from upl_tui.tui.widgets.log_table import LogTable
from upl_tui.tui.widgets.prompt import Prompt
from upl_tui.tui.widgets.said import Said
from upl_tui.tui.widgets.searched_list import SearchedList
from upl_tui.tui.widgets.shown_rows import ShownRows
from upl_tui.view import View

_HOPS = {
    "error": (frozenset({Severity.ERROR, Severity.FATAL}), "error"),
    "warn": (frozenset({Severity.WARN}), "warning"),
}

_SOON_SORTED = 20_000
"""Rows up to which nothing needs to be said while they are sorted."""


class LogList(SearchedList):
    """Which rows are shown, and where among them the person is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f,ampersand", "edit_filter", "edit the filter", id="filter", show=False),
        Binding("F", "switch_filter", "filter off and on", id="filter-switch", show=False),
        Binding("exclamation_mark", "problems", "problems only, or all", id="problems", show=False),
        Binding("e", "hop('error', 1)", "next error", id="error-next", show=False),
        Binding("E", "hop('error', -1)", "previous error", id="error-previous", show=False),
        Binding("w", "hop('warn', 1)", "next warning", id="warning-next", show=False),
        Binding("W", "hop('warn', -1)", "previous warning", id="warning-previous", show=False),
    ]

    DEFAULT_CSS = "LogList { height: 1fr; }"

    class Changed(Message):
        """Other rows are shown."""

    facts = query_one(FactsLine)
    filter_prompt = query_one(FilterPrompt)

    def __init__(self, spec: LogSpec, moment_of: Callable[[str], float | None]) -> None:
        super().__init__(spec)
        self._moment_of = moment_of
        self._log: Log | None = None
        self._warning = ""
        self._order: Order | None = None
        self._goal: int | None = None
        self._query_text = ""
        self._filter_on = True

    def compose(self) -> ComposeResult:
        """Facts, table, and the two lines to type into."""
        yield FactsLine()
        yield LogTable()
        yield FilterPrompt(self._spec, self._moment_of)
        yield Prompt(id="search")

    def show(self, log: Log, warning: str = "") -> None:
        """Show a log, filtered as before; `warning` is one sentence on its state."""
        self._log, self._warning = log, warning
        self.filter_prompt.values_of = log
        self._filter(self._active_query())

    def set_masker(self, masker: Masker) -> None:
        """Draw with another masker."""
        self.table.masker = masker
        self.show_facts()

    def go_to(self, row: int) -> None:
        """Put the cursor on a row of the log, clearing a filter that hides it."""
        query = self._active_query()
        if self._log is not None and query is not None and not query.matches(self._log, row):
            self._goal = row
            self.set_filter("")
        else:
            self.go_near(row)

    def go_near(self, row: int) -> None:
        """Put the cursor on a row of the log, or on the nearest one that is shown."""
        if self._shown is None or self._shown.view.log is not self._log:
            self._goal = row
        else:
            self.table.go_to(row)

    def step_back(self) -> bool:
        """Clear the search, else the filter; False when there is neither."""
        if self._search is not None:
            self.set_search("")
        elif self._query_text:
            self.set_filter("")
        else:
            return False
        return True

    # Filter

    @property
    def query_text(self) -> str:
        """The filter as typed."""
        return self._query_text

    def set_filter(self, text: str) -> bool:
        """Filter the rows; False, and everything stays, when the filter is not valid."""
        try:
            query = self.filter_prompt.compiled(text)
        except QueryError as error:
            self.filter_prompt.show_error(error.position, str(error))
            return False
        self._query_text, self._filter_on = text.strip(), True
        for warning in query.warnings if query else ():
            self.post_message(Said(warning, "warn"))
        self._filter(query)
        return True

    def set_level(self, level: str) -> None:
        """Keep entries of a level, written as in the filter; an empty one keeps all."""
        self.set_filter(replace_terms(self._query_text, "level", f"level:{level}" if level else ""))

    def narrow(self, key: str, value: str, *, drop: bool) -> None:
        """Keep only rows with a value, or drop them, by editing the visible filter; again undoes it."""
        self.set_filter(add_term(self._query_text, key, value, drop=drop))

    def add_term(self, term: str) -> None:
        """Add a term to the visible filter."""
        self.set_filter(joined(self._query_text, term))

    @property
    def view(self) -> View | None:
        """What the filter leaves, in the order of time; None while nothing is shown."""
        return self._shown.view if self._shown is not None else None

    def set_spec(self, spec: LogSpec) -> None:
        """Show other columns of the same kind of log."""
        self._spec = spec
        order = self._order
        is_left = order is None or order.column in (ID, TIME, *(column.key for column in spec.columns))
        self.sort_by(order if is_left else None)

    def action_edit_filter(self) -> None:
        """Open the filter line with the present filter."""
        self.filter_prompt.open("filter: ", self._query_text)

    def action_switch_filter(self) -> None:
        """Switch the filter off without forgetting it, and on again."""
        self._filter_on = not self._filter_on
        self._filter(self._active_query())

    def action_problems(self) -> None:
        """Keep only problems, or all again."""
        self.set_filter(add_term(self._query_text, "is", "problem", drop=False))

    @on(FilterPrompt.Drafted)
    def _filter_while_typing(self, message: FilterPrompt.Drafted) -> None:
        message.stop()
        self._filter(message.query)

    @on(Prompt.Submitted, "#filter")
    def _take_filter(self, message: Prompt.Submitted) -> None:
        message.stop()
        if self.set_filter(message.text):
            self.table.focus()

    @on(Prompt.Cancelled, "#filter")
    def _keep_filter(self, message: Prompt.Cancelled) -> None:
        message.stop()
        self._filter(self._active_query())
        self.table.focus()

    def _active_query(self) -> Query | None:
        return self.filter_prompt.compiled(self._query_text) if self._filter_on else None

    @work(thread=True, exclusive=True, group="filter", exit_on_error=False)
    def _filter(self, query: Query | None) -> None:
        log, order, worker = self._log, self._order, get_current_worker()
        if log is None:
            return
        previous = None if self._shown is None else self._shown.view
        try:
            view = View.after(previous, log, query, lambda: worker.is_cancelled)
        except QueryError as error:
            self.post_message(Said(str(error), "error"))
            return
        shown = ShownRows.of(view, self._spec, order)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take_view, shown)

    def _take_view(self, shown: ShownRows) -> None:
        goal, self._goal = self._goal, None
        if goal is None and self._shown is not None and shown.is_longer(self._shown):
            self._shown = shown
            self.table.update_rows(shown.rows, shown.severities)
            self.show_facts()
            return
        self._show(shown, self.table.row_in(shown.view.log) if goal is None else goal)

    def _show(self, shown: ShownRows, keep: int | None) -> None:
        self._shown, view = shown, shown.view
        term = f": {view.emptied_by} leaves none" if view.emptied_by else ""
        self.table.empty = f"No {self._spec.nouns[0]} matches{term}. Esc clears the filter, f edits it."
        self.table.show(
            view.log,
            self._spec,
            shown.rows,
            keep=keep,
            order=shown.order,
            by_time=view.rows,
            severities=shown.severities,
        )
        self.show_marks()
        self.show_facts()
        self.filter_prompt.show_note(f"{len(view.rows):,}/{len(view.log):,}")
        self.post_message(self.Changed())
        self.search_again()

    # Order

    def sort_by(self, order: Order | None) -> None:
        """Show the rows in another order; None for that of time."""
        self._order = order
        if self._shown is not None:
            self._arrange(self._shown.view, order)

    def sort_by_name(self, name: str, *, descending: bool) -> None:
        """Sort by a column as a person names it; an empty name means by time. Raises `UsageError`."""
        column = column_named(self._spec, name) if name else TIME
        if column is None:
            names = [ID, TIME, *(column.key for column in self._spec.columns)]
            raise UsageError(f'There is no column "{name}" here.', f"There are {', '.join(names)}.")
        self.sort_by(None if column == TIME and not descending else Order(column, descending))

    @on(LogTable.SortAsked)
    def _turn_order(self, message: LogTable.SortAsked) -> None:
        """A column's title sorts by it, then the other way round, then by time again."""
        message.stop()
        column = message.column
        rising, falling = Order(column), Order(column, descending=True)
        if column == TIME:
            self.sort_by(None if self._order == falling else falling)
        else:
            self.sort_by({rising: falling, falling: None}.get(self._order, rising) if self._order else rising)

    @work(thread=True, exclusive=True, group="filter", exit_on_error=False)
    def _arrange(self, view: View, order: Order | None) -> None:
        worker = get_current_worker()
        if order is not None and len(view.rows) > _SOON_SORTED:
            self.post_message(Said(f"Sorting {len(view.rows):,} {self._spec.nouns[1]} …"))
        shown = ShownRows.of(view, self._spec, order)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take_order, shown)

    def _take_order(self, shown: ShownRows) -> None:
        if shown.order is not None and len(shown.rows) > _SOON_SORTED:
            self.post_message(Said(""))
        self._show(shown, self.table.selected_row if shown.order is None else None)

    # Hops

    def action_hop(self, word: str, direction: int) -> None:
        """Go to the next or the previous entry of a severity."""
        if self._log is None:
            return
        severities = self._log.severities
        wanted, noun = _HOPS[word]
        if not self.table.move_to_next(lambda row: severities[row] in wanted, direction):
            side = "later" if direction > 0 else "earlier"
            self.post_message(Said(f"There is no {side} {noun} here.", "warn"))

    # What is said

    def show_facts(self) -> None:
        """Say what is shown and what is searched for."""
        if self._shown is None:
            return
        shown, log = len(self._shown.rows), self._shown.view.log
        account = log.account
        noun = self._spec.nouns[len(log) != 1]
        self.facts.show(
            Facts(
                query=self._query_text,
                query_on=self._filter_on,
                counts=f"{shown:,} of {len(log):,} {noun}" if shown != len(log) else f"{shown:,} {noun}",
                order=self._order_words(),
                selected=len(self.table.selection) if self.table.has_range else 0,
                search=self.search_words,
                warning=self._warning,
                raw=f"{account.raw:,} unparsed" if account.raw else "",
                reading=account.summary,
                revealed=self.table.masker.reveal,
            )
        )

    def _order_words(self) -> str:
        if self._order is None:
            return ""
        return f"by {self._order.column}{', falling' if self._order.descending else ''}"

    @on(LogTable.RangeChanged)
    def _count_range(self, message: LogTable.RangeChanged) -> None:
        message.stop()
        self.show_facts()
