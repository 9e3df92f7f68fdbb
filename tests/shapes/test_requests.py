from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.entries import Body, Frame, NetworkEntry, Severity, State
from upl_tui.shapes.requests import (
    body,
    cache_word,
    failure,
    header,
    headers,
    initiator,
    number,
    resource_type,
    settle,
    size,
    status_words,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["name", "value", "type", "message"]) | st.text(max_size=8), inner)
    ),
    max_leaves=12,
)


def request(**fields: Any) -> NetworkEntry:
    return NetworkEntry(
        index=0, method=fields.pop("method", "GET"), url=fields.pop("url", "https://a.example/x"), **fields
    )


@pytest.mark.parametrize(
    ("raw", "status", "text", "state"),
    [
        (200, 200, "", State.OK),
        (200.0, 200, "", State.OK),
        ("200", 200, "", State.OK),
        ("200 OK", 200, "OK", State.OK),
        ("HTTP/1.1 404 Not Found", 404, "Not Found", State.CLIENT_ERROR),
        ("503.0", 503, "", State.SERVER_ERROR),
        (101, 101, "", State.OK),
        (302, 302, "", State.REDIRECT),
        (304, 304, "", State.CACHED),
        (0, None, "", State.FAILED),
        (-1, None, "", State.FAILED),
        ("-2", None, "", State.FAILED),
        (None, None, "", State.UNKNOWN),
        ({}, None, "", State.UNKNOWN),
        (True, None, "", State.UNKNOWN),
        (float("nan"), None, "", State.UNKNOWN),
        (10**400, None, "", State.UNKNOWN),
        ("pending", None, "", State.PENDING),
        ("(canceled)", None, "", State.ABORTED),
        ("failed", None, "", State.FAILED),
        ("teapot", None, "", State.UNKNOWN),
    ],
)
def test_settle_status_in_any_spelling_gives_number_and_state(
    raw: object, status: int | None, text: str, state: State
) -> None:
    entry = settle(request(status_raw=raw))

    assert (entry.status, entry.status_text, entry.state) == (status, text, state)


@pytest.mark.parametrize(
    ("fields", "state", "severity"),
    [
        ({"status": 200, "error": "net::ERR_ABORTED"}, State.ABORTED, Severity.WARN),
        ({"status": 200, "error": "net::ERR_FAILED"}, State.FAILED, Severity.ERROR),
        ({"status": 404, "error": "net::ERR_ABORTED"}, State.CLIENT_ERROR, Severity.ERROR),
        ({"status": 500, "state": State.FAILED}, State.SERVER_ERROR, Severity.ERROR),
        ({"status_raw": -1, "error": "csp"}, State.BLOCKED, Severity.ERROR),
        ({"status_raw": 0, "state": State.PENDING}, State.PENDING, Severity.WARN),
        ({"status": 200, "from_cache": "disk"}, State.CACHED, Severity.INFO),
        ({"status": 404, "from_cache": "disk"}, State.CLIENT_ERROR, Severity.ERROR),
        ({"status": 301}, State.REDIRECT, Severity.INFO),
    ],
)
def test_settle_status_and_error_together_give_one_verdict(
    fields: dict[str, Any], state: State, severity: Severity
) -> None:
    entry = settle(request(**fields))

    assert (entry.state, entry.severity) == (state, severity)


def test_settle_text_holds_method_url_status_and_what_went_wrong() -> None:
    answered = settle(request(method="post", status=500, status_text="Internal Server Error"))
    failed = settle(request(status_raw=0, error="net::ERR_NAME_NOT_RESOLVED"))

    assert answered.text == "POST https://a.example/x 500 Internal Server Error"
    assert failed.text == "GET https://a.example/x failed net::ERR_NAME_NOT_RESOLVED"


def test_settle_fills_mime_type_cache_and_duration_from_what_is_there() -> None:
    entry = settle(
        request(
            status=304,
            response_headers=(("Content-Type", "Text/CSS; charset=utf-8"),),
            timings={"connect": 5.0, "ssl": 3.0, "wait": 10.0},
        )
    )

    assert (entry.mime, entry.type, entry.from_cache, entry.duration_ms) == (
        "text/css",
        "stylesheet",
        "cache",
        15,
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, (State.UNKNOWN, "")),
        ({"error": False}, (State.UNKNOWN, "")),
        ({"error": True}, (State.FAILED, "")),
        ({"error": "net::ERR_ABORTED"}, (State.ABORTED, "net::ERR_ABORTED")),
        ({"error": "net::ERR_CONNECTION_ABORTED"}, (State.FAILED, "net::ERR_CONNECTION_ABORTED")),
        ({"error": "NS_BINDING_ABORTED"}, (State.ABORTED, "NS_BINDING_ABORTED")),
        ({"error": "net::ERR_BLOCKED_BY_CLIENT"}, (State.BLOCKED, "net::ERR_BLOCKED_BY_CLIENT")),
        ({"error": "", "blocked": "csp"}, (State.BLOCKED, "blocked: csp")),
        (
            {"error": "net::ERR_FAILED", "cors": "MissingAllowOriginHeader"},
            (State.FAILED, "net::ERR_FAILED (CORS MissingAllowOriginHeader)"),
        ),
        ({"error": {"message": "Failed to fetch"}}, (State.FAILED, "Failed to fetch")),
        ({"error": {"odd": 1}}, (State.FAILED, '{"odd":1}')),
        ({"error": 7}, (State.FAILED, "7")),
        ({"canceled": True}, (State.ABORTED, "")),
    ],
)
def test_failure_of_each_recorder_gives_state_and_text(
    arguments: dict[str, Any], expected: tuple[State, str]
) -> None:
    assert failure(**arguments) == expected


PAIRS = (("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-Id", "7"))


@pytest.mark.parametrize(
    "value",
    [
        [{"name": name, "value": value} for name, value in PAIRS],
        [{"name": "Set-Cookie", "value": "a=1\nb=2"}, {"name": "X-Id", "value": 7}],
        {"Set-Cookie": "a=1\nb=2", "X-Id": "7"},
        {"Set-Cookie": ["a=1", "b=2"], "X-Id": 7},
        "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Id: 7\r\n\r\n",
        [list(pair) for pair in PAIRS],
        [f"{name}: {value}" for name, value in PAIRS],
        [{"name": name, "value": {"type": "string", "value": value}} for name, value in PAIRS],
        [
            {"name": "Set-Cookie", "value": {"type": "base64", "value": "YT0x"}},
            {"name": "Set-Cookie", "value": {"type": "string", "value": "b=2"}},
            {"X-Id": "7"},
        ],
    ],
)
def test_headers_in_any_spelling_give_the_same_pairs(value: object) -> None:
    assert headers(value) == PAIRS


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("HTTP/1.1 404 Not Found", "Not Found"),
        ("HTTP/2 204", ""),
        ("200 OK", "OK"),
        ("Not Found", "Not Found"),
        ("", ""),
    ],
)
def test_status_words_leave_protocol_and_number_out(line: str, words: str) -> None:
    assert status_words(line) == words


def test_header_is_found_without_regard_to_case_and_empty_when_absent() -> None:
    assert header(PAIRS, "set-cookie") == "a=1"
    assert header(PAIRS, "etag") == ""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((None,), None),
        (("",), None),
        (("hello", "text/plain"), Body(text="hello", mime="text/plain")),
        (("aGk=", "image/png", "Base64"), Body(text="aGk=", encoding="base64", mime="image/png")),
        (({"type": "base64", "value": "aGk="},), Body(text="aGk=", encoding="base64")),
        (({"a": [1, "é"]},), Body(text='{"a":[1,"é"]}', mime="application/json")),
        ((0,), Body(text="0", mime="application/json")),
        (
            ("[rrweb/network] Cannot read body of type Blob",),
            Body(missing="[rrweb/network] Cannot read body of type Blob"),
        ),
        (("text/html is in deny list",), Body(missing="text/html is in deny list")),
        (
            ({"message": "Spot was unable to track this request's data"},),
            Body(missing='{"message":"Spot was unable to track this request\'s data"}'),
        ),
    ],
)
def test_body_of_each_recorder_gives_text_or_the_reason_for_none(
    arguments: tuple[Any, ...], expected: Body | None
) -> None:
    assert body(*arguments) == expected


@pytest.mark.parametrize("key", ["", "message", "value", "name"])
def test_values_too_deep_to_write_again_become_a_remark(key: str) -> None:
    deep: Any = "x"
    for _ in range(100_000):
        deep = {key: deep} if key else [deep]

    found = body({"a": deep})

    assert found is not None
    assert found.text == "[nested too deeply to be shown]"
    assert failure({"message": deep}) == (State.FAILED, "[nested too deeply to be shown]")
    assert isinstance(headers({"a": deep, "b": [deep]}), tuple)
    assert initiator({"type": deep, "url": deep}) == ("", ())


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("XHR",), "xhr"),
        (("XMLHttpRequest",), "xhr"),
        (("Fetch",), "fetch"),
        (("js",), "script"),
        (("ping",), "beacon"),
        (("Preflight",), "preflight"),
        (("TextTrack",), "media"),
        (("css", "font/woff2"), "font"),
        (("css",), "stylesheet"),
        (("link", "", "https://a.example/f.woff2?v=1"), "font"),
        (("", "text/html; charset=utf-8"), "document"),
        (("", "application/json"), ""),
        (("", "", "wss://a.example/socket"), "websocket"),
        (("", "", "https://a.example/app.js?x=1"), "script"),
        (("", "", "https://a.example/?file=app.js"), ""),
        (("strange",), "other"),
        (("other", "image/png"), "other"),
    ],
)
def test_resource_type_of_each_recorder_gives_our_word(arguments: tuple[str, ...], expected: str) -> None:
    assert resource_type(*arguments) == expected


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("memory", "memory"),
        ("Disk Cache", "disk"),
        ("Service Worker", "service_worker"),
        (True, "cache"),
        ("Network Load", ""),
        (False, ""),
        (None, ""),
    ],
)
def test_cache_word_of_each_recorder_gives_our_word(value: object, word: str) -> None:
    assert cache_word(value) == word


def test_initiator_counts_lines_from_one_and_prefers_its_own_place() -> None:
    frames = [{"functionName": "load", "url": "https://a.example/a.js", "lineNumber": 6, "columnNumber": 0}]

    by_script = initiator({"type": "script", "stack": {"callFrames": frames}})
    by_parser = initiator({"type": "parser", "url": "https://a.example/", "lineNumber": 0})

    assert by_script == ("script https://a.example/a.js:7", (Frame("load", "https://a.example/a.js", 7, 1),))
    assert by_parser == ("parser https://a.example/:1", ())
    assert initiator("https://a.example/") == ("", ())


def test_number_and_size_take_numbers_as_strings_and_refuse_the_rest() -> None:
    assert [number(value) for value in ("1.5", 3, "", "x", None, True, float("inf"))] == [1.5, 3] + [None] * 5
    assert [size(value) for value in ("12", 0, -1, "-1", None)] == [12, 0, None, None, None]


@given(status=JSON, error=JSON, values=JSON)
@settings(deadline=None, max_examples=150)
def test_any_json_value_anywhere_is_settled_without_an_error(status: Any, error: Any, values: Any) -> None:
    state, text = failure(error, blocked=values, cors=error)
    entry = settle(request(status_raw=status, state=state, error=text, response_headers=headers(values)))

    assert entry.status is None or entry.status > 0
    assert entry.text.startswith("GET https://a.example/x")
    assert body(values) is None or isinstance(body(values), Body)
    assert isinstance(initiator(values)[0], str)


@given(
    st.dictionaries(st.text(min_size=1), st.text().filter(lambda text: "\n" not in text and "\r" not in text))
)
@settings(deadline=None, max_examples=50)
def test_headers_as_map_and_as_list_are_the_same(given_headers: dict[str, str]) -> None:
    listed = [{"name": name, "value": value} for name, value in given_headers.items()]

    assert headers(given_headers) == headers(listed) == tuple(given_headers.items())


@given(JSON.filter(lambda value: value is not None and value != "" and not isinstance(value, str)))
@settings(deadline=None, max_examples=50)
def test_body_from_parsed_json_is_that_json_again(value: Any) -> None:
    found = body(value)

    if found is not None and found.mime == "application/json" and found.text is not None:
        again = json.loads(found.text)
        assert json.dumps(again, sort_keys=True).count("{") == json.dumps(value, sort_keys=True).count("{")
