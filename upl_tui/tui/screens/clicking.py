"""Clicks that tell of trouble: found as soon as the logs that tell them are there."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import on, work

from upl_tui.kinds import PART_OF_KIND, Kind
from upl_tui.states import Availability
from upl_tui.tui.screens.linking import LinkingScreen
from upl_tui.tui.screens.loading import REST_SECONDS
from upl_tui.tui.widgets.arranged_list import ArrangedList

if TYPE_CHECKING:
    from upl_tui.log import Log

_BY_EFFECT = ("dead", "before-error")
"""Words of ``is:`` that only the other logs can answer."""


class ClickingScreen(LinkingScreen):
    """Tags the actions beside the screen, with every log that is loaded and again when another one is."""

    _tagged: Mapping[Kind, Log] | None = None
    """The logs that the tags come from."""

    def log_changed(self, kind: Kind) -> None:
        """Look for clicks anew once no log is on its way."""
        super().log_changed(kind)
        states = (self.session.state(PART_OF_KIND[kind]).availability for kind in Kind)
        if Availability.LOADING in states or Kind.ACTION not in self.session.logs:
            return
        if self._tagged != self.session.logs:
            self._tagged = dict(self.session.logs)
            self._tag_clicks()

    @work(exclusive=True, group="clicks", exit_on_error=False)
    async def _tag_clicks(self) -> None:
        await asyncio.sleep(REST_SECONDS)
        await self.findings()

    def links_made(self) -> None:
        """Tag the clicks."""
        super().links_made()
        if (found := self.known_findings) is not None:
            from upl_tui.story.clicks import tag

            tag(found.scene, found.clicks)
            self.clicks_found()

    def clicks_found(self) -> None:
        """Show the tags, and answer filters that ask for them anew."""
        for pane in self.panes.values():
            pane.tags_changed()

    @on(ArrangedList.Changed)
    async def _want_effects(self) -> None:
        """Load the other logs when a filter asks what only they can tell."""
        if self.kind is Kind.ACTION and _asks(self.panes[self.kind.value].query_text, _BY_EFFECT):
            for kind in Kind:
                await self.want_log(kind)


def _asks(query: str, words: tuple[str, ...]) -> bool:
    return "is:" in query and any(word in query for word in words)
