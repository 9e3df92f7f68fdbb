from __future__ import annotations

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upl_tui.timeline.times import Times, TimeStyle

STARTED = 1_800_000_000_000.0


@pytest.mark.parametrize(
    ("times", "shown"),
    [
        (Times(), "0:24.650"),
        (Times(TimeStyle.DELTA), "+0:00.150"),
        (Times(TimeStyle.UTC, started_at_ms=STARTED), "08:00:24.650"),
        (Times(zero_ms=25_000.0), "-0:00.350"),
        (Times(zero_ms=24_000.0), "+0:00.650"),
    ],
)
def test_time_is_written_in_its_style(times: Times, shown: str) -> None:
    assert times.label(24_650.0, 24_500.0) == shown


def test_styles_of_the_day_are_left_out_without_a_date() -> None:
    times = Times()

    assert [(times := times.next()).style for _ in range(2)] == [TimeStyle.DELTA, TimeStyle.START]


@given(
    st.sampled_from(TimeStyle), st.floats(), st.floats(), st.sampled_from([None, 0.0, STARTED, inf, 1e300])
)
def test_any_time_whatever_is_written_somehow(
    style: TimeStyle, at: float, above: float, started: float | None
) -> None:
    assert Times(style, None, started).label(at, above)
    assert Times(style, 5.0, started).label(nan, above) == "-"
