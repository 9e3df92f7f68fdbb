"""What the stamps of a collection mean is decided once for all of them, never row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from math import isnan
from typing import Any

from upl_tui.clock.stamps import DAY_MS, date_text_ms, has_zone, iso_ms, number, time_of_day_ms
from upl_tui.clock.time_base import RecordingClock, TimeBase, Unit, epoch_unit

_SAMPLE = 1000
_SLACK_MS = 60_000.0
_HOUR_MS = 3_600_000.0
_QUARTER_HOUR_MS = 900_000.0
_DATES_FROM, _FAR = 1e9, 1e18
_RESTART_DROP = 0.05
_RESTART_FLOOR_MS = 5_000.0

FROM_EARLIEST_ROW = "Times count from the earliest row: the start of the recording is not known."
"""What is remarked on dates without a recording's start."""

Stamps = Sequence[object]


def decide(stamps: Stamps, clock: RecordingClock, *, in_milliseconds: bool = False) -> TimeBase:
    """Decide once for a whole collection what its stamps mean.

    `in_milliseconds` says that numbers that are no dates are known to be milliseconds.
    """
    sample = _spread(stamps)
    votes = _votes(sample) or _votes(stamps)
    unit, agreeing = votes.most_common(1)[0] if votes else (Unit.NONE, 0)
    confidence = agreeing / votes.total() if votes else 1.0
    if clock.forced is not None:
        unit, confidence = clock.forced, 1.0
    if unit is Unit.NONE:
        return TimeBase(unit, note="" if clock.forced else "The rows have no times.")
    if unit is Unit.TIME_OF_DAY:
        return _by_time_of_day(sample, clock, confidence)
    if unit in (Unit.RELATIVE_MS, Unit.RELATIVE_S, Unit.MONOTONIC):
        return _by_distance(stamps, clock, confidence, in_milliseconds)
    return _by_date(TimeBase(unit, confidence=confidence), stamps, sample, clock)


def _spread(stamps: Stamps) -> Stamps:
    step = -(-len(stamps) // _SAMPLE) or 1
    return stamps[::step]


def _votes(stamps: Stamps) -> Counter[Unit]:
    return Counter(unit for stamp in stamps if (unit := _unit(stamp)) is not None)


def _unit(stamp: object) -> Unit | None:
    """What one stamp looks like by itself; a number that is no date counts as relative."""
    value = number(stamp)
    if value is not None:
        return None if value in (0, -1) else epoch_unit(value) or Unit.RELATIVE_MS
    if not isinstance(stamp, str) or not (text := stamp.strip()):
        return None
    if iso_ms(text) is not None:
        return Unit.ISO
    if time_of_day_ms(text) is not None:
        return Unit.TIME_OF_DAY
    return None if date_text_ms(text) is None else Unit.LOCALE


def _by_date(base: TimeBase, stamps: Stamps, sample: Stamps, clock: RecordingClock) -> TimeBase:
    notes = []
    if base.unit in (Unit.ISO, Unit.LOCALE):
        texts = [stamp for stamp in sample if isinstance(stamp, str) and base.offset(stamp) is not None]
        if texts and not any(map(has_zone, texts)):
            notes.append("The times have no zone and are read as UTC.")
    if clock.started_at_ms is None:
        known = _known(base, stamps)
        notes.append(FROM_EARLIEST_ROW)
        return replace(base, origin_ms=min(known, default=0.0), note=" ".join(notes))
    base = replace(base, origin_ms=clock.started_at_ms)
    known = _known(base, sample)
    if known and 2 * sum(_is_outside(at, clock) for at in known) > len(known):
        away = _in_words(_median(known))
        notes.append(f"These times and the recording's disagree by about {away}.")
        return replace(base, approximate=True, note=" ".join(notes))
    return replace(base, note=" ".join(notes))


def _by_time_of_day(sample: Stamps, clock: RecordingClock, confidence: float) -> TimeBase:
    """Clock times lack date and zone: all zones are a whole number of quarter hours apart."""
    times = [at for stamp in sample if isinstance(stamp, str) and (at := time_of_day_ms(stamp)) is not None]
    base = TimeBase(Unit.TIME_OF_DAY, times[0] if times else 0.0, confidence)
    if clock.started_at_ms is None:
        return replace(base, note="Times count from the first row: the start of the recording is not known.")
    started = clock.started_at_ms % DAY_MS
    middle = _median(_known(replace(base, origin_ms=started), sample)) if times else 0.0
    if not _is_outside(middle, clock):
        return replace(base, origin_ms=started, note="The times have no zone and are read as UTC.")
    length = clock.duration_ms or 0.0
    shift = round((middle - length / 2) / _QUARTER_HOUR_MS) * _QUARTER_HOUR_MS
    if _is_outside(middle - shift, clock):
        note = f"These times and the recording's disagree by about {_in_words(middle)}."
        return replace(base, origin_ms=started, approximate=True, note=note)
    note = f"The times have no zone: they fit the recording when read as UTC{shift / _HOUR_MS:+g} h."
    return replace(base, origin_ms=(started + shift) % DAY_MS, approximate=True, note=note)


def _by_distance(stamps: Stamps, clock: RecordingClock, confidence: float, in_milliseconds: bool) -> TimeBase:
    """Numbers that are no dates: counted from the recording's start, or from a start of their own."""
    values = _distances(stamps)
    times = [value for value in values if value] or [0.0]
    zero_is_start = 0 not in values[values.index(times[0]) :] if values else True
    base = TimeBase(Unit.RELATIVE_MS, confidence=confidence, zero_is_start=zero_is_start)
    low, high = min(times), max(times)
    length = clock.duration_ms
    if clock.forced in (Unit.RELATIVE_MS, Unit.RELATIVE_S):
        return replace(base, unit=clock.forced)
    own_start = low > _HOUR_MS and low > 10 * (high - low) if length is None else high > 1.5 * length
    if own_start or clock.forced is Unit.MONOTONIC:
        in_seconds = not in_milliseconds and _are_seconds([value - low for value in times], length)
        scale = 1000.0 if in_seconds else 1.0
        note = "These times count from a start of their own: the first row was put at the recording's start."
        return replace(
            base,
            unit=Unit.MONOTONIC,
            origin_ms=low * scale,
            approximate=True,
            note=note,
            monotonic_scale=scale,
        )
    if not in_milliseconds and _are_seconds(times, length):
        base = replace(base, unit=Unit.RELATIVE_S)
    notes = []
    if length is None:
        word = "seconds" if base.unit is Unit.RELATIVE_S else "milliseconds"
        notes.append(f"The times were taken for {word} from the start.")
        base = replace(base, confidence=confidence / 2, approximate=True)
    if restarts := _restarts([value * base.scale for value in times]):
        notes.append(f"The clock starts again {restarts} times, as it does on each new page.")
        base = replace(base, approximate=True)
    return replace(base, note=" ".join(notes))


def _distances(stamps: Stamps) -> list[float]:
    """The numbers that may be distances: finite, no dates, not -1."""
    numbers: Iterable[Any] = stamps
    if not set(map(type, stamps)) <= {int, float}:
        numbers = (value for stamp in stamps if (value := number(stamp)) is not None)
    return [
        value
        for value in numbers
        if (-_FAR < value < _DATES_FROM and value != -1)
        or (_DATES_FROM <= value < _FAR and epoch_unit(value) is None)
    ]


def _are_seconds(times: list[float], length: float | None) -> bool:
    """Whether distances are seconds: they fit the recording so, and read as milliseconds look wrong."""
    high = max(times)
    fractions = any(value % 1 for value in times)
    if length is None:
        return fractions and high <= 600
    return high * 1000 <= 1.5 * length and (fractions or high < 0.01 * length)


def _restarts(times: list[float]) -> int:
    return sum(
        later < before * _RESTART_DROP and before > _RESTART_FLOOR_MS for before, later in pairwise(times)
    )


def _known(base: TimeBase, stamps: Stamps) -> list[float]:
    return [at for at in base.offsets(stamps) if not isnan(at)]


def _is_outside(at_ms: float, clock: RecordingClock) -> bool:
    length = DAY_MS if clock.duration_ms is None else clock.duration_ms
    return not -_SLACK_MS <= at_ms <= length + _SLACK_MS


def _in_words(ms: float) -> str:
    for size, word in ((DAY_MS, "days"), (_HOUR_MS, "hours"), (60_000.0, "minutes")):
        if abs(ms) >= 2 * size:
            return f"{abs(ms) / size:,.0f} {word}"
    return f"{abs(ms) / 1000:,.0f} seconds"


def _median(values: Iterable[float]) -> float:
    """`statistics.median`, whose import costs more than all that is decided here."""
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
