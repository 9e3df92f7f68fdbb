"""Which request a console entry speaks of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from math import isfinite, isnan
from typing import NamedTuple

from upl_tui.entries import ConsoleEntry, Severity, State
from upl_tui.kinds import Kind
from upl_tui.links import rules
from upl_tui.links.joins import is_preflight
from upl_tui.links.mentions import mentions, methods, opening, statuses, tells_no_answer
from upl_tui.links.requests import BAD, NO_ANSWER, Brief, Requests
from upl_tui.links.rule import Link, Rule

_EARLY_MS = 100.0
"""A console entry may be stamped so much before the request it speaks of."""
_MOST_CANDIDATES = 4
"""Requests to one URL, the latest before an entry, that it may speak of."""
_MOST_SUSPECTS = 128
"""Requests that may have failed, the latest begun before an entry, that are asked when they ended."""


class Said(NamedTuple):
    """A console entry as far as it may tell of a request: small enough to be kept for every one."""

    row: int
    at: float
    """NaN when its time is unknown or cannot be compared with that of requests."""
    text: str
    """Its opening, see `mentions.opening`."""
    severity: Severity
    origin: str
    url: str
    request_id: str

    @classmethod
    def of(cls, entry: ConsoleEntry, row: int, at: float) -> Said:
        """What an entry says."""
        text = opening(entry.text)
        return cls(row, at, text, entry.severity, entry.origin, entry.url, entry.request_id)


def request_of(said: Said, requests: Requests) -> Link | None:
    """The request that a console entry speaks of, by the first rule that finds exactly one."""
    for rule, find in _RULES:
        if (row := find(said, requests)) is not None:
            return Link(Kind.NETWORK, row, rule)
    return None


def skew(said: Said, requests: Requests) -> float | None:
    """Milliseconds between the end of the request whose id an entry carries and the entry."""
    row = _by_id(said, requests)
    brief = None if row is None else requests.brief(row)
    return said.at - brief.end if brief is not None and isfinite(brief.end) and isfinite(said.at) else None


def _by_id(said: Said, requests: Requests) -> int | None:
    wanted = said.request_id
    if not wanted:
        return None
    near = _briefs(_near(requests.named(said.url), said, requests), requests)
    known = {row: brief for row, brief in near.items() if brief.request_id == wanted}
    known = known or _briefs(requests.with_id(wanted), requests)
    begun = {row: brief for row, brief in known.items() if brief.at <= said.at + _EARLY_MS}
    return max(begun or known, key=lambda row: (known[row].at, row), default=None)


def _by_url(said: Said, requests: Requests) -> int | None:
    names = list(mentions(said.text))
    if said.origin == "network" and said.url:
        names.append(said.url)
    for name in names:
        known = requests.named(name)
        if isnan(said.at):
            if (only := _only_named(known, said, requests)) is not None:
                return only
        elif (best := _best(_near(known, said, requests), said, requests)) is not None:
            return best
    return None


def _only_named(rows: Sequence[int], said: Said, requests: Requests) -> int | None:
    """Without times: the one request of a name, or the one of them with a status that the entry names."""
    if len(rows) > 1 and (numbers := statuses(said.text)):
        named = _briefs(rows[:_MOST_SUSPECTS], requests)
        rows = [row for row, brief in named.items() if brief.status in numbers]
    return rows[0] if len(rows) == 1 else None


def _best(rows: Sequence[int], said: Said, requests: Requests) -> int | None:
    """Of the rows that an entry may speak of by its time, the one that fits best; None for none."""
    window = rules.NAMES_URL.window_ms or 0.0
    named, numbers = methods(said.text), statuses(said.text)
    bad = said.severity >= Severity.WARN
    most = 4 * bool(numbers) + 2 * bool(named) + 1
    best, best_points = None, -1
    for row in reversed(rows):
        brief = requests.brief(row)
        if brief is None or (said.at - brief.end > window and brief.state is not State.PENDING):
            continue
        points = 4 * (brief.status in numbers) + 2 * (brief.method in named) + ((brief.state in BAD) == bad)
        points -= is_preflight(brief)
        if points > best_points:
            best, best_points = row, points
        if points == most:
            break
    return best


def _by_status(said: Said, requests: Requests) -> int | None:
    wanted = statuses(said.text)
    if not wanted or said.severity < Severity.WARN:
        return None
    return _only(said, requests, rules.NAMES_STATUS, lambda brief: brief.status in wanted)


def _by_failure(said: Said, requests: Requests) -> int | None:
    if not tells_no_answer(said.text):
        return None
    states = (State.ABORTED,) if "AbortError" in said.text else NO_ANSWER
    return _only(said, requests, rules.FAILED_JUST_BEFORE, lambda brief: brief.state in states)


def _only(said: Said, requests: Requests, rule: Rule, fits: Callable[[Brief], bool]) -> int | None:
    """The one request that `fits` and ended within the rule's window; None for none and for several."""
    if isnan(said.at):
        return None
    window, suspects = rule.window_ms or 0.0, requests.suspects
    last = bisect_right(suspects, said.at + _EARLY_MS, key=requests.began)
    rows = suspects[max(0, last - _MOST_SUSPECTS) : last]
    found = [
        row
        for row, brief in _briefs(rows, requests).items()
        if -_EARLY_MS <= said.at - brief.end <= window and fits(brief)
    ]
    return found[0] if len(found) == 1 else None


def _near(rows: Sequence[int], said: Said, requests: Requests) -> Sequence[int]:
    """Of rows in order of time, the last few that had begun when an entry was written."""
    last = len(rows)
    if not isnan(said.at):
        last = bisect_right(rows, said.at + _EARLY_MS, key=requests.began)
    return rows[max(0, last - _MOST_CANDIDATES) : last]


def _briefs(rows: Iterable[int], requests: Requests) -> dict[int, Brief]:
    return {row: brief for row in rows if (brief := requests.brief(row)) is not None}


_RULES = (
    (rules.REQUEST_ID, _by_id),
    (rules.NAMES_URL, _by_url),
    (rules.NAMES_STATUS, _by_status),
    (rules.FAILED_JUST_BEFORE, _by_failure),
)
