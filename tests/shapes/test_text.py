from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shapes.families import JSON, check_accounted, log_of, messages, requests
from upl_tui.clock import RecordingClock
from upl_tui.entries import RawEntry, Severity, State
from upl_tui.model import Kind
from upl_tui.shapes.text import SHAPE

PLAYWRIGHT = b"""Total messages: 5 (Errors: 1, Warnings: 1)

[ERROR] Failed to load resource: 404 (Not Found) @ https://a.example/f.ico:0
[WARNING] mail me @ home @ https://a.example/x.js:12
[LOG] hello [world]
TypeError: x is not a function
    at f (https://a.example/x.js:3:4)
"""
REQUESTS = b"""[GET] https://a.example/ => [304] Not Modified
1. [POST] https://a.example/api => [500] Internal Server Error
[GET] https://a.example/z => [FAILED] net::ERR_ABORTED
[GET] https://a.example/slow
"""
FIREFOX = b"""00:00:01.500 hello world app.js:12:3
00:00:02.000 Uncaught TypeError: x is undefined https://a.example/x.js:3:4
    f https://a.example/x.js:3
00:00:03.000 GET https://a.example/f.ico [HTTP/1.1 404 Not Found 12ms]
00:00:03.250 XHR POST https://a.example/api [HTTP/2 200  7ms]
00:00:04 no place
"""
CHROME = b"""app.js:12 hello world
https://a.example/x.js:13 Uncaught (in promise) TypeError: no
    at f (https://a.example/x.js:13:4)
GET https://a.example/f.ico 404 (Not Found)
VM12:1 evaluated
(index):4 inline
"""
MIDNIGHT = RecordingClock(started_at_ms=1_700_006_400_000, duration_ms=60_000)


def test_playwright_console_has_levels_and_places_from_one() -> None:
    found = list(log_of(PLAYWRIGHT, Kind.CONSOLE).entries())

    assert isinstance(found[0], RawEntry)
    assert [(entry.text, entry.severity) for entry in found[1:4]] == [
        ("Failed to load resource: 404 (Not Found)", Severity.ERROR),
        ("mail me @ home", Severity.WARN),
        ("hello [world]", Severity.LOG),
    ]
    places = [(entry.url, entry.line, entry.column) for entry in messages(PLAYWRIGHT.split(b"\n", 2)[2])]
    assert places == [
        ("https://a.example/f.ico", 1, None),
        ("https://a.example/x.js", 13, None),
        ("", None, None),
        ("https://a.example/x.js", 3, 4),
    ]


def test_error_with_its_stack_is_one_entry() -> None:
    entry = messages(PLAYWRIGHT.split(b"\n", 2)[2])[-1]

    assert entry.text == "TypeError: x is not a function\n    at f (https://a.example/x.js:3:4)"
    assert (entry.severity, entry.origin, entry.stack[0].function) == (Severity.ERROR, "exception", "f")


def test_playwright_requests_have_their_outcome() -> None:
    found = requests(REQUESTS)

    assert [(entry.method, entry.url, entry.status, entry.state, entry.error) for entry in found] == [
        ("GET", "https://a.example/", 304, State.CACHED, ""),
        ("POST", "https://a.example/api", 500, State.SERVER_ERROR, ""),
        ("GET", "https://a.example/z", None, State.ABORTED, "net::ERR_ABORTED"),
        ("GET", "https://a.example/slow", None, State.PENDING, ""),
    ]
    assert found[1].status_text == "Internal Server Error"


def test_firefox_messages_have_times_and_places() -> None:
    found = messages(FIREFOX, MIDNIGHT)

    assert [(entry.text, entry.at_ms, entry.url, entry.line, entry.column) for entry in found] == [
        ("hello world", 1500, "app.js", 12, 3),
        (
            "Uncaught TypeError: x is undefined\n    f https://a.example/x.js:3",
            2000,
            "https://a.example/x.js",
            3,
            4,
        ),
        ("no place", 4000, "", None, None),
    ]
    assert [entry.severity for entry in found] == [Severity.UNKNOWN, Severity.ERROR, Severity.UNKNOWN]


def test_firefox_requests_are_in_the_network_log() -> None:
    found = requests(FIREFOX, MIDNIGHT)

    assert [(entry.text, entry.at_ms, entry.duration_ms, entry.protocol) for entry in found] == [
        ("GET https://a.example/f.ico 404 Not Found", 3000, 12, "HTTP/1.1"),
        ("POST https://a.example/api 200", 3250, 7, "HTTP/2"),
    ]


def test_chrome_messages_have_their_place_in_front() -> None:
    found = messages(CHROME)

    assert [(entry.text.partition("\n")[0], entry.url, entry.line) for entry in found] == [
        ("hello world", "app.js", 12),
        ("Uncaught (in promise) TypeError: no", "https://a.example/x.js", 13),
        ("GET https://a.example/f.ico 404 (Not Found)", "https://a.example/f.ico", None),
        ("evaluated", "VM12", 1),
        ("inline", "(index)", 4),
    ]
    assert [(entry.origin, entry.severity) for entry in found[1:3]] == [
        ("rejection", Severity.ERROR),
        ("network", Severity.ERROR),
    ]


@pytest.mark.parametrize(
    "line",
    ["12:30 lunch", "foo:12 bar", "[200] OK", "[note] x", "Errors are fun", "", "@ a.js:1", "GET lost"],
)
def test_other_text_is_not_taken_for_an_export(line: str) -> None:
    assert not SHAPE.fits(line)


PLACES = [":1", ":2", " @ ", "https://a.example/x", "app.js", "(index)", "VM1", "\n    at "]
MARKS = ["[LOG] ", "[GET] ", "12:00:00.1 ", " => ", "[", "200] ", "XHR ", "GET ", " ", "404 (x)", "\u0661"]
WORDS = ["Uncaught ", "Error: ", "[HTTP/2 200 OK 1ms]"]
PIECES = st.sampled_from([*PLACES, *MARKS, *WORDS])
LINES = st.lists(PIECES | st.text(max_size=4), max_size=8).map("".join)


@given(st.lists(LINES | JSON | st.just(b"{cut"), max_size=12))
@settings(deadline=None, max_examples=100)
def test_any_rows_are_all_accounted_for(values: list[Any]) -> None:
    check_accounted(SHAPE, values)


@pytest.mark.parametrize(
    "line",
    [
        "12:00:00.1 " + "a.b:1 " * 30_000,
        "[LOG] " + " @ a:1" * 30_000,
        "12:00:00 " + " " * 200_000 + "x",
        "a." * 90_000 + ":1 x",
        "[GET] " + "a" * 200_000,
        "12:00:00 GET http://a" + " " * 200_000 + "!",
        "12:00:00 GET http://a [HTTP/1.1 200 " + "1" * 200_000,
        "Uncaught " + "A" * 200_000,
        "GET http://a 404 (" + ")" * 200_000,
        "12:00:00 x" + "\n b" * 60_000,
    ],
    ids=lambda line: line[:20],
)
def test_long_lines_take_no_more_than_their_share_of_time(line: str) -> None:
    started = perf_counter()

    SHAPE.fits(line)

    assert perf_counter() - started < 0.5
