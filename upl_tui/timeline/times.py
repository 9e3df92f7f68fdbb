"""The ways to write an entry's time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from math import isnan

from upl_tui.clock import format_offset


class TimeStyle(StrEnum):
    """What a time column shows; the value is said to the person."""

    START = "from the start"
    DELTA = "since the row above"
    LOCAL = "local time"
    UTC = "UTC"


_TITLES = {TimeStyle.START: "time", TimeStyle.DELTA: "+time", TimeStyle.LOCAL: "local", TimeStyle.UTC: "UTC"}
_OF_DAY = (TimeStyle.LOCAL, TimeStyle.UTC)


@dataclass(frozen=True, slots=True)
class Times:
    """How times are written; all moments in milliseconds from the start."""

    style: TimeStyle = TimeStyle.START
    zero_ms: float | None = None
    """The moment that offsets count from instead of the start."""
    started_at_ms: float | None = None
    """Epoch milliseconds of the recording's start; without it there is no time of day."""

    @property
    def title(self) -> str:
        """Title of the column."""
        return "±time" if self._from_zero else _TITLES[self.style]

    @property
    def is_plain(self) -> bool:
        """Whether times are what a table shows anyway: offsets from the start."""
        return self.style is TimeStyle.START and self.zero_ms is None

    def next(self) -> Times:
        """The next style that can be had."""
        styles = [style for style in TimeStyle if style not in _OF_DAY or self.started_at_ms is not None]
        return replace(self, style=styles[(styles.index(self.style) + 1) % len(styles)])

    def label(self, at_ms: float, above_ms: float) -> str:
        """The time of an entry, with that of the one above it; NaN for a time that is not known."""
        if isnan(at_ms) or (self.style is TimeStyle.DELTA and isnan(above_ms)):
            return format_offset(None)
        if self.style is TimeStyle.DELTA:
            return _signed(at_ms - above_ms)
        if self.style in _OF_DAY and self.started_at_ms is not None:
            return _time_of_day(self.started_at_ms + at_ms, utc=self.style is TimeStyle.UTC)
        return _signed(at_ms - self.zero_ms) if self.zero_ms is not None else format_offset(at_ms)

    @property
    def _from_zero(self) -> bool:
        return self.style is TimeStyle.START and self.zero_ms is not None


def _signed(ms: float) -> str:
    text = format_offset(ms)
    return text if text.startswith("-") else f"+{text}"


def _time_of_day(epoch_ms: float, *, utc: bool) -> str:
    """``05:45:12.340``; ``-`` for a moment that no calendar has."""
    try:
        moment = datetime.fromtimestamp(round(epoch_ms) / 1000, UTC)
        return f"{moment if utc else moment.astimezone():%H:%M:%S.%f}"[:-3]
    except (OverflowError, OSError, ValueError):
        return format_offset(None)
