"""Tabs over the panes of a recording, opened on demand, and the moment they share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import ContentSwitcher

from upl_tui.kinds import PART_OF_KIND, Kind, kind_of_id
from upl_tui.settings import Settings
from upl_tui.states import Availability
from upl_tui.tui.first_words import HINTS_LOG, INFO, STORY, TAB_OF_WORD, TABS, TIMELINE
from upl_tui.tui.screens.loading import LoadingScreen
from upl_tui.tui.widgets.info_pane import InfoPane
from upl_tui.tui.widgets.moment_strip import MomentStrip
from upl_tui.tui.widgets.said import Moved, Said
from upl_tui.tui.widgets.status_line import StatusLine
from upl_tui.tui.widgets.tab_bar import TabBar, badge
from upl_tui.tui.widgets.title_line import TitleLine
from upl_tui.values import frozen

__all__ = ["INFO", "STORY", "TABS", "TIMELINE", "Start", "TabbedScreen"]

HINTS_INFO = (("2-6", "logs, story"), ("r", "load again"), (":", "command"), ("?", "help"), ("q", "quit"))

if TYPE_CHECKING:
    from upl_tui.export.picked import Copied
    from upl_tui.loader import OnWait, RecordingSource
    from upl_tui.log import Log
    from upl_tui.logs.spec import LogSpec
    from upl_tui.marks import Marks
    from upl_tui.redact import Masker
    from upl_tui.tui.commands import GoToEntry, GoToMoment
    from upl_tui.tui.widgets.log_pane import LogPane

_PAINT_SECONDS = 0.03
"""Loading begins when the screen has been painted: what it imports holds the interpreter for longer."""


@frozen
class OwnForm:
    """A text that one tab has to copy."""

    title: str
    make: Callable[[Masker], Copied]
    masker: Masker


@frozen
class Start:
    """Where a screen opens: tab, filter, entry and moment as given on the command line."""

    tab: str | None = None
    query: str = ""
    select: str = ""
    at_ms: float | None = None
    covered: bool = False
    """Whether the terminal shows the first rows already: nobody waits for a first paint."""


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
    strip = query_one(MomentStrip)
    title_line = query_one(TitleLine)
    info = query_one(InfoPane)

    def __init__(
        self,
        open_source: Callable[[OnWait], RecordingSource],
        start: Start | None = None,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(open_source)
        self.settings = settings or Settings()
        self._start = start or Start()
        self._start_query = self._start.query
        self.moment: float | None = self._start.at_ms
        """Milliseconds from the start that all tabs share; None until the cursor was in a log."""
        self.panes: dict[str, LogPane] = {}
        """Panes of logs by tab, once their tab was opened."""
        self.wanted_tab = INFO
        """The tab that was asked for last; its pane may still have to be mounted."""
        self.mounting = asyncio.Lock()
        """Held while a tab's pane is mounted: a key and a load may want the same one at once."""
        self._goals: dict[str, str] = {}
        self.entry: tuple[Kind, int] | None = None
        """The entry that the moment is of: its kind, and its row in the log of that kind."""
        self._placed: dict[str, float] = {}
        """The moment at which each tab's cursor stands."""

    def compose(self) -> ComposeResult:
        """Title, tabs, strip, panes, status line; log panes are mounted when their tab is first opened."""
        yield TitleLine()
        yield TabBar(list(TABS.items()))
        yield MomentStrip()
        with ContentSwitcher(initial=INFO):
            yield InfoPane(id=INFO)
        yield StatusLine()

    async def on_mount(self) -> None:
        """Begin with the detail, and with the tab that the command line names."""
        self._show_hints()
        self.info.show_loading()
        if self._start.covered:
            self.load_detail()
        else:
            self.set_timer(_PAINT_SECONDS, self.load_detail)
        if (goal := self._start.select.upper()) and (kind := kind_of_id(goal)):
            self._goals[kind.value] = goal
            await self.action_show_tab(kind.value)
        elif self._start.tab and self._start.tab != INFO:
            await self.action_show_tab(TAB_OF_WORD.get(self._start.tab, self._start.tab))

    def _apply_start_query(self, pane: LogPane) -> None:
        """Filter the first log that opens as the command line says."""
        if query := self._start_query:
            self._start_query = ""
            pane.set_filter(query)

    # What the loads ask for

    def info_pane(self) -> InfoPane:
        """The pane of the detail."""
        return self.info

    def log_pane(self, kind: Kind) -> LogPane:
        """The pane of a kind of log whose tab was opened before."""
        return self.panes[kind.value]

    async def detail_loaded(self, best: Kind | None) -> None:
        """Name the recording above the tabs, and open the tab of a file that holds one log."""
        assert self.session.recording is not None
        self.title_line.show(self.session.recording)
        if best is not None and self.wanted_tab == INFO and not self._start.tab:
            await self.action_show_tab(best.value)

    def log_loaded(self, kind: Kind) -> None:
        """Count problems on the tab and go where somebody wanted to go."""
        self.tab_bar.set_badge(kind.value, badge(self.session.logs[kind]))
        self.place(kind.value)

    def kept_marks(self) -> Mapping[Kind, Marks]:
        """The marks and notes on the logs, as far as they are known."""
        return {}

    def waiting(self, seconds: float, text: str) -> None:
        """Count down to the next attempt."""
        self.status.count_down(seconds, text)

    # Tabs

    @property
    def kind(self) -> Kind | None:
        """Kind of the open tab, None on a tab that is not of one kind."""
        current = self.switcher.current
        return Kind(current) if current in set(Kind) else None

    @property
    def open_pane(self) -> LogPane | None:
        """The pane of the open tab, None where that lists no entries."""
        return self.panes.get(self.switcher.current or "")

    def entry_here(self) -> tuple[Log, int] | None:
        """The log and the row of the entry under the cursor; None without any."""
        return self.open_pane.here() if self.open_pane is not None else None

    def picked_rows(self) -> tuple[Log, Sequence[int], Masker] | None:
        """The log of the open tab, the rows to copy and a masker of their own; None without any."""
        return self.open_pane.picked() if self.open_pane is not None else None

    def own_form(self, key: str) -> OwnForm | None:
        """What a key of the copy menu means on the open tab, where that is not a form of its entries."""
        return None

    def subject_here(self) -> str:
        """Id of the entry under the cursor; empty without any."""
        here = self.entry_here()
        return here[0].id(here[1]) if here is not None else ""

    def kinds_of(self, tab: str) -> tuple[Kind, ...]:
        """The kinds of log that a tab shows."""
        return (Kind(tab),) if tab in set(Kind) else ()

    def spec_of(self, tab: str) -> LogSpec:
        """How the entries of a tab look and what they can be asked."""
        from upl_tui.logs import LOGS

        return LOGS[Kind(tab)]

    async def action_show_tab(self, tab: str) -> None:
        """Open a tab at the moment; its logs are fetched when they are first asked for."""
        self.wanted_tab = tab
        if tab == INFO:
            self._switch(INFO)
            self.info.focus_content()
            return
        pane = await self._mounted_pane(tab)
        self._switch(tab)
        for kind in self.kinds_of(tab):
            await self.want_log(kind)
        self.place(tab)
        pane.focus_content()
        self._apply_start_query(pane)

    async def want_log(self, kind: Kind) -> None:
        """Fetch a log that nobody asked for yet."""
        await self._mounted_pane(kind.value)
        if self.session.state(PART_OF_KIND[kind]).availability is Availability.NOT_ASKED:
            self.start_load(kind)

    async def action_step_tab(self, step: int) -> None:
        """Open the next or the previous tab."""
        tabs = list(TABS)
        await self.action_show_tab(tabs[(tabs.index(self.switcher.current or INFO) + step) % len(tabs)])

    async def _mounted_pane(self, tab: str) -> LogPane:
        async with self.mounting:
            if tab not in self.panes:
                await self._mount_pane(tab)
        return self.panes[tab]

    async def _mount_pane(self, tab: str) -> None:
        from upl_tui.logs.columns import configured
        from upl_tui.tui.widgets.log_pane import LogPane

        spec = configured(self.spec_of(tab), tab, self.settings.columns)
        pane = LogPane(spec, self.moment_of, links=self.settings.links, id=tab)
        pane.display = False
        await self.switcher.mount(pane)
        self.panes[tab] = pane
        self.pane_mounted(tab, pane)

    def pane_mounted(self, tab: str, pane: LogPane) -> None:
        """A tab's pane is there for the first time, still empty."""

    def _switch(self, tab: str) -> None:
        self.switcher.current = tab
        self.tab_bar.set_active(tab)
        self._show_hints()

    # Moments

    def moment_of(self, name: str) -> float | None:
        """Milliseconds from the start of an entry's id or a written moment; None when unknown."""
        kind = kind_of_id(name)
        if kind is None:
            from upl_tui.clock import parse_offset

            return parse_offset(name)
        log = self.session.logs.get(kind)
        return log.moment_of(name) if log is not None else None

    async def go_to(self, command: GoToEntry | GoToMoment) -> None:
        """Go to an entry or a moment."""
        from upl_tui.clock import format_offset
        from upl_tui.tui.commands import GoToEntry

        if isinstance(command, GoToEntry):
            await self.go_to_entry(command.id)
            return
        self.set_moment((self.moment or 0.0) + command.ms if command.relative else command.ms)
        self.status.set_message(f"at {format_offset(self.moment)}")

    async def go_to_entry(self, name: str) -> None:
        """Go to an entry where the open tab has it, else on the tab of its kind."""
        if (pane := self.open_pane) is not None and pane.go_to_id(name):
            return
        kind = kind_of_id(name)
        assert kind is not None
        self._goals[kind.value] = name
        await self.action_show_tab(kind.value)

    def set_moment(self, moment_ms: float, entry: tuple[Kind, int] | None = None) -> None:
        """Move the moment, and the cursor of the open tab to it; `entry` is the one it is of, if any."""
        self.moment, self.entry = moment_ms, entry
        self.place(self.switcher.current or INFO)
        self.moment_changed()

    def moment_changed(self) -> None:
        """The moment is another one now."""

    def place(self, tab: str) -> None:
        """Put a tab's cursor on the entry that somebody asked for, else at the moment unless it is there."""
        pane = self.panes.get(tab)
        if pane is None or not pane.has_log:
            return
        if goal := self._goals.pop(tab, ""):
            if not pane.go_to_id(goal):
                self._missed(tab, goal)
            return
        stands = self._placed.get(tab) == self.moment and not pane.is_untouched
        if self.moment is not None and not stands and pane.go_to_moment(self.moment, self.entry):
            self._placed[tab] = self.moment

    def _missed(self, tab: str, goal: str) -> None:
        """Wait for an entry that may still arrive; say of any other that there is none."""
        if any(self.is_awaited(kind) for kind in self.kinds_of(tab)):
            self._goals[tab] = goal
        else:
            self.status.set_message(f"There is no {goal} in this recording.", "warn")

    @on(Moved)
    def _keep_moment(self, message: Moved) -> None:
        self._placed[message.pane] = self.moment = message.at_ms
        here = message.here or self.entry_here()
        self.entry = (here[0].kind, here[1]) if here else None
        if message.pane != self.switcher.current:
            self.place(self.switcher.current or INFO)
        self.moment_changed()

    @on(Said)
    def _say(self, message: Said) -> None:
        self.status.set_message(message.text, message.style)

    @on(TabBar.Activated)
    async def _open_clicked_tab(self, message: TabBar.Activated) -> None:
        await self.action_show_tab(message.key)

    def _focus_content(self) -> None:
        (self.open_pane or self.info).focus_content()

    @on(events.DescendantFocus)
    def _show_hints(self) -> None:
        usual = HINTS_INFO if self.open_pane is None else HINTS_LOG
        nodes = self.focused.ancestors_with_self if self.focused is not None else ()
        self.status.set_hints(next((node.HINTS for node in nodes if hasattr(node, "HINTS")), usual))
