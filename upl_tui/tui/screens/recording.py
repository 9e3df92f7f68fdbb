"""The screen of one recording: what its keys and its command line do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from upl_tui.errors import UsageError
from upl_tui.tui.screens.comparing import ComparingScreen
from upl_tui.tui.screens.export import ExportingScreen
from upl_tui.tui.screens.linked import LinkedScreen
from upl_tui.tui.screens.locating import LocatingScreen
from upl_tui.tui.screens.playing import PlayingScreen
from upl_tui.tui.screens.previewing import PreviewingScreen
from upl_tui.tui.screens.reading import ReadingScreen
from upl_tui.tui.screens.searching import SearchingScreen
from upl_tui.tui.screens.tabs import Start
from upl_tui.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from upl_tui.tui.commands import Command
    from upl_tui.tui.widgets.log_pane import LogPane

_NO_ROWS = "There are no rows here: 2, 3, 4 and 5 open a log."

__all__ = ["RecordingScreen", "Start"]


class RecordingScreen(
    ExportingScreen,
    PlayingScreen,
    PreviewingScreen,
    ReadingScreen,
    LinkedScreen,
    LocatingScreen,
    SearchingScreen,
    ComparingScreen,
):
    """One recording. It wires panes to the session and holds no rule about data."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "reload", "load this part again", id="reload", show=False),
        Binding("R", "reveal", "show or hide secrets here", id="reveal", show=False),
        Binding("plus", "narrow(False)", "keep only a value of this entry", id="keep", show=False),
        Binding("minus", "narrow(True)", "drop a value of this entry", id="drop", show=False),
        Binding("equals_sign", "facets", "group the shown rows", id="facets", show=False),
        Binding("i", "in_flight", "requests that were running at this moment", id="in-flight", show=False),
        Binding("L", "levels", "choose the level to keep", id="levels", show=False),
        Binding("z", "app.prefix('z')", "look: centre, wrap", id="prefix-look", show=False),
        Binding("colon", "command", "type a command", id="command", show=False),
        Binding("question_mark,f1", "help", "help", id="help", show=False),
        Binding("escape", "step_back", "cancel, close, clear search, clear filter", id="escape", show=False),
        Binding("q", "leave", "leave the recording; at the root, the program", id="leave", show=False),
    ]

    def action_reload(self) -> None:
        """Fetch this part again."""
        kinds = self.kinds_of(self.switcher.current or "")
        for kind in kinds:
            self.start_load(kind)
        if not kinds:
            self.info.show_loading()
            self.load_detail()

    def action_levels(self) -> None:
        """Choose the level to keep."""
        from upl_tui.tui.screens.menu import LEVELS, Menu

        if (pane := self.open_pane) is None:
            self.status.set_message(_NO_ROWS, "warn")
            return

        def choose(level: str | None) -> None:
            if level is not None:
                pane.set_level(level)

        self.app.push_screen(Menu("Level", LEVELS), choose)

    def action_narrow(self, drop: bool) -> None:
        """Choose a value of the entry under the cursor to keep or to drop."""
        from upl_tui.tui.screens.menu import Choice, Menu

        pane = self.open_pane
        facets = pane.facets() if pane else []
        if pane is None or not facets:
            words = _NO_ROWS if pane is None else "This row has no value to filter by: f edits the filter."
            self.status.set_message(words, "warn")
            return
        choices = [Choice(str(n), f"{key}: {value}", key) for n, (key, value) in enumerate(facets, 1)]

        def choose(key: str | None) -> None:
            if key is not None:
                pane.narrow(key, dict(facets)[key], drop=drop)

        self.app.push_screen(Menu("Drop" if drop else "Keep only", choices), choose)

    def action_facets(self, name: str = "") -> None:
        """Group the shown rows by a field, and drill in."""
        from upl_tui.facets import choice, choices
        from upl_tui.tui.screens.facets import FacetsScreen

        pane = self.open_pane
        view = pane.view if pane is not None else None
        if pane is None or view is None:
            self.status.set_message(_NO_ROWS, "warn")
            return
        field = choice(pane.spec, name) if name else choices(pane.spec)[0]
        if field is None:
            known = ", ".join(field.key for field in choices(pane.spec))
            raise UsageError(f'This log has no field "{name}".', f"Try {known}.")

        def drill(term: str | None) -> None:
            if term is not None:
                pane.add_term(term)

        self.app.push_screen(FacetsScreen(view.log, view.rows, pane.spec, field, pane.masker), drill)

    async def action_in_flight(self) -> None:
        """Show the requests that were running when the entry under the cursor happened."""
        from upl_tui.kinds import Kind

        here = self.entry_here()
        name = here[0].id(here[1]) if here else ""
        if not name or self.moment_of(name) is None:
            self.status.set_message("Put the cursor on an entry with a time first.", "warn")
            return
        await self.action_show_tab(Kind.NETWORK.value)
        self.log_pane(Kind.NETWORK).set_filter(f"is:pending near:{name}")

    def action_reveal(self) -> None:
        """Show or hide secrets on this tab."""
        (self.open_pane or self.open_story or self.info).toggle_reveal()

    # The command line, help and leaving

    async def action_command(self) -> None:
        """Open the command line."""
        if not self.query(Prompt).filter("#command"):
            await self.mount(Prompt(id="command"), before=self.status)
        self.query_one("#command", Prompt).open(":", "")

    @on(Prompt.Submitted, "#command")
    async def _run_command(self, message: Prompt.Submitted) -> None:
        from upl_tui.tui.commands import parse_command

        message.stop()
        self._focus_content()
        try:
            await self._obey(parse_command(message.text))
        except UsageError as error:
            self.status.set_message(str(error), "error")

    @on(Prompt.Cancelled, "#command")
    def _leave_command(self, message: Prompt.Cancelled) -> None:
        message.stop()
        self._focus_content()

    async def _obey(self, command: Command) -> None:
        from upl_tui.tui.commands import (
            Export,
            GoToEntry,
            GoToMoment,
            Quit,
            SetClock,
            SetColumns,
            SetFilter,
            SetOrder,
            SetTheme,
            ShowFacets,
            ShowList,
        )

        match command:
            case ShowFacets(name):
                self.action_facets(name)
            case SetColumns(names):
                self._set_columns(names)
            case Export(format, path):
                await self.export_as(format, path)
            case Quit():
                self.app.exit(0)
            case SetFilter(query):
                self._pane_with_rows().set_filter(query)
            case SetOrder(column, descending):
                self._pane_with_rows().log_list.sort_by_name(column, descending=descending)
            case SetTheme(name):
                if name not in self.app.available_themes:
                    raise UsageError(
                        f"No theme {name}.", "There are " + ", ".join(sorted(self.app.available_themes))
                    )
                self.app.theme = name
            case ShowList():
                await self.show_neighbours()
            case SetClock(unit):
                self.set_clock(unit)
            case GoToEntry() | GoToMoment():
                await self.go_to(command)

    def _set_columns(self, names: tuple[str, ...]) -> None:
        from upl_tui.logs.columns import with_columns

        pane = self._pane_with_rows()
        pane.set_spec(with_columns(self.spec_of(self.switcher.current or ""), names))

    def _pane_with_rows(self) -> LogPane:
        if (pane := self.open_pane) is None:
            raise UsageError(_NO_ROWS)
        return pane

    async def show_neighbours(self) -> None:
        """Open the list of the workspace's recordings; `q` comes back."""
        from upl_tui.tui.screens.recordings import RecordingsScreen

        neighbours = (await self.opened_source()).neighbours()
        if neighbours is None:
            raise UsageError("Files have no list of recordings.")
        self.app.push_screen(RecordingsScreen(neighbours, self.settings))

    def action_help(self) -> None:
        """Show the keys that work here, and on the story its rules."""
        from upl_tui.tui.screens.help import HelpScreen
        from upl_tui.tui.widgets.moment_strip import LEGEND

        marks = self.open_pane.spec.legend if self.open_pane is not None else ()
        legends = (("Marks in the list", marks), ("Signs of the strip below the tabs", LEGEND))
        more = self.open_story.help_text if self.open_story is not None else ""
        self.app.push_screen(HelpScreen(self.active_bindings.values(), legends, more))

    def interrupt(self) -> bool:
        """Cancel what is going on in the open tab; False when nothing is."""
        if self._cancel_loads():
            return True
        self.status.set_message("Ctrl+C again quits, q too.")
        return False

    def action_step_back(self) -> None:
        """Esc: cancel the load, else leave the screen's panes to close and clear what is open."""
        if self._cancel_loads():
            return
        if (pane := self.open_pane) is not None:
            pane.step_back()
        else:
            self.clear_search()

    def _cancel_loads(self) -> bool:
        """Cancel the loads that the open tab waits for, and the video's; False when there are none."""
        if self.cancel_video():
            return True
        cancelled = [self.cancel_load(kind) for kind in self.kinds_of(self.switcher.current or "")]
        return any(cancelled)

    def action_leave(self) -> None:
        """Leave this recording; at the root, the program."""
        if len(self.app.screen_stack) > 1:
            self.dismiss(None)
        else:
            self.app.exit(0)
