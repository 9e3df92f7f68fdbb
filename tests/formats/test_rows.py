"""Rows are read again from their bytes."""

from __future__ import annotations

import gc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.formats.frame import frame
from upl_tui.formats.rows import Rows, Unparsed, collector_off


def rows_of(data: bytes) -> Rows:
    return frame(data).collections[0]


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 40), st.integers(1, 50), st.integers(0, 45))
def test_batches_give_every_row_once_from_any_start(total: int, size: int, start: int) -> None:
    rows = rows_of(b"[" + b",".join(b"%d" % n for n in range(total)) + b"]")

    batches = list(rows.batches(size, start))

    assert [value for _, batch in batches for value in batch] == list(range(start, total))
    assert [first for first, _ in batches] == list(range(start, total, size))


@pytest.mark.parametrize(("total", "count"), [(5, 200), (200, 200), (1000, 200), (201, 200)])
def test_sample_is_spread_over_all_rows(total: int, count: int) -> None:
    sample = rows_of(b"[" + b",".join(b"%d" % n for n in range(total)) + b"]").sample(count)

    assert len(sample) == min(total, count)
    assert sample == sorted(set(sample))
    assert sample[0] == 0
    assert sample[-1] >= total - 1 - total // count


def test_a_bad_row_leaves_the_others_of_its_batch() -> None:
    rows = rows_of(b'{"a":1}\nx\n{"a":"\xff"}\n{"a":3}\n')

    [(_, values)] = rows.batches()

    assert values == [{"a": 1}, Unparsed("not JSON"), {"a": r"\xff"}, {"a": 3}]
    assert rows.remarks == {2: "bad UTF-8 at byte 6"}
    assert rows.source(1) == b"x"


def test_spans_are_where_the_sources_stand() -> None:
    rows = rows_of(b'{"a":1}\n{"a":2}\n\n{"a":3}\n')

    assert rows.spans([0, 2]) == ((0, 7), (17, 24))
    assert [rows.data[start:end] for start, end in rows.spans(range(3))] == [
        rows.source(at) for at in range(3)
    ]


def test_value_keeps_long_integers_exact() -> None:
    rows = rows_of(b'{"id":12345678901234567890123}\n{"id":-9223372036854775809}\n')

    assert [rows.value(0), rows.value(1)] == [{"id": 12345678901234567890123}, {"id": -9223372036854775809}]


def test_known_values_are_given_as_they_are() -> None:
    rows = Rows(b"", values=["a", "b"])
    rows.add(0, 0)
    rows.add(0, 0)

    assert rows.value(1) == "b"
    assert rows.sample() == ["a", "b"]
    assert list(rows.batches()) == [(0, ["a", "b"])]


@pytest.mark.parametrize("was_on", [True, False])
def test_collector_off_puts_the_collector_back(was_on: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if was_on else gc.disable)()
        with collector_off():
            assert not gc.isenabled()
        assert gc.isenabled() is was_on
    finally:
        (gc.enable if before else gc.disable)()
