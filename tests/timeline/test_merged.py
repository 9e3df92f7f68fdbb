"""Logs merged by time: nothing lost, nothing invented, one id for one entry everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories as make
from upl_tui.entries import Entry, Severity
from upl_tui.log import Account, Columns, Log
from upl_tui.logs import LOGS
from upl_tui.model import Kind
from upl_tui.query.compile import compile_query
from upl_tui.timeline import TIMELINE, Timeline

MAKERS: dict[Kind, Callable[..., Entry]] = {
    Kind.CONSOLE: make.console,
    Kind.NETWORK: make.network,
    Kind.ACTION: make.action,
}
QUERIES = {
    "is:error,raw": tuple(Kind),
    "has:page": (Kind.CONSOLE, Kind.ACTION),
    "url:shop": tuple(Kind),
    "method:GET": (Kind.NETWORK,),
    "level:error,info": tuple(Kind),
    "page:checkout": tuple(Kind),
    "target:Place": (Kind.ACTION,),
    "status:200 OR context:main": (Kind.NETWORK, Kind.CONSOLE),
}
"""Queries, and the kinds that know their keys."""
times = st.lists(st.one_of(st.none(), st.integers(-5, 30).map(float)), max_size=12)


def log_of(kind: Kind, at: Sequence[float | None]) -> Log:
    return make.log(kind, [MAKERS[kind](index=i, at_ms=moment) for i, moment in enumerate(at)])


def ids(timeline: Timeline, rows: Sequence[int] | None = None) -> list[str]:
    return [timeline.id(row) for row in (range(len(timeline)) if rows is None else rows)]


@settings(max_examples=60, deadline=None)
@given(times, times, times)
def test_timeline_of_any_times_keeps_every_log_in_its_order_and_all_by_time(
    console: list[float | None], network: list[float | None], action: list[float | None]
) -> None:
    logs = [log_of(kind, at) for kind, at in zip(Kind, (console, network, action), strict=True)]

    timeline = Timeline(logs)

    for log in logs:
        own = [name for name in ids(timeline) if name[0] == log.kind.letter]
        assert own == [log.id(row) for row in log.chronological()]
    timed = [at for at in timeline.at if at == at]
    assert timed == sorted(timed)
    for row in range(len(timeline)):
        log, own_row = timeline.native(row)
        assert timeline.row_of(timeline.id(row)) == row == timeline.row_in(log.kind, own_row)
        assert timeline.entry(row) is log.entry(own_row)


def test_row_without_time_follows_the_row_before_it_in_its_own_log() -> None:
    logs = [log_of(Kind.CONSOLE, [None, 10.0, None, 30.0]), log_of(Kind.NETWORK, [5.0, 20.0])]

    timeline = Timeline(logs)

    assert ids(timeline) == ["C1", "N1", "C2", "C3", "N2", "C4"]
    assert "2 without time" in timeline.account.summary


def test_entries_of_one_moment_stand_action_then_request_then_message() -> None:
    timeline = Timeline([log_of(kind, [7.0, 7.0]) for kind in Kind])

    assert ids(timeline) == ["A1", "A2", "N1", "N2", "C1", "C2"]


def test_log_that_grows_afterwards_is_in_the_next_timeline_only() -> None:
    columns = Columns.of([make.console(at_ms=1.0), make.console(index=1, at_ms=2.0)])
    log = Log(Kind.CONSOLE, b"", columns, Account())
    before = Timeline([log])
    columns.at.append(1.5)
    columns.severity.append(2)
    columns.texts.append("late")

    assert ids(before) == ["C1", "C2"]
    assert before.row_of("C3") is None
    assert ids(Timeline([log])) == ["C1", "C3", "C2"]


def test_filter_of_one_kind_matches_no_other_and_its_opposite_matches_all_others() -> None:
    entries: list[Entry] = [make.network(status=500), make.network(index=1, status=200)]
    timeline = Timeline([log_of(Kind.CONSOLE, [1.0]), make.log(Kind.NETWORK, entries)])

    assert matching(timeline, "status:500") == ["N1"]
    assert matching(timeline, "-status:500") == ["C1", "N2"]


def test_type_filter_tells_kinds_and_navigations_apart() -> None:
    actions: list[Entry] = [make.action(at_ms=1.0), make.action(index=1, kind="navigation", at_ms=2.0)]
    logs = [log_of(Kind.CONSOLE, [3.0]), log_of(Kind.NETWORK, [4.0]), make.log(Kind.ACTION, actions)]
    timeline = Timeline(logs)

    assert matching(timeline, "type:network,nav") == ["A2", "N1"]
    assert matching(timeline, "id:C1 OR url:checkout") == ["A1", "A2", "C1"]


def test_tags_of_the_logs_hold_in_the_timeline() -> None:
    logs = [log_of(Kind.CONSOLE, [1.0, 3.0]), log_of(Kind.NETWORK, [2.0])]
    timeline = Timeline(logs)
    logs[0].tags["marked"] = {1}
    timeline.tags["story"] = {0}

    assert matching(timeline, "is:marked") == ["C2"]
    assert matching(timeline, "is:story") == ["C1"]


def test_filter_answers_are_those_of_the_logs_on_their_own() -> None:
    entries: list[Entry] = [
        make.console("a", Severity.ERROR),
        make.raw(index=1, at_ms=1500.0),
        make.console("b", index=2, url="https://shop.test/app.js"),
    ]
    logs = [make.log(Kind.CONSOLE, entries), log_of(Kind.NETWORK, [1.0, 2.0]), log_of(Kind.ACTION, [3.0])]
    timeline = Timeline(logs)

    for query, kinds in QUERIES.items():
        alone = {
            log.id(row)
            for log in logs
            if log.kind in kinds
            for row in compile_query(query, LOGS[log.kind].fields).rows(log)
        }
        assert set(matching(timeline, query)) == alone, query


def matching(timeline: Timeline, query: str) -> list[str]:
    return ids(timeline, compile_query(query, TIMELINE.fields).rows(timeline))
