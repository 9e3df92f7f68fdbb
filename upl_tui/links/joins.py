"""Requests that are one: before and after a redirect, and the preflight that asked whether it is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from upl_tui.entries import NetworkEntry
from upl_tui.kinds import Kind
from upl_tui.links import rules
from upl_tui.links.requests import Requests, without_fragment
from upl_tui.links.rule import Link
from upl_tui.log import Log


def joined(row: int, requests: Requests) -> tuple[Link, ...]:
    """The requests that are one with a request."""
    log = requests.log
    entry = requests.entry(row) if log is not None else None
    if log is None or entry is None or isnan(log.at[row]):
        return ()
    found = (*_after(row, entry, log, requests), *_before(row, entry, log, requests))
    return (*found, *_preflights(row, entry, log, requests))


def _after(row: int, entry: NetworkEntry, log: Log, requests: Requests) -> Iterator[Link]:
    """The request that an answer sent the browser on to."""
    window = rules.REDIRECT.window_ms or 0.0
    for other in requests.named(entry.redirect_to) if entry.redirect_to else ():
        if other != row and 0 <= log.at[other] - log.at[row] <= window:
            yield Link(Kind.NETWORK, other, rules.REDIRECT)
            return


def _before(row: int, entry: NetworkEntry, log: Log, requests: Requests) -> Iterator[Link]:
    """Requests whose answers sent the browser here."""
    window, url = rules.REDIRECT.window_ms or 0.0, without_fragment(entry.url)
    for other in requests.between(log.at[row] - window, log.at[row]):
        before = requests.entry(other)
        if other != row and before is not None and without_fragment(before.redirect_to) == url:
            yield Link(Kind.NETWORK, other, rules.REDIRECT)


def _preflights(row: int, entry: NetworkEntry, log: Log, requests: Requests) -> Iterator[Link]:
    """The other one of a preflight and the request that it was for."""
    window = rules.PREFLIGHT.window_ms or 0.0
    for other in requests.named(entry.url):
        if other != row and abs(log.at[other] - log.at[row]) <= window:
            asked = requests.entry(other)
            if asked is not None and is_preflight(asked) != is_preflight(entry):
                yield Link(Kind.NETWORK, other, rules.PREFLIGHT)


def is_preflight(entry: NetworkEntry) -> bool:
    """Whether a request only asks whether another one is allowed."""
    return entry.type == "preflight" or entry.method == "OPTIONS"
