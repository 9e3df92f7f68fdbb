"""What one key goes back and forth between: errors, warnings, slow moments, what the user did, marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isnan
from typing import Any

from upl_tui.entries import Severity
from upl_tui.log import Log
from upl_tui.logs import LOGS
from upl_tui.model import Kind
from upl_tui.pace import Limits, silences
from upl_tui.query.predicates import values_at

SLOW_MS = 1000.0
"""A request that took longer is slow."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One sort of thing to hop between."""

    noun: str
    kinds: tuple[Kind, ...]
    """Kinds of log that must be there to say that there is none."""


THINGS = {
    "error": Thing("error", (Kind.CONSOLE, Kind.NETWORK)),
    "warn": Thing("warning", (Kind.CONSOLE, Kind.NETWORK)),
    "slow": Thing("slow request or gap", (Kind.NETWORK,)),
    "action": Thing("user action", (Kind.ACTION,)),
    "mark": Thing("mark", ()),
}


class Stops:
    """The rows of a log that are one sort of thing, in the order of time."""

    def __init__(self, log: Log, rows: Sequence[int]) -> None:
        self.log = log
        self.rows = rows

    @cached_property
    def known(self) -> frozenset[int]:
        """The rows, to ask for one of them."""
        return frozenset(self.rows)

    def next(self, moment_ms: float | None, row: int | None, direction: int) -> int | None:
        """The next row after a row, or else after a moment; before it when `direction` is -1.

        Without either, the first or the last one. None when there is none.
        """
        if row in self.known:
            place = self.rows.index(row) + direction
        elif moment_ms is None:
            place = 0 if direction > 0 else len(self.rows) - 1
        elif direction > 0:
            place = bisect_right(self.rows, moment_ms, key=self.log.at.__getitem__)
        else:
            place = bisect_left(self.rows, moment_ms, key=self.log.at.__getitem__) - 1
        return self.rows[place] if 0 <= place < len(self.rows) else None


def stops(log: Log, word: str, limits: Limits) -> Stops:
    """All rows of a log or a timeline that a word of `THINGS` names; the first time it may read entries.

    `limits` say what a gap is. A network log alone has none: requests say how long they took.
    """
    wanted: set[int] = set()
    for part in log.parts:
        rows = (log.row_in(part.kind, own) for own in _WANTED[word](part))
        wanted.update(row for row in rows if row is not None)
    if word == "slow" and {part.kind for part in log.parts} != {Kind.NETWORK}:
        wanted.update(silences(log, limits))
    at = log.at
    return Stops(log, [row for row in log.chronological() if row in wanted and not isnan(at[row])])


def _of_severity(*severities: Severity) -> Callable[[Log], Iterable[int]]:
    return lambda log: (row for row, severity in enumerate(log.severities) if severity in severities)


def _slow(log: Log) -> Iterable[int]:
    durations = _values(log, "slower-than")
    return (row for row, ms in enumerate(durations) if ms is not None and ms > SLOW_MS)


def _deeds(log: Log) -> Iterable[int]:
    if log.kind is not Kind.ACTION:
        return ()
    return (row for row, words in enumerate(_values(log, "type")) if "nav" not in words)


def _marked(log: Log) -> Iterable[int]:
    return log.tags.get("marked", ())


def _values(log: Log, key: str) -> Sequence[Any]:
    """What the entries of a log say for a key of the filter; nothing where their kind has no such key."""
    field = next((field for field in LOGS[log.kind].fields if field.key == key), None)
    return values_at(log, field, range(len(log))) if field else ()


_WANTED: Mapping[str, Callable[[Log], Iterable[int]]] = {
    "error": _of_severity(Severity.ERROR, Severity.FATAL),
    "warn": _of_severity(Severity.WARN),
    "slow": _slow,
    "action": _deeds,
    "mark": _marked,
}
