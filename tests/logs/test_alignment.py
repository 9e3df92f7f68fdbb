from __future__ import annotations

from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.logs.alignment import equal_runs

LINES = st.lists(st.sampled_from("abc"), max_size=12)


def longest_common(left: list[str], right: list[str]) -> int:
    """Length of the longest common subsequence, by the textbook's table."""
    table = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            table[i + 1][j + 1] = table[i][j] + 1 if a == b else max(table[i][j + 1], table[i + 1][j])
    return table[-1][-1]


@settings(max_examples=300, deadline=None)
@given(LINES, LINES)
def test_runs_are_equal_in_order_and_as_long_as_any(left: list[str], right: list[str]) -> None:
    runs = equal_runs(left, right)

    x = y = 0
    for a, b, count in runs:
        assert count
        assert a >= x
        assert b >= y
        assert left[a : a + count] == right[b : b + count]
        x, y = a + count, b + count
    assert sum(count for _, _, count in runs) == longest_common(left, right)


def test_one_value_in_a_long_list_of_objects_that_look_alike_is_found() -> None:
    items = [line for n in range(600) for line in ("{", f'  "price": {n % 7}', '  "tag": "a"', "}")]
    other = [*items]
    other[1201] = '  "price": 99'

    assert equal_runs(items, other) == [(0, 0, 1201), (1202, 1202, 1198)]


def test_texts_without_anything_in_common_are_given_up_soon() -> None:
    left, right = [f"a{n}" for n in range(5_000)], [f"b{n}" for n in range(5_000)]
    began = perf_counter()

    assert equal_runs(left, right) == []
    assert perf_counter() - began < 3
