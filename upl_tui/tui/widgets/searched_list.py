"""A table with a search: a line to type it into, its hits counted and marked, and steps from hit to hit."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.worker import get_current_worker

from upl_tui.errors import QueryError
from upl_tui.logs.facets import telling_text
from upl_tui.logs.spec import LogSpec
from upl_tui.query.compile import merged
from upl_tui.query.search import Search, compile_search, literal_search
from upl_tui.tui.content import ELLIPSIS, Spans
from upl_tui.tui.widgets.folding_table import FoldingTable
from upl_tui.tui.widgets.prompt import Prompt
from upl_tui.tui.widgets.said import HitsCounted, Said, SearchedFor, SearchGoesOn
from upl_tui.tui.widgets.shown_rows import ShownRows
from upl_tui.view import Hit, Hits

_LONGEST_SHOWN = 40
"""Characters of the search that are shown, so that the count beside it is seen."""

_FINDING = "search"
"""Group of the workers that look for hits."""


class SearchedList(Vertical):
    """What is searched for in a table; a subclass says what the table shows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "search in all logs", id="search", show=False),
        Binding("n", "next_hit(1)", "next hit; without any here, on another tab", id="hit-next", show=False),
        Binding(
            "N",
            "next_hit(-1)",
            "previous hit; without any here, on another tab",
            id="hit-previous",
            show=False,
        ),
        Binding(
            "asterisk",
            "search_this",
            "search all logs for what this entry says",
            id="search-this",
            show=False,
        ),
    ]

    table = query_one(FoldingTable)
    search_prompt = query_one("#search", Prompt)

    def __init__(self, spec: LogSpec) -> None:
        super().__init__()
        self._spec = spec
        self._shown: ShownRows | None = None
        self.search: Search | None = None
        """What is searched for."""
        self._hits = Hits()
        self._hit: Hit | None = None
        self._is_counted = False

    def show_facts(self) -> None:
        """Say what is shown and what is searched for."""
        raise NotImplementedError

    @property
    def search_words(self) -> str:
        """What is searched for, the number of the hit under the cursor and of all; empty without a search."""
        if self.search is None:
            return ""
        number = self._hit.number if self._hit else 0
        text = self.table.masker.text(self.search.text)
        if len(text) > _LONGEST_SHOWN:
            text = text[: _LONGEST_SHOWN - 1] + ELLIPSIS
        return f"/{text} {number:,}/{len(self._hits):,}"

    @property
    def hit_count(self) -> int | None:
        """How many of the shown rows the search finds; None while that is not known."""
        return len(self._hits) if self._is_counted else None

    def action_search(self) -> None:
        """Open the search line."""
        self.search_prompt.open("/", "")

    def action_search_this(self) -> None:
        """Search for the path of the request under the cursor, or for the message."""
        row = self.table.selected_row
        if self._shown is None or row is None:
            return
        text = telling_text(self._spec, self._shown.view.log.entry(row))
        if text:
            self._start(literal_search(text), onwards=True)
        else:
            self.post_message(Said("This entry has no text to search for.", "warn"))

    def action_next_hit(self, direction: int) -> None:
        """Go to the next or the previous hit, round the end if need be."""
        if self.search is None:
            self.post_message(Said("Nothing is searched for: / starts a search.", "warn"))
        elif self._hits:
            self._land(self._hits.step(self.table.position(direction), direction))
        elif not self._is_counted:
            self.post_message(Said("The search has no answer here yet.", "warn"))
        else:
            self.post_message(SearchGoesOn(direction))

    def enter(self, direction: int) -> None:
        """Go to the hit at the cursor, else to the next one below, or above when `direction` is -1."""
        self._land(self._hits.step(self.table.position(-direction) - direction, direction))

    def set_search(self, text: str) -> None:
        """Search for a text; an empty one clears the search."""
        try:
            search = compile_search(text) if text else None
        except QueryError as error:
            self.search_prompt.show_error(error.position, str(error))
            return
        self._start(search)

    def take_search(self, search: Search | None) -> None:
        """Search for what is searched for elsewhere, the cursor where it is; None clears the search."""
        if search is not self.search:
            self._keep(search)
            self.search_again()

    def search_again(self) -> None:
        """Find the hits among other rows, the cursor where it is."""
        if self.search is not None and self._shown is not None:
            self._find(self.search, self._shown, None)

    def show_marks(self) -> None:
        """Mark what is searched and filtered for."""
        search, query = self.search, self._shown.view.query if self._shown else None

        def spans(text: str) -> Spans:
            return merged([*(search.spans(text) if search else ()), *(query.spans(text) if query else ())])

        self.table.set_marks(spans if search or query else None)

    @on(Prompt.Submitted, "#search")
    def _take_search(self, message: Prompt.Submitted) -> None:
        message.stop()
        self.table.focus()
        self.set_search(message.text)

    @on(Prompt.Cancelled, "#search")
    def _leave_search(self, message: Prompt.Cancelled) -> None:
        message.stop()
        self.table.focus()

    def _start(self, search: Search | None, *, onwards: bool = False) -> None:
        self._keep(search)
        self.post_message(SearchedFor(search))
        if search is not None and self._shown is not None:
            self._find(search, self._shown, 1 if onwards else 0)

    def _keep(self, search: Search | None) -> None:
        self.workers.cancel_group(self, _FINDING)
        self.search, self._hits, self._hit, self._is_counted = search, Hits(), None, False
        self.table.set_hits(())
        self.show_marks()
        self.show_facts()

    @work(thread=True, exclusive=True, group=_FINDING, description=_FINDING, exit_on_error=False)
    def _find(self, search: Search, shown: ShownRows, steps: int | None) -> None:
        worker = get_current_worker()
        try:
            hits = shown.on_screen.find(search, lambda: worker.is_cancelled)
        except QueryError as error:
            self.post_message(Said(str(error), "error"))
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take_hits, search, hits, steps)

    def _take_hits(self, search: Search, hits: Hits, steps: int | None) -> None:
        if search is not self.search:
            return
        self._hits, self._is_counted = hits, True
        self.table.set_hits(hits.positions)
        cursor = self.table.position(-1)
        if steps is None:
            here = hits.at_or_after(cursor)
            self._hit = here if here is not None and here.position == cursor else None
            self.show_facts()
        else:
            self._land(hits.step(self.table.position(1), 1) if steps else hits.at_or_after(cursor))
        self.post_message(HitsCounted())

    def _land(self, hit: Hit | None) -> None:
        self._hit = hit
        if hit is None:
            self.post_message(Said("Not found.", "warn"))
        else:
            self.table.move_to_position(hit.position)
            if hit.wrapped:
                self.post_message(Said("The search went on at the other end."))
        self.show_facts()
