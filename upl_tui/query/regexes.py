"""Regular expressions that always come to an end.

The `regex` package searches with a time limit and without the interpreter lock, so that a runaway pattern
neither hangs a search nor stops the screen. Asking the clock costs more than most searches, so only what
could run away is searched that way: long texts, and patterns that repeat a group or much else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from functools import lru_cache
from importlib import import_module
from itertools import islice
from time import perf_counter
from typing import Any

from upl_tui.errors import QueryError
from upl_tui.patterns import late
from upl_tui.query.matcher import Budget, Matcher, Span
from upl_tui.values import frozen

LONGEST_TEXT = 2_000_000
"""Characters of one text that a regular expression looks at: the time limit is only kept up to about here."""

_SECONDS_OF_MARKING = 0.05
_TIMED_FROM = {0: 100_000, 1: 2_000, 2: 200}
"""By the number of repetitions in a pattern: the length of text from which on a search may take milliseconds.
The work grows with the length to the power of that number plus one."""
_BATCH = 256
_MOST_REPEATS = 10_000
_MOST_OPTIONS = 8

_REPEATED_GROUP = late(r"\)\s*[*+{]")
_REPEAT = late(r"[*+{]")
_REFERENCE = late(r"\\[1-9g]|\(\?(?:P[=>]|[R0-9&+-])")
_COUNTED = late(r"(\)\s*)?\{(?:\d*,)?(\d+)\}")
_COMPILE_FAULTS = (ValueError, OverflowError, RecursionError, KeyError, IndexError, TypeError, AttributeError)


@lru_cache(maxsize=1)
def _engine() -> Any:
    return import_module("regex")


@lru_cache(maxsize=256)
def literal(text: str) -> Any:
    """A compiled pattern for exactly this text, ignoring case letter by letter."""
    engine = _engine()
    return engine.compile(re.escape(text), engine.IGNORECASE)


@frozen
class Regex(Matcher):
    """A regular expression of a query, searched anywhere in a text; a text ends for it at `LONGEST_TEXT`."""

    source: str
    ignore_case: bool
    position: int = field(compare=False)
    """Where it stands in the query, for the message when it is too slow."""
    pattern: Any = field(compare=False, repr=False)
    timed_from: int = field(compare=False, repr=False)
    """Length of a text in characters from which on the search is timed."""

    def matches(self, value: str, budget: Budget) -> bool:
        """Whether the text has a match. Raises QueryError when the budget is used up."""
        return bool(self.select((0,), (value,), budget))

    def select(self, rows: Sequence[int], values: Sequence[str | None], budget: Budget) -> list[int]:
        """The rows whose text has a match. Raises QueryError when the budget is used up."""
        found: list[int] = []
        search, timed_from = self.pattern.search, self.timed_from
        for batch in _batches(zip(rows, values, strict=True)):
            deadline = budget.deadline()
            found += [
                row
                for row, text in batch
                if text is not None
                and (search(text) if len(text) < timed_from else self._search_in_time(text, deadline))
            ]
            if not budget.spend(deadline, len(batch)):
                raise self._too_slow()
        return found

    def spans(self, text: str) -> list[Span]:
        """All matches in a text that have a length; none at all when finding them would take long."""
        try:
            matches = self.pattern.finditer(
                text, endpos=LONGEST_TEXT, timeout=_SECONDS_OF_MARKING, concurrent=True
            )
            return [match.span() for match in matches if match.end() > match.start()]
        except TimeoutError:
            return []

    def _search_in_time(self, text: str, deadline: float) -> object:
        try:
            return self.pattern.search(
                text, endpos=LONGEST_TEXT, timeout=max(0.0, deadline - perf_counter()), concurrent=True
            )
        except TimeoutError:
            raise self._too_slow() from None

    def _too_slow(self) -> QueryError:
        hint = "A simpler one, without repetition inside repetition, will do."
        return QueryError("The regular expression is too slow.", self.position, hint)


def compile_regex(source: str, *, ignore_case: bool, position: int) -> Regex:
    """A regular expression in the syntax of Python's `re`; `position` is where it starts in the query.

    Raises QueryError, with the position inside the query where the engine names one.
    """
    if _repeats(source) > _MOST_REPEATS:
        hint = f"Counted repetitions may multiply to {_MOST_REPEATS:,}."
        raise QueryError("The regular expression repeats too often.", position, hint)
    engine = _engine()
    try:
        pattern = engine.compile(source, engine.IGNORECASE if ignore_case else 0)
    except engine.error as fault:
        place = position + (fault.pos or 0)
        raise QueryError(f"The regular expression is not valid: {fault.msg}.", place) from None
    except _COMPILE_FAULTS:
        raise QueryError("The regular expression is not valid.", position) from None
    return Regex(source, ignore_case, position, pattern, _timed_from(source))


def _timed_from(source: str) -> int:
    if _REPEATED_GROUP.search(source) or _REFERENCE.search(source) or source.count("?") > _MOST_OPTIONS:
        return 0
    return _TIMED_FROM.get(len(_REPEAT.findall(source)), 0)


def _repeats(source: str) -> int:
    """How often a pattern made of nested counted groups repeats its innermost part, at most."""
    groups = innermost = 1
    for group, times in _COUNTED.findall(source):
        number = int(times[:9])
        if group:
            groups *= max(1, number)
        else:
            innermost = max(innermost, number)
    return groups * innermost


def _batches(pairs: Iterator[tuple[int, str | None]]) -> Iterator[list[tuple[int, str | None]]]:
    while batch := list(islice(pairs, _BATCH)):
        yield batch
