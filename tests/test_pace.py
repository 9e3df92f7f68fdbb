from __future__ import annotations

from math import isnan

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories as make
from upl_tui.log import Log
from upl_tui.logs import LOGS
from upl_tui.model import Kind
from upl_tui.pace import BURST_MS, Limits, Pace
from upl_tui.query.compile import compile_query

LIMITS = Limits(gap_ms=5000, burst_rows=3)
MOMENTS = st.lists(
    st.none() | st.sampled_from([0.0, 300.0, 900.0, 1000.0, 1400.0, 9000.0, 9500.0]), max_size=14
)


def console(moments: list[float | None], texts: list[str] | None = None) -> Log:
    texts = texts or [f"text {n}" for n in range(len(moments))]
    return make.log(
        Kind.CONSOLE, [make.console(text, at_ms=at) for at, text in zip(moments, texts, strict=True)]
    )


@settings(deadline=None, max_examples=200)
@given(MOMENTS)
def test_gaps_and_bursts_are_those_of_a_naive_look(moments: list[float | None]) -> None:
    log = console(moments)
    timed = [row for row in log.chronological() if not isnan(log.at[row])]

    pace = Pace.of(log, LIMITS)

    before = dict(zip(timed[1:], timed, strict=False))
    assert set(pace.gaps) == {row for row in before if log.at[row] - log.at[before[row]] > LIMITS.gap_ms}
    seconds = [[row for row in timed if 0 <= log.at[row] - log.at[first] <= BURST_MS] for first in timed]
    dense = {row for rows in seconds if len(rows) > LIMITS.burst_rows for row in rows}
    assert set(pace.bursts) == dense
    assert sum(pace.burst_starts.values()) == len(dense)


def test_note_tells_the_silence_before_a_row_and_the_size_of_a_burst() -> None:
    pace = Pace.of(console([0.0, 7400.0, 7401.0, 7402.0, 7403.0]), LIMITS)

    assert pace.note(0) == ""
    assert pace.note(1) == "after 7.4 s  "
    assert Pace.of(console([0.0, 1.0, 2.0, 3.0]), LIMITS).note(0) == "4 at once  "


def test_log_that_was_told_answers_filters_by_its_pace() -> None:
    log = console([0.0, 6000.0, 6001.0, 6002.0, 6003.0], ["a", "b", "b", "b", "c"])
    counted = compile_query("count:>2", LOGS[Kind.CONSOLE].fields)
    assert counted.rows(log) == []

    Pace.told(log, LIMITS)

    def rows(query: str) -> list[int]:
        return compile_query(query, LOGS[Kind.CONSOLE].fields).rows(log)

    assert rows("is:gap") == [1]
    assert rows("is:burst") == [1, 2, 3, 4]
    assert rows("is:grouped") == [1, 2, 3]
    assert rows("count:>2") == [1, 2, 3]
    assert rows("count:1") == [0, 4]


def test_count_of_the_source_wins_where_it_is_larger() -> None:
    log = make.log(Kind.CONSOLE, [make.console("x", repeat=7), make.console("x")])
    Pace.told(log)

    assert compile_query("count:7", LOGS[Kind.CONSOLE].fields).rows(log) == [0]


def test_pace_of_an_empty_log_and_of_one_without_times_is_none() -> None:
    assert not Pace.of(console([])).tags["gap"]
    assert Pace.of(console([None, None])).note(1) == ""
