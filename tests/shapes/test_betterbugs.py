from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from tests.shapes.families import (
    START_MS,
    actions,
    any_rows,
    check_accounted,
    every_change,
    log_of,
    messages,
    requests,
)
from upl_tui.entries import Severity, State
from upl_tui.model import Kind
from upl_tui.shapes.betterbugs import SHAPE


def envelope(kind: str, at: int, **data: Any) -> dict[str, Any]:
    return {"tabId": 1, "timestamp": START_MS + at, "type": kind, "data": data}


LOGS = [
    envelope(
        "console", 1, id="1", type="warn", args=["a", {"b": 1}], createdAt="x", url="https://a.example/"
    ),
    envelope("console", 2, id="2", type="networkError", args=["failed"], url="https://a.example/"),
    envelope(
        "network",
        3,
        id="3",
        method="POST",
        url="https://a.example/api",
        type="xmlhttprequest",
        statusLine="HTTP/1.1 422 Unprocessable Content",
        startTime=START_MS + 3,
        endTime=START_MS + 10,
        requestTime=START_MS + 3,
        responseTime=START_MS + 10,
        requestHeaders=[{"name": "Accept", "value": "*/*"}],
        responseHeaders=[],
        requestBody="{}",
        response="no",
    ),
    envelope(
        "step",
        4,
        id="4",
        eventType="click",
        eventElement="<button id=buy>Buy</button>",
        url="https://a.example/",
    ),
    envelope("application", 5),
    envelope("rewind", 6),
]
DOCUMENT = {"logs": LOGS}


def test_envelopes_are_sorted_by_their_type() -> None:
    account = log_of(DOCUMENT, Kind.CONSOLE).account

    assert (account.shape, account.understood, account.raw) == ("rows in envelopes (BetterBugs)", 2, 0)
    assert account.other == {"network": 1, "action": 1, "application": 1, "rewind": 1}


def test_console_rows_have_level_arguments_and_time() -> None:
    warning, failure = messages(DOCUMENT)

    assert (warning.text, warning.severity, warning.args) == ("a {b: 1}", Severity.WARN, ("a", {"b": 1}))
    assert (warning.at_ms, failure.severity) == (1, Severity.ERROR)


def test_request_has_status_of_its_line_and_duration_of_its_ends() -> None:
    (entry,) = requests(DOCUMENT)

    assert entry.text == "POST https://a.example/api 422 Unprocessable Content"
    assert (entry.status, entry.state, entry.protocol) == (422, State.CLIENT_ERROR, "HTTP/1.1")
    assert (entry.at_ms, entry.duration_ms, entry.type) == (3, 7, "xhr")
    assert entry.request_headers == (("Accept", "*/*"),)


def test_step_is_an_action_on_its_element() -> None:
    (entry,) = actions(DOCUMENT)

    assert (entry.text, entry.at_ms) == ('clicked "Buy" (button)', 4)
    assert entry.used_keys >= {"timestamp", "type", "data.eventType", "data.eventElement"}


def test_wrong_values_in_any_place_are_accounted_for() -> None:
    check_accounted(SHAPE, every_change(LOGS))


@given(any_rows(LOGS))
@settings(deadline=None, max_examples=100)
def test_any_rows_are_all_accounted_for(values: list[Any]) -> None:
    check_accounted(SHAPE, values)
