from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories as make
from upl_tui.entries import Depth, Entry, NetworkEntry, Severity, State
from upl_tui.errors import QueryError
from upl_tui.log import Account, Columns, Log
from upl_tui.logs import LOGS
from upl_tui.model import Kind
from upl_tui.query.compile import QueryContext, compile_query
from upl_tui.timeline import TIMELINE

FIELDS = LOGS[Kind.NETWORK].fields
MOMENTS = {"A7": 1000.0, "N1": 0.0}


def request(start: float, duration: float | None) -> NetworkEntry:
    if duration is None:
        return make.network(state=State.PENDING, status=None, at_ms=start)
    return make.network(at_ms=start, duration_ms=duration)


def rows(query: str, *requests: NetworkEntry, kind: Kind = Kind.NETWORK) -> list[int]:
    log = make.log(kind, requests)
    return compile_query(query, FIELDS, QueryContext(moment_of=MOMENTS.get)).rows(log)


@given(st.lists(st.tuples(st.integers(0, 2000), st.none() | st.integers(0, 2000)), max_size=8))
@settings(max_examples=100, deadline=None)
def test_pending_near_an_entry_asks_what_was_running_then(times: list[tuple[int, int | None]]) -> None:
    requests = [request(start, duration) for start, duration in times]

    running = [
        row
        for row, (start, duration) in enumerate(times)
        if start <= MOMENTS["A7"] < (inf if duration is None else start + duration)
    ]
    for query in ("is:pending near:A7", "near:A7 is:running", "in-flight:A7", "(is:Pending near:1s)"):
        assert rows(query, *requests) == running


REQUESTS = (
    request(900, 50),
    request(900, 200),
    request(0, None),
    request(1500, None),
    make.network("https://other.test/", at_ms=900, duration_ms=200),
)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("is:pending", [2, 3]),
        ("near:A7", [0, 1, 2, 3, 4]),
        ("is:pending near:A7", [1, 2, 4]),
        ("is:pending domain:other.test near:A7", [4]),
        ("-is:pending near:A7", [0, 1, 4]),
        ("is:pending at:A7", [2, 3]),
        ("is:pending near:>1s", [3]),
        ("is:pending,aborted near:A7", [2, 3]),
        ("is:pending near:A7 OR domain:other.test", [1, 2, 4]),
        ("in-flight:1.2s..2s", [2, 3]),
        ("is:pending near:1.2s..2s", [2, 3]),
    ],
)
def test_pair_means_that_only_where_both_are_asked_for_plainly(query: str, kept: list[int]) -> None:
    assert rows(query, *REQUESTS) == kept


def test_pair_means_the_same_on_the_timeline() -> None:
    log = make.log(Kind.NETWORK, REQUESTS)

    query = compile_query("is:pending near:A7", TIMELINE.fields, QueryContext(moment_of=MOMENTS.get))

    assert query.rows(log) == [1, 2, 4]


def test_pair_that_empties_a_list_is_named_whole() -> None:
    log = make.log(Kind.NETWORK, [request(5000, 10)])
    query = compile_query("method:GET is:pending near:A7", FIELDS, QueryContext(moment_of=MOMENTS.get))

    assert query.emptied_by(log) == "is:pending near:A7"


def test_pair_with_an_unknown_moment_is_an_error_at_the_moment() -> None:
    with pytest.raises(QueryError, match="no moment") as caught:
        compile_query("is:pending near:A9", FIELDS)

    assert caught.value.position == len("is:pending near:")


@pytest.mark.parametrize(
    ("word", "depth"),
    [
        ("failed", Depth.OUTLINE),
        ("pending", Depth.OUTLINE),
        ("from-cache,mutating", Depth.OUTLINE),
        ("third-party", Depth.HEAD),
        ("failed,third-party", Depth.HEAD),
    ],
)
def test_flags_that_an_outline_has_are_asked_of_outlines(word: str, depth: Depth) -> None:
    entries = [make.network(state=state, method="POST", severity=Severity.UNKNOWN) for state in State]
    log = WatchedLog(entries)

    found = compile_query(f"is:{word}", FIELDS).rows(log)

    flags = next(field for field in FIELDS if field.key == "is").get
    assert found == [row for row, entry in enumerate(entries) if set(word.split(",")) & set(flags(entry))]
    assert log.depths == [depth]


class WatchedLog(Log):
    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__(Kind.NETWORK, b"", Columns.of(entries), Account())
        self.depths: list[Depth] = []

    def column(
        self, name: str, get: Callable[[Entry], Any], depth: Depth = Depth.WHOLE, count: int | None = None
    ) -> Sequence[Any]:
        self.depths.append(depth)
        return super().column(name, get, depth, count)
