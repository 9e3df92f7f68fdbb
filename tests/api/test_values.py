"""Single values, right and wrong."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.api.values import count, duration, flag, moment, number, text

TIME = datetime(2026, 3, 2, 9, 15, 30, tzinfo=UTC)
STAMP = 1_772_442_930


@pytest.mark.parametrize(
    "value",
    [
        "2026-03-02T09:15:30Z",
        "2026-03-02T09:15:30",
        " 2026-03-02 09:15:30 ",
        "2026-03-02T10:15:30+01:00",
        "2026-03-02T09:15:30.000000000Z",
        STAMP,
        STAMP * 1000,
        STAMP * 10**6,
        STAMP * 10**9,
        float(STAMP),
        str(STAMP),
        f"{STAMP}000",
        f"{STAMP}.0",
    ],
)
def test_moment_of_any_form_is_utc(value: object) -> None:
    assert moment(value) == TIME
    assert moment(value).tzinfo is UTC  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("digits", "microseconds"), [("5", 500_000), ("123", 123_000), ("123456789", 123_456)]
)
def test_moment_keeps_its_fraction(digits: str, microseconds: int) -> None:
    assert moment(f"2026-03-02T09:15:30.{digits}Z") == TIME.replace(microsecond=microseconds)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "soon",
        0,
        -1,
        True,
        1.5,
        "0",
        "-1",
        {},
        [],
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        1e300,
        float("nan"),
        float("inf"),
        10**400,
        "²" * 9,
        "NaN",
    ],
)
def test_what_is_no_time_is_none(value: object) -> None:
    assert moment(value) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, 1.0),
        (1.5, 1.5),
        ("61250", 61250.0),
        (" 2 ", 2.0),
        ("x", None),
        (True, None),
        (None, None),
        ([], None),
        ("nan", None),
        ("inf", None),
        (10**400, None),
    ],
)
def test_number(value: object, expected: float | None) -> None:
    assert number(value) == expected


@pytest.mark.parametrize(("value", "expected"), [(0, None), (-5, None), ("0", None), (0.5, 0.5), ("7", 7.0)])
def test_duration_of_zero_or_less_is_unknown(value: object, expected: float | None) -> None:
    assert duration(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, 0), (-1, None), (True, None), ("12", 12), (3.9, 3), (10**30, 10**30), ("x", None)],
)
def test_count(value: object, expected: int | None) -> None:
    assert count(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(True, True), ("FALSE", False), (1, True), ("0", False), (None, True), ([], True)]
)
def test_flag(value: object, expected: bool) -> None:
    assert flag(value, True) is expected


@pytest.mark.parametrize(
    ("value", "expected"), [("a", "a"), (True, "true"), (1.5, "1.5"), (None, ""), ([1], "")]
)
def test_text(value: object, expected: str) -> None:
    assert text(value) == expected


@given(st.text() | st.integers() | st.floats())
@settings(deadline=None, max_examples=300)
def test_any_scalar_is_read_or_none(value: object) -> None:
    found = moment(value)

    assert found is None or 1971 <= found.year <= 9998
    assert (duration(value) or 1) > 0
    assert (count(value) or 0) >= 0
