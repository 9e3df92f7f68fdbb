from __future__ import annotations

from array import array
from math import inf, isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upl_tui.entries import ConsoleEntry, Entry, RawEntry, Severity, TimeQuality
from upl_tui.log import Account, Columns, Log
from upl_tui.model import Kind

TIMES = st.lists(st.none() | st.sampled_from([0.0, 1.0, 2.5, -3.0]) | st.floats(-1e6, 1e6))


def log_of(times: list[float | None]) -> Log:
    entries: list[Entry] = [
        ConsoleEntry(
            index=0,
            at_ms=at,
            text=f"m{n}",
            time_quality=TimeQuality.NONE if at is None else TimeQuality.EXACT,
        )
        for n, at in enumerate(times)
    ]
    return Log(Kind.CONSOLE, b"", Columns.of(entries), Account())


@given(TIMES)
def test_chronological_is_a_stable_order_in_which_rows_without_time_keep_their_place(
    times: list[float | None],
) -> None:
    log = log_of(times)

    filled = []
    last = -inf
    for at in times:
        last = last if at is None else at
        filled.append(last)
    assert list(log.chronological()) == sorted(range(len(times)), key=lambda row: (filled[row], row))


@given(TIMES, st.floats(-1e6, 1e6))
def test_nearest_is_the_last_row_at_or_before_the_moment(times: list[float | None], moment: float) -> None:
    log = log_of(times)

    position = log.nearest(moment)

    if not times:
        assert position is None
        return
    assert position is not None
    order = log.chronological()
    timed = [(place, at) for place, row in enumerate(order) if (at := times[row]) is not None]
    assert all(at <= moment for place, at in timed if place <= position) or position == 0
    assert all(at > moment for place, at in timed if place > position)


@given(TIMES, st.lists(st.integers(1, 3)))
def test_order_of_a_log_that_grew_is_that_of_one_that_came_whole(
    times: list[float | None], steps: list[int]
) -> None:
    whole = log_of(times)
    columns = Columns.of([])
    log = Log(Kind.CONSOLE, b"", columns, Account())

    for step in [*steps, len(times)]:
        rows = range(len(log), min(len(times), len(log) + step))
        columns.at.extend(whole.at[row] for row in rows)
        columns.texts.extend(whole.texts[row] for row in rows)
        log.chronological()

    assert list(log.chronological()) == list(whole.chronological())
    assert log.nearest(0.0) == whole.nearest(0.0)


@pytest.mark.parametrize("times", [[1.0, 2.0, 2.0, 3.0], [None, 1.0, None, 2.0], []])
def test_chronological_of_rows_in_order_costs_no_list(times: list[float | None]) -> None:
    assert isinstance(log_of(times).chronological(), range)


def test_log_that_grows_shows_new_rows_and_sorts_them_in() -> None:
    entries: list[Entry] = [ConsoleEntry(index=0, text="a"), ConsoleEntry(index=0, text="b")]
    columns = Columns(entry=lambda row: entries[row])
    log = Log(Kind.CONSOLE, b"", columns, Account())

    columns.at.extend([5.0, 1.0])
    columns.quality.extend([0, 0])
    columns.severity.extend([Severity.LOG, Severity.ERROR])
    before = (len(log), list(log.chronological()))
    columns.texts.extend(["a", "b"])

    assert before == (0, [])
    assert (len(log), list(log.chronological()), log.nearest(2.0)) == (2, [1, 0], 0)
    assert log.count(Severity.ERROR) == 1
    assert [log.id(0), log.entry(1).index] == ["C1", 1]


def test_column_is_worked_out_once_and_only_for_new_rows() -> None:
    asked: list[str] = []
    entries: list[Entry] = [ConsoleEntry(index=0, text="a")]
    columns = Columns(entry=lambda row: entries[row], texts=["a"])
    log = Log(Kind.CONSOLE, b"", columns, Account())

    def get(entry: Entry) -> int:
        asked.append(entry.text)
        return len(entry.text)

    first = list(log.column("length", get))
    entries.append(ConsoleEntry(index=0, text="bb"))
    columns.texts.append("bb")

    assert (first, list(log.column("length", get)), asked) == ([1], [1, 2], ["a", "bb"])


def test_source_joins_the_spans_of_an_entry() -> None:
    data = b'{"a":1}\n{"b":2}\n'
    entries: list[Entry] = [RawEntry(index=0, spans=((0, 7), (8, 15))), RawEntry(index=0)]
    log = Log(Kind.NETWORK, data, Columns.of(entries), Account())

    assert [log.source(0), log.source(1)] == [b'{"a":1}\n{"b":2}', b""]
    assert log.is_raw(0)
    assert log.id(1) == "N2"


def test_columns_of_entries_has_their_times_qualities_and_texts() -> None:
    log = log_of([None, 2.0])

    assert isnan(log.at[0])
    assert (log.at[1], log.quality(0), log.quality(1)) == (2.0, TimeQuality.NONE, TimeQuality.EXACT)
    assert list(log.texts) == ["m0", "m1"]
    assert array("d", [nan]) != log.at
