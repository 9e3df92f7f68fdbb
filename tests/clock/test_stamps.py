"""Single stamps as recorders write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.clock.stamps import date_text_ms, has_zone, iso_ms, number, time_of_day_ms

AUGUST_2 = 1_722_609_887_000.0


@pytest.mark.parametrize(
    "text",
    [
        "Aug 2, 2024, 2:44:47 PM",
        "Aug 2, 2024, 2:44:47\u202fPM",
        "Aug 2, 2024 2:44:47 PM",
        "Fri, 02 Aug 2024 14:44:47 GMT",
        "Fri, 02 Aug 2024 16:44:47 +0200",
        "Fri Aug 02 2024 16:44:47 GMT+0200 (Central European Summer Time)",
        "8/2/2024, 2:44:47 PM",
    ],
)
def test_date_text_is_read(text: str) -> None:
    assert date_text_ms(text) == AUGUST_2


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("2024-08-02T14:44:47Z", AUGUST_2),
        ("2024-08-02T23:44:47+09:00", AUGUST_2),
        ("2024-08-02 14:44:47", AUGUST_2),
        ("2024-08-02T14:44:47.1234567Z", AUGUST_2 + 123.456),
        ("August", None),
        ("14:44:47", None),
    ],
)
def test_iso_is_read(text: str, ms: float | None) -> None:
    assert iso_ms(text) == ms


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("14:16:00.629", 51_360_629.0),
        ("2:16:00 PM", 51_360_000.0),
        ("12:00:01 AM", 1000.0),
        ("24:00:00", None),
        ("14:16", None),
    ],
)
def test_time_of_day_is_read(text: str, ms: float | None) -> None:
    assert time_of_day_ms(text) == ms


@pytest.mark.parametrize(
    ("stamp", "value"),
    [(5, 5.0), ("12.5", 12.5), (" 7 ", 7.0), (True, None), ("1_000", None), (10**400, None)],
)
def test_number_takes_digits_only(stamp: object, value: float | None) -> None:
    assert number(stamp) == value


@pytest.mark.parametrize(
    ("text", "zoned"), [("2024-08-02T14:44:47Z", True), ("2024-08-02T14:44:47", False), ("2024-08-02", False)]
)
def test_has_zone(text: str, zoned: bool) -> None:
    assert has_zone(text) is zoned


@settings(deadline=None)
@given(st.text(max_size=30) | st.from_regex(r"[0-9:,. APMaegu+-]{1,25}", fullmatch=True))
def test_no_text_raises(text: str) -> None:
    number(text)
    iso_ms(text)
    date_text_ms(text)
    time_of_day_ms(text)
    has_zone(text)
