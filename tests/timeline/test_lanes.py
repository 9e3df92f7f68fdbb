from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from upl_tui.entries import Severity
from upl_tui.model import Kind
from upl_tui.timeline.lanes import counts, lane_of


@given(st.lists(st.floats(0, 100), max_size=30).map(sorted), st.integers(1, 40))
def test_every_moment_is_counted_in_one_cell_and_in_the_right_one(moments: list[float], cells: int) -> None:
    found = counts(moments, 0.0, 100.0, cells)

    assert sum(found) == len(moments)
    for cell, count in enumerate(found):
        start, end = cell * 100 / cells, (cell + 1) * 100 / cells
        inside = sum(start + 1e-9 <= at < end - 1e-9 for at in moments)
        near = sum(start - 1e-9 <= at <= end + 1e-9 for at in moments)
        assert inside <= count <= near


def test_lane_knows_problems_and_navigations_but_no_time_that_is_not_there() -> None:
    entries = [
        make.action(at_ms=None, severity=Severity.ERROR),
        make.action(index=1, at_ms=5.0, kind="navigation"),
        make.action(index=2, at_ms=2.0, severity=Severity.ERROR),
        make.action(index=3, at_ms=3.0, severity=Severity.WARN),
    ]

    lane = lane_of(make.log(Kind.ACTION, entries))

    assert lane.extent == (2.0, 5.0)
    assert (list(lane.problems), list(lane.warnings), list(lane.navigations)) == ([2.0], [3.0], [5.0])


def test_lane_of_a_log_without_times_has_no_extent() -> None:
    assert lane_of(make.log(Kind.CONSOLE, [make.console(at_ms=None)])).extent is None
