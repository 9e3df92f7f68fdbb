"""What can be searched on a tab: the keys, the line to type into, and what the other tabs are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one

from upl_tui.errors import QueryError
from upl_tui.tui.content import ELLIPSIS
from upl_tui.tui.widgets.prompt import Prompt
from upl_tui.tui.widgets.said import Said, SearchedFor, SearchGoesOn

if TYPE_CHECKING:
    from upl_tui.query.search import Search
    from upl_tui.redact import Masker

FINDING = "search"
"""Group of the workers that look for hits."""

_LONGEST_SHOWN = 40
"""Characters of the search that are shown, so that the count beside it is seen."""


class Searching(Vertical):
    """A room with a `Prompt` of the id ``search``; a subclass looks for hits among what it shows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "search on all tabs", id="search", show=False),
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
            "search all tabs for what this row says",
            id="search-this",
            show=False,
        ),
    ]

    search_prompt = query_one("#search", Prompt)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.search: Search | None = None
        """What is searched for."""

    # What a subclass says

    @property
    def hit_count(self) -> int | None:
        """How often something was found; None while that is not known."""
        raise NotImplementedError

    def forget_hits(self) -> None:
        """Show no hits any more, those of a new search are not known yet."""
        raise NotImplementedError

    def find_hits(self, steps: int | None) -> None:
        """Look for hits and post `HitsCounted`.

        The cursor stays where it is when `steps` is None; else it goes to the hit at the cursor or the next
        one, and to the one after that when `steps` is 1.
        """
        raise NotImplementedError

    def step(self, direction: int) -> None:
        """Go to the next or the previous of the hits, of which there are some, round the end if need be."""
        raise NotImplementedError

    def enter(self, direction: int) -> None:
        """Go to the hit at the cursor, else to the next one below, or above when `direction` is -1."""
        raise NotImplementedError

    def telling_words(self) -> str | None:
        """What the row under the cursor says, to search for it; None without a row."""
        raise NotImplementedError

    def focus_content(self) -> None:
        """Put the focus on what is searched."""
        raise NotImplementedError

    # What the keys and the other tabs ask for

    def action_search(self) -> None:
        """Open the search line."""
        self.search_prompt.open("/", "")

    def action_search_this(self) -> None:
        """Search for what the row under the cursor says."""
        from upl_tui.query.search import literal_search

        words = self.telling_words()
        if words:
            self._start(literal_search(words), steps=1)
        elif words is not None:
            self.post_message(Said("This row has no text to search for.", "warn"))

    def action_next_hit(self, direction: int) -> None:
        """Go to the next or the previous hit, here or on another tab."""
        if self.search is None:
            self.post_message(Said("Nothing is searched for: / starts a search.", "warn"))
        elif self.hit_count is None:
            self.post_message(Said("The search has no answer here yet.", "warn"))
        elif self.hit_count:
            self.step(direction)
        else:
            self.post_message(SearchGoesOn(direction))

    def set_search(self, text: str) -> None:
        """Search for a text; an empty one clears the search."""
        from upl_tui.query.search import compile_search

        try:
            search = compile_search(text) if text else None
        except QueryError as error:
            self.search_prompt.show_error(error.position, str(error))
            return
        self._start(search, steps=0)

    def take_search(self, search: Search | None) -> None:
        """Search for what is searched for elsewhere, the cursor where it is; None clears the search."""
        if search is not self.search:
            self._keep(search)
            self.search_again()

    def search_again(self) -> None:
        """Find the hits among other rows, the cursor where it is."""
        if self.search is not None:
            self.find_hits(None)

    def searched_text(self, masker: Masker) -> str:
        """What is searched for, short enough for a line of facts."""
        text = masker.text(self.search.text) if self.search is not None else ""
        return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + ELLIPSIS

    def tell_of_landing(self, found: bool, wrapped: bool) -> None:
        """Say what a step from hit to hit came to, where the rows do not show it."""
        if not found:
            self.post_message(Said("Not found.", "warn"))
        elif wrapped:
            self.post_message(Said("The search went on at the other end."))

    def _start(self, search: Search | None, steps: int) -> None:
        self._keep(search)
        self.post_message(SearchedFor(search))
        if search is not None:
            self.find_hits(steps)

    def _keep(self, search: Search | None) -> None:
        self.workers.cancel_group(self, FINDING)
        self.search = search
        self.forget_hits()

    @on(Prompt.Submitted, "#search")
    def _take_search(self, message: Prompt.Submitted) -> None:
        message.stop()
        self.focus_content()
        self.set_search(message.text)

    @on(Prompt.Cancelled, "#search")
    def _leave_search(self, message: Prompt.Cancelled) -> None:
        message.stop()
        self.focus_content()
