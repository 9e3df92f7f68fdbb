from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shapes.families import (
    START_MS,
    actions,
    any_rows,
    check_accounted,
    every_change,
    log_of,
    messages,
    ndjson,
    requests,
)
from tests.shapes.framed import DATA
from upl_tui.clock import RecordingClock
from upl_tui.entries import Severity, State, TimeQuality
from upl_tui.formats.value import read_json
from upl_tui.model import Kind
from upl_tui.shapes.playwright import SHAPE

TRACE = (DATA / "playwright-trace/v4-0-trace.trace").read_bytes()
NETWORK = (DATA / "playwright-trace/v4-0-trace.network").read_bytes()
CLOCK = RecordingClock(started_at_ms=1695162970243.0, duration_ms=500.0)
"""The wall time of the trace's first row."""
OPTIONS = {"type": "context-options", "version": 8, "wallTime": START_MS, "monotonicTime": 1000.0}


def rows_of(data: bytes) -> list[Any]:
    return [read_json(line)[0] for line in data.split(b"\n") if line]


def snapshot(**fields: Any) -> dict[str, Any]:
    entry = {
        "startedDateTime": "2023-11-14T22:13:20.500Z",
        "_monotonicTime": 1500.0,
        "time": 5,
        "request": {"method": "GET", "url": "https://a.example/x"},
        "response": {"status": 200, "statusText": "OK"},
    }
    return {"type": "resource-snapshot", "snapshot": entry | fields}


def test_version_4_calls_are_joined_and_on_the_wall_clock() -> None:
    log = log_of(TRACE, Kind.ACTION, CLOCK)

    found = actions(TRACE, CLOCK)

    account = log.account
    assert (account.shape, account.elements, account.raw) == ("Playwright trace", 42, 0)
    assert (account.understood, account.other) == (13, {"trace": 27, "console": 2})
    assert [entry.action_raw for entry in found] == [
        "browserContext.newPage",
        "page.route",
        "page.route",
        "page.goto",
        "route.fulfill",
        "route.fulfill",
    ]
    goto = found[3]
    assert (goto.text, goto.action, goto.navigation_type) == (
        "went to https://playwright.dev/index.html",
        "navigation",
        "load",
    )
    origin = 1695162970245 - 287.879
    assert goto.at_ms is not None
    assert goto.end_ms is not None
    assert abs(goto.at_ms - (335.689 + origin - 1695162970243)) < 0.001
    assert abs(goto.end_ms - (351.585 + origin - 1695162970243)) < 0.001
    assert goto.time_quality is TimeQuality.CONVERTED
    assert goto.viewport == (1280.0, 720.0)
    assert [len(entry.spans) for entry in found] == [2, 2, 2, 3, 2, 2]


def test_version_4_console_message_is_its_object_and_its_event() -> None:
    (entry,) = messages(TRACE, CLOCK)

    assert (entry.text, entry.severity, entry.method) == ("hello {foo: bar}", Severity.LOG, "log")
    assert (entry.url, entry.line, entry.column) == ("https://playwright.dev/index.html", 4, 25)
    assert entry.at_ms is not None
    assert abs(entry.at_ms - (351.382 - 287.879 + 2)) < 0.001
    assert len(entry.spans) == 2


def test_version_4_network_file_has_no_anchor_but_an_order_and_distances() -> None:
    first, second = requests(NETWORK, CLOCK)

    assert (first.text, first.state, first.type) == (
        "GET https://playwright.dev/index.html 200 OK",
        State.OK,
        "document",
    )
    assert first.at_ms is not None
    assert second.at_ms is not None
    assert abs(second.at_ms - first.at_ms - (350.865 - 343.355)) < 0.001
    assert log_of(NETWORK, Kind.NETWORK, CLOCK).account.understood == 2


def test_newer_traces_tell_both_clocks_in_the_first_row() -> None:
    call = {"type": "console", "messageType": "warning", "text": "careful", "time": 1250.0, "location": {}}
    location = {"url": "https://a.example/x.js", "lineNumber": 0, "columnNumber": 1}
    args = [{"preview": "%c[shop]", "value": "%c[shop]"}, {"preview": "color: red", "value": "color: red"}]
    document = ndjson(
        OPTIONS, call, call | {"text": "%c[shop] color: red", "args": args, "location": location}, snapshot()
    )

    first, second = messages(document)

    assert (first.text, first.severity, first.at_ms) == ("careful", Severity.WARN, 250)
    assert (second.text, second.url, second.line, second.column) == ("[shop]", "https://a.example/x.js", 1, 2)
    assert [entry.at_ms for entry in requests(document)] == [500]


def test_undated_requests_beside_an_anchor_are_on_the_wall_clock() -> None:
    (entry,) = requests(ndjson(OPTIONS, snapshot(startedDateTime={})))

    assert (entry.at_ms, entry.time_quality) == (500, TimeQuality.CONVERTED)


def test_page_errors_outputs_and_failures_of_the_test_are_console_entries() -> None:
    error = {
        "name": "TypeError",
        "message": "no",
        "stack": "TypeError: no\n    at f (https://a.example/x.js:3:4)",
    }
    document = ndjson(
        OPTIONS,
        {
            "type": "event",
            "class": "BrowserContext",
            "method": "pageError",
            "time": 1100.0,
            "params": {"error": {"error": error}},
        },
        {"type": "stdout", "timestamp": 1200.0, "text": "out\n"},
        {"type": "stderr", "timestamp": 1300.0, "base64": "ZXJy"},
        {"type": "error", "message": "Test timeout", "stack": "Error: Test timeout"},
        OPTIONS,
        OPTIONS,
        OPTIONS,
    )

    found = messages(document)

    assert [(entry.text, entry.severity, entry.origin, entry.at_ms) for entry in found] == [
        ("TypeError: no", Severity.ERROR, "exception", 100),
        ("out", Severity.LOG, "other", 200),
        ("err", Severity.ERROR, "other", 300),
        ("Test timeout", Severity.ERROR, "other", 300),
    ]
    assert (found[0].url, found[0].line) == ("https://a.example/x.js", 3)


def test_rows_that_continue_an_unknown_call_are_the_traces_own() -> None:
    document = ndjson(
        OPTIONS, {"type": "after", "callId": "call@1", "endTime": 1.0}, {"type": "log", "callId": "x"}
    )

    assert log_of(document, Kind.ACTION).account.other == {"trace": 3}


def test_call_and_message_of_one_name_are_two_things() -> None:
    document = ndjson(
        OPTIONS,
        {
            "type": "object",
            "class": "ConsoleMessage",
            "guid": "1",
            "initializer": {"type": "log", "text": "x"},
        },
        {"type": "after", "callId": "1", "endTime": 1500.0},
    )

    account = log_of(document, Kind.ACTION).account

    assert (account.understood, account.raw, account.other) == (0, 0, {"trace": 2, "console": 1})


def test_navigation_during_a_goto_belongs_to_it_and_another_is_its_own() -> None:
    went = {"type": "event", "class": "Frame", "method": "navigated", "pageId": "p1", "time": 1400.0}
    document = ndjson(
        OPTIONS,
        {
            "type": "before",
            "callId": "1",
            "pageId": "p1",
            "startTime": 1100.0,
            "class": "Frame",
            "method": "goto",
            "params": {},
        },
        went | {"pageId": "p2", "time": 1300.0, "params": {"url": "https://a.example/popup"}},
        went | {"params": {"url": "https://a.example/real"}},
        {"type": "after", "callId": "1", "endTime": 1500.0},
        went | {"time": 1600.0, "params": {"url": "https://a.example/next", "newDocument": {}}},
    )

    assert [(entry.text, entry.at_ms) for entry in actions(document)] == [
        ("went to https://a.example/real", 100),
        ("went to https://a.example/popup", 300),
        ("went to https://a.example/next", 600),
    ]


ROWS = [
    *{(row["type"], row.get("class"), row.get("method")): row for row in rows_of(TRACE)}.values(),
    OPTIONS,
    snapshot(),
    {
        "type": "console",
        "messageType": "log",
        "text": "x",
        "args": [{"preview": "1"}],
        "time": 3,
        "location": {},
    },
    {"type": "event", "class": "Page", "method": "pageError", "time": 4, "params": {"error": {"value": 1}}},
    {
        "type": "event",
        "class": "Page",
        "method": "dialog",
        "time": 4,
        "params": {"type": "alert", "message": "x"},
    },
    {"type": "input", "callId": "call@9", "point": {"x": 1, "y": 2}},
    {"type": "log", "callId": "call@15", "time": 5, "message": "x"},
    {"type": "stderr", "timestamp": 3, "base64": "ZXJy"},
    {"type": "error", "message": "x", "stack": "y"},
    {
        "type": "action",
        "callId": "9",
        "startTime": 1,
        "endTime": 2,
        "method": "click",
        "params": {"selector": "#a"},
    },
]


def test_wrong_values_in_any_place_are_accounted_for() -> None:
    check_accounted(SHAPE, every_change(ROWS))
    for row in every_change(ROWS):
        check_accounted(SHAPE, [row])


@given(any_rows(ROWS), st.booleans())
@settings(deadline=None, max_examples=150)
def test_any_rows_are_all_accounted_for(values: list[Any], anchored: bool) -> None:
    check_accounted(SHAPE, [OPTIONS, *values] if anchored else values)
