"""Which lines of two texts stand side by side.

`difflib` alone takes lines that come often for no hint at all, and so loses its way in long lists of objects
that differ in a value. Here the shortest way from one text to the other is looked for first, as in E. Myers'
article on difference algorithms, Algorithmica 1, 1986, figure 2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_MOST_STEPS = 600
"""Lines removed and added on the shortest way; their square is the work."""

Run = tuple[int, int, int]
"""Where equal lines begin, first and second text, and how many there are."""


def equal_runs(left: Sequence[str], right: Sequence[str]) -> list[Run]:
    """Runs of equal lines, in order; what is between two of them was removed or added."""
    start = _same(left, right)
    end = _same(left[start:][::-1], right[start:][::-1])
    inner_left, inner_right = left[start : len(left) - end], right[start : len(right) - end]
    pairs = _shortest(inner_left, inner_right)
    if pairs is None:
        blocks = SequenceMatcher(None, inner_left, inner_right).get_matching_blocks()
        pairs = [(a + i, b + i) for a, b, size in blocks for i in range(size)]
    runs: list[Run] = [(0, 0, start)] if start else []
    for a, b in pairs:
        a, b = a + start, b + start
        if runs and (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]) == (a, b):
            runs[-1] = (*runs[-1][:2], runs[-1][2] + 1)
        else:
            runs.append((a, b, 1))
    return [*runs, (len(left) - end, len(right) - end, end)] if end else runs


def _same(left: Sequence[str], right: Sequence[str]) -> int:
    """How many lines are equal from the start."""
    count = 0
    while count < min(len(left), len(right)) and left[count] == right[count]:
        count += 1
    return count


def _shortest(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]] | None:
    """Pairs of equal lines on the shortest way; None when that is too long."""
    reached = {1: 0}
    trace: list[dict[int, int]] = []
    for steps in range(min(len(left) + len(right), _MOST_STEPS) + 1):
        trace.append(reached.copy())
        for k in range(-steps, steps + 1, 2):
            x = reached[k + 1] if _goes_down(reached, k, steps) else reached[k - 1] + 1
            while x < len(left) and 0 <= x - k < len(right) and left[x] == right[x - k]:
                x += 1
            reached[k] = x
            if x == len(left) and x - k == len(right):
                return _back(trace, x, x - k)
    return None


def _goes_down(reached: dict[int, int], k: int, steps: int) -> bool:
    return k == -steps or (k != steps and reached[k - 1] < reached[k + 1])


def _back(trace: Sequence[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    """The pairs of the way that ends at a place."""
    return [*_backwards(trace, x, y)][::-1]


def _backwards(trace: Sequence[dict[int, int]], x: int, y: int) -> Iterator[tuple[int, int]]:
    for steps in range(len(trace) - 1, -1, -1):
        reached, k = trace[steps], x - y
        before = k + 1 if _goes_down(reached, k, steps) else k - 1
        start_x = reached[before] if steps else 0
        start_y = start_x - before if steps else 0
        while x > start_x and y > start_y:
            x, y = x - 1, y - 1
            yield x, y
        x, y = start_x, start_y
