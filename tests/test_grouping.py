from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.grouping import Folds, Layout, counts, group_end, heading_of, is_heading, run_starts


@dataclass
class Lines:
    """Texts, severities and depths of a log, as a layout sees one."""

    texts: list[str]
    severities: list[int] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.severities = self.severities or [1] * len(self.texts)
        self.depths = self.depths or [0] * len(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    def depth(self, row: int) -> int:
        return self.depths[row]


@st.composite
def logs(draw: st.DrawFn) -> Lines:
    texts = draw(st.lists(st.sampled_from("ab"), max_size=12))
    depths = [0]
    for _ in texts:
        depths.append(max(0, depths[-1] + draw(st.sampled_from((-1, 0, 0, 1)))))
    return Lines(
        texts,
        draw(st.lists(st.sampled_from((1, 5)), min_size=len(texts), max_size=len(texts))),
        depths[: len(texts)],
    )


@st.composite
def views(draw: st.DrawFn) -> tuple[Lines, Sequence[int], Folds]:
    """A log, some of its rows in any order or all of them, and what a person folded."""
    log = draw(logs())
    every = range(len(log))
    rows: Sequence[int] = every
    if draw(st.booleans()):
        rows = draw(st.lists(st.sampled_from(every), unique=True)) if len(log) else []
        rows = sorted(rows) if draw(st.booleans()) else rows
    some = st.sets(st.sampled_from(every)) if len(log) else st.just(set[int]())
    return log, rows, Folds(draw(st.booleans()), draw(some), draw(some))


def naive_runs(log: Lines, rows: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for row in rows:
        last = runs[-1][-1] if runs else None
        if last is not None and (log.texts[last], log.severities[last]) == (
            log.texts[row],
            log.severities[row],
        ):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


@settings(deadline=None, max_examples=200)
@given(views())
def test_runs_are_those_of_a_naive_loop(view: tuple[Lines, Sequence[int], Folds]) -> None:
    log, rows, _ = view
    runs = naive_runs(log, rows)

    starts = run_starts(log, rows)

    assert [rows[start] for start in starts] == [run[0] for run in runs]
    assert counts(log, rows) == [len(run) for run in runs for _ in run]
    assert list(Folds().layout(log, rows).log_rows()) == [run[0] for run in runs]


@settings(deadline=None, max_examples=300)
@given(views())
def test_layout_of_any_folds_keeps_every_row_behind_exactly_one_line(
    view: tuple[Lines, Sequence[int], Folds],
) -> None:
    log, rows, folds = view

    layout = folds.layout(log, rows)

    assert [row for place in range(len(layout)) for row in layout.members(place)] == list(rows)
    for position, row in enumerate(rows):
        assert row in layout.members(layout.place(position))


@settings(deadline=None, max_examples=300)
@given(views())
def test_line_stands_for_identical_rows_or_for_a_closed_group(
    view: tuple[Lines, Sequence[int], Folds],
) -> None:
    log, rows, folds = view

    layout = folds.layout(log, rows)

    for place in range(len(layout)):
        first, *rest = layout.members(place)
        if layout.is_closed(place):
            assert all(row in range(first + 1, group_end(log, first)) for row in rest)
        else:
            assert not rest or folds.grouping
            assert first not in folds.opened or not rest
            assert {(log.texts[row], log.severities[row]) for row in (first, *rest)} == {
                (log.texts[first], log.severities[first])
            }


@settings(deadline=None, max_examples=300)
@given(views(), st.integers(0, 12))
def test_layout_of_rows_that_grew_is_that_of_all_rows(
    view: tuple[Lines, Sequence[int], Folds], before: int
) -> None:
    log, rows, folds = view
    start = folds.layout(log, rows[:before])

    grown = folds.extended(log, start, rows)

    whole = folds.layout(log, rows)
    assert list(grown.log_rows()) == list(whole.log_rows())
    assert {row for row in rows if row in grown.closed} == set(whole.closed)


@settings(deadline=None, max_examples=200)
@given(logs())
def test_heading_of_a_row_opens_a_group_that_holds_it(log: Lines) -> None:
    for row in range(len(log)):
        heading = heading_of(log, row)

        assert (heading is None) == (log.depth(row) == 0)
        if heading is not None:
            assert is_heading(log, heading)
            assert row in range(heading + 1, group_end(log, heading))


def test_opened_run_shows_its_rows_one_by_one() -> None:
    log = Lines(["a", "a", "b", "b"])

    assert Folds(opened={0}).layout(log, range(4)).log_rows() == [0, 1, 2]


def test_closed_group_inside_a_run_keeps_its_own_line() -> None:
    log = Lines(["a", "a", "x", "a"], depths=[0, 0, 1, 0])

    layout = Folds(closed={1}).layout(log, range(4))

    assert [list(layout.members(place)) for place in range(len(layout))] == [[0], [1, 2], [3]]


def test_layout_of_nothing_is_empty() -> None:
    assert len(Folds().layout(Lines([]), ())) == 0
    assert Layout().place(0) == 0
