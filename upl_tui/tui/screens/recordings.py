"""The recordings of a workspace, to choose one."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.screen import Screen

from upl_tui.errors import UplError
from upl_tui.loader import ApiRecordings
from upl_tui.session import state_of_error
from upl_tui.settings import Settings
from upl_tui.states import Availability, PartState
from upl_tui.tui import garbage
from upl_tui.tui.screens.recording import RecordingScreen
from upl_tui.tui.widgets.notice import Notice
from upl_tui.tui.widgets.prompt import Prompt
from upl_tui.tui.widgets.recordings_table import RecordingsTable
from upl_tui.tui.widgets.status_line import StatusLine
from upl_tui.tui.widgets.title_line import TitleLine

_HINTS = (("Enter", "open"), ("/", "find"), ("r", "load again"), ("?", "help"), ("q", "quit"))
_EMPTY = PartState(Availability.EMPTY, "There are no recordings in this workspace.")


class RecordingsScreen(Screen[None]):
    """A list that grows page by page as the cursor nears its end."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash,f", "find", "show only titles with a text", id="recordings-find", show=False),
        Binding("r", "reload", "load again", id="recordings-reload", show=False),
        Binding("escape", "show_all", "show all again", id="recordings-all", show=False),
        Binding("question_mark,f1", "help", "help", id="recordings-help", show=False),
        Binding("q", "leave", "leave", id="recordings-leave", show=False),
    ]

    DEFAULT_CSS = """
    RecordingsScreen {
        & > RecordingsTable { display: none; }
        &.-loaded > RecordingsTable { display: block; }
        &.-loaded > Notice { display: none; }
    }
    """

    table = query_one(RecordingsTable)
    notice = query_one(Notice)
    status = query_one(StatusLine)
    prompt = query_one(Prompt)

    def __init__(self, source: ApiRecordings, settings: Settings | None = None) -> None:
        super().__init__()
        self._settings = settings
        self._source = source
        self._entered = False
        self._next_page = 1

    def compose(self) -> ComposeResult:
        """Title, list or notice, the line to type into, status."""
        yield TitleLine()
        yield Notice()
        yield RecordingsTable()
        yield Prompt()
        yield StatusLine()

    def on_mount(self) -> None:
        """Begin with the first page."""
        self.status.set_hints(_HINTS)
        self.action_reload()

    def on_screen_resume(self) -> None:
        """Let go of the recording that was left."""
        self.call_after_refresh(garbage.drop)

    async def on_unmount(self) -> None:
        """Close the connection."""
        if self._entered:
            await self._source.__aexit__(None, None, None)

    def action_reload(self) -> None:
        """Forget the list and load it again."""
        self._next_page = 1
        self.remove_class("-loaded")
        self.notice.show_loading("Loading the recordings")
        self._load_page()

    @work(group="page", exit_on_error=False)
    async def _load_page(self) -> None:
        number, self._next_page = self._next_page, 0
        try:
            if not self._entered:
                await self._source.__aenter__()
                self._entered = True
            page = await self._source.page(number)
        except UplError as error:
            self._failed(number, error)
            return
        self._next_page = number + 1 if page.has_more else 0
        self.table.extend(page.items, page.total, anew=number == 1)
        if len(self.table.recordings):
            self.add_class("-loaded")
            self.table.focus()
        else:
            self.notice.show_state(_EMPTY)

    def _failed(self, number: int, error: UplError) -> None:
        self._next_page = number
        if number == 1:
            self.notice.show_state(state_of_error(error))
        else:
            self.status.set_message(f"{error} Move down to try again.", "error")

    @on(RecordingsTable.NearEnd)
    def _load_more(self) -> None:
        if self._next_page:
            self._load_page()

    @on(RecordingsTable.Selected)
    def _open(self, message: RecordingsTable.Selected) -> None:
        recording_id = message.recording.id
        screen = RecordingScreen(
            lambda on_wait: self._source.source(recording_id, on_wait), settings=self._settings
        )
        self.app.push_screen(screen)

    def action_find(self) -> None:
        """Open the line to type into."""
        self.prompt.open("find: ", self.table.wanted)

    def action_show_all(self) -> None:
        """Show all recordings that are loaded."""
        self.table.narrow("")

    @on(Prompt.Changed)
    def _narrow_while_typing(self, message: Prompt.Changed) -> None:
        self.table.narrow(message.text)

    @on(Prompt.Submitted)
    @on(Prompt.Cancelled)
    def _leave_prompt(self) -> None:
        self.table.focus()

    def action_help(self) -> None:
        """Show the keys that work here."""
        from upl_tui.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.active_bindings.values()))

    def action_leave(self) -> None:
        """Leave the list; at the root, the program."""
        if len(self.app.screen_stack) > 1:
            self.dismiss(None)
        else:
            self.app.exit(0)
