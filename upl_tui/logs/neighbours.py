"""A request among the others of its log: where the rules that explain it look for their proof."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from math import inf
from urllib.parse import urljoin

from upl_tui.entries import NetworkEntry, State
from upl_tui.log import Log
from upl_tui.logs import repeats
from upl_tui.shapes.requests import header

_REDIRECT_MS = 30_000.0
_LONGEST_CHAIN = 25


class Neighbours:
    """One row of a network log and what stands around it. Times are milliseconds from the start."""

    def __init__(self, log: Log, row: int, entry: NetworkEntry) -> None:
        self.log = log
        self.row = row
        self.entry = entry
        self.at = log.at[row]

    @property
    def end_ms(self) -> float:
        """When the request ended; infinite when it never did."""
        part = repeats.parts(self.log)[self.row]
        return part.end_ms if part else inf

    def id(self, row: int) -> str:
        """``N12`` for row 11."""
        return self.log.id(row)

    def request(self, row: int) -> NetworkEntry:
        """The request of a row."""
        entry = self.log.entry(row)
        assert isinstance(entry, NetworkEntry)
        return entry

    @cached_property
    def _rows_of_url(self) -> dict[str, list[int]]:
        known: dict[str, list[int]] = {}
        for row, part in enumerate(repeats.parts(self.log)):
            if part is not None:
                known.setdefault(part.url, []).append(row)
        return known

    def same_url(self, url: str, *methods: str) -> list[int]:
        """Rows with a URL, fragments aside, by time; only some methods, when given."""
        known = repeats.parts(self.log)
        rows = (row for row in self._rows_of_url.get(_plain(url), ()) if (part := known[row]))
        wanted = (row for row in rows if not methods or ((part := known[row]) and part.method in methods))
        return sorted(wanted, key=lambda row: (self.log.at[row], row))

    def later_tries(self, within_ms: float) -> Iterator[int]:
        """Rows with the same method and URL that began after this request ended, by time."""
        for row in self.same_url(self.entry.url, self.entry.method):
            if row != self.row and 0 <= self.log.at[row] - self.end_ms <= within_ms:
                yield row

    def earlier_tries(self, within_ms: float) -> Iterator[int]:
        """Rows with the same method and URL that ended before this request began, the latest first."""
        known = repeats.parts(self.log)
        for row in reversed(self.same_url(self.entry.url, self.entry.method)):
            part = known[row]
            if row != self.row and part and 0 <= self.at - part.end_ms <= within_ms:
                yield row

    def started_between(self, start_ms: float, end_ms: float) -> Iterator[int]:
        """Rows that began in a stretch of time, in file order."""
        for row, part in enumerate(repeats.parts(self.log)):
            if part is not None and row != self.row and start_ms <= part.start_ms <= end_ms:
                yield row

    def redirect_chain(self) -> list[int]:
        """Rows that redirects join with this one, in their order; only this one when there are none."""
        chain = [self.row]
        while len(chain) < _LONGEST_CHAIN and (row := self._before(chain[0])) not in (None, *chain):
            assert row is not None
            chain.insert(0, row)
        while len(chain) < _LONGEST_CHAIN and (row := self._after(chain[-1])) not in (None, *chain):
            assert row is not None
            chain.append(row)
        return chain

    def _after(self, row: int) -> int | None:
        goal, at = redirect_goal(self.request(row)), self.log.at
        for other in self.same_url(goal) if goal else ():
            if other != row and 0 <= at[other] - at[row] <= _REDIRECT_MS:
                return other
        return None

    def _before(self, row: int) -> int | None:
        at, url = self.log.at, _plain(self.request(row).url)
        for other in reversed(self._redirects):
            near = 0 <= at[row] - at[other] <= _REDIRECT_MS and other != row
            if near and _plain(redirect_goal(self.request(other))) == url and self._after(other) == row:
                return other
        return None

    @cached_property
    def _redirects(self) -> list[int]:
        known = enumerate(repeats.parts(self.log))
        rows = (row for row, part in known if part is not None and part.redirect)
        return sorted(rows, key=lambda row: (self.log.at[row], row))


def redirect_goal(entry: NetworkEntry) -> str:
    """Where a redirect leads, absolute; empty when it is none."""
    if entry.state is not State.REDIRECT:
        return ""
    goal = entry.redirect_to or header(entry.response_headers, "location")
    try:
        return urljoin(entry.url, goal) if goal else ""
    except ValueError:
        return goal


def _plain(url: str) -> str:
    return url.partition("#")[0]
