from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from tests.shapes.families import START_MS, any_rows, check_accounted, every_change, log_of, messages
from upl_tui.entries import Severity
from upl_tui.model import Kind
from upl_tui.shapes.webdriver import SHAPE


def row(message: str, level: str = "INFO", source: str = "console-api") -> dict[str, Any]:
    return {"level": level, "message": message, "source": source, "timestamp": START_MS + 5}


ROWS = [
    row('https://a.example/x.js 10:4 "boom" Object', "SEVERE"),
    row("https://a.example/f.ico - Failed to load resource: 404 (Not Found)", "SEVERE", "network"),
    row('console-api 4:16 "text"'),
    row(r'https://a.example/ 12:3 "a \"q\" \n b" 42 true', "WARNING"),
    row(
        "https://a.example/x.js 3:8 Uncaught TypeError: x is not a function\n    at f (https://a.example/x.js:4:9)",
        "SEVERE",
        "javascript",
    ),
    row('https://a.example/x.js 1:1 "%c[shop]%c color:#fff; boot"'),
    row("https://a.example/x.js 1:1 Uncaught (in promise) Object", "SEVERE", "javascript"),
    row("plain text", "DEBUG", "other"),
]


def test_place_is_taken_off_the_text_and_counts_from_one() -> None:
    found = messages(ROWS)

    assert [(entry.text, entry.url, entry.line, entry.column) for entry in found] == [
        ("boom Object", "https://a.example/x.js", 11, 5),
        ("Failed to load resource: 404 (Not Found)", "https://a.example/f.ico", None, None),
        ("text", "", 5, 17),
        ('a "q" \n b 42 true', "https://a.example/", 13, 4),
        (
            "Uncaught TypeError: x is not a function\n    at f (https://a.example/x.js:4:9)",
            "https://a.example/x.js",
            4,
            9,
        ),
        ("[shop] boot", "https://a.example/x.js", 2, 2),
        ("Uncaught (in promise) Object", "https://a.example/x.js", 2, 2),
        ("plain text", "", None, None),
    ]
    assert found[4].stack[0].function == "f"


def test_levels_origins_and_times_are_understood() -> None:
    found = messages(ROWS)

    assert [entry.severity for entry in found[:4]] == [
        Severity.ERROR,
        Severity.ERROR,
        Severity.INFO,
        Severity.WARN,
    ]
    assert [entry.origin for entry in found] == [
        "console",
        "network",
        "console",
        "console",
        "exception",
        "console",
        "rejection",
        "other",
    ]
    assert {entry.at_ms for entry in found} == {5}
    assert log_of(ROWS, Kind.CONSOLE).account.shape == "WebDriver browser log"


def test_log_without_sources_is_known_by_the_place_in_its_messages() -> None:
    old = [{key: value for key, value in one.items() if key != "source"} for one in ROWS]

    assert [SHAPE.fits(one) for one in old] == [True, True, False, True, True, True, True, False]
    assert messages(old)[0].text == "boom Object"


@pytest.mark.parametrize(
    "value",
    [
        {"level": "INFO", "message": "started", "timestamp": START_MS},
        {"level": "info", "message": "https://a.example 1:2 x", "timestamp": START_MS},
        {"level": "INFO", "message": "x", "source": "app", "timestamp": START_MS, "pid": 3},
    ],
)
def test_rows_of_loggers_are_none_of_a_browser_log(value: dict[str, Any]) -> None:
    assert not SHAPE.fits(value)


def test_row_without_a_message_is_raw() -> None:
    log = log_of([*ROWS, row("") | {"message": None}], Kind.CONSOLE)

    assert (log.account.understood, log.account.raw, log.is_raw(len(ROWS))) == (len(ROWS), 1, True)


def test_wrong_values_in_any_place_are_accounted_for() -> None:
    check_accounted(SHAPE, every_change(ROWS))


@given(any_rows(ROWS))
@settings(deadline=None, max_examples=60)
def test_any_rows_are_all_accounted_for(values: list[Any]) -> None:
    check_accounted(SHAPE, values)
