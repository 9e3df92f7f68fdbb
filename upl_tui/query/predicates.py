"""A compiled query: a tree of column operations that picks rows out of rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import field
from typing import Any, Protocol

from upl_tui.entries import Depth
from upl_tui.query.fields import Field
from upl_tui.query.matcher import Budget, Matcher
from upl_tui.query.regexes import Regex
from upl_tui.query.text_matchers import Contains, Glob
from upl_tui.query.value_matchers import AnyOf
from upl_tui.values import frozen

_MOST_COMPARED = 10_000


class Table(Protocol):
    """What a query needs of a log. Columns hold one value a row; they may grow while a query runs."""

    def __len__(self) -> int: ...

    @property
    def at(self) -> Sequence[float]:
        """Milliseconds from the start, NaN for none."""

    @property
    def severities(self) -> Sequence[int]:
        """`Severity` of each row; bytes or bytearray are searched fastest."""

    @property
    def texts(self) -> Sequence[str]:
        """Searchable text."""

    def column(
        self, name: str, get: Callable[[Any], Any], depth: Depth = Depth.WHOLE, count: int | None = None
    ) -> Sequence[Any]:
        """A derived column, kept under its name; `depth` as in `Field`.

        It has a value for the first `count` rows at least, for all rows when None.
        """

    def id(self, row: int) -> str:
        """Name of a row, such as ``C12``."""

    @property
    def tags(self) -> Mapping[str, Collection[int]]:
        """Rows for which a word holds by what is known outside their entries."""


@frozen
class Scan:
    """One evaluation: the log, and the time left for its regular expressions."""

    log: Table
    budget: Budget
    tagged: dict[frozenset[str], Set[int]] = field(default_factory=dict)
    """Rows for which one of some words holds, once they were asked for: slices must not collect them anew."""

    @classmethod
    def of(cls, log: Table) -> Scan:
        """A new evaluation over a log."""
        return cls(log, Budget())


@frozen
class Leaf:
    """One term: a column and what is asked of its values."""

    field: Field
    matcher: Matcher

    @property
    def cost(self) -> int:
        """Rank among the terms that are joined by AND: the cheap ones go first."""
        return _column_cost(self.field) + _matcher_cost(self.matcher)

    def select(self, scan: Scan, rows: Sequence[int]) -> list[int]:
        """The rows that match, in order."""
        return self.matcher.select(rows, values_at(scan.log, self.field, rows), scan.budget)


@frozen
class Tagged:
    """At least one of some words holds by what is known outside the entry."""

    words: frozenset[str]
    cost = 1

    def select(self, scan: Scan, rows: Sequence[int]) -> list[int]:
        """The rows that match, in order."""
        tagged = scan.tagged.get(self.words)
        if tagged is None:
            tags = scan.log.tags
            tagged = scan.tagged[self.words] = {row for word in self.words for row in tags.get(word, ())}
        return [row for row in rows if row in tagged] if tagged else []


@frozen
class All:
    """All parts hold."""

    parts: tuple[Predicate, ...]

    @property
    def cost(self) -> int:
        """Rank: that of the dearest part."""
        return max((part.cost for part in self.parts), default=0)

    def select(self, scan: Scan, rows: Sequence[int]) -> list[int]:
        """The rows that match, in order; each part sees only what the cheaper ones left."""
        for part in sorted(self.parts, key=lambda part: part.cost):
            if not rows:
                break
            rows = part.select(scan, rows)
        return list(rows)


@frozen
class Some:
    """At least one part holds."""

    parts: tuple[Predicate, ...]

    @property
    def cost(self) -> int:
        """Rank: that of the dearest part, and a little more."""
        return max(part.cost for part in self.parts) + 1

    def select(self, scan: Scan, rows: Sequence[int]) -> list[int]:
        """The rows that match, in order; each part sees only what the others did not take."""
        taken: set[int] = set()
        rest: Sequence[int] = rows
        for part in sorted(self.parts, key=lambda part: part.cost):
            found = part.select(scan, rest)
            if found:
                taken.update(found)
                rest = [row for row in rest if row not in taken]
        return [row for row in rows if row in taken]


@frozen
class Without:
    """The part does not hold."""

    part: Predicate

    @property
    def cost(self) -> int:
        """Rank: that of the part."""
        return self.part.cost

    def select(self, scan: Scan, rows: Sequence[int]) -> list[int]:
        """The rows that match, in order."""
        found = set(self.part.select(scan, rows))
        return [row for row in rows if row not in found]


Predicate = Leaf | Tagged | All | Some | Without


def values_at(log: Table, field: Field, rows: Sequence[int]) -> Sequence[Any]:
    """The values of a field at some rows; a slice of the column where the rows follow each other."""
    if field.column == "id":
        return [log.id(row) for row in rows]
    column = _column(log, field, rows)
    if isinstance(rows, range) and rows.step == 1:
        return column[rows.start : rows.stop]
    return [column[row] for row in rows]


def implies(one: Predicate, other: Predicate) -> bool:
    """Whether every row of `one` is certainly a row of `other`; False when that is not easily told."""
    return size(one) * size(other) <= _MOST_COMPARED and _implies(one, other)


def tags_asked(predicate: Predicate) -> frozenset[str]:
    """Words whose answer depends on what is known outside the entries, and so may change with time."""
    match predicate:
        case All(parts) | Some(parts):
            return frozenset().union(*map(tags_asked, parts))
        case Without(part):
            return tags_asked(part)
        case Tagged(words):
            return words
        case Leaf(field) if field.told:
            return frozenset({field.key})
    return frozenset()


def size(predicate: Predicate) -> int:
    """Number of nodes."""
    match predicate:
        case All(parts) | Some(parts):
            return 1 + sum(map(size, parts))
        case Without(part):
            return 1 + size(part)
    return 1


def _implies(one: Predicate, other: Predicate) -> bool:
    if one == other:
        return True
    match one, other:
        case _, All(parts):
            return all(_implies(one, part) for part in parts)
        case Some(parts), _:
            return all(_implies(part, other) for part in parts)
        case All(parts), _:
            return any(_implies(part, other) for part in parts)
        case _, Some(parts):
            return any(_implies(one, part) for part in parts)
        case Without(excluded), Without(less):
            return _implies(less, excluded)
        case Leaf(field, matcher), Leaf(same, weaker):
            return field == same and _matcher_implies(matcher, weaker)
    return False


def _matcher_implies(one: Matcher, other: Matcher) -> bool:
    if isinstance(one, AnyOf):
        return all(_matcher_implies(matcher, other) for matcher in one.matchers)
    if isinstance(other, AnyOf):
        return any(_matcher_implies(one, matcher) for matcher in other.matchers)
    return one.implies(other)


def _column(log: Table, field: Field, rows: Sequence[int]) -> Sequence[Any]:
    match field.column:
        case "at":
            return log.at
        case "severity":
            return log.severities
        case "text":
            return log.texts
    count = rows.stop if isinstance(rows, range) and rows.step == 1 else max(rows, default=-1) + 1
    return log.column(field.column or field.key, field.get, field.depth, count)


def _column_cost(field: Field) -> int:
    return {"severity": 0, "at": 10, "text": 20, "id": 30}.get(field.column, 40)


def _matcher_cost(matcher: Matcher) -> int:
    match matcher:
        case Regex():
            return 100
        case AnyOf(matchers):
            return max(map(_matcher_cost, matchers)) + 1
        case Glob() | Contains(ignore_case=True):
            return 5
    return 0
