"""The rows of a log with filter and search: facts above, the table, the lines to type into below."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.worker import get_current_worker

from upl_tui.clock import format_offset
from upl_tui.errors import QueryError
from upl_tui.log import Log
from upl_tui.logs.spec import LogSpec
from upl_tui.noise import Noise
from upl_tui.pace import Limits
from upl_tui.query.compile import Query, QueryContext
from upl_tui.query.edit import add_term, joined, range_term, replace_terms
from upl_tui.redact import Masker
from upl_tui.tui.widgets.arranged_list import ArrangedList, unless_cancelled
from upl_tui.tui.widgets.facts_line import Facts, FactsLine
from upl_tui.tui.widgets.filter_prompt import FilterPrompt
from upl_tui.tui.widgets.folding_table import FoldingTable
from upl_tui.tui.widgets.log_table import LogTable
from upl_tui.tui.widgets.noise_switch import NoiseSwitch, noise_of, settings_of
from upl_tui.tui.widgets.prompt import Prompt
from upl_tui.tui.widgets.said import Said
from upl_tui.tui.widgets.shown_rows import ShownRows
from upl_tui.view import View


class LogList(ArrangedList):
    """Which rows are shown, and where among them the person is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f,ampersand", "edit_filter", "edit the filter", id="filter", show=False),
        Binding("F", "switch_filter", "filter off and on", id="filter-switch", show=False),
        Binding("z>n", "noise", "noise profiles, one after the other, or none", id="noise", show=False),
        Binding("exclamation_mark", "problems", "problems only, or all", id="problems", show=False),
    ]

    DEFAULT_CSS = "LogList { height: 1fr; }"

    facts = query_one(FactsLine)

    def __init__(self, spec: LogSpec, moment_of: Callable[[str], float | None]) -> None:
        super().__init__(spec)
        self._moment_of = moment_of
        self._log: Log | None = None
        self._warning = self._query_text = self._within = ""
        self._goal: int | None = None
        self._filter_on, self._growing = True, False
        self._noise = NoiseSwitch(Noise(), spec, QueryContext(moment_of))

    def compose(self) -> ComposeResult:
        """Facts, table, and the two lines to type into."""
        yield FactsLine()
        yield FoldingTable(self._spec)
        yield FilterPrompt(self._spec, self._moment_of)
        yield Prompt(id="search")

    def on_mount(self) -> None:
        """Take the saved filters and noise rules of the config file."""
        settings = settings_of(self.app)
        self.table.limits = Limits.of(settings)
        self.filter_prompt.set_saved(settings.filters)
        self._noise = NoiseSwitch(noise_of(settings), self._spec, self.filter_prompt.query_context)

    def show(self, log: Log, warning: str = "", *, growing: bool = False) -> None:
        """Show a log, filtered as before; `warning` is one sentence on its state."""
        self._log, self._warning, self._growing = log, warning, growing
        self.filter_prompt.values_of = log
        is_known = self._shown is not None and self._shown.view.log is log
        if not (growing and is_known and self._is_filtering):
            self.filter_again()

    @property
    def _is_filtering(self) -> bool:
        """Whether rows are being found; what came since is looked at with the next piece of the file."""
        return any(one.node is self and one.group == "filter" and one.is_running for one in self.workers)

    def set_masker(self, masker: Masker) -> None:
        """Draw with another masker."""
        self.table.masker = masker
        self.show_facts()

    def go_to(self, row: int) -> None:
        """Put the cursor on a row of the log, clearing the filter and opening the fold that hide it."""
        query = self._active_query()
        self.table.open_row(row)
        if self._log is not None and self._noise.matches(self._log, row):
            self._goal = row
            self._noise.turn_off()
            self.post_message(Said(f"Noise rules are off: {self._log.id(row)} is one of their rows."))
            self._filter(query)
        hidden = self._log is not None and query is not None and not query.matches(self._log, row)
        if hidden and self._query_text:
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

    def set_range(self, between: tuple[float, float] | None) -> None:
        """Keep only entries from one moment to another, both included, beside what the filter keeps."""
        self._within = "" if between is None else "..".join(map(_written, between))
        self.filter_prompt.within = "" if between is None else range_term(*between)
        self._shown = None  # what is gone to from now on waits for the new rows
        self._filter(self._active_query())

    def step_back(self) -> bool:
        """Clear the search, else the filter; False when there is neither."""
        if self.search is not None:
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

    def action_edit_filter(self) -> None:
        """Open the filter line with the present filter."""
        self.filter_prompt.open("filter: ", self._query_text)

    def action_switch_filter(self) -> None:
        """Switch the filter off without forgetting it, and on again."""
        self._filter_on = not self._filter_on
        self.filter_again()

    def action_problems(self) -> None:
        """Keep only problems, or all again."""
        self.set_filter(add_term(self._query_text, "is", "problem", drop=False))

    def action_noise(self) -> None:
        """Go on to the next noise profile, or to none."""
        self.post_message(Said(self._noise.turn()))
        self._filter(self._active_query())

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
        self.filter_again()
        self.table.focus()

    def filter_again(self) -> None:
        """Filter as before, after something that it depends on has changed."""
        self._filter(self._active_query())

    def tags_changed(self) -> None:
        """Show what the tags of entries are now; only a filter that asks for them runs again."""
        query = self._active_query()
        if query is not None and query.tags:
            self.filter_again()
        self.table.redraw()

    def _active_query(self) -> Query | None:
        return self.filter_prompt.compiled(self._query_text if self._filter_on else "")

    @work(thread=True, exclusive=True, group="filter", description="filter", exit_on_error=False)
    def _filter(self, query: Query | None) -> None:
        """Rows are shown as they are found, sorted ones when all are."""
        log, order, worker = self._log, self.order, get_current_worker()
        if log is None:
            return
        previous = None if self._shown is None else self._shown.view
        found: ShownRows | None = None

        def stop() -> bool:
            return worker.is_cancelled

        if not self._growing:
            self.table.learn_pace(log)
        try:
            for view in View.growing(log, self._noise.applied(query), previous, stop):
                if view.whole:
                    self._noise.count(log, query)
                if stop():
                    return
                if order is None or view.whole:
                    take = self._take_view if found is None else self._take_more
                    found = self.arranged(view, order, found, stop)
                    if take == self._take_view and not (self._shown and found.is_longer(self._shown)):
                        self.table.prepare(log, found.rows)
                    self.app.call_from_thread(unless_cancelled, worker, take, found)
        except QueryError as error:
            self.post_message(Said(str(error), "error"))

    def _take_view(self, shown: ShownRows) -> None:
        goal, self._goal = self._goal, None
        if goal is None and self._shown is not None and shown.is_longer(self._shown):
            self._shown = shown
            self.table.extend(shown)
            self.show_facts()
            if not self._growing:
                self.search_again()
            return
        self.show_rows(shown, goal)

    def _take_more(self, shown: ShownRows) -> None:
        """More rows of the same filter; a cursor that was not moved goes on to where it was before."""
        wanted, placed = self.kept
        self._shown = shown
        self.table.extend(shown)
        if wanted is not None and self.table.selected_row == placed:
            self.table.go_to(wanted)
            self.kept = wanted, self.table.selected_row
        self.say_what_is_shown()

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
                within=self._within,
                counts=f"{shown:,} of {len(log):,} {noun}" if shown != len(log) else f"{shown:,} {noun}",
                noise=self._noise.words,
                order=self.order_words,
                selected=self.table.range_length,
                search=self.search_words,
                warning=self._warning,
                raw=f"{account.raw:,} unparsed" if account.raw else "",
                reading=account.summary,
                revealed=self.table.masker.reveal,
            )
        )

    @on(LogTable.RangeChanged)
    def _count_range(self, message: LogTable.RangeChanged) -> None:
        message.stop()
        self.show_facts()


def _written(edge_ms: float) -> str:
    return format_offset(edge_ms) if isfinite(edge_ms) else ""
