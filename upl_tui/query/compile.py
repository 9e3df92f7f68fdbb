"""A query compiled for one kind of log: which rows it keeps, what it marks, what it warns of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from time import perf_counter
from typing import TypeVar

from upl_tui.query.fields import Field
from upl_tui.query.matcher import Span
from upl_tui.query.parser import parse
from upl_tui.query.predicates import All, Leaf, Predicate, Scan, Some, Table, Without, implies, tags_asked
from upl_tui.query.regexes import Regex
from upl_tui.query.resolve import Resolver
from upl_tui.query.saved import Saved
from upl_tui.query.stop import Stop as Stop
from upl_tui.query.stop import never as never
from upl_tui.query.terms import Moments
from upl_tui.query.text_matchers import Contains, Glob
from upl_tui.query.value_matchers import AnyOf
from upl_tui.values import frozen

T = TypeVar("T")

_FIRST_SLICE = 2_000
_SLICE_SECONDS = 0.01
"""Slices grow while they take less time than this, and shrink when they take twice as much."""

Mark = Contains | Glob | Regex
"""What is looked for in a text and can be marked there."""


def _no_moment(name: str) -> float | None:
    return None


@frozen
class QueryContext:
    """What a query may know beside its text."""

    moment_of: Callable[[str], float | None] = _no_moment
    """From the id of an entry, such as ``N45``, to milliseconds from the start."""
    window_ms: float = 2000
    """How far around a moment still counts as near it."""
    strict: bool = False
    """Whether an unknown key is an error; otherwise it is searched as text, with a warning."""
    known_keys: Collection[str] = ()
    """Keys of all logs: who writes one of them, or nearly so, did not mean a text."""
    saved: Mapping[str, str] = field(default_factory=dict)
    """Saved filters: ``@name`` in a query stands for the query under that name."""


class Query:
    """A compiled query. It holds no state: threads may share it."""

    def __init__(
        self, text: str, parts: tuple[tuple[Predicate, str], ...], warnings: tuple[str, ...]
    ) -> None:
        self.text = text
        self.warnings = warnings
        """Sentences about what was probably not meant."""
        self._parts = parts
        self._predicate = All(tuple(predicate for predicate, _ in parts))
        self._marks = _marks(self._predicate)
        self.tags = tags_asked(self._predicate)
        """Words of `Log.tags` and keys of `Field.told` that it asks for: such rows may match tomorrow that
        do not match today."""

    def rows(self, log: Table, within: Sequence[int] | None = None, stop: Stop = never) -> list[int]:
        """Matching rows, in the order of `within` (all rows when None).

        Ends with the rows found so far when `stop` says so, asked about every 20 ms. Raises QueryError when
        a regular expression is too slow.
        """
        found: list[int] = []
        for part in self.slices(log, within):
            found += part
            if stop():
                break
        return found

    def slices(
        self, log: Table, within: Sequence[int] | None = None, size: int = _FIRST_SLICE
    ) -> Iterator[list[int]]:
        """What `rows` gives, in one list for each slice of rows that was looked at; lists may be empty.

        The first slice has `size` rows, the later ones as many as can be looked at in 10 to 20 ms.
        """
        scan = Scan.of(log)
        rows = range(len(log)) if within is None else within
        return _sliced(rows, size, lambda part: self._predicate.select(scan, part))

    def matches(self, log: Table, row: int) -> bool:
        """Whether one row matches. Raises QueryError when a regular expression is too slow."""
        return bool(self._predicate.select(Scan.of(log), (row,)))

    def spans(self, text: str) -> list[Span]:
        """What to mark in a text: where the words, quotes and regexes of this query stand in it.

        Start and end in characters, in order, without overlap. What stands behind a NOT marks nothing.
        """
        return merged(span for matcher in self._marks for span in matcher.spans(text))

    def without(self, other: Query, name: str) -> Query:
        """This query, less the rows of another; `name` is how `emptied_by` calls that part."""
        return Query(self.text, (*self._parts, (Without(other._predicate), name)), self.warnings)

    def narrows(self, other: Query) -> bool:
        """Whether every row of this query is certainly one of the other, so that only those need a look."""
        return implies(self._predicate, other._predicate)

    def emptied_by(self, log: Table, stop: Stop = never) -> str:
        """The part, as typed, that removes the last row when parts joined by AND apply from left to right.

        Empty when rows are left, the log has none, or `stop` ends it. Raises QueryError when a regular
        expression is too slow.
        """
        scan = Scan.of(log)

        def removed_by(part: Sequence[int]) -> int:
            for number, (predicate, _) in enumerate(self._parts):
                part = predicate.select(scan, part)
                if not part:
                    return number
            return len(self._parts)

        last = -1
        for number in _sliced(range(len(log)), _FIRST_SLICE, removed_by):
            last = max(last, number)
            if last == len(self._parts) or stop():
                return ""
        return self._parts[last][1] if last >= 0 else ""


def compile_query(text: str, fields: Sequence[Field], context: QueryContext = QueryContext()) -> Query:
    """The query that a text asks of logs with these fields. Raises QueryError.

    Where two fields share a key, the first counts.
    """
    moments = Moments(context.moment_of, context.window_ms)
    resolver = Resolver(
        text,
        fields,
        moments,
        context.known_keys,
        strict=context.strict,
        saved=Saved(context.saved),
    )
    parts = resolver.parts(parse(text))
    return Query(text, parts, tuple(resolver.warnings))


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap or touch as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _sliced(rows: Sequence[int], size: int, work: Callable[[Sequence[int]], T]) -> Iterator[T]:
    start = 0
    while start < len(rows):
        began = perf_counter()
        result = work(rows[start : start + size])
        took = perf_counter() - began
        start += size
        if took < _SLICE_SECONDS:
            size *= 2
        elif took > 2 * _SLICE_SECONDS:
            size = max(1, size // 2)
        yield result


def _marks(predicate: Predicate, *, positive: bool = True) -> tuple[Mark, ...]:
    match predicate:
        case All(parts) | Some(parts):
            return tuple(mark for part in parts for mark in _marks(part, positive=positive))
        case Without(part):
            return _marks(part, positive=not positive)
        case Leaf(field, matcher) if positive and field.column == "text":
            alternatives = matcher.matchers if isinstance(matcher, AnyOf) else (matcher,)
            return tuple(mark for mark in alternatives if isinstance(mark, Mark))
    return ()
