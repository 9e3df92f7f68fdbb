"""Tabs over the panes of a recording, opened on demand, and the moment they share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import ContentSwitcher

from upl_tui.kinds import PART_OF_KIND, Kind
from upl_tui.states import Availability
from upl_tui.tui.screens.loading import LoadingScreen
from upl_tui.tui.widgets.info_pane import InfoPane
from upl_tui.tui.widgets.said import Moved, Said
from upl_tui.tui.widgets.status_line import StatusLine
from upl_tui.tui.widgets.tab_bar import TabBar
from upl_tui.tui.widgets.title_line import TitleLine

INFO = "info"
TABS = {
    INFO: "Info",
    Kind.CONSOLE.value: "Console",
    Kind.NETWORK.value: "Network",
    Kind.ACTION.value: "Actions",
}
TAB_OF_WORD = {"actions": Kind.ACTION.value}
HINTS_INFO = (("2 3 4", "logs"), ("r", "load again"), (":", "command"), ("?", "help"), ("q", "quit"))
HINTS_LOG = (("e", "next error"), ("f", "filter"), ("/", "search"), ("Enter", "detail"), ("?", "help"))

if TYPE_CHECKING:
    from upl_tui.loader import OnWait, RecordingSource
    from upl_tui.log import Log
    from upl_tui.tui.commands import GoToEntry, GoToMoment
    from upl_tui.tui.widgets.log_pane import LogPane

_PAINT_SECONDS = 0.03
"""Loading begins when the screen has been painted: what it imports holds the interpreter for longer."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a screen opens: tab, filter, entry and moment as given on the command line."""

    tab: str | None = None
    query: str = ""
    select: str = ""
    at_ms: float | None = None


class TabbedScreen(LoadingScreen):
    """A recording's panes on tabs; a log is fetched when its tab is first opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", f"show_tab('{INFO}')", "tab Info", id="tab-info", show=False),
        Binding("2", "show_tab('console')", "tab Console", id="tab-console", show=False),
        Binding("3", "show_tab('network')", "tab Network", id="tab-network", show=False),
        Binding("4", "show_tab('action')", "tab Actions", id="tab-actions", show=False),
        Binding("left_square_bracket", "step_tab(-1)", "previous tab", id="tab-previous", show=False),
        Binding("right_square_bracket", "step_tab(1)", "next tab", id="tab-next", show=False),
    ]

    DEFAULT_CSS = "TabbedScreen > ContentSwitcher { height: 1fr; }"

    switcher = query_one(ContentSwitcher)
    tab_bar = query_one(TabBar)
    status = query_one(StatusLine)
    title_line = query_one(TitleLine)
    info = query_one(InfoPane)

    def __init__(self, open_source: Callable[[OnWait], RecordingSource], start: Start | None = None) -> None:
        super().__init__(open_source)
        self._start = start or Start()
        self.moment: float | None = self._start.at_ms
        """Milliseconds from the start that all tabs share; None until the cursor was in a log."""
        self._goals: dict[Kind, str] = {}
        self._panes: dict[Kind, LogPane] = {}

    def compose(self) -> ComposeResult:
        """Title, tabs, the panes, the status line; log panes are mounted when their tab is first opened."""
        yield TitleLine()
        yield TabBar(list(TABS.items()))
        with ContentSwitcher(initial=INFO):
            yield InfoPane(id=INFO)
        yield StatusLine()

    async def on_mount(self) -> None:
        """Begin with the detail, and with the tab that the command line names."""
        self._show_hints()
        self.info.show_loading()
        self.set_timer(_PAINT_SECONDS, self.load_detail)
        if (goal := self._start.select.upper()) and (kind := _kind_of_id(goal)):
            self._goals[kind] = goal
            await self.action_show_tab(kind.value)
        elif self._start.tab and self._start.tab != INFO:
            await self.action_show_tab(TAB_OF_WORD.get(self._start.tab, self._start.tab))
        self._apply_start_query()

    def _apply_start_query(self) -> None:
        if self._start.query and self.kind is not None:
            self.log_pane(self.kind).set_filter(self._start.query)

    # What the loads ask for

    def info_pane(self) -> InfoPane:
        """The pane of the detail."""
        return self.info

    def log_pane(self, kind: Kind) -> LogPane:
        """The pane of a kind of log whose tab was opened before."""
        return self._panes[kind]

    async def detail_loaded(self, best: Kind | None) -> None:
        """Name the recording above the tabs, and open the tab of a file that holds one log."""
        assert self.session.recording is not None
        self.title_line.show(self.session.recording)
        if best is not None and self.kind is None and not self._start.tab:
            await self.action_show_tab(best.value)
            self._apply_start_query()

    def log_loaded(self, kind: Kind) -> None:
        """Count problems on the tab and go where somebody wanted to go."""
        self.tab_bar.set_badge(kind.value, badge(self.session.logs[kind]))
        pane = self.log_pane(kind)
        if goal := self._goals.pop(kind, ""):
            self._say_if_missing(goal, pane.go_to_id(goal))
        elif self.moment is not None and (kind is not self.kind or pane.is_untouched):
            pane.go_to_moment(self.moment)

    def waiting(self, seconds: float, text: str) -> None:
        """Count down to the next attempt."""
        self.status.count_down(seconds, text)

    # Tabs

    @property
    def kind(self) -> Kind | None:
        """Kind of the open tab, None on Info."""
        current = self.switcher.current
        return Kind(current) if current in set(Kind) else None

    async def action_show_tab(self, tab: str) -> None:
        """Open a tab; a log is fetched when its tab is first opened."""
        if tab == INFO:
            self._switch(INFO)
            self.info.focus_content()
            return
        kind = Kind(tab)
        pane = await self._mounted_pane(kind)
        self._switch(tab)
        if self.session.state(PART_OF_KIND[kind]).availability is Availability.NOT_ASKED:
            self.start_load(kind)
        elif self.moment is not None:
            pane.go_to_moment(self.moment)
        pane.focus_content()

    async def action_step_tab(self, step: int) -> None:
        """Open the next or the previous tab."""
        tabs = list(TABS)
        await self.action_show_tab(tabs[(tabs.index(self.switcher.current or INFO) + step) % len(tabs)])

    async def _mounted_pane(self, kind: Kind) -> LogPane:
        if kind not in self._panes:
            from upl_tui.logs import LOGS
            from upl_tui.tui.widgets.log_pane import LogPane

            pane = LogPane(LOGS[kind], self.moment_of, id=kind.value)
            pane.display = False
            await self.switcher.mount(pane)
            self._panes[kind] = pane
        return self._panes[kind]

    def _switch(self, tab: str) -> None:
        self.switcher.current = tab
        self.tab_bar.set_active(tab)
        self._show_hints()

    # Moments

    def moment_of(self, name: str) -> float | None:
        """Milliseconds from the start of an entry's id or a written moment; None when unknown."""
        kind = _kind_of_id(name)
        if kind is None:
            from upl_tui.clock import parse_offset

            return parse_offset(name)
        log = self.session.logs.get(kind)
        row = int(name[1:]) - 1
        return log.at[row] if log is not None and 0 <= row < len(log) else None

    async def go_to(self, command: GoToEntry | GoToMoment) -> None:
        """Go to an entry or a moment."""
        from upl_tui.clock import format_offset
        from upl_tui.tui.commands import GoToEntry

        if isinstance(command, GoToEntry):
            kind = _kind_of_id(command.id)
            assert kind is not None
            if kind in self.session.logs:
                await self.action_show_tab(kind.value)
                self._say_if_missing(command.id, self.log_pane(kind).go_to_id(command.id))
            else:
                self._goals[kind] = command.id
                await self.action_show_tab(kind.value)
            return
        self.moment = (self.moment or 0.0) + command.ms if command.relative else command.ms
        if (kind := self.kind) is not None:
            self.log_pane(kind).go_to_moment(self.moment)
        self.status.set_message(f"at {format_offset(self.moment)}")

    @on(Moved)
    def _keep_moment(self, message: Moved) -> None:
        self.moment = message.at_ms

    @on(Said)
    def _say(self, message: Said) -> None:
        self.status.set_message(message.text, message.style)

    @on(TabBar.Activated)
    async def _open_clicked_tab(self, message: TabBar.Activated) -> None:
        await self.action_show_tab(message.key)

    def _focus_content(self) -> None:
        if (kind := self.kind) is not None:
            self.log_pane(kind).focus_content()
        else:
            self.info.focus_content()

    def _say_if_missing(self, name: str, found: bool) -> None:
        if not found:
            self.status.set_message(f"There is no {name} in this recording.", "warn")

    @on(events.DescendantFocus)
    def _show_hints(self) -> None:
        if self.kind is None:
            self.status.set_hints(HINTS_INFO)
        else:
            self.status.set_hints(getattr(self.focused, "HINTS", HINTS_LOG))


def badge(log: Log) -> str:
    """What a tab says of its log: how many entries, and how many problems, marked by a cross."""
    from upl_tui.entries import Severity

    problems = log.count(Severity.ERROR) + log.count(Severity.FATAL)
    return f"{len(log):,} ✕{problems:,}" if problems else f"{len(log):,}"


def _kind_of_id(name: str) -> Kind | None:
    if not name[1:].isdigit():
        return None
    return next((kind for kind in Kind if kind.letter == name[0].upper()), None)
