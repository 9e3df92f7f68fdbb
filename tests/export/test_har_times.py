"""Time and phases of a request in HAR 1.2, and what our own reader makes of them again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import network
from upl_tui.export.har_times import times
from upl_tui.shapes.har import entry_of

_PHASES = ("blocked", "dns", "connect", "ssl", "send", "wait", "receive")
_milliseconds = st.floats(0, 1e6)


def read_again(told: dict[str, Any]) -> tuple[float | None, dict[str, float]]:
    """Duration and phases that the reader of HAR files finds."""
    row = {"request": {"url": "https://shop.test/"}, "response": {"status": 200}, **told}
    entry = entry_of(row)
    return entry.duration_ms, entry.timings


@settings(max_examples=200, deadline=None)
@given(
    duration=st.none() | _milliseconds,
    timings=st.dictionaries(st.sampled_from(_PHASES), _milliseconds),
    status=st.sampled_from([None, 200]),
)
def test_any_phases_make_up_the_time_and_are_read_again_as_they_were(
    duration: float | None, timings: dict[str, float], status: int | None
) -> None:
    told = times(network(duration_ms=duration, timings=timings, status=status))

    phases = told["timings"]
    whole = sum(ms for name, ms in phases.items() if name != "ssl" and ms != -1)
    assert told["time"] == pytest.approx(whole, abs=1.0)
    assert min(phases["send"], phases["wait"], phases["receive"]) >= 0
    assert phases["connect"] >= phases["ssl"]
    again, parts = read_again(told)
    assert parts == timings
    assert again == (duration if duration is not None or not timings else again)


@pytest.mark.parametrize(("status", "phase"), [(200, "wait"), (None, "blocked")])
def test_duration_without_phases_is_waiting_or_for_want_of_an_answer_the_queue(
    status: int | None, phase: str
) -> None:
    told = times(network(duration_ms=120.0, status=status))

    assert told["timings"][phase] == 120.0
    assert read_again(told) == (120.0, {})


def test_phases_that_are_complete_stand_alone() -> None:
    timings = {"blocked": 1.0, "connect": 3.0, "ssl": 2.0, "send": 1.0, "wait": 4.0, "receive": 1.0}

    told = times(network(duration_ms=10.0, timings=timings))

    assert told == {"time": 10.0, "timings": {"dns": -1, **timings}}


def test_tls_that_was_counted_apart_becomes_a_part_of_connecting() -> None:
    timings = {"connect": 34.0, "ssl": 28.0, "send": 0.0, "wait": 27.0, "receive": 4.0}

    told = times(network(duration_ms=93.0, timings=timings))

    assert (told["timings"]["connect"], told["timings"]["ssl"]) == (62.0, 28.0)
    assert read_again(told) == (93.0, timings)
