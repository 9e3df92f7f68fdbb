"""What only several requests together tell: duplicates, retries, and what outlived its page.

The rules, each with its limit, in one place:

- *retry*: method and URL are those of a request that failed and ended at most `RETRY_MS` before this one
  began. One that the page aborted itself has not failed.
- *duplicate*: method, URL and body are those of a request that began at most `DUPLICATE_MS` before, or that
  had not ended yet, and the request is no retry.
- *after-navigation*: a page was navigated to after the request began and before it ended. Redirects have
  no such end: the browser goes on before they are received whole.

Preflights and redirects repeat nothing, the browser sends them on its own; nor does what a cache in the
browser answered, or ``data:`` and ``blob:``, for which nothing is sent.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import compress, pairwise
from math import inf, isnan, nan
from typing import NamedTuple

from upl_tui.entries import Depth, Entry, NetworkEntry, State
from upl_tui.log import Log
from upl_tui.logs.requests import has_failed, never_ended
from upl_tui.shapes.requests import header

DUPLICATE_MS = 1000.0
RETRY_MS = 60_000.0
_BODYLESS = frozenset({"GET", "HEAD", "OPTIONS"})


class Part(NamedTuple):
    """What the rules ask of a request; `end_ms` is infinite when it never ended."""

    method: str
    url: str
    """Without its fragment, which is not sent."""
    start_ms: float
    end_ms: float
    failed: bool
    counts: bool
    """Whether it can repeat another, or be repeated."""
    page: bool
    """Whether it is the document of a page, and not of a frame in it."""
    redirect: bool
    unended: bool


class Repeat(NamedTuple):
    """A later row and the earlier one that it repeats."""

    row: int
    of: int


def lifetime(entry: Entry) -> tuple[float, float] | None:
    """Start and end, milliseconds from the recording's start: the end is infinite when it never came.

    A request with an answer but no duration counts as a moment. None without a start.
    """
    if not isinstance(entry, NetworkEntry) or entry.at_ms is None or isnan(entry.at_ms):
        return None
    if entry.state is State.PENDING:
        return entry.at_ms, inf
    return entry.at_ms, entry.at_ms + max(0.0, entry.duration_ms or 0.0)


def parts(log: Log) -> Sequence[Part | None]:
    """What the rules ask of each row; None for rows that are no request or have no time."""
    return log.column("repeat-part", _part, depth=Depth.OUTLINE)


def duplicates(log: Log, among: Iterable[Sequence[int]] | None = None) -> list[Repeat]:
    """Duplicates, each with the request it repeats; `among` is as in `retries`."""
    groups = list(_alike(log) if among is None else among)
    return _duplicates(log, groups, _rows(retries(log, groups)))


def _duplicates(log: Log, groups: Iterable[Sequence[int]], tried_again: Collection[int]) -> list[Repeat]:
    known = parts(log)
    found = []
    for rows in groups:
        latest: dict[str | None, list[int]] = {}
        for row in _near_another(rows, known):
            earlier = latest.setdefault(_body(log, row, known), [])
            close = (other for other in earlier if _close(known[other], known[row]))
            first = next(close, None)
            if first is not None and row not in tried_again:
                found.append(Repeat(row, first))
            longest = max((row, *earlier), key=lambda other: _end(known[other]))
            earlier[:] = dict.fromkeys((row, longest))
    return found


def retries(log: Log, among: Iterable[Sequence[int]] | None = None) -> list[Repeat]:
    """Retries, each with the failed request that it tries again.

    `among` are rows with the same method and URL, by time, when only some are asked for.
    """
    known = parts(log)
    found = []
    for rows in _alike(log) if among is None else among:
        failed: int | None = None
        for row in rows:
            if failed is not None and 0 <= _start(known[row]) - _end(known[failed]) <= RETRY_MS:
                found.append(Repeat(row, failed))
            part = known[row]
            failed = row if part is not None and part.failed else None
    return found


def navigations(log: Log) -> list[tuple[float, int]]:
    """When pages were navigated to, and the row of the document's request, by time. Frames do not count."""
    documents = ((part.start_ms, row) for row, part in enumerate(parts(log)) if part and part.page)
    return sorted(documents)


def outliving(log: Log) -> set[int]:
    """Rows of requests that ended after a navigation that followed their start."""
    pages = navigations(log)
    moments = [at for at, _ in pages]
    found = set()
    for row, part in enumerate(parts(log)):
        if part is None or part.redirect or part.end_ms == inf:
            continue
        following = bisect_right(moments, part.start_ms)
        if following < len(pages) and pages[following][0] < part.end_ms and pages[following][1] != row:
            found.add(row)
    return found


TAGS = ("duplicate", "retry", "never-ended", "after-navigation")
"""Words of ``is:`` that need the whole log."""


def tags(log: Log) -> dict[str, set[int]]:
    """Words of ``is:`` and the rows for which each holds."""
    groups = _alike(log)
    tried_again = _rows(retries(log, groups))
    return {
        "duplicate": _rows(_duplicates(log, groups, tried_again)),
        "retry": tried_again,
        "never-ended": {row for row, part in enumerate(parts(log)) if part is not None and part.unended},
        "after-navigation": outliving(log),
    }


def _rows(repeats: Iterable[Repeat]) -> set[int]:
    return {repeat.row for repeat in repeats}


def _part(entry: Entry) -> Part | None:
    times = lifetime(entry)
    if times is None or not isinstance(entry, NetworkEntry):
        return None
    failed = has_failed(entry) and entry.state is not State.ABORTED
    counts = (
        entry.method != "OPTIONS"
        and entry.state is not State.REDIRECT
        and entry.from_cache in ("", "cache")
        and not entry.url.startswith(("data:", "blob:"))
    )
    return Part(
        entry.method,
        entry.url.partition("#")[0],
        *times,
        failed,
        counts,
        entry.type == "document" and not _is_frame(entry),
        entry.state is State.REDIRECT,
        never_ended(entry),
    )


def alike(log: Log, row: int) -> list[int]:
    """Rows with the same method and URL as one row, it included, by time."""
    known = parts(log)
    own = known[row]
    if own is None or not own.counts:
        return []
    same = (part is not None and part.counts and part[:2] == own[:2] for part in known)
    return sorted(compress(range(len(known)), same), key=lambda other: (log.at[other], other))


def _alike(log: Log) -> list[list[int]]:
    """Rows with the same method and URL, by time, where there are several."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, part in enumerate(parts(log)):
        if part is not None and part.counts:
            groups[part.method, part.url].append(row)
    at = log.at
    return [sorted(rows, key=lambda row: (at[row], row)) for rows in groups.values() if len(rows) > 1]


def _near_another(rows: Sequence[int], known: Sequence[Part | None]) -> list[int]:
    """Rows that are close to another one, so that a look at their bodies is worth its time."""
    near: set[int] = set()
    longest = rows[0]
    for before, row in pairwise(rows):
        if _end(known[before]) > _end(known[longest]):
            longest = before
        if _close(known[before], known[row]):
            near |= {before, row}
        if _start(known[row]) < _end(known[longest]):
            near |= {longest, row}
    return [row for row in rows if row in near] if near else []


def _close(earlier: Part | None, later: Part | None) -> bool:
    return _start(later) - _start(earlier) <= DUPLICATE_MS or _start(later) < _end(earlier)


def _start(part: Part | None) -> float:
    return part.start_ms if part else nan


def _end(part: Part | None) -> float:
    return part.end_ms if part else nan


def _body(log: Log, row: int, known: Sequence[Part | None]) -> str | None:
    part = known[row]
    entry = log.entry(row) if part and part.method not in _BODYLESS else None
    body = entry.request_body if isinstance(entry, NetworkEntry) else None
    return body.text if body else None


def _is_frame(entry: NetworkEntry) -> bool:
    """Whether the browser says that a document was for a frame inside the page."""
    return header(entry.request_headers, "sec-fetch-dest").lower() not in ("", "document")
