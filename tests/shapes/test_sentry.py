"""Breadcrumbs of Sentry's error events, and the errors around them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shapes.framed import DATA, context, frame
from upl_tui.clock import RecordingClock
from upl_tui.entries import ActionEntry, ConsoleEntry, Entry, NetworkEntry, RawEntry, Severity, State
from upl_tui.formats.frame import frame as frame_file
from upl_tui.model import Kind
from upl_tui.shapes.choose import choose
from upl_tui.shapes.sentry import SHAPE
from upl_tui.shapes.shape import Reading

START_S = 1_795_326_314.0
CLOCK = RecordingClock(started_at_ms=START_S * 1000, duration_ms=20_000.0)


def read(values: list[Any], kind: Kind, root: Any = None) -> Reading:
    return SHAPE.read(frame(values), context(kind, CLOCK, root))


def entries(reading: Reading) -> list[Entry]:
    return [reading.columns.entry(row) for row in range(len(reading.columns.texts))]


def crumb(category: str, at: float = 1.0, **more: Any) -> dict[str, Any]:
    return {"timestamp": START_S + at, "category": category, **more}


def message(**more: Any) -> ConsoleEntry:
    (entry,) = entries(read([crumb(more.pop("category", "console"), **more)], Kind.CONSOLE))
    assert isinstance(entry, ConsoleEntry)
    return entry


def request(**more: Any) -> NetworkEntry:
    (entry,) = entries(read([crumb(more.pop("category", "fetch"), **more)], Kind.NETWORK))
    assert isinstance(entry, NetworkEntry)
    return entry


def action(category: str, **more: Any) -> ActionEntry:
    (entry,) = entries(read([crumb(category, **more)], Kind.ACTION))
    assert isinstance(entry, ActionEntry)
    return entry


def test_sample_event_shows_its_breadcrumbs_and_its_error() -> None:
    document = frame_file((DATA / "sentry/event-with-breadcrumbs.json").read_bytes())
    (rows,) = document.collections
    assert choose(rows).shape is SHAPE
    clock = RecordingClock(started_at_ms=1781946890000.0, duration_ms=20_000.0)

    reading = SHAPE.read(rows, context(Kind.CONSOLE, clock, document.root))

    found = entries(reading)
    assert [entry.text for entry in found] == reading.columns.texts
    assert reading.columns.texts == [
        "POST /authorize returned 504",
        "Payment authorization failed",
        "Checkout failed for cart cart_12345",
        "VisualshotsCheckoutError: Could not complete payment authorization",
    ]
    assert [entry.at_ms for entry in found] == [8_000, 10_000, 10_000, 10_000]
    assert [entry.severity.word for entry in found] == ["info", "error", "error", "error"]
    error = found[3]
    assert isinstance(error, ConsoleEntry)
    assert (error.stack[1].function, error.stack[1].line) == ("complete_with_code_only", 88)
    assert (error.spans, error.shape) == (((0, len(document.data)),), "sentry")
    assert error.notes
    assert (reading.understood, reading.raw, reading.other) == (2, 0, {"action": 1})


def test_exceptions_that_are_a_list_of_their_own_are_entries_at_the_events_time() -> None:
    event = {"timestamp": START_S + 5, "exception": {"values": []}}
    frames = [
        {"filename": "https://a.example/a.js", "function": f, "lineno": n, "colno": 4}
        for f, n in [("out", 1), ("in", 2)]
    ]
    value = {
        "type": "TypeError",
        "value": "x is null",
        "stacktrace": {"frames": frames},
        "mechanism": {"type": "onunhandledrejection"},
    }

    (entry,) = entries(read([value], Kind.CONSOLE, event))

    assert isinstance(entry, ConsoleEntry)
    assert (entry.text, entry.origin, entry.at_ms) == ("TypeError: x is null", "rejection", 5000)
    assert [frame.function for frame in entry.stack] == ["in", "out"]
    assert (entry.url, entry.line, entry.column) == ("https://a.example/a.js", 2, 4)


def test_message_of_an_event_with_both_lists_is_told_once() -> None:
    event = {
        "message": "Checkout failed",
        "breadcrumbs": [crumb("auth", message="signed in")],
        "exception": {"values": [{"type": "E", "value": "x"}]},
    }
    document = frame_file(json.dumps(event).encode())

    found = [
        entry.text
        for rows in document.collections
        for entry in entries(SHAPE.read(rows, context(Kind.CONSOLE, CLOCK, document.root)))
    ]

    assert found == ["signed in", "Checkout failed", "E: x"]


def test_console_breadcrumb_has_level_and_arguments() -> None:
    entry = message(level="warning", message="stock 3", data={"arguments": ["stock", 3], "logger": "console"})

    assert (entry.text, entry.args, entry.level, entry.severity) == (
        "stock 3",
        ("stock", 3),
        "warning",
        Severity.WARN,
    )
    assert (entry.origin, entry.at_ms) == ("console", 1000)


@pytest.mark.parametrize(
    ("given", "text", "severity"),
    [
        ({"category": "auth", "message": "signed in"}, "signed in", "info"),
        ({"category": "query", "data": {"sql": "x"}}, 'query: {"sql":"x"}', "info"),
        ({"category": "sentry.event", "level": "error", "message": "Error: x"}, "Error: x", "error"),
        ({"category": "exception", "message": "boom"}, "boom", "error"),
        ({"category": "app", "level": "fatal", "message": "over"}, "over", "fatal"),
    ],
)
def test_breadcrumbs_of_an_application_stand_in_the_console(
    given: dict[str, Any], text: str, severity: str
) -> None:
    entry = message(**given)

    assert (entry.text, entry.severity.word) == (text, severity)
    assert entry.origin != "console"


@pytest.mark.parametrize(
    ("data", "more", "state", "text"),
    [
        ({"status_code": 201}, {}, State.OK, "POST https://a.example/ 201"),
        ({"status_code": 503, "reason": "Busy"}, {}, State.SERVER_ERROR, "POST https://a.example/ 503 Busy"),
        ({"status_code": 0}, {}, State.FAILED, "POST https://a.example/ failed"),
        ({}, {"level": "error"}, State.FAILED, "POST https://a.example/ failed"),
        ({}, {}, State.UNKNOWN, "POST https://a.example/"),
    ],
)
def test_request_breadcrumb_tells_its_outcome(
    data: dict[str, Any], more: dict[str, Any], state: State, text: str
) -> None:
    entry = request(type="http", data={"url": "https://a.example/", "method": "post", **data}, **more)

    assert (entry.state, entry.text, entry.type) == (state, text, "fetch")


def test_ui_breadcrumb_names_the_element() -> None:
    by_path = action("ui.click", message="main > form > button#save.primary")
    node = {"tagName": "button", "textContent": "Save", "attributes": {"aria-label": "Save it"}}
    by_node = action(
        "ui.slowClickDetected", message="button", data={"node": node, "clickCount": 3, "endReason": "timeout"}
    )
    key = action("ui.keyDown", data={"key": "Enter", "metaKey": True})
    odd = action("ui.lifecycle", message="went to the background")

    assert (by_path.text, by_path.selector) == (
        'clicked "save" (button)',
        "main > form > button#save.primary",
    )
    assert (by_node.label, by_node.flags, by_node.title) == ("Save it", ("slow_click",), "3 clicks, timeout")
    assert (key.action, key.text) == ("key", "pressed Meta+Enter")
    assert (odd.action, odd.text) == ("other", "went to the background")


def test_navigation_breadcrumb_has_both_ends_or_its_message() -> None:
    moved = action("navigation", data={"from": "/a", "to": "/b"})
    told = action("ui", type="navigation", message="Opened the page")

    assert (moved.from_url, moved.to_url, moved.text) == ("/a", "/b", "went to /b")
    assert (told.action, told.text) == ("navigation", "Opened the page")


def test_rows_that_are_no_breadcrumbs_stay_raw_and_the_recorders_own_are_counted() -> None:
    values = [
        crumb("replay.mutations", data={"count": 3}),
        7,
        {"a": 1},
        crumb("navigation", data={"to": "/"}),
    ]

    reading = read(values, Kind.CONSOLE)

    assert (reading.understood, reading.raw, reading.other) == (0, 2, {"replay": 1, "action": 1})
    assert all(isinstance(entry, RawEntry) for entry in entries(reading))


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        (crumb("console", message="x", level="info"), True),
        (crumb("fetch", data={}, type="http"), True),
        ({"type": "Error", "value": "x", "stacktrace": {}}, True),
        ({"timestamp": 1, "category": "a", "message": "m", "pid": 3}, False),
        ({"timestamp": 1, "message": "m", "level": "info"}, False),
        ({"type": "click", "value": "x", "selector": "#a"}, False),
        ([], False),
        (None, False),
    ],
)
def test_fits_only_what_sentry_writes(value: Any, fits: bool) -> None:
    assert SHAPE.fits(value) is fits


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
CATEGORY_NAMES = "console fetch xhr http navigation ui.click ui.multiClick ui exception auth"
CATEGORIES = st.sampled_from(CATEGORY_NAMES.split())
DATA_NAMES = "url method status_code reason arguments from to node key clickCount endReason"
DATA_KEYS = st.sampled_from(DATA_NAMES.split())
CRUMBS = st.fixed_dictionaries(
    {"timestamp": JSON | st.just(START_S), "category": CATEGORIES | JSON},
    optional={
        "type": st.sampled_from(["http", "navigation", "user", "error"]) | JSON,
        "level": st.sampled_from(["warning", "error"]) | JSON,
        "message": JSON,
        "data": st.dictionaries(DATA_KEYS, JSON, max_size=5) | JSON,
    },
)
EXCEPTIONS = st.fixed_dictionaries(
    {"type": st.text(max_size=5) | JSON, "value": JSON}, optional={"stacktrace": JSON, "mechanism": JSON}
)
ROOTS = JSON | st.fixed_dictionaries(
    {},
    optional={
        "exception": st.fixed_dictionaries({"values": JSON | st.lists(EXCEPTIONS, max_size=2)}) | JSON,
        "logentry": JSON,
        "message": JSON,
        "level": JSON,
        "timestamp": JSON,
    },
)


@given(st.lists(CRUMBS | EXCEPTIONS | JSON, max_size=5), ROOTS)
@settings(deadline=None, max_examples=80)
def test_any_rows_are_all_accounted_for(values: list[Any], root: Any) -> None:
    rows = json.loads(json.dumps(values))
    for kind in Kind:
        reading = read(rows, kind, root)

        found = entries(reading)
        assert reading.understood + reading.raw + sum(reading.other.values()) == len(rows)
        assert [entry.text for entry in found] == reading.columns.texts
        of_rows = [entry for entry in found if not any("event itself" in note for note in entry.notes)]
        assert len(of_rows) == reading.understood + reading.raw
