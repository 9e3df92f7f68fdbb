"""What a term asks of one value of a column, and the rows of a whole column that answer yes."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import Any

_SECONDS = 0.4
_SECONDS_A_TEXT = 50e-6

Span = tuple[int, int]
"""Start and end (exclusive) in a text, characters."""


class Budget:
    """Time that the regular expressions of one evaluation may still take.

    It refills with every text that was searched: many texts may take long, one text or a slow pace may not.
    """

    def __init__(self) -> None:
        self._left = _SECONDS

    def deadline(self) -> float:
        """The `perf_counter` at which the budget is used up, for work that starts now."""
        return perf_counter() + self._left

    def spend(self, deadline: float, texts: int) -> bool:
        """Settle the work that began when `deadline` was asked for; False when it took too long."""
        left = deadline - perf_counter()
        self._left = min(_SECONDS, left + texts * _SECONDS_A_TEXT)
        return self._left > 0


class Matcher:
    """One question about a value. None is no value: nothing matches it.

    Matchers are equal when they ask the same. Raises QueryError when a regular expression uses up the budget.
    """

    __slots__ = ()

    def matches(self, value: Any, budget: Budget) -> bool:
        """Whether one value, which is not None, answers yes."""
        raise NotImplementedError

    def select(self, rows: Sequence[int], values: Sequence[Any], budget: Budget) -> list[int]:
        """The rows whose value answers yes, in order; asks once for equal values where they can be hashed."""
        pairs = zip(rows, values, strict=True)
        try:
            distinct = set(values)
        except TypeError:
            return [row for row, value in pairs if value is not None and self.matches(value, budget)]
        accepted = {value for value in distinct if value is not None and self.matches(value, budget)}
        return [row for row, value in pairs if value in accepted] if accepted else []

    def implies(self, other: Matcher) -> bool:
        """Whether every value that this one accepts is certainly accepted by the other; False when unsure."""
        return self == other
