"""The detail of one entry, with a search of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.worker import Worker, get_current_worker

from upl_tui.errors import QueryError
from upl_tui.logs.spec import Section
from upl_tui.query.search import compile_search
from upl_tui.tui.content import safe_content
from upl_tui.tui.widgets.detail_text import DetailText
from upl_tui.tui.widgets.prompt import Prompt
from upl_tui.tui.widgets.said import Said
from upl_tui.tui.widgets.section_rows import SectionRows, growing
from upl_tui.tui.widgets.text_search import HitPlace
from upl_tui.tui.widgets.text_viewer import TextViewer

Batches = Callable[[], Iterable[Sequence[Section]]]
"""Makes the sections of an entry; those of a batch are shown together."""

_REST_SECONDS = 0.05
"""How long a cursor that may be on its way further has to rest before long work begins."""


class DetailPane(Vertical):
    """Sections of an entry; ``/``, ``n`` and ``N`` work in here as they do in the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "search", id="detail-search", show=False),
        Binding("n", "next_hit", "next hit", id="detail-hit-next", show=False),
        Binding("v", "open_pager", "open this section in the pager", id="detail-pager", show=False),
        Binding("N", "previous_hit", "previous hit", id="detail-hit-previous", show=False),
    ]

    DEFAULT_CSS = """
    DetailPane { border-top: solid $panel; }
    DetailPane:focus-within { border-top: solid $border; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.text = DetailText()
        self.prompt = Prompt()
        self._title = ""
        self._path = ""  # of the line of JSON under the cursor
        self._searched = ""
        self._is_waiting = False  # for the first hit of a search that goes on
        self._batches: Batches | None = None
        self._reading: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """The text, and the line to type a search into."""
        yield self.text
        yield self.prompt

    def read(self, title: str, batches: Batches) -> None:
        """Show an entry: its sections are made beside the screen, and shown batch by batch."""
        self._batches = batches
        is_busy = self._reading is not None and self._reading.is_running
        self._reading = self._read(title, batches, _REST_SECONDS if is_busy else 0)

    def close(self) -> None:
        """Make no more sections."""
        self.workers.cancel_group(self, "detail")

    def show(self, title: str, sections: SectionRows) -> None:
        """Show an entry, or its first sections."""
        self._title, self._path = title, ""
        self.text.show_sections(sections)
        self._show_title()

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

    def action_open_pager(self) -> None:
        """Open the text of this section in the pager or the editor, whole and as it is shown."""
        from upl_tui.tui.pager import section_text

        if self._batches is not None:
            self._write_out(partial(section_text, self._batches, self.text.section_at_cursor()))

    @work(thread=True, exclusive=True, group="detail", description="read", exit_on_error=False)
    def _read(self, title: str, batches: Batches, rest_seconds: float) -> None:
        worker = get_current_worker()
        if worker.cancelled_event.wait(rest_seconds):
            return
        show: Callable[[SectionRows], None] = partial(self.show, title)
        for sections in growing(batches(), lambda: self.text.wrap_width):
            if worker.is_cancelled:
                return
            self.app.call_from_thread(self._unless_cancelled, worker, partial(show, sections))
            show = self.extend

    def _unless_cancelled(self, worker: Worker[None], show: Callable[[], None]) -> None:
        """Workers are cancelled on this thread: what one of them still hands over is noticed here."""
        if not worker.is_cancelled:
            show()

    @work(thread=True, exclusive=True, group="pager", description="write out", exit_on_error=False)
    def _write_out(self, pieces: Callable[[], Iterable[str]]) -> None:
        from upl_tui.tui.pager import open_pager

        if refusal := open_pager(self.app, pieces()):
            self.post_message(Said(refusal, "warn"))

    @on(Prompt.Submitted)
    def _take_search(self, message: Prompt.Submitted) -> None:
        message.stop()
        try:
            self._search(message.text)
        except QueryError as error:
            self.prompt.show_error(error.position, str(error))
            return
        self.text.focus()

    @on(Prompt.Cancelled)
    def _leave_search(self, message: Prompt.Cancelled) -> None:
        message.stop()
        self.text.focus()

    def _search(self, text: str) -> None:
        find = compile_search(text).spans if text else None
        self._searched = text
        self._is_waiting = bool(text)
        self.text.set_search(find)
        self._show_title()

    @on(TextViewer.Searched)
    def _go_to_first_hit(self, message: TextViewer.Searched) -> None:
        message.stop()
        if self._is_waiting and (message.is_done or self.text.hits.has_from(self.text.position)):
            self._is_waiting = False
            self._tell(self.text.next_hit())
        else:
            self._show_title()

    @on(TextViewer.Failed)
    def _tell_failure(self, message: TextViewer.Failed) -> None:
        message.stop()
        self.post_message(Said(message.reason, "error"))

    def _tell(self, place: HitPlace | None) -> None:
        if not self._searched:
            self.post_message(Said("Nothing is searched for: / starts a search.", "warn"))
        elif place is None:
            self.post_message(Said(f"Not found here: {self._searched}", "warn"))
        elif place.wrapped:
            self.post_message(Said("The search went on at the other end."))
        self._show_title()

    def _show_title(self) -> None:
        place = self.text.hits.place
        search = f"/{self._searched} {place.number}/{place.total}" if self._searched and place else ""
        self.border_title = safe_content("  ".join(filter(None, (self._title, search, self._path))))

    @on(DetailText.Highlighted)
    def _follow(self, message: DetailText.Highlighted) -> None:
        message.stop()
        self._show_path()

    def _show_path(self) -> None:
        self._work_out_path(self.text.path_finder())

    @work(thread=True, exclusive=True, group="path", description="path", exit_on_error=False)
    def _work_out_path(self, find: Callable[[], str]) -> None:
        worker = get_current_worker()
        if not worker.cancelled_event.wait(_REST_SECONDS):
            self.app.call_from_thread(self._unless_cancelled, worker, partial(self._take_path, find()))

    def _take_path(self, path: str) -> None:
        if path != self._path:
            self._path = path
            self._show_title()
