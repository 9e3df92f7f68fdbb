from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

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
from upl_tui.entries import Severity, State
from upl_tui.model import Kind
from upl_tui.shapes.datadog import SHAPE

COMMON: dict[str, Any] = {
    "application": {"id": "a"},
    "session": {"id": "s", "type": "user"},
    "view": {"id": "v1", "url": "https://a.example/p", "referrer": "https://a.example/"},
    "_dd": {"format_version": 2},
}
STACK = "TypeError: no\n  at f @ https://a.example/x.js:3:4\n  at <anonymous> @ https://a.example/x.js:9:1"
VIEW = {"type": "view", "date": START_MS + 10, **COMMON}
ACTION = {
    "type": "action",
    "date": START_MS + 20,
    **COMMON,
    "action": {"type": "click", "target": {"name": "Buy"}, "frustration": {"type": ["rage_click"]}},
    "_dd": {"action": {"target": {"selector": "button#buy"}, "position": {"x": 3, "y": 4}}},
}
RESOURCE = {
    "type": "resource",
    "date": START_MS + 30,
    **COMMON,
    "resource": {
        "type": "xhr",
        "method": "POST",
        "url": "https://a.example/api",
        "status_code": 500,
        "duration": 125_000_000,
        "size": 20,
        "first_byte": {"start": 1, "duration": 100_000_000},
    },
}
ERROR = {
    "type": "error",
    "date": START_MS + 40,
    **COMMON,
    "error": {
        "message": "no",
        "type": "TypeError",
        "source": "source",
        "handling": "unhandled",
        "stack": STACK,
    },
}
LONG_TASK = {"type": "long_task", "date": START_MS + 50, **COMMON, "long_task": {"duration": 60_000_000}}
RUM = ndjson(VIEW, VIEW | {"date": START_MS + 10}, ACTION, RESOURCE, ERROR, LONG_TASK)


def log(**fields: Any) -> dict[str, Any]:
    view = {"url": "https://a.example/p"}
    return {"date": START_MS + 5, "message": "m", "status": "warn", "origin": "logger", "view": view} | fields


def test_every_event_is_counted_once() -> None:
    account = log_of(RUM, Kind.ACTION).account

    assert (account.shape, account.understood, account.raw) == ("Datadog browser events", 3, 0)
    assert account.other == {"network": 1, "console": 1, "long_task": 1}


def test_updates_of_one_view_are_one_navigation_and_actions_name_their_target() -> None:
    view, click = actions(RUM)

    assert (view.text, view.at_ms, view.from_url) == ("went to /p", 10, "https://a.example/")
    assert (click.text, click.at_ms, click.flags) == ('clicked "Buy" (button)', 20, ("rage_click",))
    assert (click.selector, click.x, click.y, click.coord_space) == ("button#buy", 3, 4, "element")


def test_durations_are_nanoseconds() -> None:
    (entry,) = requests(RUM)

    assert (entry.text, entry.state, entry.at_ms) == (
        "POST https://a.example/api 500",
        State.SERVER_ERROR,
        30,
    )
    assert (entry.type, entry.duration_ms, entry.timings) == ("xhr", 125, {"wait": 100})


def test_errors_have_frames_in_the_sdks_own_spelling() -> None:
    (entry,) = messages(RUM)

    assert (entry.text, entry.severity, entry.origin) == ("TypeError: no", Severity.ERROR, "exception")
    assert (entry.url, entry.line, entry.column) == ("https://a.example/x.js", 3, 4)
    assert [frame.function for frame in entry.stack] == ["f", "<anonymous>"]
    assert entry.page_url == "https://a.example/p"


def test_logs_have_statuses_as_levels() -> None:
    found = messages(
        ndjson(
            log(),
            log(status="ok"),
            log(status="emerg"),
            log(status="error", origin="network", http={"url": "https://a.example/x", "status_code": 0}),
            log(status="error", origin="source", error={"stack": STACK}, message="Uncaught TypeError: no"),
        )
    )

    assert [(entry.severity, entry.origin) for entry in found] == [
        (Severity.WARN, "console"),
        (Severity.INFO, "console"),
        (Severity.FATAL, "console"),
        (Severity.ERROR, "network"),
        (Severity.ERROR, "exception"),
    ]
    assert found[4].line == 3
    assert {entry.at_ms for entry in found} == {5}


@pytest.mark.parametrize(
    "value",
    [
        {"type": "error", "date": START_MS, "error": {"message": "x"}},
        {"date": START_MS, "status": "active", "message": "x", "service": "s"},
        {"date": START_MS, "status": "error", "message": "x"},
        {"type": "resource", "session": {}, "resource": {}},
        {"type": "error", "date": START_MS, "session": {}, "error": "x"},
        {"type": ["view"], "date": START_MS, "session": {}},
    ],
)
def test_other_rows_are_no_events_of_datadog(value: Any) -> None:
    assert not SHAPE.fits(value)


ROWS = [VIEW, ACTION, RESOURCE, ERROR, LONG_TASK, log(error={"stack": STACK})]


def test_wrong_values_in_any_place_are_accounted_for() -> None:
    check_accounted(SHAPE, every_change(ROWS))
    for row in every_change(ROWS):
        check_accounted(SHAPE, [row])


@given(any_rows(ROWS))
@settings(deadline=None, max_examples=100)
def test_any_rows_are_all_accounted_for(values: list[Any]) -> None:
    check_accounted(SHAPE, values)
