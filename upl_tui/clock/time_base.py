"""How the stamps of one collection of rows are read, and the fast way to read many."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from enum import StrEnum
from math import nan
from typing import Any

from upl_tui.clock.stamps import DAY_MS, date_text_ms, iso_ms, number, time_of_day_ms
from upl_tui.values import frozen

EARLIEST_MS, LATEST_MS = 1.0e12, 4.2e12
"""Years 2001 to 2103: what a date of a recording may be. A missing time must never become 1970."""


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


EPOCH_SCALES = {Unit.EPOCH_S: 1e3, Unit.EPOCH_MS: 1.0, Unit.EPOCH_US: 1e-3, Unit.EPOCH_NS: 1e-6}
"""Milliseconds of one unit."""

_DATES = frozenset({Unit.ISO, Unit.LOCALE})
_RELATIVE = frozenset({Unit.RELATIVE_MS, Unit.RELATIVE_S, Unit.MONOTONIC})
_BEYOND_ANY_TIME = 1e300


@frozen
class RecordingClock:
    """What is known of the recording's own clock.

    `started_at_ms` is epoch milliseconds or None for a file without a recording; `duration_ms` may be None.
    `forced` is a time base the user insists on, else None.
    """

    started_at_ms: float | None = None
    duration_ms: float | None = None
    forced: Unit | None = None


@frozen
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
    monotonic_scale: float = 1.0
    """Milliseconds of one unit of a monotonic clock."""
    zero_is_start: bool = False
    """Whether a relative stamp of 0 means the start; else it is a missing time, as for dates."""

    def offset(self, stamp: object) -> float | None:
        """Milliseconds from the start, or None when the stamp is no time (0, -1, "", {}, a word)."""
        value = self._milliseconds(stamp)
        if value is None:
            return None
        if self.unit is Unit.TIME_OF_DAY:
            return (value - self.origin_ms + DAY_MS / 2) % DAY_MS - DAY_MS / 2
        return value - self.origin_ms

    def offsets(self, stamps: Sequence[object]) -> array[float]:
        """`offset` of many stamps at once; NaN where there is no time."""
        kinds = set(map(type, stamps))
        counts = self.unit in EPOCH_SCALES or self.unit in _RELATIVE
        if counts and kinds <= {int, float}:
            return self._of_numbers(stamps)
        if counts and kinds == {str} and (numbers := _all_numbers(stamps)):
            return self._of_numbers(numbers)
        if kinds == {str} and self.unit is Unit.ISO:
            return self._of_iso(stamps)
        return array("d", map(self._or_nan, stamps))

    @property
    def scale(self) -> float:
        """Milliseconds of one unit of a numeric stamp."""
        if self.unit is Unit.MONOTONIC:
            return self.monotonic_scale
        return 1e3 if self.unit is Unit.RELATIVE_S else EPOCH_SCALES.get(self.unit, 1.0)

    def _of_numbers(self, stamps: Sequence[Any]) -> array[float]:
        scale, origin, slow = self.scale, self.origin_ms, self._or_nan
        low, high = 0.0, _BEYOND_ANY_TIME
        if self.unit in EPOCH_SCALES:
            low, high = EARLIEST_MS / scale, LATEST_MS / scale
        return array("d", [v * scale - origin if low < v < high else slow(v) for v in stamps])

    def _of_iso(self, stamps: Sequence[Any]) -> array[float]:
        """Most logs write ``2026-11-22T05:45:14.828Z``, and many rows of one minute follow each other."""
        slow = self._or_nan
        minutes: dict[str, float] = {}
        offsets = array("d")
        for text in stamps:
            minute, seconds, zone = text[:17], text[17:23], text[23:]
            if zone == "Z" and "0" <= seconds < "6":
                if minute not in minutes:
                    minutes[minute] = slow(f"{minute}00Z")
                try:
                    offsets.append(minutes[minute] + float(seconds) * 1000)
                    continue
                except ValueError:
                    pass
            date = iso_ms(text) or 0.0
            offsets.append(date - self.origin_ms if EARLIEST_MS <= date <= LATEST_MS else slow(text))
        return offsets

    def _or_nan(self, stamp: object) -> float:
        offset = self.offset(stamp)
        return nan if offset is None else offset

    def _milliseconds(self, stamp: object) -> float | None:
        if self.unit is Unit.TIME_OF_DAY:
            return time_of_day_ms(stamp) if isinstance(stamp, str) else None
        if self.unit in _RELATIVE:
            value = number(stamp)
            missing = value is None or value == -1 or (value == 0 and not self.zero_is_start)
            return None if missing or value is None else value * self.scale
        if self.unit in EPOCH_SCALES or self.unit in _DATES:
            value = self._date(stamp)
            return value if value is not None and EARLIEST_MS <= value <= LATEST_MS else None
        return None

    def _date(self, stamp: object) -> float | None:
        """A date written otherwise than the rest is read too: no two ways of writing look alike."""
        value = number(stamp)
        if value is not None:
            unit = self.unit if self.unit in EPOCH_SCALES else epoch_unit(value)
            return None if unit is None else value * EPOCH_SCALES[unit]
        if not isinstance(stamp, str):
            return None
        text = stamp.strip()
        value = iso_ms(text)
        return date_text_ms(text) if value is None else value


def _all_numbers(texts: Sequence[Any]) -> list[float] | None:
    try:
        return list(map(float, texts))
    except ValueError:
        return None


def epoch_unit(value: float) -> Unit | None:
    """The unit in which a number is a date, by its magnitude."""
    for unit, scale in EPOCH_SCALES.items():
        if EARLIEST_MS <= value * scale <= LATEST_MS:
            return unit
    return None
