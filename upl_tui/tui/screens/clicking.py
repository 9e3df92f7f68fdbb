"""Clicks that tell of trouble: found as soon as the logs that tell them are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import get_current_worker

from upl_tui.errors import internal_error
from upl_tui.kinds import PART_OF_KIND, Kind
from upl_tui.states import Availability
from upl_tui.tui.screens.loading import REST_SECONDS
from upl_tui.tui.screens.merging import MergingScreen
from upl_tui.tui.widgets.arranged_list import ArrangedList
from upl_tui.tui.widgets.said import Said

if TYPE_CHECKING:
    from upl_tui.log import Log

_BY_EFFECT = ("dead", "before-error")
"""Words of ``is:`` that only the other logs can answer."""


class ClickingScreen(MergingScreen):
    """Tags the actions beside the screen, with every log that is loaded and again when another one is."""

    _tagged: tuple[Log | None, ...] = ()
    """The logs that the tags come from, in the order of `Kind`."""

    @property
    def is_telling(self) -> bool:
        """Whether somebody else links the logs and tags the clicks."""
        return False

    def log_changed(self, kind: Kind) -> None:
        """Look for clicks anew once no log is on its way."""
        super().log_changed(kind)
        if self.is_telling:
            return
        states = (self.session.state(PART_OF_KIND[kind]).availability for kind in Kind)
        logs = tuple(self.session.logs.get(kind) for kind in Kind)
        if Availability.LOADING in states or Kind.ACTION not in self.session.logs:
            return
        if [id(log) for log in logs] != [id(log) for log in self._tagged]:
            self._tagged = logs
            self._tag_clicks()

    @work(thread=True, exclusive=True, group="clicks", exit_on_error=False)
    def _tag_clicks(self) -> None:
        worker = get_current_worker()
        if worker.cancelled_event.wait(REST_SECONDS):
            return
        from upl_tui.story import Scene
        from upl_tui.story.clicks import find_clicks, tag

        try:
            logs, recording = dict(self.session.logs), self.session.recording
            scene = Scene.of(logs, recording, stop=lambda: worker.is_cancelled)
            clicks = find_clicks(scene, self.settings.dead_click_ms)
        except Exception as error:
            self.post_message(Said(internal_error(error), "error"))
            return
        if not worker.is_cancelled:
            tag(scene, clicks)
            self.app.call_from_thread(self.clicks_found)

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
