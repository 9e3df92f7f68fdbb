"""The detail of one entry, with a search of its own."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one

from upl_tui.errors import QueryError
from upl_tui.query.search import compile_search
from upl_tui.tui.content import safe_content
from upl_tui.tui.widgets.detail_text import DetailText, SectionRows
from upl_tui.tui.widgets.prompt import Prompt
from upl_tui.tui.widgets.said import Said
from upl_tui.tui.widgets.text_viewer import HitPlace


class DetailPane(Vertical):
    """Sections of an entry; ``/``, ``n`` and ``N`` work in here as they do in the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "search", id="detail-search", show=False),
        Binding("n", "next_hit", "next hit", id="detail-hit-next", show=False),
        Binding("N", "previous_hit", "previous hit", id="detail-hit-previous", show=False),
    ]

    DEFAULT_CSS = """
    DetailPane { border-top: solid $panel; }
    DetailPane:focus-within { border-top: solid $border; }
    """

    text = query_one(DetailText)
    prompt = query_one(Prompt)

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self._searched = ""

    def compose(self) -> ComposeResult:
        """The text, and the line to type a search into."""
        yield DetailText()
        yield Prompt()

    def show(self, title: str, sections: SectionRows) -> None:
        """Show an entry, or its first sections."""
        self._title = title
        self.text.show_sections(sections)
        self._show_title("")

    def extend(self, sections: SectionRows) -> None:
        """Show the same entry with more sections."""
        self.text.extend_sections(sections)

    def step_back(self) -> bool:
        """Clear the search; False when there is none."""
        if not self._searched:
            return False
        self._search("")
        return True

    def action_search(self) -> None:
        """Open the search line."""
        self.prompt.open("/", "")

    def action_next_hit(self) -> None:
        """Go to the next hit, from the last to the first."""
        self._tell(self.text.next_hit())

    def action_previous_hit(self) -> None:
        """Go to the hit before, from the first to the last."""
        self._tell(self.text.previous_hit())

    @on(Prompt.Submitted)
    def _take_search(self, message: Prompt.Submitted) -> None:
        message.stop()
        try:
            self._search(message.text)
        except QueryError as error:
            self.prompt.show_error(error.position, str(error))
            return
        self.text.focus()
        if message.text:
            self._tell(self.text.next_hit())

    @on(Prompt.Cancelled)
    def _leave_search(self, message: Prompt.Cancelled) -> None:
        message.stop()
        self.text.focus()

    def _search(self, text: str) -> None:
        self.text.set_search(compile_search(text).spans if text else None)
        self._searched = text
        self._show_title("")

    def _tell(self, place: HitPlace | None) -> None:
        if not self._searched:
            self.post_message(Said("Nothing is searched for: / starts a search.", "warn"))
        elif place is None:
            self.post_message(Said(f"Not found here: {self._searched}", "warn"))
        else:
            self._show_title(f"/{self._searched} {place.number}/{place.total}")
            if place.wrapped:
                self.post_message(Said("The search went on at the other end."))

    def _show_title(self, search: str) -> None:
        self.border_title = safe_content("  ".join(filter(None, (self._title, search))))
        self.border_subtitle = Content("{ } sections · / search · Enter closes")
