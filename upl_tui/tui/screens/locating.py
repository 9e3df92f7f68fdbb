"""The page of console entries, which mostly do not say it: looked up once a filter asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual import on, work

from upl_tui.kinds import PART_OF_KIND, Kind
from upl_tui.states import Availability
from upl_tui.tui.beside import ErrorsSaid, beside
from upl_tui.tui.screens.merging import MergingScreen
from upl_tui.tui.screens.tabs import TIMELINE
from upl_tui.tui.widgets.arranged_list import ArrangedList

if TYPE_CHECKING:
    from upl_tui.log import Log

_KEY = "page:"
_COLUMN = "page"


class LocatingScreen(MergingScreen):
    """Loads the logs that tell the page when a filter of console entries asks for it."""

    _located: Mapping[Kind, Log] | None = None
    """The logs that the pages come from."""

    def log_changed(self, kind: Kind) -> None:
        """Look the pages up anew."""
        super().log_changed(kind)
        self._locate()

    @on(ArrangedList.Changed)
    async def _want_pages(self) -> None:
        if not self._asking():
            return
        for kind in (Kind.ACTION, Kind.NETWORK):
            await self.want_log(kind)
        self._locate()

    def _asking(self) -> list[str]:
        """Tabs of console entries whose filter asks for the page."""
        tabs = (tab for tab in (Kind.CONSOLE.value, TIMELINE) if tab in self.panes)
        return [tab for tab in tabs if _KEY in self.panes[tab].query_text]

    def _locate(self) -> None:
        states = (self.session.state(PART_OF_KIND[kind]).availability for kind in Kind)
        logs = dict(self.session.logs)
        if Availability.LOADING in states or Kind.CONSOLE not in logs or self._located == logs:
            return
        if self._asking():
            self._located = logs
            self._look_up(logs)

    @work(exclusive=True, group="pages", exit_on_error=False)
    async def _look_up(self, logs: Mapping[Kind, Log]) -> None:
        def look_up(stop: Callable[[], bool]) -> None:
            from upl_tui.timeline.pages import tell_pages

            tell_pages(logs, stop)

        with ErrorsSaid(self):
            await beside(look_up)
            if self.timeline is not None:
                self.timeline.forget(_COLUMN)
            for tab in self._asking():
                self.panes[tab].log_list.filter_again()
