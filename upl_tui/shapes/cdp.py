"""Logs of DevTools protocol events: console, network and navigations in one file, on two clocks."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

from upl_tui.entries import ActionEntry, Entry, NetworkEntry, Severity, TimeQuality
from upl_tui.formats.rows import Rows
from upl_tui.log import QUALITY_CODE
from upl_tui.model import Kind
from upl_tui.shapes.cdp_console import CONSOLE_CALL, console_entry, is_console
from upl_tui.shapes.cdp_detail import whole_entry
from upl_tui.shapes.cdp_events import Clocks, Event, Stamp, event_of, text_of
from upl_tui.shapes.cdp_network import Hop, Requests, is_request
from upl_tui.shapes.cdp_pages import Pages
from upl_tui.shapes.collect import Batch, Collector, raw_entry, raw_text
from upl_tui.shapes.levels import group_step
from upl_tui.shapes.shape import ReadContext, Reading, Shape

NAME = "cdp"
PROTOCOL = "protocol"
"""Name under which events that belong to no kind of log are counted."""

_NO_EVENT = "This is no event of the DevTools protocol: a command, an answer or something else."
_EPOCH, _MONOTONIC = "timestamp (epoch)", "timestamp (monotonic)"


def fits(value: Any) -> bool:
    """Whether a JSON value is an event of the protocol, plain or as chromedriver's performance log has it."""
    return event_of(value) is not None


def read(rows: Rows, context: ReadContext) -> Reading:
    """Read one kind out of a log of events; the requests' events are joined, the rest is counted."""
    reader = _Reader(rows, context)
    reader.scan()
    return reader.finish()


@dataclass(slots=True)
class _Kept:
    """A row for the list: its first source row and how to read the whole entry again."""

    position: int
    text: str
    severity: Severity
    stamp: Stamp | None
    own_time: bool = True
    source: Hop | ActionEntry | int | None = None
    """The hop of a request, a navigation itself, the depth of groups of a console message; None if raw."""


class _Reader:
    """Goes through the rows once, then places what it kept on the recording's clock."""

    def __init__(self, rows: Rows, context: ReadContext) -> None:
        self._rows = rows
        self._wanted = context.wanted
        self._collector = Collector(rows, context.clock, self._entry)
        self._clocks = Clocks()
        self._requests = Requests()
        self._pages = Pages()
        self._kept: list[_Kept] = []
        self._understood = 0
        self._depth = 0
        self._last: Stamp | None = None

    def scan(self) -> None:
        """Sort every row: into what is wanted, raw, or counted only."""
        for first, values in self._rows.batches():
            for position, value in enumerate(values, first):
                event = event_of(value)
                if event is None:
                    text = raw_text(self._rows, position, value)
                    self._collector.raw += 1
                    self._kept.append(_Kept(position, text, Severity.UNKNOWN, None))
                else:
                    self._sort(position, event)

    def finish(self) -> Reading:
        """Place the rows in time and sum up."""
        for hop in self._requests.finish():
            entry = hop.entry
            self._kept.append(_Kept(hop.positions()[0], entry.text, entry.severity, hop.start, source=hop))
        self._kept.sort(key=lambda kept: kept.position)
        self._collector.add(self._batch())
        reading = self._collector.finish()
        reading.understood = self._understood
        self._mark_quality(reading.columns.quality)
        return reading

    def _sort(self, position: int, event: Event) -> None:
        self._clocks.note(event)
        navigation = self._pages.navigation(event)
        if is_console(event):
            kind = Kind.CONSOLE
        elif is_request(event):
            kind = Kind.NETWORK
        elif navigation is not None:
            kind = Kind.ACTION
        else:
            kind = None
        if kind is not self._wanted:
            name = PROTOCOL if kind is None else kind.value
            self._collector.other[name] = self._collector.other.get(name, 0) + 1
        else:
            self._understood += 1
            self._take(position, event, navigation)
        self._last = event.stamp or self._last

    def _take(self, position: int, event: Event, navigation: ActionEntry | None) -> None:
        if self._wanted is Kind.NETWORK:
            self._requests.add(position, event)
            return
        entry: Entry
        source: ActionEntry | int
        if navigation is not None:
            entry = source = navigation
        else:
            entry, source = console_entry(event), self._depth_of(event)
        when = event.stamp or self._last or event.collected
        self._kept.append(_Kept(position, entry.text, entry.severity, when, event.stamp is not None, source))

    def _depth_of(self, event: Event) -> int:
        """Depth of groups that a message stands at: a group's own line stands outside of it."""
        step = group_step(text_of(event.params, "type")) if event.method == CONSOLE_CALL else 0
        before = self._depth
        self._depth = max(0, before + step)
        return min(before, self._depth)

    def _batch(self) -> Batch:
        stamps: list[float | None] = []
        fields: list[str] = []
        for kept in self._kept:
            epoch = None if kept.stamp is None else self._clocks.epoch_ms(kept.stamp)
            if kept.stamp is not None and epoch is None:
                stamps.append(kept.stamp.value)
                fields.append(_MONOTONIC)
            else:
                stamps.append(epoch)
                fields.append(_EPOCH)
        return Batch(
            positions=[kept.position for kept in self._kept],
            severities=bytearray(kept.severity for kept in self._kept),
            texts=[kept.text for kept in self._kept],
            stamps=stamps,
            fields=fields,
        )

    def _mark_quality(self, quality: bytearray) -> None:
        for row, kept in enumerate(self._kept):
            if kept.stamp is None:
                continue
            if not kept.own_time:
                quality[row] = QUALITY_CODE[TimeQuality.INHERITED]
            elif kept.stamp.monotonic:
                quality[row] = QUALITY_CODE[TimeQuality.CONVERTED]

    def _entry(self, row: int, value: Any) -> Entry:
        source = self._kept[row].source
        if isinstance(source, ActionEntry):
            return copy(source)
        if isinstance(source, Hop):
            return self._request(source)
        event = event_of(value)
        if event is None or source is None:
            return raw_entry(value, _NO_EVENT)
        entry = console_entry(event)
        entry.shape, entry.group_depth = NAME, source
        return entry

    def _request(self, hop: Hop) -> NetworkEntry:
        closing = () if hop.closing_row is None else (hop.closing_row,)
        entry = whole_entry(
            self._events(hop.rows),
            next(iter(self._events(closing)), None),
            self._events(hop.extra_rows),
            self._at,
        )
        entry.shape, entry.spans = NAME, self._rows.spans(hop.positions())
        return entry

    def _events(self, positions: Iterable[int]) -> list[Event]:
        events = (event_of(self._rows.value(position)) for position in positions)
        return [event for event in events if event is not None]

    def _at(self, stamp: Stamp) -> float | None:
        epoch = self._clocks.epoch_ms(stamp)
        if epoch is None:
            return self._collector.base(_MONOTONIC).offset(stamp.value)
        return self._collector.base(_EPOCH).offset(epoch)


SHAPE = Shape(name=NAME, title="DevTools protocol events", fits=fits, read=read)
