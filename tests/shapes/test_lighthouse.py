from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from tests.shapes.families import any_rows, check_accounted, every_change, log_of, messages
from tests.shapes.framed import DATA, sample
from upl_tui.clock import RecordingClock
from upl_tui.entries import Frame, Severity
from upl_tui.model import Kind
from upl_tui.shapes.lighthouse import SHAPE

NAME = "console/lighthouse-ConsoleMessages.json"
CLOCK = RecordingClock(started_at_ms=1776961134000.0, duration_ms=20_000)
PAGE = "http://localhost:10200/dobetterweb/dbw_tester.html"


def test_real_file_is_recognised_and_read_whole() -> None:
    log = log_of((DATA / NAME).read_bytes(), Kind.CONSOLE, CLOCK)

    account = log.account
    assert (account.shape, account.understood, account.raw) == ("Lighthouse console messages", 18, 0)
    assert log.count(Severity.ERROR) == 7
    assert log.count(Severity.DEBUG) == 10


def test_lines_count_from_one_as_the_error_itself_says() -> None:
    found = messages((DATA / NAME).read_bytes(), CLOCK)

    thrown = found[1]
    assert thrown.text.endswith("dbw_tester.html:64:54")
    assert (thrown.url, thrown.line, thrown.column) == (PAGE, 64, 54)
    assert thrown.stack == (Frame("", PAGE, 64, 54),)
    assert thrown.at_ms is not None
    assert abs(thrown.at_ms - 2138.189) < 0.001


def test_source_tells_origin_and_method() -> None:
    found = messages((DATA / NAME).read_bytes(), CLOCK)

    told = {(entry.origin, entry.method, entry.level) for entry in found}
    assert told == {
        ("network", "", "error"),
        ("exception", "", "error"),
        ("violation", "", "verbose"),
        ("console", "warn", "warning"),
        ("console", "error", "error"),
        ("other", "", "verbose"),
    }


def test_wrong_values_in_any_place_are_accounted_for() -> None:
    check_accounted(SHAPE, every_change(sample(NAME)))


@given(any_rows(sample(NAME)))
@settings(deadline=None, max_examples=60)
def test_any_rows_are_all_accounted_for(values: list[Any]) -> None:
    check_accounted(SHAPE, values)
