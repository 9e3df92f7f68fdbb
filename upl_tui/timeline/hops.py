"""What one key goes to and fro between: errors, warnings, slow moments, what the user did, marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import isfinite, isnan

from upl_tui.entries import Severity
from upl_tui.log import Log
from upl_tui.logs.spec import LogSpec
from upl_tui.model import Kind
from upl_tui.query.fields import Field
from upl_tui.query.predicates import values_at

SLOW_MS = 1000.0
"""A request that took longer is slow."""
GAP_MS = 5000.0
"""A silence of so long before an entry is a gap. A network log has none: requests say how long they took."""


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
_SEVERITIES = {"error": (Severity.ERROR, Severity.FATAL), "warn": (Severity.WARN,)}


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


def stops(log: Log, spec: LogSpec, word: str) -> Stops:
    """All rows of a log that a word of `THINGS` names. The first time it may read every entry."""
    wanted = set(_wanted(log, spec, word))
    at = log.at
    return Stops(log, [row for row in log.chronological() if row in wanted and not isnan(at[row])])


def _wanted(log: Log, spec: LogSpec, word: str) -> Iterable[int]:
    if word in _SEVERITIES:
        severities = _SEVERITIES[word]
        return (row for row, severity in enumerate(log.severities) if severity in severities)
    if word == "mark":
        return log.tags.get("marked", ())
    if word == "slow":
        return _slow(log, spec)
    return _deeds(log, spec)


def _slow(log: Log, spec: LogSpec) -> Iterator[int]:
    if (field := _field(spec, "slower-than")) is not None:
        durations = values_at(log, field, range(len(log)))
        yield from (row for row, ms in enumerate(durations) if ms is not None and ms > SLOW_MS)
    if {part.kind for part in log.parts} == {Kind.NETWORK}:
        return
    order, moments = log.by_time()
    silences = (
        (row, after - before) for row, (before, after) in zip(order[1:], pairwise(moments), strict=False)
    )
    yield from (row for row, silence in silences if isfinite(silence) and silence >= GAP_MS)


def _deeds(log: Log, spec: LogSpec) -> Iterator[int]:
    if all(part.kind is not Kind.ACTION for part in log.parts):
        return
    field = _field(spec, "type")
    assert field is not None
    types = values_at(log, field, range(len(log)))
    yield from (row for row, words in enumerate(types) if Kind.ACTION in words and "nav" not in words)


def _field(spec: LogSpec, key: str) -> Field | None:
    return next((field for field in spec.fields if field.key == key), None)
