from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from tests.shapes.families import (
    START_MS,
    any_rows,
    check_accounted,
    every_change,
    log_of,
    messages,
    requests,
)
from upl_tui.entries import Severity, SocketFrame, State
from upl_tui.model import Kind
from upl_tui.shapes.highlight import SHAPE

TRACE = [{"functionName": "f", "fileName": "https://a.example/x.js", "lineNumber": 3, "columnNumber": 4}]
MESSAGES = [
    {"value": ["hi", "there"], "attributes": '{"a":1}', "time": START_MS + 1, "type": "warn", "trace": TRACE},
    {"value": ["boom"], "time": START_MS + 2, "type": "Error"},
    {"attributes": "{cut", "time": START_MS + 3, "type": "log"},
]
RESOURCES = [
    {
        "initiatorType": "fetch",
        "startTimeAbs": START_MS + 10,
        "responseEndAbs": START_MS + 25,
        "name": "https://a.example/api",
        "transferSize": 100,
        "decodedBodySize": 200,
        "requestResponsePairs": {
            "request": {
                "id": "q",
                "url": "https://a.example/api",
                "verb": "post",
                "headers": {"A": "b"},
                "body": "{}",
            },
            "response": {"status": 500, "headers": {"Content-Type": "text/plain"}, "body": "no", "size": 2},
            "urlBlocked": False,
        },
    },
    {
        "initiatorType": "script",
        "startTimeAbs": START_MS + 4,
        "responseEndAbs": START_MS + 5,
        "name": "https://a.example/x.js",
    },
    {"socketId": "w", "type": "open", "name": "wss://a.example/s", "timeStamp": START_MS + 30},
    {"socketId": "w", "type": "sent", "message": "ping", "timeStamp": START_MS + 31},
    {"socketId": "w", "type": "received", "message": {"pong": 1}, "timeStamp": START_MS + 32},
]
DOCUMENT = {"messages": MESSAGES, "resources": RESOURCES}


def test_calls_have_their_values_and_merged_objects() -> None:
    call, error, cut = messages(DOCUMENT)

    assert (call.text, call.severity, call.at_ms) == ("hi there {a: 1}", Severity.WARN, 1)
    assert call.args == ("hi", "there", {"a": 1})
    assert (call.url, call.line, call.column) == ("https://a.example/x.js", 3, 4)
    assert (error.text, error.severity, error.origin) == ("boom", Severity.ERROR, "exception")
    assert cut.text == "{cut"


def test_requests_take_the_pair_and_the_absolute_times() -> None:
    post, script, _ = requests(DOCUMENT)

    assert (post.text, post.state, post.type) == (
        "POST https://a.example/api 500",
        State.SERVER_ERROR,
        "fetch",
    )
    assert (post.at_ms, post.duration_ms) == (10, 15)
    assert (post.size_transfer, post.size_body, post.mime) == (100, 200, "text/plain")
    assert post.response_body is not None
    assert post.response_body.text == "no"
    assert (script.url, script.type, script.duration_ms) == ("https://a.example/x.js", "script", 1)


def test_events_of_a_socket_are_one_request() -> None:
    socket = requests(DOCUMENT)[2]

    assert (socket.url, socket.type, socket.at_ms) == ("wss://a.example/s", "websocket", 30)
    assert socket.messages == (
        SocketFrame("send", None, None, "ping"),
        SocketFrame("receive", None, None, '{"pong":1}'),
    )


def test_account_names_the_family_and_counts_all_rows() -> None:
    account = log_of(DOCUMENT, Kind.NETWORK).account

    assert (account.shape, account.understood, account.other) == ("Highlight", 5, {"console": 3})


def test_wrong_values_in_any_place_are_accounted_for() -> None:
    check_accounted(SHAPE, every_change([*MESSAGES, *RESOURCES]))


@given(any_rows([*MESSAGES, *RESOURCES]))
@settings(deadline=None, max_examples=100)
def test_any_rows_are_all_accounted_for(values: list[Any]) -> None:
    check_accounted(SHAPE, values)
