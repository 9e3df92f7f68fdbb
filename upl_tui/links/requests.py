"""The requests of a recording by URL and by time, from the columns alone: an entry is read when asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf, isnan
from typing import NamedTuple

from upl_tui.entries import Depth, Entry, NetworkEntry, Severity, State
from upl_tui.links.mentions import mentions, opening
from upl_tui.links.stopping import Stop, column, never, stoppable
from upl_tui.links.timed import Timed
from upl_tui.log import Log
from upl_tui.logs.urls import Url

NO_ANSWER = (State.FAILED, State.BLOCKED, State.ABORTED)
BAD = (*NO_ANSWER, State.CLIENT_ERROR, State.SERVER_ERROR)
_SUMMARY = re.compile(r"(?:([A-Z]+) )?(\S+)")
"""The text of a request begins with its method, where known, and its URL."""
_LONGEST_URL = 4000
_REDIRECTED = " 30"
"""In the text of a request whose status is that of a redirect."""


class Brief(NamedTuple):
    """What linking needs of a request: small enough to be kept for every one that was asked about."""

    at: float
    """Ms from the start, infinite without a time."""
    end: float
    """When it was over; `at` when its length is unknown."""
    url: str
    method: str
    status: int | None
    state: State
    request_id: str
    redirect_to: str
    type: str


@dataclass(slots=True)
class Requests:
    """The network log, indexed; `log` is None when there is none."""

    log: Log | None = None
    timed: Timed = field(default_factory=Timed)
    suspects: Sequence[int] = ()
    """Rows with a time whose severity says that they may not have ended well, in its order."""
    by_name: dict[str, list[int]] = field(default_factory=dict)
    """Rows by whole URL and by path, without the fragment, in order of time; those without a time last."""
    stop: Stop = never
    """Asked while `with_id` reads all entries; `never` once everything is linked."""
    _redirects: dict[str, list[int]] = field(default_factory=dict)
    _by_id: dict[str, list[int]] | None = None
    _briefs: dict[int, Brief | None] = field(default_factory=dict)

    @classmethod
    def of(cls, log: Log | None, stop: Stop = never) -> Requests:
        """Index a log. Raises `Stopped`."""
        if log is None:
            return cls()
        timed = Timed.of(log)
        untimed = (row for row in range(len(log)) if isnan(log.at[row]))
        suspects = [row for row in timed.rows if log.severities[row] >= Severity.WARN]
        found = cls(log, timed, suspects, stop=stop)
        for row in stoppable((*timed.rows, *untimed), stop):
            for name in _names(log.texts[row]):
                found.by_name.setdefault(name, []).append(row)
        found._read_redirects()
        return found

    def entry(self, row: int) -> NetworkEntry | None:
        """A request, None for a raw row."""
        assert self.log is not None
        entry = self.log.entry(row)
        return entry if isinstance(entry, NetworkEntry) else None

    def brief(self, row: int) -> Brief | None:
        """A request in brief, None for a raw row."""
        if row not in self._briefs:
            entry = self.entry(row)
            self._briefs[row] = _brief(entry) if entry is not None else None
        return self._briefs[row]

    def named(self, name: str) -> Sequence[int]:
        """Rows whose URL or path is `name`, in order of time."""
        return self.by_name.get(without_fragment(name), ())

    def with_id(self, request_id: str) -> Sequence[int]:
        """Rows with an id of the recorder, in file order.

        All entries are read for the first question. Raises `Stopped` while it is still being linked.
        """
        if self._by_id is None:
            by_id: dict[str, list[int]] = {}
            if self.log is not None:
                ids = column(self.log, "links.request-id", _id_of, self.stop, Depth.HEAD)
                for row, known in enumerate(ids):
                    if known:
                        by_id.setdefault(known, []).append(row)
            self._by_id = by_id
        return self._by_id.get(request_id, ())

    def redirected_to(self, url: str) -> Sequence[int]:
        """Rows whose answers sent the browser to a URL, in order of time."""
        return self._redirects.get(url, ())

    def knows_name_in(self, text: str) -> bool:
        """Whether a text names the URL or the path of any request."""
        return any(self.named(name) for name in mentions(opening(text)))

    def _read_redirects(self) -> None:
        assert self.log is not None
        texts = self.log.texts
        for row in stoppable((row for row in self.timed.rows if _REDIRECTED in texts[row]), self.stop):
            brief = self.brief(row)
            if brief is not None and brief.redirect_to:
                self._redirects.setdefault(without_fragment(brief.redirect_to), []).append(row)

    def began(self, row: int) -> float:
        """When a request began, ms from the start; infinite without a time, as `named` sorts them."""
        assert self.log is not None
        at = self.log.at[row]
        return inf if isnan(at) else at


def without_fragment(url: str) -> str:
    """A URL as a server sees it."""
    return url.partition("#")[0]


def _id_of(entry: Entry) -> str:
    return entry.request_id if isinstance(entry, NetworkEntry) else ""


def _names(text: str) -> tuple[str, ...]:
    match = _SUMMARY.match(text[:_LONGEST_URL])
    if match is None:
        return ()
    whole = without_fragment(match[2])
    parts = Url.of(whole)
    target = parts.target if parts.host else ""
    return tuple(dict.fromkeys(filter(None, (whole, target, parts.path if len(parts.path) > 1 else ""))))


def _brief(entry: NetworkEntry) -> Brief:
    at = inf if entry.at_ms is None else entry.at_ms
    return Brief(
        at,
        at + (entry.duration_ms or 0.0),
        without_fragment(entry.url),
        entry.method,
        entry.status,
        entry.state,
        entry.request_id,
        entry.redirect_to,
        entry.type,
    )
