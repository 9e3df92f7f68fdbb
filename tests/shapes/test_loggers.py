from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from tests.shapes.families import (
    CLOCK,
    START_MS,
    any_rows,
    check_accounted,
    every_change,
    log_of,
    messages,
    ndjson,
)
from tests.shapes.framed import DATA
from upl_tui.clock import RecordingClock
from upl_tui.entries import Severity
from upl_tui.model import Kind
from upl_tui.shapes.loggers import GOOGLE, PINO_BROWSER

SENT = {
    "ts": START_MS + 1,
    "messages": [{"a": 1}, "hello %s", "you"],
    "bindings": [],
    "level": {"label": "warn", "value": 40},
}
TEXT = {"severity": "NOTICE", "textPayload": "up", "timestamp": "2023-11-14T22:13:20.500Z"}
OBJECT = {
    "severity": "ERROR",
    "jsonPayload": {"message": "no", "x": 1},
    "timestamp": "2023-11-14T22:13:20.600Z",
}
ASKED = {"severity": "INFO", "httpRequest": {"status": 200}, "timestamp": "2023-11-14T22:13:20.700Z"}


def test_pino_in_the_browser_has_text_first_and_its_object_after_it() -> None:
    (entry,) = messages([SENT])

    assert (entry.text, entry.severity, entry.at_ms) == ("hello you {a: 1}", Severity.WARN, 1)


def test_google_entries_show_whatever_payload_they_have() -> None:
    found = messages(ndjson(TEXT, OBJECT, ASKED))

    assert [(entry.text, entry.severity, entry.at_ms) for entry in found] == [
        ("up", Severity.WARN, 500),
        ("no", Severity.ERROR, 600),
        ("{status: 200}", Severity.INFO, 700),
    ]


@pytest.mark.parametrize(
    ("name", "severities"),
    [("ndjson/lnav-bunyan.ndjson", [1, 1, 1, 3, 1, 1, 1, 1, 1, 1]), ("ndjson/lnav-pino.ndjson", [3])],
)
def test_real_files_of_pino_and_bunyan_are_flat_rows(name: str, severities: list[int]) -> None:
    log = log_of((DATA / name).read_bytes(), Kind.CONSOLE, RecordingClock())

    assert list(log.severities) == severities
    assert (log.account.shape, log.account.raw) == ("flat console rows", 0)


@pytest.mark.parametrize(
    ("row", "text", "severity", "at"),
    [
        ({"level": 30, "time": START_MS + 1, "pid": 1, "hostname": "h", "msg": "up"}, "up", Severity.INFO, 1),
        ({"level": 55, "time": "2023-11-14T22:13:20.5Z", "v": 0, "msg": "odd"}, "odd", Severity.ERROR, 500),
        (
            {"level": "http", "message": "GET /x", "timestamp": "2023-11-14T22:13:20.5Z"},
            "GET /x",
            Severity.INFO,
            500,
        ),
        ({"level": "silly", "message": "s"}, "s", Severity.DEBUG, None),
        (
            {"@timestamp": "2023-11-14T22:13:20.5Z", "log.level": "warn", "message": "m"},
            "m",
            Severity.WARN,
            500,
        ),
    ],
)
def test_rows_of_other_loggers_are_flat(row: Any, text: str, severity: Severity, at: float | None) -> None:
    (entry,) = messages([row], CLOCK)

    assert (entry.text, entry.severity, entry.at_ms) == (text, severity, at)


@pytest.mark.parametrize("shape", [PINO_BROWSER, GOOGLE])
def test_wrong_values_in_any_place_are_accounted_for(shape: Any) -> None:
    check_accounted(shape, every_change([SENT, TEXT, OBJECT, ASKED]))


@pytest.mark.parametrize("shape", [PINO_BROWSER, GOOGLE])
@given(values=any_rows([SENT, TEXT, OBJECT, ASKED]))
@settings(deadline=None, max_examples=60)
def test_any_rows_are_all_accounted_for(shape: Any, values: list[Any]) -> None:
    check_accounted(shape, values)
