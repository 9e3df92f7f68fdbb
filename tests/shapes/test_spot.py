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
    requests,
)
from upl_tui.entries import Body, Severity, State
from upl_tui.model import Kind
from upl_tui.shapes.spot import SHAPE


def request(**fields: Any) -> dict[str, Any]:
    return {
        "url": "https://a.example/api",
        "method": "POST",
        "type": "xhr",
        "statusCode": 201,
        "time": START_MS + 30,
        "timestamp": START_MS + 30,
        "duration": 12.5,
        "encodedBodySize": 100,
        "responseBodySize": 300,
        "fromCache": False,
        "body": '{"a":1}',
        "responseBody": '{"b":2}',
        "requestHeaders": {"Accept": "*/*"},
        "responseHeaders": {"Content-Type": "application/json"},
    } | fields


SPOT: dict[str, Any] = {
    "startTs": START_MS,
    "duration": 30_000,
    "browserName": "Chrome",
    "logs": [
        {"level": "log", "msg": "boot", "time": START_MS + 10},
        {"level": "error", "msg": "Truncated: aaa", "time": START_MS + 20},
        {"level": "assert", "msg": "no", "time": START_MS + 25},
    ],
    "network": [
        request(),
        request(type="css", statusCode=0, error="net::ERR_FAILED", method="GET"),
        request(fromCache=True, body="", responseBody="base64 payload"),
    ],
    "clicks": [{"time": START_MS + 50, "label": "Place order"}, {"time": START_MS + 60, "label": "BUTTON"}],
    "locations": [{"time": START_MS + 5, "location": "https://a.example/", "navTiming": {"fcpTime": 1}}],
    "vitals": [{"name": "FCP", "value": 1}],
}


@pytest.mark.parametrize(("kind", "understood"), [(Kind.CONSOLE, 3), (Kind.NETWORK, 3), (Kind.ACTION, 3)])
def test_each_list_of_a_spot_fills_its_own_log(kind: Kind, understood: int) -> None:
    account = log_of(SPOT, kind).account

    assert (account.shape, account.elements, account.understood, account.raw) == (
        "OpenReplay Spot",
        9,
        understood,
        0,
    )


def test_messages_have_levels_and_times_and_a_note_where_they_were_cut() -> None:
    found = messages(SPOT)

    assert [(entry.text, entry.severity, entry.at_ms) for entry in found] == [
        ("boot", Severity.LOG, 10),
        ("aaa", Severity.ERROR, 20),
        ("no", Severity.ERROR, 25),
    ]
    assert [entry.notes for entry in found] == [(), ("The recorder cut this message.",), ()]


def test_requests_have_outcome_bodies_sizes_and_duration() -> None:
    answered, failed, cached = requests(SPOT)

    assert (answered.method, answered.status, answered.state, answered.duration_ms) == (
        "POST",
        201,
        State.OK,
        12.5,
    )
    assert (answered.type, answered.mime) == ("xhr", "application/json")
    assert (answered.size_transfer, answered.size_body) == (100, 300)
    assert answered.response_body == Body(text='{"b":2}', mime="application/json")
    assert (failed.status, failed.state, failed.error) == (None, State.FAILED, "net::ERR_FAILED")
    assert failed.type == "stylesheet"
    assert (cached.state, cached.from_cache, cached.request_body) == (State.CACHED, "cache", None)
    assert cached.response_body == Body(mime="application/json", missing="base64 payload")


def test_clicks_and_locations_are_actions() -> None:
    assert [(entry.text, entry.at_ms) for entry in actions(SPOT)] == [
        ('clicked "Place order"', 50),
        ("clicked button", 60),
        ("went to https://a.example/", 5),
    ]


def test_loggers_rows_are_no_rows_of_a_spot() -> None:
    assert not SHAPE.fits({"level": 30, "msg": "x", "time": START_MS})
    assert not SHAPE.fits({"level": "info", "msg": "x", "time": START_MS, "pid": 1})


ROWS = [*SPOT["logs"], *SPOT["network"], *SPOT["clicks"], *SPOT["locations"]]


def test_wrong_values_in_any_place_are_accounted_for() -> None:
    check_accounted(
        SHAPE, every_change([*SPOT["logs"], *SPOT["network"], *SPOT["clicks"], *SPOT["locations"]])
    )


@given(any_rows(ROWS))
@settings(deadline=None, max_examples=60)
def test_any_rows_are_all_accounted_for(values: list[Any]) -> None:
    check_accounted(SHAPE, values)
