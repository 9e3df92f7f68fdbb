"""One clock for all logs, whatever way their times are written."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.clock import RecordingClock, TimeBase, Unit, decide

CAPTURE = Path(__file__).parent.parent / "data" / "capture"
START = 1_795_326_314_828
DURATION = 27_983
CLOCK = RecordingClock(START, DURATION)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(ms: float) -> datetime:
    return EPOCH + timedelta(microseconds=round(ms * 1000))


def js_iso(ms: float) -> str:
    return moment(ms).strftime("%Y-%m-%dT%H:%M:%S.") + f"{round(ms) % 1000:03}Z"


WRITERS: dict[str, tuple[Unit, float, Any]] = {
    "epoch ms": (Unit.EPOCH_MS, 0.001, lambda start, at: start + at),
    "epoch ms, digits": (Unit.EPOCH_MS, 0.001, lambda start, at: str(start + at)),
    "epoch s": (Unit.EPOCH_S, 0.001, lambda start, at: (start + at) / 1000),
    "epoch us": (Unit.EPOCH_US, 0.001, lambda start, at: (start + at) * 1000),
    "epoch ns, digits": (Unit.EPOCH_NS, 0.001, lambda start, at: f"{(start + at) * 1_000_000}"),
    "ISO": (Unit.ISO, 0.001, lambda start, at: js_iso(start + at)),
    "ISO of another zone": (
        Unit.ISO,
        0.001,
        lambda start, at: moment(start + at).astimezone(timezone(timedelta(hours=9, minutes=30))).isoformat(),
    ),
    "ISO of .NET": (Unit.ISO, 0.001, lambda start, at: js_iso(start + at)[:-1] + "0000Z"),
    "RFC 1123": (Unit.LOCALE, 1000, lambda start, at: format_datetime(moment(start + at), usegmt=True)),
    "Gson": (
        Unit.LOCALE,
        1000,
        lambda start, at: moment(start + at).strftime("%b %d, %Y, %I:%M:%S\u202f%p").replace(" 0", " "),
    ),
    "ms from start": (Unit.RELATIVE_MS, 0.001, lambda start, at: at),
    "s from start": (Unit.RELATIVE_S, 0.001, lambda start, at: at / 1000),
    "time of day": (
        Unit.TIME_OF_DAY,
        0.001,
        lambda start, at: moment(start + at).strftime("%H:%M:%S.") + f"{(start + at) % 1000:03}",
    ),
}


@pytest.mark.parametrize("name", WRITERS)
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_stamps_of_any_unit_read_back_as_the_true_offsets(name: str, data: st.DataObject) -> None:
    unit, resolution, write = WRITERS[name]
    start = data.draw(st.integers(1_100_000_000_000, 4_000_000_000_000), label="start")
    duration = data.draw(st.integers(5_000, 3_600_000), label="duration")
    offsets = data.draw(st.lists(st.integers(1, duration), min_size=1, max_size=20), label="offsets")
    offsets.append(duration)
    if unit in (Unit.RELATIVE_MS, Unit.RELATIVE_S):
        offsets.sort()

    stamps = [write(start, at) for at in offsets]
    base = decide(stamps, RecordingClock(start, duration))

    assert base.unit is unit
    assert base.confidence == 1.0
    assert not base.approximate
    assert list(base.offsets(stamps)) == pytest.approx(offsets, abs=resolution)
    assert [base.offset(stamp) for stamp in stamps] == pytest.approx(list(base.offsets(stamps)), abs=1e-6)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        json_values | st.sampled_from([START, START / 1000, "12:00:00", "2026-11-22", -5, 1e9]), max_size=8
    ),
    st.none() | st.just(START),
    st.none() | st.floats(0, 1e7),
    st.none() | st.sampled_from(Unit),
)
def test_any_stamps_give_an_offset_or_nothing(
    stamps: list[object], start: float | None, duration: float | None, forced: Unit | None
) -> None:
    base = decide(stamps, RecordingClock(start, duration, forced))

    for one, many in zip(stamps, base.offsets(stamps), strict=True):
        offset = base.offset(one)
        assert math.isnan(many) if offset is None else many == pytest.approx(offset)


@pytest.mark.parametrize(
    "nothing", [{}, "", "  ", None, 0, -1, 0.0, "0", "soon", [], True, math.nan, math.inf]
)
@pytest.mark.parametrize(
    "times", [[START + 5, START + 90], [START / 1000], ["2026-11-22T05:45:15Z"], ["05:45:15"]]
)
def test_offset_of_what_is_no_time_is_none(times: list[object], nothing: object) -> None:
    stamps = [*times, nothing]

    base = decide(stamps, CLOCK)

    assert base.offset(nothing) is None
    assert math.isnan(base.offsets(stamps)[-1])
    assert not math.isnan(base.offsets(stamps)[0])


def test_offset_of_1970_is_none_in_every_way_of_writing() -> None:
    for times in ([START], ["2026-11-22T05:45:15Z"]):
        base = decide(times, CLOCK)

        assert [base.offset(s) for s in (1, 1000.5, "1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z")] == [
            None
        ] * 4
        assert math.isnan(base.offsets(["1970-01-01T00:00:00.000Z"])[0])


def test_decide_without_any_time_says_so() -> None:
    base = decide([{}, None, "x"], CLOCK)

    assert base.unit is Unit.NONE
    assert base.note
    assert base.offset(START) is None


@pytest.mark.parametrize("at", [-250, -1500])
def test_offset_just_before_the_start_is_negative(at: int) -> None:
    base = decide([START + at, START + 400], CLOCK)

    assert base.offset(START + at) == at
    assert not base.approximate


def test_decide_votes_by_majority_and_reads_other_dates_too() -> None:
    stamps: list[object] = [START + n for n in range(19)] + [js_iso(START + 7)]

    base = decide(stamps, CLOCK)

    assert base.unit is Unit.EPOCH_MS
    assert base.confidence == pytest.approx(0.95)
    assert base.offset(stamps[-1]) == 7


def test_decide_without_a_recording_counts_from_the_earliest_date() -> None:
    base = decide([START + 500, START + 100, 0, START + 900], RecordingClock())

    assert list(base.offsets([START + 500, START + 100])) == [400, 0]
    assert "earliest" in base.note


def test_decide_with_a_foreign_file_says_that_the_clocks_disagree() -> None:
    base = decide([START + 86_400_000 * 3 + n for n in range(5)], CLOCK)

    assert base.approximate
    assert "3 days" in base.note
    assert base.offset(START + 10) == 10


def test_decide_of_iso_without_zone_reads_utc_and_says_so() -> None:
    base = decide(["2026-11-22T05:45:15.828"], CLOCK)

    assert base.offset("2026-11-22T05:45:15.828") == 1000
    assert "UTC" in base.note


def test_time_of_day_passes_midnight() -> None:
    midnight = datetime(2026, 11, 23, tzinfo=UTC).timestamp() * 1000
    base = decide(["23:59:50.000", "23:59:59.500", "00:00:04.250"], RecordingClock(midnight - 11_000, 20_000))

    assert list(base.offsets(["23:59:50.000", "23:59:59.500", "00:00:04.250"])) == [1000, 10_500, 15_250]


def test_time_of_day_of_another_zone_is_found_by_whole_quarter_hours() -> None:
    stamps = ["11:15:16.828", "11:15:26.828"]

    base = decide(stamps, CLOCK)

    assert list(base.offsets(stamps)) == [2000, 12_000]
    assert base.approximate
    assert "+5.5" in base.note


def test_relative_zero_at_the_front_is_the_start_and_later_is_missing() -> None:
    assert decide([0, 0, 120, 9000], CLOCK).offset(0) == 0
    assert decide([0, 120, 0, 9000], CLOCK).offset(0) is None


def test_relative_values_that_fit_both_ways_are_seconds_when_milliseconds_would_squeeze_them() -> None:
    assert decide([1, 5, 20, 27], CLOCK).unit is Unit.RELATIVE_S
    assert decide([1.25, 5.5, 20.0], CLOCK).unit is Unit.RELATIVE_S
    assert decide([100, 5000, 20_000], CLOCK).unit is Unit.RELATIVE_MS


@pytest.mark.parametrize(
    ("stamps", "offsets"), [([5e8, 5e8 + 2500], [0, 2500]), ([81_000.5, 81_020.5], [0, 20_000])]
)
def test_monotonic_stamps_are_anchored_at_the_start_and_approximate(
    stamps: list[float], offsets: list[float]
) -> None:
    base = decide(stamps, CLOCK)

    assert base.unit is Unit.MONOTONIC
    assert base.approximate
    assert list(base.offsets(stamps)) == offsets


@pytest.mark.parametrize("stamps", [[81_000.5, 81_020.5], [1.25, 5.5, 20.0]])
def test_numbers_known_to_be_milliseconds_are_never_seconds(stamps: list[float]) -> None:
    base = decide(stamps, CLOCK, in_milliseconds=True)

    assert base.scale == 1
    assert decide(stamps, CLOCK).scale == 1000


def test_relative_series_that_starts_again_says_so() -> None:
    base = decide([100, 9000, 16_000, 40, 8000], CLOCK)

    assert base.approximate
    assert "again" in base.note


@pytest.mark.parametrize("unit", Unit)
def test_forced_unit_overrides(unit: Unit) -> None:
    base = decide([START + 5, START + 6], RecordingClock(START, DURATION, forced=unit))

    assert base.unit is unit


def test_forced_seconds_read_what_looked_like_milliseconds() -> None:
    assert decide([100, 5000], RecordingClock(START, DURATION, Unit.RELATIVE_S)).offset(5) == 5000


def test_a_time_base_made_by_hand_scales_before_it_subtracts() -> None:
    assert TimeBase(Unit.RELATIVE_S, origin_ms=81_000_000).offset(81_001.5) == 1500
    assert TimeBase(Unit.EPOCH_S, origin_ms=START).offset(START / 1000 + 2) == pytest.approx(2000, abs=0.001)


@pytest.mark.parametrize(("file", "key"), [("console.ndjson", "timestamp")])
def test_capture_console_is_on_the_clock_of_the_recording(file: str, key: str) -> None:
    rows = [json.loads(line) for line in (CAPTURE / file).read_bytes().split(b"\n") if line]
    stamps = [row[key] for row in rows]

    base = decide(stamps, CLOCK)

    assert base.unit is Unit.EPOCH_MS
    assert not base.note
    assert all(-1000 < at < DURATION + 1000 for at in base.offsets(stamps))
    failure = next(row for row in rows if "500" in row["message"] and row["level"] == "error")
    assert base.offset(failure[key]) == pytest.approx(24_909, abs=10)
