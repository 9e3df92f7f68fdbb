from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from tests.shapes.families import actions, any_rows, check_accounted, every_change, log_of, messages, requests
from upl_tui.entries import Severity, State
from upl_tui.model import Kind
from upl_tui.shapes.bugsnag import SHAPE


def crumb(kind: str, name: str, ms: int, **meta: Any) -> dict[str, Any]:
    return {"type": kind, "name": name, "timestamp": f"2023-11-14T22:13:20.{ms:03}Z", "metaData": meta}


CRUMBS = [
    crumb("state", "Bugsnag loaded", 0),
    crumb("user", "UI click", 100, targetText="Buy", targetSelector="button#buy"),
    crumb("log", "Console output", 200, **{"severity": "warn", "[1]": "b", "[0]": "a"}),
    crumb(
        "request", "fetch() succeeded", 300, method="GET", url="https://a.example/x", status=200, duration=12
    ),
    crumb("request", "XMLHttpRequest() error", 400, method="GET", url="https://a.example/y", status=0),
    crumb("navigation", "History.pushState()", 500, **{"from": "/a", "to": "/b"}),
    crumb("error", "TypeError", 600, errorClass="TypeError", errorMessage="no"),
    crumb("manual", "cart filled", 700, items=3),
]
ALONE = {"breadcrumbs": CRUMBS}
EVENTS = {"events": [{"id": "1", "breadcrumbs": CRUMBS}, {"id": "2", "breadcrumbs": CRUMBS[:1]}]}


@pytest.mark.parametrize("document", [ALONE, EVENTS])
def test_console_crumbs_are_messages(document: Any) -> None:
    assert [(entry.text, entry.severity, entry.origin, entry.at_ms) for entry in messages(document)] == [
        ("a b", Severity.WARN, "console", 200),
        ("TypeError: no", Severity.ERROR, "exception", 600),
        ("cart filled {items: 3}", Severity.INFO, "other", 700),
    ]


@pytest.mark.parametrize("document", [ALONE, EVENTS])
def test_request_crumbs_are_requests(document: Any) -> None:
    answered, failed = requests(document)

    assert (answered.text, answered.duration_ms, answered.type) == (
        "GET https://a.example/x 200",
        12,
        "fetch",
    )
    assert (failed.state, failed.type, failed.at_ms) == (State.FAILED, "xhr", 400)


@pytest.mark.parametrize(("document", "more"), [(ALONE, 0), (EVENTS, 1)])
def test_other_crumbs_are_actions(document: Any, more: int) -> None:
    assert [entry.text for entry in actions(document)] == [
        "Bugsnag loaded",
        'clicked "Buy" (button)',
        "went to /b (pushState)",
        *["Bugsnag loaded"] * more,
    ]


def test_event_counts_as_one_row_whatever_it_holds() -> None:
    console, action = log_of(EVENTS, Kind.CONSOLE).account, log_of(EVENTS, Kind.ACTION).account

    assert (console.elements, console.understood, console.other) == (2, 1, {"action": 1})
    assert (action.elements, action.understood, action.other) == (2, 2, {})


def test_wrong_values_in_any_place_are_accounted_for() -> None:
    check_accounted(SHAPE, every_change([*CRUMBS, *EVENTS["events"]]))


@given(any_rows([*CRUMBS, *EVENTS["events"]]))
@settings(deadline=None, max_examples=100)
def test_any_rows_are_all_accounted_for(values: list[Any]) -> None:
    check_accounted(SHAPE, values)
