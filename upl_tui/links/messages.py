"""Which request a console entry speaks of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isnan

from upl_tui.entries import ConsoleEntry, NetworkEntry, Severity, State
from upl_tui.kinds import Kind
from upl_tui.links import rules
from upl_tui.links.mentions import mentions, methods, opening, statuses, tells_no_answer
from upl_tui.links.requests import BAD, NO_ANSWER, Requests
from upl_tui.links.rule import Link, Rule

_EARLY_MS = 100.0
"""A console entry may be stamped so much before the request it speaks of."""
_LONGEST_REQUEST_MS = 120_000.0
"""How far back a request is looked for that ended just now."""
_MOST_CANDIDATES = 24
_MOST_RUNNING = 512
"""Requests before an entry without a name that are asked when they ended."""


@dataclass(frozen=True, slots=True)
class Said:
    """A console entry as far as it may tell of a request."""

    entry: ConsoleEntry
    at: float
    """NaN when its time is unknown or cannot be compared with that of requests."""
    text: str
    """Its opening, see `mentions.opening`."""

    @classmethod
    def of(cls, entry: ConsoleEntry, at: float) -> Said:
        """What an entry says."""
        return cls(entry, at, opening(entry.text))


def request_of(said: Said, requests: Requests) -> Link | None:
    """The request that a console entry speaks of, by the first rule that finds exactly one."""
    for rule, find in _RULES:
        if (row := find(said, requests)) is not None:
            return Link(Kind.NETWORK, row, rule)
    return None


def skew(said: Said, requests: Requests) -> float | None:
    """Milliseconds between the end of the request whose id an entry carries and the entry."""
    row = _by_id(said, requests)
    if row is None or isnan(said.at) or isnan(end := requests.end(row)):
        return None
    return said.at - end


def _by_id(said: Said, requests: Requests) -> int | None:
    wanted = said.entry.request_id
    if not wanted:
        return None
    named = [
        row for row in _near(requests.named(said.entry.url), said, requests) if _has_id(requests, row, wanted)
    ]
    rows = named or list(requests.with_id(wanted))
    begun = [row for row in rows if _began(requests, row) <= said.at + _EARLY_MS]
    return max(begun or rows, key=lambda row: (_began(requests, row), row), default=None)


def _by_url(said: Said, requests: Requests) -> int | None:
    window = rules.NAMES_URL.window_ms or 0.0
    names = list(mentions(said.text))
    if said.entry.origin == "network" and said.entry.url:
        names.insert(0, said.entry.url)
    for name in names:
        known = requests.named(name)
        if isnan(said.at):
            if len(known) == 1:
                return known[0]
            continue
        fitting = [row for row in _near(known, said, requests) if said.at - requests.end(row) <= window]
        if (best := _best(fitting, said, requests)) is not None:
            return best
    return None


def _by_status(said: Said, requests: Requests) -> int | None:
    wanted = statuses(said.text)
    if not wanted or said.entry.severity < Severity.WARN:
        return None
    return _only(said, requests, rules.NAMES_STATUS, lambda entry: entry.status in wanted)


def _by_failure(said: Said, requests: Requests) -> int | None:
    if not tells_no_answer(said.text):
        return None
    aborted = "AbortError" in said.text
    states = (State.ABORTED,) if aborted else NO_ANSWER
    return _only(said, requests, rules.FAILED_JUST_BEFORE, lambda entry: entry.state in states)


def _only(said: Said, requests: Requests, rule: Rule, fits: Callable[[NetworkEntry], bool]) -> int | None:
    """The one request that `fits` and ended within the rule's window; None for none and for several."""
    window = rule.window_ms or 0.0
    found = [
        row
        for row in _running_until(said, requests)
        if -_EARLY_MS <= said.at - requests.end(row) <= window
        and (entry := requests.entry(row)) is not None
        and fits(entry)
    ]
    return found[0] if len(found) == 1 else None


def _running_until(said: Said, requests: Requests) -> Iterator[int]:
    """Bad requests that began before an entry, the latest first, as far as anybody would look."""
    if requests.log is None or isnan(said.at):
        return
    severities = requests.log.severities
    last = bisect_right(requests.at, said.at + _EARLY_MS)
    looked = 0
    for position in range(last - 1, -1, -1):
        if looked == _MOST_RUNNING or requests.at[position] < said.at - _LONGEST_REQUEST_MS:
            return
        row = requests.rows[position]
        if severities[row] >= Severity.WARN:
            looked += 1
            yield row


def _near(rows: Sequence[int], said: Said, requests: Requests) -> Sequence[int]:
    """Of rows in order of time, the last few that had begun when an entry was written."""
    last = len(rows)
    if not isnan(said.at):
        last = bisect_right(rows, said.at + _EARLY_MS, key=lambda row: _began(requests, row))
    return rows[max(0, last - _MOST_CANDIDATES) : last]


def _best(rows: Iterable[int], said: Said, requests: Requests) -> int | None:
    """The row that fits what an entry says best; None for no rows."""
    named, numbers = methods(said.text), statuses(said.text)
    bad = said.entry.severity >= Severity.WARN
    fitness = {}
    for row in rows:
        if (entry := requests.entry(row)) is not None:
            points = 4 * (entry.status in numbers) + 2 * (entry.method in named)
            fitness[row] = (points + ((entry.state in BAD) == bad), requests.end(row), row)
    return max(fitness, key=fitness.__getitem__, default=None)


def _began(requests: Requests, row: int) -> float:
    assert requests.log is not None
    at = requests.log.at[row]
    return float("inf") if isnan(at) else at


def _has_id(requests: Requests, row: int, wanted: str) -> bool:
    entry = requests.entry(row)
    return entry is not None and entry.request_id == wanted


_RULES = (
    (rules.REQUEST_ID, _by_id),
    (rules.NAMES_URL, _by_url),
    (rules.NAMES_STATUS, _by_status),
    (rules.FAILED_JUST_BEFORE, _by_failure),
)
