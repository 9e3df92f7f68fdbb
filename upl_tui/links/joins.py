"""Requests that are one: before and after a redirect, and the preflight that asked whether it is allowed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from math import isfinite

from upl_tui.kinds import Kind
from upl_tui.links import rules
from upl_tui.links.requests import Brief, Requests
from upl_tui.links.rule import Link

_MOST = 64
"""Requests to one URL within a window that are looked at."""


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
    rows = requests.named(brief.redirect_to) if brief.redirect_to else ()
    first = bisect_left(rows, brief.at, key=requests.began)
    for other in rows[first : first + 2]:
        if other != row and requests.began(other) - brief.at <= window:
            yield Link(Kind.NETWORK, other, rules.REDIRECT)
            return


def _before(row: int, brief: Brief, requests: Requests) -> Iterator[Link]:
    """Requests whose answers sent the browser here."""
    window, rows = rules.REDIRECT.window_ms or 0.0, requests.redirected_to(brief.url)
    first = bisect_left(rows, brief.at - window, key=requests.began)
    for other in rows[first : min(first + _MOST, bisect_right(rows, brief.at, key=requests.began))]:
        if other != row:
            yield Link(Kind.NETWORK, other, rules.REDIRECT)


def _preflights(row: int, brief: Brief, requests: Requests) -> Iterator[Link]:
    """The other one of a preflight and the request that it was for."""
    window = rules.PREFLIGHT.window_ms or 0.0
    rows = requests.named(brief.url)
    first = bisect_left(rows, brief.at - window, key=requests.began)
    last = bisect_right(rows, brief.at + window, key=requests.began)
    for other in rows[first : min(first + _MOST, last)]:
        asked = requests.brief(other)
        if other != row and asked is not None and is_preflight(asked) != is_preflight(brief):
            yield Link(Kind.NETWORK, other, rules.PREFLIGHT)


def is_preflight(brief: Brief) -> bool:
    """Whether a request only asks whether another one is allowed."""
    return brief.type == "preflight" or brief.method == "OPTIONS"
