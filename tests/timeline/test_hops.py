from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from upl_tui.entries import Entry, Severity
from upl_tui.log import Log
from upl_tui.logs import LOGS
from upl_tui.model import Kind
from upl_tui.pace import Limits, Pace
from upl_tui.query.compile import compile_query
from upl_tui.timeline import Timeline
from upl_tui.timeline.hops import Stops, stops

LIMITS = Limits(gap_ms=5000)


def ids(found: Stops) -> list[str]:
    return [found.log.id(row) for row in found.rows]


def logs() -> list[Log]:
    console: list[Entry] = [
        make.console(at_ms=1000.0, severity=Severity.ERROR),
        make.console(index=1, at_ms=7000.0, severity=Severity.WARN),
        make.console(index=2, at_ms=None, severity=Severity.ERROR),
    ]
    network: list[Entry] = [
        make.network(at_ms=500.0, duration_ms=1000.0),
        make.network(index=1, at_ms=9000.0, duration_ms=1001.0, severity=Severity.ERROR),
    ]
    actions: list[Entry] = [make.action(at_ms=400.0), make.action(index=1, kind="navigation", at_ms=450.0)]
    return [make.log(Kind.CONSOLE, console), make.log(Kind.NETWORK, network), make.log(Kind.ACTION, actions)]


def test_things_of_each_log_are_its_errors_warnings_slow_moments_and_deeds() -> None:
    console, network, actions = logs()

    def of(log: Log, word: str) -> list[str]:
        return ids(stops(log, word, LIMITS))

    assert of(console, "error") == ["C1"]
    assert of(console, "warn") == ["C2"]
    assert of(console, "slow") == ["C2"]
    assert of(network, "slow") == ["N2"]
    assert of(network, "action") == []
    assert of(actions, "action") == ["A1"]


def test_things_of_the_timeline_are_those_of_all_logs_and_silences_are_of_all_together() -> None:
    timeline = Timeline(logs())

    assert ids(stops(timeline, "error", LIMITS)) == ["C1", "N2"]
    assert ids(stops(timeline, "slow", LIMITS)) == ["C2", "N2"]
    assert ids(stops(timeline, "action", LIMITS)) == ["A1"]


def test_gaps_to_hop_to_are_those_that_the_filter_finds() -> None:
    moments = [0.0, 2000.0, 4001.0, 4001.0, 9000.0]
    log = make.log(Kind.CONSOLE, [make.console(index=i, at_ms=at) for i, at in enumerate(moments)])
    limits = Limits(gap_ms=2000)

    Pace.told(log, limits)

    found = compile_query("is:gap", LOGS[Kind.CONSOLE].fields).rows(log)
    assert list(stops(log, "slow", limits).rows) == found == [2, 4]


@given(st.lists(st.integers(0, 9).map(float), max_size=8), st.integers(-1, 10).map(float))
def test_next_stop_lies_beyond_the_moment_with_none_between(times: list[float], moment: float) -> None:
    log = make.log(Kind.CONSOLE, [make.console(index=i, at_ms=at) for i, at in enumerate(times)])
    every = Stops(log, log.chronological())

    after, before = every.next(moment, None, 1), every.next(moment, None, -1)

    assert (None if after is None else log.at[after]) == min(
        (at for at in times if at > moment), default=None
    )
    assert (None if before is None else log.at[before]) == max(
        (at for at in times if at < moment), default=None
    )


def test_stops_of_one_moment_are_all_gone_to_in_turn() -> None:
    log = make.log(Kind.ACTION, [make.action(index=i, at_ms=5.0) for i in range(3)])
    every = stops(log, "action", LIMITS)

    assert [every.next(5.0, row, 1) for row in range(3)] == [1, 2, None]
    assert every.next(None, None, -1) == 2
