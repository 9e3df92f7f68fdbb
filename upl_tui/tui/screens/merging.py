"""The Timeline tab of a screen: all logs of the recording merged, again whenever one of them has grown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from upl_tui.kinds import PART_OF_KIND, Kind
from upl_tui.states import Availability, PartState
from upl_tui.tui.beside import ErrorsSaid, beside
from upl_tui.tui.screens.tabs import TIMELINE, TabbedScreen
from upl_tui.tui.widgets.tab_bar import badge

if TYPE_CHECKING:
    from upl_tui.log import Log
    from upl_tui.logs.spec import LogSpec
    from upl_tui.timeline import Timeline

_NOT_MERGED = PartState(Availability.FAILED, "The logs could not be merged.")
_WORTH_MERGING = 1.5
"""Growth after which a timeline that still loads is merged anew: so all merges together cost little."""


class MergingScreen(TabbedScreen):
    """Keeps the timeline up to date once its tab was opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("5", f"show_tab('{TIMELINE}')", "tab Timeline", id="tab-timeline", show=False),
    ]

    timeline: Timeline | None = None

    def kinds_of(self, tab: str) -> tuple[Kind, ...]:
        """All kinds for the timeline."""
        return tuple(Kind) if tab == TIMELINE else super().kinds_of(tab)

    def spec_of(self, tab: str) -> LogSpec:
        """The timeline's own spec for its tab."""
        if tab != TIMELINE:
            return super().spec_of(tab)
        from upl_tui.timeline import TIMELINE as SPEC

        return SPEC

    async def action_show_tab(self, tab: str) -> None:
        """Open a tab; the timeline of logs that were all there before is merged now."""
        await super().action_show_tab(tab)
        if tab == TIMELINE and self.timeline is None:
            self._merge(list(self._known_logs()))

    def log_changed(self, kind: Kind) -> None:
        """Merge anew, while a log arrives only when that shows much more than before."""
        super().log_changed(kind)
        if TIMELINE not in self.panes:
            return
        logs = list(self._known_logs())
        merged = len(self.timeline) if self.timeline is not None else 0
        if not self.is_awaited(kind) or sum(map(len, logs)) > merged * _WORTH_MERGING:
            self._merge(logs)

    def _known_logs(self) -> Iterator[Log]:
        """Each kind's log, as far as it is there."""
        for kind in Kind:
            log = self.arriving.get(kind) or self.session.logs.get(kind)
            if log is not None:
                yield log

    @work(exclusive=True, group="timeline", exit_on_error=False)
    async def _merge(self, logs: list[Log]) -> None:
        def merge(stop: Callable[[], bool]) -> Timeline:
            from upl_tui.timeline import Timeline

            return Timeline(logs, stop)

        with ErrorsSaid(self):
            self._take_timeline(await beside(merge))
            return
        self.panes[TIMELINE].show_state(_NOT_MERGED)

    def _take_timeline(self, timeline: Timeline) -> None:
        pane = self.panes[TIMELINE]
        self.timeline = timeline
        self.tab_bar.set_badge(TIMELINE, badge(timeline))
        self.timeline_merged(timeline)
        state = self._timeline_state(timeline)
        if not len(timeline) and state.availability is Availability.LOADING:
            pane.show_loading()
            return
        pane.show_log(timeline, state)
        if self.moment is None and pane.is_untouched:
            pane.stay_first()
        self.place(TIMELINE)

    def timeline_merged(self, timeline: Timeline) -> None:
        """A timeline is about to be shown."""

    def _timeline_state(self, timeline: Timeline) -> PartState:
        """What is missing, each log in a sentence; rows without time are counted by the timeline itself."""
        states = {kind: self.session.state(PART_OF_KIND[kind]) for kind in Kind}
        awaited = list(filter(self.is_awaited, Kind))
        sentences = [str(state) for state in states.values() if state.title]
        sentences += [f"The {PART_OF_KIND[kind].label} is still loading." for kind in awaited]
        if len(timeline):
            return PartState(Availability.READY, " ".join(sentences))
        if awaited:
            return PartState(Availability.LOADING)
        return PartState(Availability.EMPTY, "There is no log to merge.", " ".join(sentences))
