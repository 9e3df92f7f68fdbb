"""A table with a search: its hits counted and marked, and steps from hit to hit."""

from __future__ import annotations

from textual import work
from textual.getters import query_one
from textual.worker import get_current_worker

from upl_tui.errors import QueryError
from upl_tui.logs.facets import telling_text
from upl_tui.logs.spec import LogSpec
from upl_tui.query.compile import merged
from upl_tui.query.search import Search
from upl_tui.tui.content import Spans
from upl_tui.tui.widgets.folding_table import FoldingTable
from upl_tui.tui.widgets.said import HitsCounted, Said
from upl_tui.tui.widgets.searching import FINDING, Searching
from upl_tui.tui.widgets.shown_rows import ShownRows
from upl_tui.view import Hit, Hits


class SearchedList(Searching):
    """What is searched for in a table; a subclass says what the table shows."""

    table = query_one(FoldingTable)

    def __init__(self, spec: LogSpec) -> None:
        super().__init__()
        self._spec = spec
        self._shown: ShownRows | None = None
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
        return f"/{self.searched_text(self.table.masker)} {number:,}/{len(self._hits):,}"

    @property
    def hit_count(self) -> int | None:
        """How many of the shown rows the search finds; None while that is not known."""
        return len(self._hits) if self._is_counted else None

    def telling_words(self) -> str | None:
        """The path of the request under the cursor, or the message."""
        row = self.table.selected_row
        if self._shown is None or row is None:
            return None
        return telling_text(self._spec, self._shown.view.log.entry(row))

    def forget_hits(self) -> None:
        """Mark no row, and what is searched for from now on where it is seen."""
        self._hits, self._hit, self._is_counted = Hits(), None, False
        self.table.set_hits(())
        self.show_marks()
        self.show_facts()

    def find_hits(self, steps: int | None) -> None:
        """Look for hits among the rows that are shown."""
        if self.search is not None and self._shown is not None:
            self._find(self.search, self._shown, steps)

    def step(self, direction: int) -> None:
        """Go to the next or the previous hit, round the end if need be."""
        self._land(self._hits.step(self.table.position(direction), direction))

    def enter(self, direction: int) -> None:
        """Go to the hit at the cursor, else to the next one below, or above when `direction` is -1."""
        self._land(self._hits.step(self.table.position(-direction) - direction, direction))

    def focus_content(self) -> None:
        """Put the focus on the table."""
        self.table.focus()

    def show_marks(self) -> None:
        """Mark what is searched and filtered for."""
        search, query = self.search, self._shown.view.query if self._shown else None

        def spans(text: str) -> Spans:
            return merged([*(search.spans(text) if search else ()), *(query.spans(text) if query else ())])

        self.table.set_marks(spans if search or query else None)

    @work(thread=True, exclusive=True, group=FINDING, description=FINDING, exit_on_error=False)
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
        if hit is not None:
            self.table.move_to_position(hit.position)
        self.tell_of_landing(hit is not None, hit is not None and hit.wrapped)
        self.show_facts()
