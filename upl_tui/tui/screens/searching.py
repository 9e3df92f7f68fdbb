"""One search for all tabs: what is searched for on one of them is looked for on every other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from textual import on

from upl_tui.kinds import Kind
from upl_tui.tui.screens.explaining import ExplainingScreen
from upl_tui.tui.screens.tabs import INFO, STORY, TABS, TIMELINE
from upl_tui.tui.widgets.said import HitsCounted, SearchedFor, SearchGoesOn

if TYPE_CHECKING:
    from upl_tui.query.search import Search
    from upl_tui.tui.widgets.log_pane import LogPane
    from upl_tui.tui.widgets.searching import Searching


class SearchingScreen(ExplainingScreen):
    """Hands a search from tab to tab, and says where it was found. Each tab counts its own hits."""

    _search: Search | None = None
    _is_answered = True
    """Whether the person was told where the search has hits."""

    def pane_mounted(self, tab: str, pane: LogPane) -> None:
        """A tab that is opened later is searched too."""
        super().pane_mounted(tab, pane)
        pane.log_list.take_search(self._search)

    async def action_show_tab(self, tab: str) -> None:
        """Open a tab; it need not wait for its turn to be searched."""
        await super().action_show_tab(tab)
        if (searched := self._searched().get(tab)) is not None:
            searched.take_search(self._search)

    def clear_search(self) -> None:
        """Search for nothing on all tabs."""
        self._spread(None)

    @on(SearchedFor)
    def _take_search(self, message: SearchedFor) -> None:
        self.status.set_message("")
        self._spread(message.search)

    def _spread(self, search: Search | None) -> None:
        """Forget what was searched for before; the tab that the person is on is searched first."""
        self._search, self._is_answered = search, search is None
        for searched in self._all_searched():
            if searched.search is not search:
                searched.take_search(None)
        self._show_counts()

    @on(HitsCounted)
    def _answer(self) -> None:
        for searched in self._all_searched():
            searched.take_search(self._search)
        counts = self._show_counts()
        if self._is_answered or None in counts.values():
            return
        self._is_answered = True
        if counts.get(self.switcher.current or "") == 0:
            self.status.set_message(self._found_elsewhere(counts), "warn")

    @on(SearchGoesOn)
    async def _search_on(self, message: SearchGoesOn) -> None:
        """Open the next tab with hits, in the order of the tabs and round their end."""
        counts = self._counts()
        places = _with_hits(counts)
        if not places:
            self.status.set_message(self._found_elsewhere(counts), "warn")
            return
        tabs = list(TABS)
        here = tabs.index(self.switcher.current or INFO)
        ways = {(tabs.index(tab) - here) * message.direction % len(tabs): tab for tab in places}
        tab = ways[min(ways)]
        await self.action_show_tab(tab)
        self._searched()[tab].enter(message.direction)
        self.status.set_message(f"The search went on in {TABS[tab]}.")

    def _show_counts(self) -> dict[str, int | None]:
        counts = self._counts()
        for tab in TABS:
            self.tab_bar.set_hits(tab, counts.get(tab))
        return counts

    def _counts(self) -> dict[str, int | None]:
        """Hits of each tab that shows something, None while not counted; empty without a search."""
        searched = self._searched() if self._search is not None else {}
        return {tab: rows.hit_count for tab, rows in searched.items()}

    def _searched(self) -> dict[str, Searching]:
        """What can be searched on each tab that shows something."""
        found: dict[str, Searching] = {INFO: self.info} if self.info.has_content else {}
        found |= {tab: pane.log_list for tab, pane in self.panes.items() if pane.has_log}
        if self.story is not None and self.story.has_content:
            found[STORY] = self.story
        return found

    def _all_searched(self) -> Iterator[Searching]:
        """The same of all tabs that were opened, those that are still empty too."""
        yield self.info
        yield from (pane.log_list for pane in self.panes.values())
        if self.story is not None:
            yield self.story

    def _found_elsewhere(self, counts: Mapping[str, int | None]) -> str:
        """Where there are hits when the open tab has none, and the keys that go there."""
        keys = {tab: number for number, tab in enumerate(TABS, 1)}
        if found := _with_hits(counts):
            where = ", ".join(f"{count:,} in {TABS[tab]} ({keys[tab]})" for tab, count in found.items())
            return f"Not found here: {where}; n goes on there."
        unopened = [
            f"{keys[kind.value]} opens {TABS[kind.value]}" for kind in Kind if kind.value not in counts
        ]
        return f"Not found in any open log{': ' if unopened else ''}{', '.join(unopened)}."


def _with_hits(counts: Mapping[str, int | None]) -> dict[str, int]:
    """Tabs with hits; the timeline, which shows those of the others, only where it alone has some."""
    found = {tab: count for tab in TABS if (count := counts.get(tab))}
    return {tab: count for tab, count in found.items() if tab != TIMELINE} or found
