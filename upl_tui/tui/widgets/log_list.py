"""The rows of a log with filter and search: facts above, the table, the lines to type into below."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.worker import get_current_worker

from upl_tui.entries import Severity
from upl_tui.errors import QueryError
from upl_tui.log import Log
from upl_tui.logs.spec import LogSpec
from upl_tui.query.compile import Query, merged
from upl_tui.query.edit import add_term, replace_terms
from upl_tui.query.search import Search, compile_search
from upl_tui.redact import Masker
from upl_tui.tui.content import Spans
from upl_tui.tui.widgets.facts_line import Facts, FactsLine
from upl_tui.tui.widgets.filter_prompt import FilterPrompt
from upl_tui.tui.widgets.log_table import LogTable
from upl_tui.tui.widgets.prompt import Prompt
from upl_tui.tui.widgets.said import Said
from upl_tui.view import Hit, Hits, View

_HOPS = {
    "error": (frozenset({Severity.ERROR, Severity.FATAL}), "error"),
    "warn": (frozenset({Severity.WARN}), "warning"),
}


class LogList(Vertical):
    """Which rows are shown, and where among them the person is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f,ampersand", "edit_filter", "edit the filter", id="filter", show=False),
        Binding("F", "switch_filter", "filter off and on", id="filter-switch", show=False),
        Binding("exclamation_mark", "problems", "problems only, or all", id="problems", show=False),
        Binding("slash", "search", "search", id="search", show=False),
        Binding("n", "next_hit(1)", "next hit", id="hit-next", show=False),
        Binding("N", "next_hit(-1)", "previous hit", id="hit-previous", show=False),
        Binding("e", "hop('error', 1)", "next error", id="error-next", show=False),
        Binding("E", "hop('error', -1)", "previous error", id="error-previous", show=False),
        Binding("w", "hop('warn', 1)", "next warning", id="warning-next", show=False),
        Binding("W", "hop('warn', -1)", "previous warning", id="warning-previous", show=False),
    ]

    DEFAULT_CSS = "LogList { height: 1fr; }"

    class Changed(Message):
        """Other rows are shown."""

    facts = query_one(FactsLine)
    table = query_one(LogTable)
    filter_prompt = query_one(FilterPrompt)
    search_prompt = query_one("#search", Prompt)

    def __init__(self, spec: LogSpec, moment_of: Callable[[str], float | None]) -> None:
        super().__init__()
        self._spec = spec
        self._moment_of = moment_of
        self._log: Log | None = None
        self._warning = ""
        self._view: View | None = None
        self._goal: int | None = None
        self._query_text = ""
        self._filter_on = True
        self._search: Search | None = None
        self._hits = Hits()
        self._hit: Hit | None = None

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
        self._show_facts()

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
        if self._view is None or self._view.log is not self._log:
            self._goal = row
        else:
            self.table.go_to(row)

    def step_back(self) -> bool:
        """Clear the search, else the filter; False when there is neither."""
        if self._search is not None:
            self._set_search("")
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
        log, worker = self._log, get_current_worker()
        if log is None:
            return
        try:
            view = View.of(log, query, lambda: worker.is_cancelled)
        except QueryError as error:
            self.post_message(Said(str(error), "error"))
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take_view, view)

    def _take_view(self, view: View) -> None:
        keep = self.table.row_in(view.log) if self._goal is None else self._goal
        before, goal = self._view, self._goal
        self._view, self._goal = view, None
        if goal is None and before is not None and view.is_longer(before):
            self.table.update_rows(view.rows)
            self._show_facts()
            return
        term = f": {view.emptied_by} leaves none" if view.emptied_by else ""
        self.table.empty = f"No {self._spec.nouns[0]} matches{term}. Esc clears the filter, f edits it."
        self.table.show(view.log, self._spec, view.rows, keep=keep)
        self._show_marks()
        self._show_facts()
        self.filter_prompt.show_note(f"{len(view.rows):,}/{len(view.log):,}")
        self.post_message(self.Changed())
        if self._search is not None:
            self._find(self._search, view)

    # Search

    def action_search(self) -> None:
        """Open the search line."""
        self.search_prompt.open("/", "")

    def action_next_hit(self, direction: int) -> None:
        """Go to the next or the previous hit, round the end if need be."""
        if self._search is None:
            self.post_message(Said("Nothing is searched for: / starts a search.", "warn"))
        else:
            self._land(self._hits.step(self.table.cursor, direction))

    @on(Prompt.Submitted, "#search")
    def _take_search(self, message: Prompt.Submitted) -> None:
        message.stop()
        self.table.focus()
        self._set_search(message.text)

    @on(Prompt.Cancelled, "#search")
    def _leave_search(self, message: Prompt.Cancelled) -> None:
        message.stop()
        self.table.focus()

    def _set_search(self, text: str) -> None:
        try:
            self._search = compile_search(text) if text else None
        except QueryError as error:
            self.search_prompt.show_error(error.position, str(error))
            return
        self._hits, self._hit = Hits(), None
        self._show_marks()
        self._show_facts()
        if self._search is not None and self._view is not None:
            self._find(self._search, self._view)

    @work(thread=True, exclusive=True, group="search", exit_on_error=False)
    def _find(self, search: Search, view: View) -> None:
        worker = get_current_worker()
        try:
            hits = view.find(search, lambda: worker.is_cancelled)
        except QueryError as error:
            self.post_message(Said(str(error), "error"))
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take_hits, search, hits)

    def _take_hits(self, search: Search, hits: Hits) -> None:
        if search is self._search:
            self._hits = hits
            self._land(hits.at_or_after(self.table.cursor))

    def _land(self, hit: Hit | None) -> None:
        self._hit = hit
        if hit is None:
            self.post_message(Said("Not found.", "warn"))
        else:
            self.table.move_to(hit.position)
            if hit.wrapped:
                self.post_message(Said("The search went on at the other end."))
        self._show_facts()

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

    def _show_marks(self) -> None:
        search, query = self._search, self._view.query if self._view else None

        def spans(text: str) -> Spans:
            return merged([*(search.spans(text) if search else ()), *(query.spans(text) if query else ())])

        self.table.set_marks(spans if search or query else None)

    def _show_facts(self) -> None:
        if self._view is None:
            return
        shown, log = len(self._view.rows), self._view.log
        account = log.account
        noun = self._spec.nouns[len(log) != 1]
        self.facts.show(
            Facts(
                query=self._query_text,
                query_on=self._filter_on,
                counts=f"{shown:,} of {len(log):,} {noun}" if shown != len(log) else f"{shown:,} {noun}",
                search=self._search_words(),
                warning=self._warning,
                raw=f"{account.raw:,} unparsed" if account.raw else "",
                reading=account.summary,
                revealed=self.table.masker.reveal,
            )
        )

    def _search_words(self) -> str:
        if self._search is None:
            return ""
        number = self._hit.number if self._hit else 0
        return f"/{self._search.text} {number}/{len(self._hits)}"
