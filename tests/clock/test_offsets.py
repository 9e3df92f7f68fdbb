"""Offsets as a person writes and reads them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.clock.offsets import format_offset, parse_offset


@pytest.mark.parametrize(
    ("ms", "text", "short"),
    [
        (24_650, "0:24.650", "0:24"),
        (3_723_000, "1:02:03.000", "1:02:03"),
        (-1_250, "-0:01.250", "-0:01"),
        (59_999.9, "1:00.000", "1:00"),
        (59_999, "0:59.999", "0:59"),
        (3_599_999.6, "1:00:00.000", "1:00:00"),
        (-0.2, "0:00.000", "0:00"),
        (None, "-", "-"),
        (math.nan, "-", "-"),
        (math.inf, "-", "-"),
    ],
)
def test_format_offset_writes_hours_only_from_one_hour(ms: float | None, text: str, short: str) -> None:
    assert format_offset(ms) == text
    assert format_offset(ms, millis=False) == short


@settings(deadline=None)
@given(st.floats(-1e9, 1e9))
def test_parse_offset_reads_what_format_offset_wrote(ms: float) -> None:
    assert parse_offset(format_offset(ms)) == pytest.approx(round(ms), abs=1e-6)
    assert ":60" not in format_offset(ms)


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("1:23.4", 83_400),
        ("83s", 83_000),
        ("1500ms", 1500),
        ("2m", 120_000),
        ("1.5 h", 5_400_000),
        ("1:02:03", 3_723_000),
        ("90:00", 5_400_000),
        (" 0:05 ", 5000),
        ("-0:01.250", -1250),
        ("+5s", 5000),
        (".5s", 500),
    ],
)
def test_parse_offset_reads_every_form(text: str, ms: float) -> None:
    assert parse_offset(text) == pytest.approx(ms)


@pytest.mark.parametrize(
    "text", ["", "83", "1:75", "1:99:00", "x", "s", "1:", ":30", "1:2:3:4", "１:23", "1e5s"]
)
def test_parse_offset_of_anything_else_is_none(text: str) -> None:
    assert parse_offset(text) is None


@settings(deadline=None)
@given(st.text(max_size=12))
def test_parse_offset_never_raises(text: str) -> None:
    parse_offset(text)
