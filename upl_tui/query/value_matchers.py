"""What a term asks of words, numbers, collections and pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress
from typing import Any

from upl_tui.query.matcher import Budget, Matcher
from upl_tui.values import frozen


@frozen
class Words(Matcher):
    """A text is one of some words."""

    words: frozenset[str]
    ignore_case: bool

    def matches(self, value: str, budget: Budget) -> bool:
        """Whether one value answers yes."""
        return (value.casefold() if self.ignore_case else value) in self.words

    def implies(self, other: Matcher) -> bool:
        """Whether the other accepts whatever this one accepts."""
        return (
            isinstance(other, Words) and self.ignore_case == other.ignore_case and self.words <= other.words
        )


@frozen
class Among(Matcher):
    """A small number is one of some numbers, all from 0 to 255."""

    numbers: frozenset[int]

    def matches(self, value: int, budget: Budget) -> bool:
        """Whether one value answers yes."""
        return value in self.numbers

    def select(self, rows: Sequence[int], values: Sequence[Any], budget: Budget) -> list[int]:
        """The rows whose value answers yes."""
        if not isinstance(values, bytes | bytearray):
            return Matcher.select(self, rows, values, budget)
        table = bytes(number in self.numbers for number in range(256))
        return list(compress(rows, values.translate(table)))

    def implies(self, other: Matcher) -> bool:
        """Whether the other accepts whatever this one accepts."""
        return isinstance(other, Among) and self.numbers <= other.numbers


@frozen
class Between(Matcher):
    """A number lies between two others, which count as inside; NaN lies nowhere."""

    low: float
    high: float

    def matches(self, value: float, budget: Budget) -> bool:
        """Whether one value answers yes."""
        return self.low <= value <= self.high

    def select(self, rows: Sequence[int], values: Sequence[float | None], budget: Budget) -> list[int]:
        """The rows whose value answers yes."""
        low, high = self.low, self.high
        pairs = zip(rows, values, strict=True)
        return [row for row, value in pairs if value is not None and low <= value <= high]

    def implies(self, other: Matcher) -> bool:
        """Whether the other accepts whatever this one accepts."""
        return isinstance(other, Between) and other.low <= self.low and self.high <= other.high


@frozen
class Lasting(Matcher):
    """A stretch of time (start, end) lasts at some moment between two: its end no longer counts."""

    low: float
    high: float

    def matches(self, value: tuple[float, float], budget: Budget) -> bool:
        """Whether one value answers yes."""
        return value[0] <= self.high and self.low < value[1]


@frozen
class AnyItem(Matcher):
    """A collection holds a text that the inner matcher accepts."""

    item: Matcher

    def matches(self, value: Iterable[str], budget: Budget) -> bool:
        """Whether one value answers yes."""
        return any(self.item.matches(text, budget) for text in value)

    def implies(self, other: Matcher) -> bool:
        """Whether the other accepts whatever this one accepts."""
        return isinstance(other, AnyItem) and self.item.implies(other.item)


@frozen
class Pair(Matcher):
    """Among pairs of texts is one whose name and value both fit; None fits all."""

    name: Matcher | None = None
    value: Matcher | None = None

    def matches(self, value: Iterable[tuple[str, str]], budget: Budget) -> bool:
        """Whether one value answers yes."""
        return any(
            (self.name is None or self.name.matches(name, budget))
            and (self.value is None or self.value.matches(text, budget))
            for name, text in value
        )


@frozen
class AnyOf(Matcher):
    """At least one of several matchers accepts the value."""

    matchers: tuple[Matcher, ...]

    def matches(self, value: Any, budget: Budget) -> bool:
        """Whether one value answers yes."""
        return any(matcher.matches(value, budget) for matcher in self.matchers)

    def select(self, rows: Sequence[int], values: Sequence[Any], budget: Budget) -> list[int]:
        """The rows whose value answers yes."""
        selected: set[int] = set()
        for matcher in self.matchers:
            selected.update(matcher.select(rows, values, budget))
        return [row for row in rows if row in selected]

    def implies(self, other: Matcher) -> bool:
        """Whether the other accepts whatever this one accepts."""
        return all(matcher.implies(other) for matcher in self.matchers)
