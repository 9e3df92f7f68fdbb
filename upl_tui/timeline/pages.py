"""Which page was shown at a moment: what actions and documents tell, for logs that do not say it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isnan

from upl_tui.entries import ActionEntry, ConsoleEntry, Depth, Entry, NetworkEntry, State
from upl_tui.kinds import Kind
from upl_tui.links.clocks import look_at_clocks
from upl_tui.links.stopping import Stop, column, never
from upl_tui.log import Log
from upl_tui.logs.action_words import page_of
from upl_tui.shapes.requests import header

TELLERS = (Kind.ACTION, Kind.NETWORK)
"""Kinds of log that tell the page."""
COLUMN = "page"
"""The column of the console log that the filter's ``page:`` asks."""
_SHOWN = (State.OK, State.CACHED)


@dataclass(frozen=True, slots=True)
class Pages:
    """Moments in milliseconds from the start, in order, and the page's URL from each on."""

    moments: tuple[float, ...] = ()
    urls: tuple[str, ...] = ()

    @classmethod
    def of(cls, logs: Mapping[Kind, Log], stop: Stop = never) -> Pages:
        """The pages that actions were on, each from its document's answer on. Raises `Stopped`.

        Only logs on the clock of the console are asked. Without actions every document counts that is no
        frame's.
        """
        clocks = look_at_clocks(logs)
        told = {kind: logs[kind] for kind in TELLERS if clocks.comparable(kind, Kind.CONSOLE)}
        seen = list(_of_actions(told[Kind.ACTION], stop)) if Kind.ACTION in told else []
        known = {_without_fragment(url) for _, url in seen}
        if Kind.NETWORK in told:
            documents = _documents(told[Kind.NETWORK], stop)
            seen += [(at, url) for at, url in documents if not known or _without_fragment(url) in known]
        seen.sort(key=lambda told: told[0])
        return cls(tuple(at for at, _ in seen), tuple(url for _, url in seen))

    def at(self, moment_ms: float | None) -> str:
        """The page at a moment; empty before the first one, and for no moment."""
        place = 0 if moment_ms is None else bisect_right(self.moments, moment_ms)
        return self.urls[place - 1] if place else ""


def tell_pages(logs: Mapping[Kind, Log], stop: Stop = never) -> None:
    """Let ``page:`` find console entries by the page that was shown when they were written.

    What an entry says itself goes first. Raises `Stopped`.
    """
    if Kind.CONSOLE not in logs:
        return
    pages = Pages.of(logs, stop)

    def page(entry: Entry) -> str | None:
        return (entry.page_url or pages.at(entry.at_ms) or None) if isinstance(entry, ConsoleEntry) else None

    logs[Kind.CONSOLE].provide(COLUMN, page)


def _of_actions(log: Log, stop: Stop) -> Iterator[tuple[float, str]]:
    urls = column(log, "story.page", _page_of_action, stop)
    return ((log.at[row], urls[row]) for row in log.chronological() if urls[row] and not isnan(log.at[row]))


def _documents(log: Log, stop: Stop) -> Iterator[tuple[float, str]]:
    """When each document was answered, and its URL."""
    return (
        told for told in column(log, "pages.document", _document, stop, Depth.OUTLINE) if told is not None
    )


def _page_of_action(entry: Entry) -> str:
    return page_of(entry) if isinstance(entry, ActionEntry) else ""


def _document(entry: Entry) -> tuple[float, str] | None:
    if not isinstance(entry, NetworkEntry) or entry.type != "document" or entry.state not in _SHOWN:
        return None
    if entry.at_ms is None or header(entry.request_headers, "sec-fetch-dest") not in ("", "document"):
        return None
    return entry.at_ms + (entry.duration_ms or 0.0), entry.url


def _without_fragment(url: str) -> str:
    return url.partition("#")[0]
