"""Requests that are one: before and after a redirect, and the preflight that asked whether it is allowed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from math import isfinite

from upl_tui.kinds import Kind
from upl_tui.links import rules
from upl_tui.links.requests import Brief, Requests, without_fragment
from upl_tui.links.rule import Link


def joined(row: int, requests: Requests) -> tuple[Link, ...]:
    """The requests that are one with a request."""
    brief = requests.brief(row) if requests.log is not None else None
    if brief is None or not isfinite(brief.at):
        return ()
    return (
        *_after(row, brief, requests),
        *_before(row, brief, requests),
        *_preflights(row, brief, requests),
    )


def _after(row: int, brief: Brief, requests: Requests) -> Iterator[Link]:
    """The request that an answer sent the browser on to."""
    window = rules.REDIRECT.window_ms or 0.0
    for other in requests.named(brief.redirect_to) if brief.redirect_to else ():
        target = requests.brief(other)
        if other != row and target is not None and 0 <= target.at - brief.at <= window:
            yield Link(Kind.NETWORK, other, rules.REDIRECT)
            return


def _before(row: int, brief: Brief, requests: Requests) -> Iterator[Link]:
    """Requests whose answers sent the browser here."""
    assert requests.log is not None
    for other in requests.timed.between(brief.at - (rules.REDIRECT.window_ms or 0.0), brief.at):
        if other == row or " 3" not in requests.log.texts[other]:
            continue
        before = requests.brief(other)
        if before is not None and without_fragment(before.redirect_to) == brief.url:
            yield Link(Kind.NETWORK, other, rules.REDIRECT)


def _preflights(row: int, brief: Brief, requests: Requests) -> Iterator[Link]:
    """The other one of a preflight and the request that it was for."""
    window = rules.PREFLIGHT.window_ms or 0.0
    rows = requests.named(brief.url)
    first = bisect_left(rows, brief.at - window, key=requests.began)
    for other in rows[first : bisect_right(rows, brief.at + window, key=requests.began)]:
        asked = requests.brief(other)
        if other != row and asked is not None and is_preflight(asked) != is_preflight(brief):
            yield Link(Kind.NETWORK, other, rules.PREFLIGHT)


def is_preflight(brief: Brief) -> bool:
    """Whether a request only asks whether another one is allowed."""
    return brief.type == "preflight" or brief.method == "OPTIONS"
