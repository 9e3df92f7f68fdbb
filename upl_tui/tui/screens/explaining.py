"""The Story tab of a screen: its logs are loaded and linked, and any row of any tab can be explained."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from upl_tui.kinds import PART_OF_KIND, Kind
from upl_tui.states import Availability, PartState
from upl_tui.tui.beside import ErrorsSaid, beside
from upl_tui.tui.screens.clicking import ClickingScreen
from upl_tui.tui.screens.tabs import INFO, STORY
from upl_tui.tui.widgets.prompt import is_typing
from upl_tui.tui.widgets.said import Said, StoryClosed, StoryOpened

if TYPE_CHECKING:
    from upl_tui.log import Log
    from upl_tui.story import Findings, Problem
    from upl_tui.tui.widgets.story_pane import StoryPane

_NOT_LINKED = PartState(Availability.FAILED, "The logs could not be linked.")
_ARRIVING = (Availability.NOT_ASKED, Availability.LOADING)


class ExplainingScreen(ClickingScreen):
    """Keeps the story up to date once its tab was opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("6", f"show_tab('{STORY}')", "tab Story", id="tab-story", show=False),
        Binding("x", "explain", "explain: the story of this row", id="explain", show=False),
    ]

    story: StoryPane | None = None
    """The pane, once its tab was opened."""
    _left_tab = INFO
    _told: Mapping[Kind, Log] | None = None
    """The logs that the story shown was made from."""

    def kinds_of(self, tab: str) -> tuple[Kind, ...]:
        """All kinds for the story."""
        return tuple(Kind) if tab == STORY else super().kinds_of(tab)

    async def action_show_tab(self, tab: str) -> None:
        """Open a tab; the story needs all logs."""
        if tab != STORY:
            await super().action_show_tab(tab)
            return
        self.wanted_tab = tab
        story = await self._mounted_story()
        if self.switcher.current != STORY:
            self._left_tab = self.switcher.current or INFO
        self._switch(STORY)
        story.focus_content()
        for kind in Kind:
            await self.want_log(kind)
        self._update_story()

    async def action_explain(self) -> None:
        """Tell the story of the entry under the cursor."""
        here = self.entry_here()
        if here is None:
            self.post_message(Said("x tells the story of an entry, on 2 to 5; 6 ranks all problems.", "warn"))
            return
        log, row = here
        (await self._mounted_story()).tell(log.id(row))
        await self.action_show_tab(STORY)

    def log_changed(self, kind: Kind) -> None:
        """Tell anew when a log is there, or is known not to come."""
        super().log_changed(kind)
        if self.story is not None:
            self._update_story()

    async def _mounted_story(self) -> StoryPane:
        async with self.mounting:
            if self.story is None:
                from upl_tui.tui.widgets.story_pane import StoryPane

                pane = StoryPane(id=STORY)
                pane.display = False
                await self.switcher.mount(pane)
                pane.show_loading()
                self.story = pane
        return self.story

    def _update_story(self) -> None:
        """Link the logs when all that will come are there, and not twice the same ones."""
        assert self.story is not None
        if any(self.session.state(PART_OF_KIND[kind]).availability in _ARRIVING for kind in Kind):
            return
        if not self.session.logs:
            self._told = None
            self.story.show_state(PartState(Availability.EMPTY, "There is no log to tell a story from."))
        elif self._told != self.session.logs:
            self._told = dict(self.session.logs)
            self.story.show_loading()
            self._rank()

    @work(exclusive=True, group="story", exit_on_error=False)
    async def _rank(self) -> None:
        assert self.story is not None
        with ErrorsSaid(self):
            if (found := await self.findings()) is not None:
                self._take_story(found, await beside(found.problems))
                return
        self.story.show_state(_NOT_LINKED)

    def _take_story(self, found: Findings, ranked: list[Problem]) -> None:
        assert self.story is not None
        self.tab_bar.set_badge(STORY, f"✕{len(ranked):,}" if ranked else "")
        self.story.show(found, ranked)
        if self.switcher.current == STORY and not is_typing(self):
            self.story.focus_content()

    def subject_here(self) -> str:
        """As on the other tabs; on the story, the entry that is told of."""
        return self.open_story.subject if self.open_story is not None else super().subject_here()

    @property
    def open_story(self) -> StoryPane | None:
        """The pane of the story while its tab is open."""
        return self.story if self.switcher.current == STORY else None

    def _focus_content(self) -> None:
        if self.open_story is not None:
            self.open_story.focus_content()
        else:
            super()._focus_content()

    @on(StoryOpened)
    async def _open_entry(self, message: StoryOpened) -> None:
        await self.go_to_entry(message.name)

    @on(StoryClosed)
    async def _close_story(self) -> None:
        await self.action_show_tab(self._left_tab)
