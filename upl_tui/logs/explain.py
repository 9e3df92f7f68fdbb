"""What happened to a request, one sentence a fact, each with the ids of the rows that prove it.

The rules are deterministic. Where a rule only thinks so, its sentence says "probably".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import inf

from upl_tui.entries import NetworkEntry, State
from upl_tui.log import Log
from upl_tui.logs import explain_answer, explain_policy, repeats
from upl_tui.logs.explanation import Explanation
from upl_tui.logs.failures import failure_word
from upl_tui.logs.neighbours import Neighbours
from upl_tui.logs.requests import never_ended, outcome
from upl_tui.logs.units import format_duration
from upl_tui.logs.urls import Url

_SIGN_IN = re.compile(r"log-?in|sign-?in|session|token|refresh|auth|oauth", re.IGNORECASE)
_AUTH_MS = 60_000.0
_NAVIGATION_SLACK_MS = 5000.0
"""An abort may be seen this long after the navigation's request began: its answer commits the new page."""
_REPLACED_MS = 500.0
_LONGEST_PATH = 100
_MEANINGS = {
    "DNS": "The host name could not be looked up, so nothing was sent.",
    "TLS": "No secure connection: the certificate or the handshake was refused.",
    "refused": "Nothing accepts connections at this address and port.",
    "timeout": "No answer came in the time the browser waits.",
    "reset": "The connection was closed before the answer was whole.",
    "offline": "The browser had no network.",
}

Rule = Callable[[Neighbours], Iterator[Explanation]]


def explain(log: Log, row: int) -> list[Explanation]:
    """What the log proves of a request, the most telling first; empty for rows that are none.

    Looks at all rows, so that on a big log it belongs in a worker.
    """
    entry = log.entry(row)
    if not isinstance(entry, NetworkEntry):
        return []
    around = Neighbours(log, row, entry)
    return [explanation for rule in _RULES for explanation in rule(around)]


def _failure(around: Neighbours) -> Iterator[Explanation]:
    word = failure_word(around.entry)
    if word in _MEANINGS:
        yield Explanation(_MEANINGS[word], (around.id(around.row),))


def _aborted(around: Neighbours) -> Iterator[Explanation]:
    if around.entry.state is not State.ABORTED or around.end_ms == inf:
        return
    own, end = around.id(around.row), around.end_ms
    pages = [row for at, row in repeats.navigations(around.log) if end - _NAVIGATION_SLACK_MS <= at <= end]
    pages = [row for row in pages if around.log.at[row] >= around.at and row != around.row]
    if pages:
        page = around.id(pages[-1])
        target = Url.of(around.request(pages[-1]).url).path[:_LONGEST_PATH] or "/"
        text = (
            f"Probably aborted by the navigation {page} to {target}, which cancels what the page waits for."
        )
        yield Explanation(text, (own, page))
        return
    path = Url.of(around.entry.url).path
    for row in around.started_between(end - _REPLACED_MS, end + _REPLACED_MS):
        other = around.request(row)
        if row > around.row and Url.of(other.url).path == path and other.method == around.entry.method:
            text = f"Aborted by the page, probably because {around.id(row)} to the same path replaced it."
            yield Explanation(text, (own, around.id(row)))
            return
    yield Explanation("Aborted by the page or the browser; the log does not say why.", (own,))


def _unended(around: Neighbours) -> Iterator[Explanation]:
    if not never_ended(around.entry):
        return
    own = around.id(around.row)
    later = [row for at, row in repeats.navigations(around.log) if at > around.at]
    if later:
        text = f"It never ended: {around.id(later[0])} left the page while it was under way."
        yield Explanation(text, (own, around.id(later[0])))
    else:
        yield Explanation("It never ended while the recording ran.", (own,))


def _outlived(around: Neighbours) -> Iterator[Explanation]:
    end = around.end_ms
    if around.entry.state in (State.ABORTED, State.REDIRECT) or end == inf:
        return
    page = next((row for at, row in repeats.navigations(around.log) if around.at < at < end), None)
    if page is not None and page != around.row:
        text = f"It ended after {around.id(page)} had left the page."
        yield Explanation(text, (around.id(around.row), around.id(page)))


def _redirects(around: Neighbours) -> Iterator[Explanation]:
    chain = around.redirect_chain()
    if len(chain) > 1:
        ids = tuple(map(around.id, chain))
        steps = ", then ".join(f"{around.id(row)} ({outcome(around.request(row))})" for row in chain)
        yield Explanation(f"Redirected: {steps}.", ids)
    elif around.entry.state is State.REDIRECT:
        text = "A redirect whose next request is not in this log."
        yield Explanation(text, (around.id(around.row),))


def _signed_in_again(around: Neighbours) -> Iterator[Explanation]:
    status = around.entry.status
    if status == 401:
        refused, row = around.row, next(around.later_tries(_AUTH_MS), None)
    elif status is not None and status < 400:
        found = next(around.earlier_tries(_AUTH_MS), None)
        refused, row = (found, around.row) if found is not None else (-1, None)
        if found is not None and around.request(found).status != 401:
            return
    else:
        return
    if row is None:
        if status == 401:
            yield Explanation("Not signed in, and not tried again within a minute.", (around.id(around.row),))
        return
    yield _second_try(around, refused, row)


def _second_try(around: Neighbours, refused: int, row: int) -> Explanation:
    at = around.log.at
    between = around.started_between(at[refused], at[row])
    sign_ins = (
        other for other in between if other not in (refused, row) and _is_sign_in(around.request(other))
    )
    sign_in = next(sign_ins, None)
    ids = tuple(around.id(each) for each in (refused, sign_in, row) if each is not None)
    then = f" after {around.id(sign_in)}, which probably signed in again," if sign_in is not None else ""
    result = outcome(around.request(row))
    return Explanation(
        f"{around.id(refused)} was refused (401); tried again{then} as {around.id(row)}: {result}.", ids
    )


def _is_sign_in(entry: NetworkEntry) -> bool:
    return bool(_SIGN_IN.search(Url.of(entry.url).path)) and entry.status is not None and entry.status < 400


def _repeats(around: Neighbours) -> Iterator[Explanation]:
    rows = repeats.alike(around.log, around.row)
    if len(rows) < 2:
        return
    for later, first in repeats.duplicates(around.log, [rows]):
        yield from _repeat(around, later, first, "The same request as {}, {} later", "Sent again as {}")
    for later, first in repeats.retries(around.log, [rows]):
        failed = f"{{}} failed ({outcome(around.request(first))})"
        yield from _repeat(
            around, later, first, f"Tried again after {failed}, {{}} later", "Tried again as {}"
        )


def _repeat(around: Neighbours, later: int, first: int, back: str, forth: str) -> Iterator[Explanation]:
    ids = (around.id(first), around.id(later))
    if later == around.row:
        gap = format_duration(around.log.at[later] - around.log.at[first])
        yield Explanation(f"{back.format(ids[0], gap)}.", ids)
    elif first == around.row:
        yield Explanation(f"{forth.format(ids[1])}: {outcome(around.request(later))}.", ids)


_RULES: tuple[Rule, ...] = (
    explain_policy.cors,
    explain_policy.preflight,
    explain_policy.mixed_content,
    explain_policy.content_policy,
    _failure,
    _aborted,
    _unended,
    _outlived,
    _redirects,
    _signed_in_again,
    explain_answer.asked_to_wait,
    _repeats,
    explain_answer.not_modified,
    explain_answer.clock_skew,
    explain_policy.cookies,
)
