"""Every kind of time stamp becomes milliseconds from the recording's start."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What the numbers or words of a time field mean."""

    EPOCH_S = "epoch s"
    EPOCH_MS = "epoch ms"
    EPOCH_US = "epoch us"
    EPOCH_NS = "epoch ns"
    ISO = "ISO 8601"
    LOCALE = "date text"
    TIME_OF_DAY = "time of day"
    RELATIVE_MS = "ms from start"
    RELATIVE_S = "s from start"
    MONOTONIC = "monotonic"
    NONE = "no times"


@dataclass(frozen=True, slots=True)
class RecordingClock:
    """What is known of the recording's own clock.

    `started_at_ms` is epoch milliseconds or None for a file without a recording; `duration_ms` may be None.
    `forced` is a time base the user insists on, else None.
    """

    started_at_ms: float | None = None
    duration_ms: float | None = None
    forced: Unit | None = None


@dataclass(frozen=True, slots=True)
class TimeBase:
    """How the stamps of one collection were understood.

    `origin_ms` is what is subtracted from a stamp after it was scaled to milliseconds.
    """

    unit: Unit
    origin_ms: float = 0.0
    confidence: float = 1.0
    """0 to 1: share of stamps that agree, lowered where the choice between two readings was close."""
    approximate: bool = False
    """True when the anchor is a guess, so that offsets between logs may be off."""
    note: str = ""
    """One sentence for the screen when something could not be concluded."""

    def offset(self, stamp: object) -> float | None:
        """Milliseconds from the start, or None when the stamp is no time (0, -1, "", {}, a word)."""
        raise NotImplementedError

    def offsets(self, stamps: Sequence[object]) -> array[float]:
        """`offset` of many stamps at once; NaN where there is no time."""
        raise NotImplementedError


def decide(stamps: Sequence[object], clock: RecordingClock) -> TimeBase:
    """Decide once for a whole collection what its stamps mean."""
    raise NotImplementedError


def format_offset(ms: float | None, *, millis: bool = True) -> str:
    """``0:24.650`` for 24,650 ms: hours only when needed, a minus before the start, ``-`` for None."""
    raise NotImplementedError


def parse_offset(text: str) -> float | None:
    """Milliseconds of ``1:23.4``, ``83s``, ``1500ms``, ``2m``, ``1:02:03``; None when it is none of these."""
    raise NotImplementedError
