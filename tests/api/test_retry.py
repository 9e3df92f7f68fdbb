"""Which waits are asked for."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.api.support import FakeTime
from upl_tui.api.retry import LONGEST_WAIT, Patience, TryAgain, retry_after
from upl_tui.errors import ApiError, DownloadError

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("2", 2.0),
        (" 0 ", 0.0),
        ("Mon, 02 Mar 2026 09:00:30 GMT", 30.0),
        ("Mon, 02 Mar 2026 08:00:00 GMT", 0.0),
        ("Mon, 02 Mar 2026 09:00:30 -0000", 30.0),
        ("", None),
        ("-1", None),
        ("soon", None),
        ("1.5", None),
        ("nan", None),
    ],
)
def test_retry_after_read_as_number_or_date(header: str, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


@given(st.text() | st.from_regex(r"[0-9]{1,6000}", fullmatch=True))
@settings(deadline=None, max_examples=200)
def test_retry_after_of_any_text_is_no_negative_number(header: str) -> None:
    seconds = retry_after(header)

    assert seconds is None or seconds >= 0


@given(st.integers(1, 3), st.floats(0, 1), st.none() | st.floats(0, LONGEST_WAIT))
@settings(deadline=None, max_examples=100)
async def test_wait_is_at_least_the_step_and_what_the_server_asks(
    attempt: int, jitter: float, asked: float | None
) -> None:
    time = FakeTime()

    await Patience(None, time.sleep, lambda: jitter).wait(attempt, TryAgain(ApiError("It failed."), asked))

    step = 2.0 ** (attempt - 1)
    assert max(step, asked or 0) <= time.slept[0] <= max(step * 1.5, asked or 0)


async def test_wait_after_the_last_attempt_raises_the_failure() -> None:
    failure = ApiError("It failed.")

    with pytest.raises(ApiError) as caught:
        await Patience().wait(4, TryAgain(failure))

    assert caught.value is failure


@pytest.mark.parametrize(
    ("asked", "words"),
    [(61.0, "61 s"), (600.0, "10 minutes"), (18_000.0, "5 hours"), (math.inf, "more than a day")],
)
async def test_wait_beyond_a_minute_raises_and_says_how_long(asked: float, words: str) -> None:
    failure = DownloadError("Storage is busy.", status=503, code="UNAVAILABLE")

    with pytest.raises(DownloadError, match=f"Storage is busy. The server asks to wait {words}.") as caught:
        await Patience().wait(1, TryAgain(failure, asked))

    assert (caught.value.status, caught.value.code) == (503, "UNAVAILABLE")
