"""Recordings of rrweb: console, requests and interactions between the changes of the page itself."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any, NamedTuple

from upl_tui.entries import ActionEntry, ConsoleEntry, Entry, Severity, TimeQuality
from upl_tui.formats.rows import Rows
from upl_tui.log import QUALITY_CODE
from upl_tui.model import Kind
from upl_tui.shapes.collect import Batch, Collector, raw_entry, raw_text
from upl_tui.shapes.levels import group_step
from upl_tui.shapes.rrweb_console import is_message, message_entry, method_of
from upl_tui.shapes.rrweb_events import META, REPLAY, Event, Events, epoch_ms, events_of, fits
from upl_tui.shapes.rrweb_network import Request, Requests, is_report, request_entry
from upl_tui.shapes.rrweb_pages import Page
from upl_tui.shapes.sentry_replay import is_replay, replay_entry, replay_kind, replay_stamp
from upl_tui.shapes.shape import ReadContext, Reading, Shape

NAME = "rrweb"
_NO_EVENT = "This is no rrweb event."
_TIME = "timestamp"


class _Place(NamedTuple):
    """An event of a row, and what has to be known beside it to read its entry again."""

    event: int
    depth: int
    page_url: str


@dataclass(slots=True)
class _Kept:
    """An entry for the list: its first source row and how to read it whole again."""

    position: int
    text: str
    severity: Severity
    stamp: Any
    is_own_time: bool = True
    source: ActionEntry | Request | _Place | None = None
    """An action itself, a request's places, an event; None if raw."""


def read(rows: Rows, context: ReadContext) -> Reading:
    """Read one kind out of a recording; actions get the names that the elements had at that moment."""
    reader = _Reader(rows, context)
    for first, values in rows.batches():
        for position, value in enumerate(values, first):
            reader.add(position, value)
    return reader.finish()


class _Reader:
    """Goes through the rows once, then places what it kept on the recording's clock."""

    def __init__(self, rows: Rows, context: ReadContext) -> None:
        self._rows = _RememberingRows.over(rows)
        self._wanted = context.wanted
        self._collector = Collector(self._rows, context.clock, self._entry)
        self._requests = Requests()
        self._pages: dict[str, Page] = {}
        self._depth = 0
        self._kept: list[_Kept] = []
        self._understood = 0
        self._odd = 0
        self._dialect = ""
        self._last: tuple[int, Events | None] = (-1, None)

    def add(self, position: int, value: Any) -> None:
        """Sort one row: into what is wanted, raw, or counted only."""
        events = self._events(position, value)
        if events is None:
            self._collector.raw += 1
            text = raw_text(self._rows, position, value)
            self._kept.append(_Kept(position, text, Severity.UNKNOWN, None))
            return
        self._odd += events.odd
        if events.is_wrapped and any(event.window for event in events.found):
            self._dialect = self._dialect or "PostHog"
        kinds = [self._sort(position, at, event) for at, event in enumerate(events.found)]
        if self._wanted in kinds:
            self._understood += 1
        else:
            name = next((kind.value for kind in kinds if kind is not None), REPLAY)
            self._collector.other[name] = self._collector.other.get(name, 0) + 1

    def finish(self) -> Reading:
        """Place the entries in time and sum up."""
        for request in self._requests.finish() if self._wanted is Kind.NETWORK else ():
            self._kept.append(_kept_request(request))
        self._kept.sort(key=lambda kept: kept.position)
        self._pages.clear()
        self._collector.add(
            Batch(
                positions=[kept.position for kept in self._kept],
                severities=bytearray(kept.severity for kept in self._kept),
                texts=[kept.text for kept in self._kept],
                stamps=[kept.stamp for kept in self._kept],
                fields=_TIME,
            )
        )
        odd = f"{self._odd:,} elements of wrapped rows are no rrweb events."
        reading = self._collector.finish(self._dialect, [odd] if self._odd else [])
        reading.understood = self._understood
        self._mark_quality(reading.columns.quality)
        return reading

    def _sort(self, position: int, at: int, event: Event) -> Kind | None:
        """Take an event if it is wanted; the kind of log it belongs to."""
        page = self._page(event.window)
        if is_message(event):
            if self._wanted is Kind.CONSOLE:
                depth = self._depth_of(method_of(event))
                self._keep(position, message_entry(event), event.stamp, _Place(at, depth, page.url))
            return Kind.CONSOLE
        if is_report(event):
            return Kind.NETWORK if self._requests.add(position, at, event) else None
        if is_replay(event):
            return self._sort_replay(position, at, event, page)
        if event.type == META:
            self._requests.begin_document(event.window, epoch_ms(event.stamp))
        action = page.action(event)
        if action is None:
            return None
        if self._wanted is Kind.ACTION:
            self._keep(position, action, event.stamp, action)
        return Kind.ACTION

    def _sort_replay(self, position: int, at: int, event: Event, page: Page) -> Kind | None:
        self._dialect = "Sentry Replay"
        kind = replay_kind(event)
        if kind is None or (kind is not self._wanted and kind is not Kind.ACTION):
            return kind
        entry = replay_entry(event)
        if isinstance(entry, ActionEntry):
            entry.url = entry.url or page.url
            page.move(entry.to_url)
        if entry is not None and kind is self._wanted:
            source = entry if isinstance(entry, ActionEntry) else _Place(at, self._depth, page.url)
            self._keep(position, entry, replay_stamp(event), source)
        return kind

    def _keep(self, position: int, entry: Entry, stamp: Any, source: ActionEntry | _Place) -> None:
        self._kept.append(_Kept(position, entry.text, entry.severity, stamp, source=source))

    def _page(self, window: str) -> Page:
        page = self._pages.get(window)
        if page is None:
            page = self._pages[window] = Page(with_nodes=self._wanted is Kind.ACTION)
        return page

    def _depth_of(self, method: str) -> int:
        """Depth of groups that a message stands at: a group's own line stands outside of it."""
        before = self._depth
        self._depth = max(0, before + group_step(method))
        return min(before, self._depth)

    def _mark_quality(self, quality: bytearray) -> None:
        inexact = QUALITY_CODE[TimeQuality.CONVERTED]
        for row, kept in enumerate(self._kept):
            if not kept.is_own_time and quality[row] == QUALITY_CODE[TimeQuality.EXACT]:
                quality[row] = inexact

    def _events(self, position: int, value: Any) -> Events | None:
        """The events of a row; those of the last row are kept, as wrapped rows hold many."""
        known, events = self._last
        if known != position:
            window = self._rows.keys[position] if self._rows.keys else ""
            events = events_of(value, window)
            self._last = (position, events)
        return events

    def _event(self, position: int, at: int) -> Event:
        events = self._events(position, self._rows.value(position))
        assert events is not None
        return events.found[at]

    def _entry(self, row: int, value: Any) -> Entry:
        source = self._kept[row].source
        if source is None:
            return raw_entry(value, _NO_EVENT)
        if isinstance(source, ActionEntry):
            entry: Entry = copy(source)
        elif isinstance(source, Request):
            entry = request_entry(source, lambda place: self._event(place.row, place.event))
            entry.spans = self._rows.spans(dict.fromkeys(place.row for place in source.places))
        else:
            entry = self._again(self._kept[row].position, source)
        entry.shape = NAME
        return entry

    def _again(self, position: int, place: _Place) -> Entry:
        event = self._event(position, place.event)
        entry = (replay_entry(event) if is_replay(event) else None) or message_entry(event)
        if isinstance(entry, ConsoleEntry):
            entry.group_depth, entry.page_url = place.depth, place.page_url
        return entry


def _kept_request(request: Request) -> _Kept:
    start, entry = request.start(), request.entry
    return _Kept(
        request.places[0].row,
        entry.text,
        entry.severity,
        stamp=request.reported if start is None else start,
        is_own_time=request.started_at is not None,
        source=request,
    )


class _RememberingRows(Rows):
    """Rows that keep the value of the last one asked for: a wrapped row is asked for each of its entries."""

    @classmethod
    def over(cls, rows: Rows) -> _RememberingRows:
        """The same rows."""
        found = cls(
            rows.data, rows.path, rows.starts, rows.ends, rows.keys, rows.values, rows.read, rows.remarks
        )
        found.last = (-1, None)
        return found

    last: tuple[int, Any]

    def value(self, index: int) -> Any:
        """As `Rows.value`."""
        known, value = self.last
        if known != index:
            value = super().value(index)
            self.last = (index, value)
        return value


SHAPE = Shape(name=NAME, title="rrweb recording", fits=fits, read=read)
