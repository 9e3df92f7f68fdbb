"""One moment for all tabs: stepping it, a range around it, how times are written, everything near it."""

from __future__ import annotations

from math import inf, isnan
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from upl_tui.kinds import PART_OF_KIND, Kind
from upl_tui.states import Availability
from upl_tui.tui.screens.loading import REST_SECONDS
from upl_tui.tui.screens.merging import MergingScreen
from upl_tui.tui.screens.tabs import TIMELINE
from upl_tui.tui.widgets.moment_strip import MomentStrip

if TYPE_CHECKING:
    from upl_tui.log import Log
    from upl_tui.timeline.lanes import Lane
    from upl_tui.timeline.times import Times
    from upl_tui.tui.commands import GoToEntry, GoToMoment
    from upl_tui.tui.widgets.log_pane import LogPane

_STEP_MS = 1000.0
_EVERYTHING = (-inf, inf)
_NO_MOMENT = "There is no moment yet: 2, 3, 4 or 5 opens a log, :1:23 goes to a moment."


class MomentsScreen(MergingScreen):
    """Holds the range and the style of times, and the strip that shows where the moment is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("comma", "step_moment(-1)", "the clock back by a second", id="clock-back", show=False),
        Binding("full_stop", "step_moment(1)", "the clock forward by a second", id="clock-on", show=False),
        Binding("left_parenthesis", "range_start", "start of the time range", id="range-start", show=False),
        Binding(
            "right_parenthesis",
            "range_end",
            "end of the time range; twice clears the range",
            id="range-end",
            show=False,
        ),
        Binding("t", "time_style", "other way to write times", id="time-style", show=False),
        Binding(
            "T", "time_zero", "count times from here, or from the start again", id="time-zero", show=False
        ),
        Binding("c", "around", "everything around this moment", id="around", show=False),
    ]

    _range = _EVERYTHING
    _times: Times | None = None

    # The moment

    def moment_changed(self) -> None:
        """Move the marker of the strip, and nothing else."""
        self.strip.set_moment(self.moment)

    def here_ms(self) -> float | None:
        """The moment, else that of the entry under the cursor; None, and a sentence says so, without any.

        A cursor on the story, which follows no moment, goes first.
        """
        here = self.entry_here() if self.moment is None or self.open_pane is None else None
        if here is not None and not isnan(at := here[0].at[here[1]]):
            return at
        if self.moment is not None:
            return self.moment
        self.status.set_message(_NO_MOMENT, "warn")
        return None

    async def go_to(self, command: GoToEntry | GoToMoment) -> None:
        """Go to an entry or a moment, and to the nearest end where nothing was recorded at that moment."""
        from upl_tui.clock import format_offset
        from upl_tui.tui.commands import GoToMoment

        if isinstance(command, GoToMoment):
            asked = (self.moment or 0.0) * command.relative + command.ms
            start, end = self.strip.extent or _EVERYTHING
            if not start <= asked <= end:
                self.set_moment(max(start, min(asked, end)))
                where = "before the start" if asked < start else "past the end"
                shown, nearest = format_offset(asked), format_offset(self.moment)
                self.status.set_message(f"{shown} is {where} of the recording: at {nearest}", "warn")
                return
        await super().go_to(command)

    def action_step_moment(self, seconds: int) -> None:
        """Step the clock, inside of what was recorded."""
        from upl_tui.clock import format_offset

        if (moment := self.here_ms()) is None:
            return
        start, end = self.strip.extent or _EVERYTHING
        self.set_moment(max(start, min(moment + seconds * _STEP_MS, end)))
        self.status.set_message(f"at {format_offset(self.moment)}")

    @on(MomentStrip.Chosen)
    def _go_where_clicked(self, message: MomentStrip.Chosen) -> None:
        from upl_tui.clock import format_offset

        self.set_moment(message.at_ms)
        self.status.set_message(f"at {format_offset(self.moment)}")

    async def action_around(self) -> None:
        """Open the timeline on everything around this moment."""
        from upl_tui.clock import format_offset
        from upl_tui.query.edit import replace_terms

        if (moment := self.here_ms()) is None:
            return
        self.moment = moment
        await self.action_show_tab(TIMELINE)
        pane = self.panes[TIMELINE]
        pane.set_filter(replace_terms(pane.query_text, "around", f"around:{format_offset(moment)}"))

    # The range

    def action_range_start(self) -> None:
        """Begin the range here; an end that would lie before it goes."""
        if (moment := self.here_ms()) is not None:
            end = self._range[1]
            self.set_range((moment, end if end >= moment else inf))

    def action_range_end(self) -> None:
        """End the range here, or clear it when it ends here already."""
        if (moment := self.here_ms()) is None:
            return
        start, end = self._range
        self.set_range(_EVERYTHING if end == moment else (start if start <= moment else -inf, moment))

    def set_range(self, between: tuple[float, float]) -> None:
        """Narrow every tab to a stretch of time, both ends included; infinite ends are open."""
        self._range = between
        for log in self.session.logs.values():
            self._tag_range(log)
        for pane in self.panes.values():
            pane.set_range(self._shown_range())
        self.strip.set_range(self._shown_range())
        if between == _EVERYTHING:
            self.status.set_message("The time range is cleared.")

    def _shown_range(self) -> tuple[float, float] | None:
        return None if self._range == _EVERYTHING else self._range

    def _tag_range(self, log: Log) -> None:
        if self._range == _EVERYTHING:
            log.tags.pop("in-range", None)
        else:
            at = log.at
            log.tags["in-range"] = {row for row in log.between(*self._range) if not isnan(at[row])}

    async def go_to_entry(self, name: str) -> None:
        """Go to an entry; a range that hides it is cleared."""
        moment = self.moment_of(name)
        if moment is not None and not self._range[0] <= moment <= self._range[1]:
            self.set_range(_EVERYTHING)
        await super().go_to_entry(name)

    # How times are written

    def times(self) -> Times:
        """How times are written now."""
        if self._times is None:
            from upl_tui.timeline.times import Times

            self._times = Times(started_at_ms=self._started_at_ms())
        return self._times

    def action_time_style(self) -> None:
        """Write times in the next way, on all tabs."""
        from dataclasses import replace

        times = replace(self.times(), started_at_ms=self._started_at_ms()).next()
        self._set_times(times)
        unknown = (
            "" if times.started_at_ms is not None else "; the recording has no date to tell the time of day"
        )
        self.status.set_message(f"times: {times.style}{unknown}")

    def action_time_zero(self) -> None:
        """Count from this moment, or from the start again."""
        from dataclasses import replace

        from upl_tui.clock import format_offset
        from upl_tui.timeline.times import TimeStyle

        if (moment := self.here_ms()) is None:
            return
        clear = self.times().zero_ms == moment
        self._set_times(replace(self.times(), style=TimeStyle.START, zero_ms=None if clear else moment))
        said = "from the start" if clear else f"from {format_offset(moment)}, T here again clears it"
        self.status.set_message(f"times: {said}")

    def _set_times(self, times: Times) -> None:
        self._times = times
        for pane in self.panes.values():
            pane.set_times(times)

    def _started_at_ms(self) -> float | None:
        recording = self.session.recording
        if recording is not None and recording.started_at is not None:
            return recording.started_at.timestamp() * 1000
        origins = (log.account.started_at_ms for log in self.session.logs.values())
        return next((origin for origin in origins if origin is not None), None)

    # What arrives

    def pane_mounted(self, tab: str, pane: LogPane) -> None:
        """Give a new pane the range and the style of times."""
        super().pane_mounted(tab, pane)
        pane.set_range(self._shown_range())
        if self._times is not None:
            pane.set_times(self._times)

    def log_loaded(self, kind: Kind) -> None:
        """Draw the log on the strip."""
        log = self.session.logs[kind]
        self._tag_range(log)
        super().log_loaded(kind)
        self._make_lane(kind, log)

    def log_changed(self, kind: Kind) -> None:
        """Say on the strip what is known of the log."""
        super().log_changed(kind)
        self.strip.set_states(self._strip_states())

    @work(thread=True, group="lanes", exit_on_error=False)
    def _make_lane(self, kind: Kind, log: Log) -> None:
        from upl_tui.timeline.lanes import lane_of

        worker = get_current_worker()
        if worker.cancelled_event.wait(REST_SECONDS):
            return
        lane = lane_of(log)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take_lane, kind, lane)

    def _take_lane(self, kind: Kind, lane: Lane) -> None:
        recording = self.session.recording
        self.strip.set_lane(kind, lane, (recording.duration_ms or 0.0) if recording else 0.0)

    def _strip_states(self) -> dict[Kind, str]:
        """What to say of each kind that has no log."""
        states = {kind: self.session.state(PART_OF_KIND[kind]).availability for kind in Kind}
        return {
            kind: "not loaded" if state is Availability.NOT_ASKED else state.value
            for kind, state in states.items()
            if state is not Availability.READY
        }
