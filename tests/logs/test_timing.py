from __future__ import annotations

from itertools import pairwise
from math import inf
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories as make
from upl_tui.clock import RecordingClock
from upl_tui.entries import NetworkEntry, State
from upl_tui.logs.spec import Bar
from upl_tui.logs.timing import bars, phases, summary, table
from upl_tui.model import Kind
from upl_tui.shapes.read import read_log

DATA = Path(__file__).parent.parent / "data"
TIMINGS = st.dictionaries(
    st.sampled_from(("blocked", "dns", "connect", "ssl", "send", "wait", "receive")),
    st.floats(0, 1e6, allow_nan=False),
)


@given(TIMINGS)
@settings(max_examples=100, deadline=None)
def test_phases_follow_each_other_without_gap_and_count_ssl_once(timings: dict[str, float]) -> None:
    found = phases(make.network(timings=timings))

    for before, phase in pairwise(found):
        assert phase.start_ms == pytest.approx(before.start_ms + before.ms)
    if timings.get("ssl", 0) <= timings.get("connect", 0):
        whole = sum(ms for name, ms in timings.items() if name != "ssl")
        assert sum(phase.ms for phase in found) == pytest.approx(whole)


@pytest.mark.parametrize(
    "file", ["har/chrome59-nghttp2.har", "har/playwright-redirect.har", "capture/network.har.json"]
)
def test_phases_of_a_browsers_requests_add_up_to_their_duration(file: str) -> None:
    log = read_log((DATA / file).read_bytes(), Kind.NETWORK, RecordingClock())
    entries = [entry for entry in log.entries() if isinstance(entry, NetworkEntry) and entry.timings]

    assert entries
    for entry in entries:
        assert sum(phase.ms for phase in phases(entry)) == pytest.approx(entry.duration_ms or 0, abs=1)


def test_bars_are_on_the_recordings_clock() -> None:
    entry = make.network(at_ms=500.0, timings={"dns": 10.0, "send": 0.0, "wait": 90.0}, duration_ms=100.0)

    assert [(bar.start_ms, bar.end_ms) for bar in bars(entry)] == [(500.0, 510.0), (510.0, 600.0)]
    assert len({bar.style for bar in bars(entry)}) == 2


def test_bar_without_phases_is_the_whole_duration() -> None:
    assert bars(make.network(at_ms=500.0, duration_ms=100.0)) == (Bar(500.0, 600.0, "muted"),)
    assert bars(make.network(at_ms=None)) == ()
    assert bars(make.raw()) == ()


@pytest.mark.parametrize(
    "entry",
    [
        make.network(at_ms=500.0, state=State.PENDING, timings={"blocked": 3.0}, duration_ms=3.0),
        make.network(at_ms=500.0, state=State.UNKNOWN, status=None, duration_ms=None),
    ],
)
def test_bar_of_what_never_ended_has_no_end(entry: NetworkEntry) -> None:
    assert bars(entry) == (Bar(500.0, inf, "warn"),)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (
            make.network(timings={"wait": 1900.0, "receive": 200.0}, duration_ms=2100.0),
            "Waiting for the server took 1.90 s of 2.10 s.",
        ),
        (
            make.network(timings={"dns": 30.0, "send": 35.0, "wait": 35.0}, duration_ms=100.0),
            "No phase stands out; the longest was sending the request, 35 ms of 100 ms.",
        ),
        (make.network(duration_ms=100.0), "It took 100 ms; the recorder gives no phases."),
        (make.network(state=State.PENDING), "It never ended while the recording ran."),
        (make.network(duration_ms=0.0), "The recorder gives no duration."),
        (make.network(), ""),
    ],
)
def test_summary_names_the_longest_phase_or_what_is_unknown(entry: NetworkEntry, words: str) -> None:
    assert summary(entry) == words


def test_table_draws_each_phase_at_its_place_and_says_what_is_left() -> None:
    entry = make.network(timings={"dns": 50.0, "wait": 25.0, "queued": 3.0}, duration_ms=100.0)

    dns, wait, queued, total, rest = table(entry)

    assert dns.split()[:3] == ["dns", "50", "ms"]
    assert dns.endswith("█" * 15)
    assert wait.index("█") == dns.rindex("█") + 1
    assert queued.split() == ["queued", "3", "ms"]
    assert total.split() == ["total", "100", "ms"]
    assert rest == "25 ms are in no phase."
