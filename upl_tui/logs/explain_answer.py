"""Explanations that an answer's own headers give: come back later, nothing new, another clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from upl_tui.logs.explanation import Explanation
from upl_tui.logs.neighbours import Neighbours
from upl_tui.logs.requests import outcome
from upl_tui.logs.units import format_duration
from upl_tui.shapes.requests import header

SKEW_MS = 30_000.0
"""Clocks that differ by less are no news: dates have whole seconds, answers are cached for some."""
_LONGEST_WAIT_MS = 300_000.0
_ROUNDING_MS = 50.0
_IN_BROWSER = ("memory", "disk", "service_worker", "cache")


def asked_to_wait(around: Neighbours) -> Iterator[Explanation]:
    """``Retry-After``, and whether whoever tried again waited that long."""
    entry = around.entry
    given = header(entry.response_headers, "retry-after").strip()
    if not given or entry.status is None or entry.status < 400:
        return
    own = around.id(around.row)
    wait = _wait_ms(given, header(entry.response_headers, "date"))
    if wait is None:
        yield Explanation(f"The answer has a Retry-After that cannot be read ({given[:40]}).", (own,))
        return
    asked = f"The server asks to wait {format_duration(wait)} (Retry-After)"
    row = next(around.later_tries(max(wait * 2, _LONGEST_WAIT_MS)), None)
    if row is None:
        yield Explanation(f"{asked}; it was not tried again in this recording.", (own,))
        return
    waited = around.log.at[row] - around.end_ms
    verdict = "which was long enough" if waited + _ROUNDING_MS >= wait else "which was too early"
    came = f"{around.id(row)} came {format_duration(waited)} later"
    text = f"{asked}; {came}, {verdict} ({outcome(around.request(row))})."
    yield Explanation(text, (own, around.id(row)))


def not_modified(around: Neighbours) -> Iterator[Explanation]:
    """304: which copy was still good."""
    entry = around.entry
    if entry.status != 304:
        return
    names = ("if-none-match", "if-modified-since")
    asked = next((name for name in names if header(entry.request_headers, name)), "")
    how = f" asked with {asked.title()}" if asked else ""
    earlier = [row for row in around.same_url(entry.url, entry.method) if around.log.at[row] < around.at]
    whole = next((row for row in reversed(earlier) if around.request(row).status == 200), None)
    source = f", which {around.id(whole)} had fetched" if whole is not None else ""
    ids = tuple(around.id(row) for row in (whole, around.row) if row is not None)
    yield Explanation(f"Not modified: the browser{how} and kept its copy{source}.", ids)


def clock_skew(around: Neighbours) -> Iterator[Explanation]:
    """The server's ``Date`` against the recording's clock, where both are known.

    Caches on the way give an ``Age``; some of them renew the date as well, so it may lie anywhere between.
    """
    entry, started = around.entry, around.log.account.started_at_ms
    date = _date_ms(header(entry.response_headers, "date"))
    if started is None or date is None or entry.from_cache in _IN_BROWSER or around.at != around.at:
        return
    age = header(entry.response_headers, "age").strip()
    latest = date + (int(age) * 1000 if age.isdecimal() and len(age) < 9 else 0)
    first = started + around.at
    last = first + (entry.duration_ms or 0.0)
    skew = date - last if date > last else min(0.0, latest - first)
    if abs(skew) <= SKEW_MS:
        return
    side = "ahead of" if skew > 0 else "behind"
    doubt = "" if skew > 0 else ", unless the answer came from a cache on the way"
    text = f"The server's clock (Date) is {_long(abs(skew))} {side} the recording's{doubt}."
    yield Explanation(text, (around.id(around.row),))


def _long(ms: float) -> str:
    """A time that may be days."""
    for unit, length in (("days", 86_400_000), ("h", 3_600_000)):
        if ms >= 2 * length:
            return f"{ms / length:.1f} {unit}"
    return format_duration(ms)


def _wait_ms(given: str, date: str) -> float | None:
    """Seconds, or a date that counts from the answer's own."""
    if given.isdecimal() and len(given) < 9:
        return int(given) * 1000.0
    until, now = _date_ms(given), _date_ms(date)
    return max(0.0, until - now) if until is not None and now is not None else None


def _date_ms(text: str) -> float | None:
    """Epoch milliseconds of an HTTP date."""
    try:
        date: datetime = parsedate_to_datetime(text)
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() * 1000
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
