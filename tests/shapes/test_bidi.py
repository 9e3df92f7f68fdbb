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
    ndjson,
    requests,
)
from tests.shapes.framed import frame
from upl_tui.entries import Frame, Severity, State
from upl_tui.model import Kind
from upl_tui.shapes.bidi import SHAPE

REQUEST = {
    "request": "r1",
    "url": "https://a.example/x",
    "method": "GET",
    "headers": [{"name": "Accept", "value": {"type": "string", "value": "*/*"}}],
    "bodySize": 0,
    "destination": "",
    "initiatorType": "fetch",
    "timings": {"timeOrigin": START_MS, "requestTime": 0, "responseEnd": 0},
}
RESPONSE = {
    "url": "https://a.example/x",
    "protocol": "h2",
    "status": 200,
    "statusText": "OK",
    "fromCache": False,
    "headers": [{"name": "Content-Type", "value": {"type": "string", "value": "application/json"}}],
    "mimeType": "application/json",
    "bytesReceived": 120,
    "content": {"size": 7},
}


def event(method: str, at: float = 0, /, **params: Any) -> dict[str, Any]:
    return {
        "type": "event",
        "method": method,
        "params": {"context": "c1", "timestamp": START_MS + at, **params},
    }


def network(
    name: str, at: float, request: dict[str, Any] = REQUEST, hop: int = 0, **params: Any
) -> dict[str, Any]:
    return event(f"network.{name}", at, request=request, redirectCount=hop, isBlocked=False, **params)


def message(**fields: Any) -> dict[str, Any]:
    return event("log.entryAdded", 5, **{"type": "console", "level": "warn", "text": "hi", **fields})


def test_console_call_has_decoded_arguments_and_a_place_from_one() -> None:
    frames = [{"url": "https://a.example/x.js", "functionName": "f", "lineNumber": 9, "columnNumber": 3}]
    args = [
        {"type": "string", "value": "hi %s"},
        {"type": "object", "value": [["n", {"type": "number", "value": "NaN"}]]},
    ]

    (entry,) = messages([message(method="warn", args=args, stackTrace={"callFrames": frames})])

    assert (entry.text, entry.severity, entry.method) == ("hi {n: NaN}", Severity.WARN, "warn")
    assert (entry.url, entry.line, entry.column) == ("https://a.example/x.js", 10, 4)
    assert entry.stack == (Frame("f", "https://a.example/x.js", 10, 4),)
    assert entry.at_ms == 5


def test_exception_and_rejection_are_told_apart() -> None:
    found = messages(
        ndjson(
            message(type="javascript", level="error", text="Uncaught Error: x"),
            message(type="javascript", level="error", text="Uncaught (in promise) Error: x"),
        )
    )

    assert [(entry.origin, entry.severity) for entry in found] == [
        ("exception", Severity.ERROR),
        ("rejection", Severity.ERROR),
    ]


def test_events_of_one_request_are_one_entry() -> None:
    timings = {
        "requestTime": 1,
        "dnsStart": 1,
        "dnsEnd": 3,
        "requestStart": 4,
        "responseStart": 9,
        "responseEnd": 11,
    }
    document = ndjson(
        network("beforeRequestSent", 10, initiator={"type": "script"}),
        network("responseStarted", 20, response=RESPONSE),
        network("responseCompleted", 30, request=REQUEST | {"timings": timings}, response=RESPONSE),
    )

    (entry,) = requests(document)

    assert (entry.text, entry.state, entry.type) == ("GET https://a.example/x 200 OK", State.OK, "fetch")
    assert (entry.at_ms, entry.duration_ms) == (10, 10)
    assert entry.timings == {"dns": 2, "wait": 5, "receive": 2}
    assert entry.request_headers == (("Accept", "*/*"),)
    assert entry.response_headers == (("Content-Type", "application/json"),)
    assert (entry.size_transfer, entry.size_body, entry.protocol) == (120, 7, "h2")
    assert (entry.initiator, entry.request_id, entry.page_ref) == ("script", "r1", "c1")
    assert len(entry.spans) == 3
    assert log_of(document, Kind.NETWORK).account.understood == 3


def test_redirect_failure_and_request_without_an_end_are_entries_of_their_own() -> None:
    found = requests(
        ndjson(
            network("beforeRequestSent", 1),
            network("responseCompleted", 2, response=RESPONSE | {"status": 302, "statusText": "Found"}),
            network("beforeRequestSent", 3, hop=1),
            network("fetchError", 9, hop=1, errorText="net::ERR_FAILED"),
            network("beforeRequestSent", 4, request=REQUEST | {"request": "r2"}),
        )
    )

    assert [(entry.state, entry.status, entry.duration_ms) for entry in found] == [
        (State.REDIRECT, 302, 1),
        (State.FAILED, None, 6),
        (State.PENDING, None, None),
    ]
    assert found[1].error == "net::ERR_FAILED"


def test_navigation_is_one_action_from_its_start_to_its_load_and_inner_frames_are_left_out() -> None:
    document = ndjson(
        event("browsingContext.contextCreated", 0, context="c2", parent="c1", url="about:blank"),
        event("browsingContext.navigationStarted", 10, navigation="n1", url="https://a.example/"),
        event(
            "browsingContext.navigationStarted", 11, context="c2", navigation="n2", url="https://ad.example/"
        ),
        event("browsingContext.domContentLoaded", 50, navigation="n1", url="https://a.example/"),
        event("browsingContext.load", 60, navigation="n1", url="https://a.example/"),
        event("browsingContext.fragmentNavigated", 70, navigation=None, url="https://a.example/#x"),
        event("browsingContext.historyUpdated", 80, url="https://a.example/p"),
    )

    found = actions(document)

    assert [(entry.text, entry.at_ms, entry.end_ms) for entry in found] == [
        ("went to https://a.example/", 10, 60),
        ("went to https://a.example/#x (hash)", 70, None),
        ("went to https://a.example/p (pushState)", 80, None),
    ]
    account = log_of(document, Kind.ACTION).account
    assert (account.understood, account.other) == (5, {"protocol": 2})


def test_commands_and_answers_stay_raw() -> None:
    rows = [
        {"id": 1, "method": "session.subscribe", "params": {}},
        {"id": 1, "type": "success", "result": {}},
        {"method": "Network.enable", "params": {}},
    ]

    assert not any(map(SHAPE.fits, rows))
    assert (
        len(frame(rows))
        == len(log_of(ndjson(message(), message(), message(), message(), *rows), Kind.CONSOLE)) - 4
    )


ROWS = [
    message(
        args=[{"type": "string", "value": "x"}], stackTrace={"callFrames": [{"url": "u", "lineNumber": 1}]}
    ),
    network("beforeRequestSent", 1, initiator={"type": "script", "stackTrace": {"callFrames": []}}),
    network("responseCompleted", 2, response=RESPONSE),
    network("fetchError", 3, errorText="x"),
    event("browsingContext.contextCreated", 0, context="c2", parent="c1"),
    event("browsingContext.load", 4, navigation="n1", url="https://a.example/"),
    event("script.realmCreated", 4),
]


def test_wrong_values_in_any_place_are_accounted_for() -> None:
    check_accounted(SHAPE, every_change(ROWS))
    for row in every_change(ROWS):
        check_accounted(SHAPE, [row])


@given(any_rows(ROWS))
@settings(deadline=None, max_examples=100)
def test_any_rows_are_all_accounted_for(values: list[Any]) -> None:
    check_accounted(SHAPE, values)
