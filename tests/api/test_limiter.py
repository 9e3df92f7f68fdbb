"""The quota, kept under any timing."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.api.support import FakeTime
from upl_tui.api.limiter import AT_ONCE, CALLS, WINDOW, Limiter


@given(st.lists(st.tuples(st.floats(0, 3), st.floats(0, 5)), min_size=1, max_size=300))
@settings(deadline=None, max_examples=25)
async def test_quota_holds_wherever_in_a_call_the_server_counts_it(calls: list[tuple[float, float]]) -> None:
    """Each call: a pause before it, and how long it takes; it may be counted at its start or its end."""
    time = FakeTime()
    limiter = Limiter(time)
    times: list[tuple[float, float]] = []

    for pause, takes in calls:
        time.now += pause
        async with limiter.call(time.sleep):
            start = time.now
            time.now += takes
        times.append((start, time.now))

    assert all(late[0] - early[1] >= WINDOW for early, late in zip(times, times[CALLS:], strict=False))


def test_limiter_in_a_second_loop_keeps_its_count() -> None:
    time = FakeTime()
    limiter = Limiter(time)

    async def four_calls() -> int:
        most = 0

        async def call() -> None:
            nonlocal most
            async with limiter.call(time.sleep):
                most = max(most, limiter.used - before)
                await asyncio.sleep(0)

        before = limiter.used
        async with asyncio.TaskGroup() as group:
            for _ in range(4):
                group.create_task(call())
        return most

    assert asyncio.run(four_calls()) >= AT_ONCE
    assert asyncio.run(four_calls()) >= AT_ONCE
    assert limiter.used == 8


async def test_failed_call_counts_too() -> None:
    time = FakeTime()
    limiter = Limiter(time)

    with pytest.raises(ZeroDivisionError):
        async with limiter.call(time.sleep):
            raise ZeroDivisionError

    assert limiter.used == 1
    time.now += WINDOW
    assert limiter.used == 0
