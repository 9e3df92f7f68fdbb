from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from tests import factories as make
from tests.logs.test_explain import said
from upl_tui.entries import NetworkEntry, State
from upl_tui.log import Account, Columns, Log
from upl_tui.logs.explain import explain
from upl_tui.model import Kind

START = datetime(2026, 11, 22, 5, 45, tzinfo=UTC)


def limited(after: str, **more: object) -> NetworkEntry:
    fields: dict[str, object] = {
        "at_ms": 0.0,
        "duration_ms": 100.0,
        "status": 429,
        "state": State.CLIENT_ERROR,
    }
    headers = (("Date", format_datetime(START, usegmt=True)), ("Retry-After", after))
    return make.network(response_headers=headers, **fields | more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("after", "next_ms", "words"),
    [
        ("2", 2200, "asks to wait 2.00 s (Retry-After); N2 came 2.10 s later, which was long enough (200)"),
        ("2", 600, "N2 came 500 ms later, which was too early"),
        ("Sun, 22 Nov 2026 05:45:10 GMT", 600, "asks to wait 10.00 s"),
        ("soon", 600, "cannot be read (soon)"),
        ("9" * 400, 600, "cannot be read"),
    ],
)
def test_retry_after_says_whether_the_page_waited(after: str, next_ms: int, words: str) -> None:
    told = said(0, limited(after), make.network(at_ms=float(next_ms)))

    assert any(words in text for text in told)


def test_retry_after_without_another_try_says_so() -> None:
    assert any("not tried again" in text for text in said(0, limited("5")))


def test_not_modified_names_the_request_that_had_fetched_it() -> None:
    headers = (("If-None-Match", '"x"'),)
    again = make.network(status=304, state=State.CACHED, at_ms=9000.0, request_headers=headers)

    told = said(1, make.network(at_ms=0.0), again)

    text = "Not modified: the browser asked with If-None-Match and kept its copy, which N1 had fetched. N1 N2"
    assert told == [text]
    assert said(0, again) == ["Not modified: the browser asked with If-None-Match and kept its copy. N1"]


@pytest.mark.parametrize(
    ("seconds", "age", "words"),
    [
        (0, "", ""),
        (30, "", ""),
        (90, "", "1:30 min ahead of the recording's."),
        (86_400 * 3, "", "3.0 days ahead"),
        (-90, "", "behind the recording's, unless"),
        (-90, "120", ""),
        (0, "14369076", ""),
    ],
)
def test_clock_skew_is_told_beyond_its_limit(seconds: int, age: str, words: str) -> None:
    date = datetime.fromtimestamp(START.timestamp() + seconds, UTC)
    headers = (("Date", format_datetime(date, usegmt=True)), ("Age", age))
    entry = make.network(at_ms=0.0, duration_ms=0.0, response_headers=headers)
    account = Account(started_at_ms=START.timestamp() * 1000)

    told = explain(Log(Kind.NETWORK, b"", Columns.of([entry]), account), 0)

    assert [words in one.text for one in told] == [True] * bool(words)


def test_clock_skew_needs_a_recording_with_a_date() -> None:
    assert said(0, make.network(response_headers=(("Date", "Sun, 22 Nov 2026 05:45:10 GMT"),))) == []
