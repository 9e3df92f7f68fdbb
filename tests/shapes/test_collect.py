from __future__ import annotations

from math import isnan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shapes.framed import CAPTURE_CLOCK, CAPTURE_START_MS, frame
from upl_tui.clock import RecordingClock
from upl_tui.entries import ConsoleEntry, Entry, RawEntry, Severity, TimeQuality
from upl_tui.model import Kind
from upl_tui.shapes.collect import Batch, Collector, raw_entry

ROWS: list[Any] = [{"n": 0}, b"\xff{", {"n": 2}, {"n": 3}]


def entry_of(row: int, value: Any) -> Entry:
    if not isinstance(value, dict):
        return raw_entry(value, "odd")
    return ConsoleEntry(index=0, severity=Severity.LOG, text=f"n{value['n']}")


def collector_of(live: bool = False) -> Collector:
    rows = frame(ROWS)
    collector = Collector(rows, CAPTURE_CLOCK, entry_of, live=live)
    collector.keep(0, entry_of(0, {"n": 0}), CAPTURE_START_MS + 7, "t")
    collector.keep(1, raw_entry(rows.value(1), "odd"))
    collector.leave(Kind.NETWORK)
    collector.keep(3, entry_of(0, {"n": 3}), "2026-11-22T05:45:14.837Z", "iso")
    return collector


@pytest.mark.parametrize("live", [False, True])
def test_finish_counts_places_and_reads_again(live: bool) -> None:
    reading = collector_of(live).finish("dialect", ["note"])

    entries = [reading.columns.entry(row) for row in range(3)]
    assert (reading.understood, reading.raw, reading.other) == (2, 1, {"network": 1})
    assert (reading.dialect, reading.notes) == ("dialect", ("note",))
    assert [entry.text for entry in entries] == reading.columns.texts == ["n0", "\\xff{", "n3"]
    assert [entry.at_ms for entry in entries] == list(reading.columns.at) == [7.0, 7.0, 9.0]
    assert [entry.time_quality for entry in entries] == [
        TimeQuality.EXACT,
        TimeQuality.INHERITED,
        TimeQuality.EXACT,
    ]
    assert isinstance(entries[1], RawEntry)
    assert [entry.spans for entry in entries] == [((0, 8),), ((9, 11),), ((21, 29),)]


def test_live_columns_are_placed_before_texts_count_them() -> None:
    collector = collector_of(live=True)

    assert list(collector.columns.at) == [7.0, 7.0, 9.0]
    assert collector.so_far().understood == 2


def test_finish_corrects_what_the_first_stamps_made_one_believe() -> None:
    rows = frame([{"n": n} for n in range(4)])
    collector = Collector(rows, RecordingClock(), entry_of, live=True)
    for position, stamp in enumerate([CAPTURE_START_MS + 5, CAPTURE_START_MS, CAPTURE_START_MS + 1]):
        collector.keep(position, entry_of(0, {"n": position}), stamp, "t")
    before = list(collector.columns.at)

    after = list(collector.finish().columns.at)

    assert before[0] == 0.0
    assert [at - after[1] for at in after] == [5.0, 0.0, 1.0]


STAMPS = st.lists(st.tuples(st.sampled_from(["a", "b", ""]), st.none() | st.integers(0, 60_000)), max_size=20)


@given(STAMPS, st.lists(st.integers(1, 5), min_size=20, max_size=20))
def test_batches_place_rows_as_single_rows_do(stamps: list[tuple[str, int | None]], sizes: list[int]) -> None:
    rows = frame([{"n": n} for n in range(len(stamps))])
    known = [
        (name if at is not None else "", None if at is None else CAPTURE_START_MS + at) for name, at in stamps
    ]
    singly = Collector(rows, CAPTURE_CLOCK, entry_of)
    batched = Collector(rows, CAPTURE_CLOCK, entry_of, live=True)

    for position, (name, stamp) in enumerate(known):
        singly.keep(position, entry_of(0, {"n": position}), stamp, name)
    start = 0
    for size in sizes:
        part = known[start : start + size]
        texts = [f"n{start + n}" for n in range(len(part))]
        batched.add(
            Batch(
                range(start, start + len(part)),
                bytearray(len(part)),
                texts,
                [stamp for _, stamp in part],
                [name for name, _ in part],
            )
        )
        start += size

    one, other = singly.finish().columns, batched.finish().columns
    assert repr(one.at) == repr(other.at)
    assert one.quality == other.quality
    expected: float | None = None
    for row, (_, stamp) in enumerate(known):
        expected = expected if stamp is None else stamp - CAPTURE_START_MS
        assert isnan(one.at[row]) if expected is None else one.at[row] == expected
