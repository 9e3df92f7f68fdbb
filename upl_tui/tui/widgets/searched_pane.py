"""A tab of lines to read, which has the search that the logs have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.getters import query_one
from textual.worker import get_current_worker

from upl_tui.errors import QueryError
from upl_tui.tui.content import Spans
from upl_tui.tui.widgets.facts_line import Facts, FactsLine
from upl_tui.tui.widgets.notice import Notice
from upl_tui.tui.widgets.prompt import Prompt
from upl_tui.tui.widgets.said import HitsCounted, Said
from upl_tui.tui.widgets.searched_lines import SearchedLines
from upl_tui.tui.widgets.searching import FINDING, Searching
from upl_tui.tui.widgets.text_search import hits_in_slices

if TYPE_CHECKING:
    from upl_tui.query.search import Search


class SearchedPane(Searching):
    """A notice while there is nothing to show, else one or more lists of lines, each with hits of its own.

    The class ``-loaded`` says that there is something. A line of facts appears while there is any.
    """

    DEFAULT_CSS = """
    SearchedPane {
        height: 1fr;
        & > SearchedLines, & > FactsLine { display: none; }
        &.-loaded > SearchedLines { display: block; }
        &.-loaded > Notice { display: none; }
        &.-loaded.-facts > FactsLine { display: block; }
    }
    """

    notice = query_one(Notice)
    facts = query_one(FactsLine)

    def __init__(self, *lists: SearchedLines, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lists = lists
        self._uncounted: set[SearchedLines] = set()
        self._steps: int | None = None

    def compose(self) -> ComposeResult:
        """Facts, the notice, the lists, and the line to type a search into."""
        yield FactsLine()
        yield Notice()
        yield from self._lists
        yield Prompt(id="search")

    @property
    def has_content(self) -> bool:
        """Whether there is anything to search."""
        return self.has_class("-loaded")

    @property
    def is_revealed(self) -> bool:
        """Whether secrets are shown here."""
        return self.has_class("-revealed")

    @property
    def lines_here(self) -> SearchedLines:
        """The list that has the focus, else the first one."""
        return next((lines for lines in self._lists if lines.has_focus), self._lists[0])

    def show_facts(self) -> None:
        """Say what is searched for, and that secrets are shown."""
        self.set_class(self.search is not None or self.is_revealed, "-facts")
        self.facts.show(Facts(search=self._search_words(), revealed=self.is_revealed))

    def lines_changed(self, *lists: SearchedLines) -> None:
        """Count anew in the lists that show other lines."""
        self._uncounted.update(lists)
        self.show_facts()
        self.search_again()

    # Search

    @property
    def hit_count(self) -> int | None:
        """Hits of all lists together; None while they are not counted."""
        is_known = self.search is not None and not self._uncounted
        return sum(len(lines.hits) for lines in self._lists) if is_known else None

    def forget_hits(self) -> None:
        """Mark nothing."""
        self._uncounted.update(self._lists)
        self._steps = None
        for lines in self._lists:
            lines.set_hits(())
        self.show_facts()

    def find_hits(self, steps: int | None) -> None:
        """Look for hits in the lists that were not searched yet."""
        self._steps = self._steps if steps is None else steps
        if self.search is not None and self.has_content:
            self._find(self.search, [(lines, lines.searched_text) for lines in self._uncounted])

    def action_next_hit(self, direction: int) -> None:
        """As on the other tabs, but the hits of this list are enough: the others may still be counted."""
        here = self.lines_here
        if self.search is not None and here not in self._uncounted and len(here.hits):
            self.step(direction)
        else:
            super().action_next_hit(direction)

    def step(self, direction: int) -> None:
        """Go to the next or the previous hit of this list; where it has none, into another one."""
        self._go(direction, within=True)

    def enter(self, direction: int) -> None:
        """Go to the hit at the cursor, else to the next one below, or above when `direction` is -1."""
        self._go(direction, within=False)

    def focus_content(self) -> None:
        """Put the focus on the list that had it."""
        self.lines_here.focus()

    @work(thread=True, exclusive=True, group=FINDING, description=FINDING, exit_on_error=False)
    def _find(self, search: Search, texts: Sequence[tuple[SearchedLines, str]]) -> None:
        worker = get_current_worker()
        found: list[tuple[SearchedLines, Spans]] = []
        try:
            for lines, text in texts:
                hits: list[tuple[int, int]] = []
                for spans, _ in hits_in_slices(search.spans, text, 0):
                    if worker.is_cancelled:
                        return
                    hits += spans
                found.append((lines, hits))
        except QueryError as error:
            self.post_message(Said(str(error), "error"))
            return
        self.app.call_from_thread(self._take_hits, search, found)

    def _take_hits(self, search: Search, found: Sequence[tuple[SearchedLines, Spans]]) -> None:
        if search is not self.search:
            return
        for lines, hits in found:
            lines.set_hits(hits)
            self._uncounted.discard(lines)
        steps, self._steps = self._steps, None
        if steps is not None:
            self._go(1, within=steps > 0)
        self.show_facts()
        self.post_message(HitsCounted())

    def _go(self, direction: int, *, within: bool) -> None:
        here = self.lines_here
        lines = next((lines for lines in (here, *self._lists) if len(lines.hits)), None)
        if lines is not None and lines is not here:
            lines.focus()
        place = None
        if lines is not None:
            place = lines.step(direction) if within and lines is here else lines.enter(direction)
        self.tell_of_landing(place is not None, place is not None and place.wrapped)
        self.show_facts()

    def _search_words(self) -> str:
        from upl_tui.redact import Masker

        if self.search is None:
            return ""
        counts = " · ".join(map(_count, self._lists))
        return f"/{self.searched_text(Masker(reveal=self.is_revealed))} {counts}"


def _count(lines: SearchedLines) -> str:
    """``1/3``, behind the title of the list where it has one."""
    place = lines.hits.place
    number = place.number if place is not None else 0
    return f"{lines.TITLE} {number:,}/{len(lines.hits):,}".lstrip()
