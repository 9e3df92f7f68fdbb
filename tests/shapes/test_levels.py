from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upl_tui.entries import Severity
from upl_tui.shapes.levels import (
    Scale,
    group_step,
    names_severity,
    scale_of,
    severity_of,
    severity_of_method,
)

WORDS = {
    Severity.DEBUG: ["verbose", "debug", "DEBUG", "FINE", "silly", "trace"],
    Severity.LOG: [
        "log",
        "table",
        "dir",
        "dirxml",
        "startGroup",
        "endGroup",
        "count",
        "timeEnd",
        "clear",
        "profileEnd",
        "groupCollapsed",
    ],
    Severity.INFO: ["info", "INFO", "ok", "http", " info "],
    Severity.WARN: ["warn", "warning", "WARNING", "notice"],
    Severity.ERROR: ["error", "SEVERE", "assert", "pageerror", "exception", "unhandledrejection", "E"],
    Severity.FATAL: ["fatal", "critical", "crit", "alert", "emerg", "emergency"],
    Severity.UNKNOWN: ["", "weird", "level", "²"],
}


@pytest.mark.parametrize(("severity", "word"), [(s, word) for s, words in WORDS.items() for word in words])
def test_severity_of_word_of_any_logger_is_ours(severity: Severity, word: str) -> None:
    assert severity_of(word) is severity


@pytest.mark.parametrize(
    ("number", "severity"),
    [
        (10, Severity.DEBUG),
        (20, Severity.DEBUG),
        (30, Severity.INFO),
        (40, Severity.WARN),
        (50, Severity.ERROR),
        (55, Severity.ERROR),
        (60, Severity.FATAL),
        (1000, Severity.FATAL),
        ("30", Severity.INFO),
        (True, Severity.UNKNOWN),
        (None, Severity.UNKNOWN),
        ([30], Severity.UNKNOWN),
        (10**400, Severity.UNKNOWN),
        (float("nan"), Severity.UNKNOWN),
    ],
)
def test_severity_of_number_is_the_nearest_lower_step(number: object, severity: Severity) -> None:
    assert severity_of(number) is severity


def test_severity_of_number_in_a_syslog_collection_runs_the_other_way() -> None:
    scale = scale_of([6, 3, 7, "4"])

    assert [severity_of(n, scale) for n in (0, 3, 4, 6, 7)] == [
        Severity.FATAL,
        Severity.ERROR,
        Severity.WARN,
        Severity.INFO,
        Severity.DEBUG,
    ]
    assert severity_of(50, scale) is Severity.ERROR


def test_scale_of_numbers_beyond_seven_is_not_syslog() -> None:
    assert not scale_of([6, 30]).syslog
    assert not scale_of(["info", "warn"]).syslog


def test_trace_is_info_as_a_method_and_debug_as_a_level() -> None:
    assert severity_of("trace", scale_of(["log", "trace"])) is Severity.INFO
    assert severity_of("trace", scale_of(["info", "trace"])) is Severity.DEBUG
    assert severity_of_method("trace") is Severity.INFO
    assert severity_of("console.trace", Scale(methods=True)) is Severity.INFO


def test_names_severity_takes_methods_and_kinds_of_errors_only() -> None:
    assert names_severity("console.error")
    assert names_severity("pageerror")
    assert names_severity("group")
    assert not any(map(names_severity, ["ok", "http", "click", "alert", "", None, 3]))


def test_group_step_of_both_spellings() -> None:
    assert [group_step(word) for word in ("group", "startGroupCollapsed", "groupEnd", "endGroup", "log")] == [
        1,
        1,
        -1,
        -1,
        0,
    ]


@given(
    st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(), st.lists, max_leaves=3)
)
def test_severity_of_anything_never_fails(level: object) -> None:
    assert severity_of(level, scale_of([level])) in Severity
