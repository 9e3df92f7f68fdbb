from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upl_tui.query import scalars


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (scalars.count, "1.5k", 1500),
        (scalars.count, "-3", -3),
        (scalars.count, "2Gi", 2 * 1024**3),
        (scalars.count, "5kB", None),
        (scalars.count, "", None),
        (scalars.count, "1e3", None),
        (scalars.size, "2MiB", 2 * 1024**2),
        (scalars.size, "10KB", 10_000),
        (scalars.size, "512b", 512),
        (scalars.duration, "300", 300),
        (scalars.duration, "1.5m", 90_000),
        (scalars.duration, "7d", 604_800_000),
        (scalars.duration, "1:02:03.5", 3_723_500),
        (scalars.duration, "1k", None),
        (scalars.moment, "1:23.4", 83_400),
        (scalars.moment, "-0:01", -1000),
        (scalars.moment, "10", None),
        (scalars.moment, "0", 0),
        (scalars.moment, "1:2:3:4", None),
        (scalars.moment, "9" * 5000 + ":00", None),
        (scalars.count, "9" * 400, None),
        (scalars.status_class, "4xx", (400, 499)),
        (scalars.status_class, "40X", (400, 409)),
        (scalars.status_class, "50*", (500, 509)),
        (scalars.status_class, "0xx", None),
        (scalars.status_class, "404", None),
    ],
)
def test_scalar_is_read_as_written(read: Callable[[str], object], text: str, value: object) -> None:
    assert read(text) == value


@given(st.text("0123456789:.-+kKmMgsdhibBx*", max_size=12))
def test_any_text_is_a_finite_number_or_nothing(text: str) -> None:
    for read in (scalars.count, scalars.size, scalars.duration, scalars.moment):
        value = read(text)
        assert value is None or abs(value) < float("inf")
    group = scalars.status_class(text)
    assert group is None or 100 <= group[0] <= group[1] <= 999
