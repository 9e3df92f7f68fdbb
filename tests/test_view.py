"""Hits of a search: where steps lead. Filters: growing views against a look at every row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories as make
from upl_tui.entries import ConsoleEntry, Entry, Severity
from upl_tui.log import Account, Columns, Log
from upl_tui.logs import LOGS
from upl_tui.model import Kind
from upl_tui.query.compile import Query, compile_query, never
from upl_tui.view import Hits, View

ENTRIES = st.builds(
    make.console,
    text=st.sampled_from(["slow", "slower timeout", "fast timeout", "fast"]),
    severity=st.sampled_from([Severity.LOG, Severity.WARN, Severity.ERROR]),
    at_ms=st.none() | st.integers(0, 3).map(float),
)
LOGS_OF_ENTRIES = st.lists(ENTRIES, max_size=8)
QUERIES = ("slow", "slower", "timeout", "level:error", "level:>=warn", "slow timeout", "-fast", "repeat:>0")


def query(text: str) -> Query:
    return compile_query(text, LOGS[Kind.CONSOLE].fields)


class WatchedTexts(list[str]):
    asked: list[int]

    def __init__(self, texts: Iterable[str]) -> None:
        super().__init__(texts)
        self.asked = []

    def __getitem__(self, row: Any) -> Any:
        self.asked.append(row)
        return super().__getitem__(row)


def growing_log(entries: list[Entry]) -> tuple[Log, Columns]:
    columns = Columns.of(entries)
    columns.entry = entries.__getitem__
    return Log(Kind.CONSOLE, b"", columns, Account()), columns


def grow(columns: Columns, entries: list[Entry], more: list[ConsoleEntry]) -> None:
    entries += more
    added = Columns.of(more)
    columns.at.extend(added.at)
    columns.quality.extend(added.quality)
    columns.severity.extend(added.severity)
    columns.texts.extend(added.texts)


@pytest.mark.parametrize(
    ("position", "direction", "landed", "number", "wrapped"),
    [(0, 1, 2, 1, False), (2, 1, 5, 2, False), (5, 1, 2, 1, True), (5, -1, 2, 1, False), (2, -1, 5, 2, True)],
)
def test_hits_step_goes_to_the_neighbour_and_round_the_end(
    position: int, direction: int, landed: int, number: int, wrapped: bool
) -> None:
    hit = Hits([2, 5]).step(position, direction)

    assert hit is not None
    assert (hit.position, hit.number, hit.wrapped) == (landed, number, wrapped)


def test_hits_at_or_after_a_hit_stays_there() -> None:
    hit = Hits([2, 5]).at_or_after(2)

    assert hit is not None
    assert (hit.position, hit.wrapped) == (2, False)


def test_hits_without_any_lead_nowhere() -> None:
    assert Hits().step(0, 1) is None


@given(st.sets(st.integers(0, 50), min_size=1), st.integers(0, 50))
def test_hits_stepped_through_all_come_back_after_every_hit_once(found: set[int], start: int) -> None:
    hits = Hits(sorted(found))
    position, seen = start, []
    for _ in found:
        hit = hits.step(position, 1)
        assert hit is not None
        position = hit.position
        seen.append(position)

    assert sorted(seen) == sorted(found)


@settings(deadline=None, max_examples=100)
@given(LOGS_OF_ENTRIES, LOGS_OF_ENTRIES, st.sampled_from(QUERIES), st.sampled_from(QUERIES))
def test_view_after_another_has_the_rows_of_a_look_at_every_row(
    first: list[Entry], more: list[ConsoleEntry], before: str, after: str
) -> None:
    log, columns = growing_log(first)
    previous = View.of(log, query(before), never)
    grow(columns, first, more)

    views = list(View.growing(log, query(after), previous, pace_seconds=0))

    assert views[-1] == View.of(log, views[-1].query, never)
    assert views[-1].rows == [row for row in log.chronological() if query(after).matches(log, row)]
    assert all(view.rows == views[-1].rows[: len(view.rows)] for view in views)
    assert [view.whole for view in views] == [False] * (len(views) - 1) + [True]


def test_view_that_grows_shows_rows_before_all_are_looked_at() -> None:
    log, _ = growing_log([make.console("slow") for _ in range(10_000)])

    views = list(View.growing(log, query("slow"), pace_seconds=0))

    assert len(views) > 1
    assert 0 < len(views[0].rows) < len(views[-1].rows) == 10_000


def test_view_that_only_narrows_looks_at_no_row_that_was_left_out() -> None:
    entries: list[Entry] = [make.console("slow"), make.console("fast"), make.console("slower")]
    log, columns = growing_log(entries)
    previous = View.of(log, query("slow"), never)
    columns.texts = WatchedTexts(columns.texts)

    views = list(View.growing(log, query("slower"), previous))

    assert views[-1].rows == [2]
    assert columns.texts.asked == [0, 2]


def test_view_stopped_early_says_that_it_is_not_whole() -> None:
    log, _ = growing_log([make.console("slow") for _ in range(10_000)])

    view = View.of(log, query("slow"), lambda: True)
    after = list(View.growing(log, query("slow"), view))[-1]

    assert not view.whole
    assert after.whole
    assert after.rows == list(range(10_000))


def test_view_of_what_a_person_marks_looks_again_at_every_row() -> None:
    log, _ = growing_log([make.console("slow"), make.console("fast")])
    log.tags["marked"] = {0}
    previous = View.of(log, query("is:marked"), never)
    log.tags["marked"] = {0, 1}

    after = View.after(previous, log, query("is:marked"), never)

    assert (previous.rows, after.rows) == ([0], [0, 1])
