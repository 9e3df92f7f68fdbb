"""Every kind of time stamp becomes milliseconds from the recording's start."""

from __future__ import annotations

from upl_tui.clock.decide import FROM_EARLIEST_ROW, decide
from upl_tui.clock.offsets import format_offset, parse_offset
from upl_tui.clock.time_base import RecordingClock, TimeBase, Unit

__all__ = [
    "FROM_EARLIEST_ROW",
    "RecordingClock",
    "TimeBase",
    "Unit",
    "decide",
    "format_offset",
    "parse_offset",
]
