"""What Sentry puts into the custom events of an rrweb recording: breadcrumbs and spans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from upl_tui.entries import Entry
from upl_tui.model import Kind
from upl_tui.shapes.rrweb_events import CUSTOM, Event, epoch_ms, object_of, text_of
from upl_tui.shapes.sentry_crumbs import crumb_entry, crumb_kind
from upl_tui.shapes.sentry_spans import span_entry, span_kind

Payload = Mapping[str, Any]


class _Reader(NamedTuple):
    kind: Callable[[Payload], Kind | None]
    entry: Callable[[Payload], Entry | None]
    time_key: str


_READERS = {
    "breadcrumb": _Reader(crumb_kind, crumb_entry, "timestamp"),
    "performanceSpan": _Reader(span_kind, span_entry, "startTimestamp"),
}
_SETTINGS = "options"


def is_replay(event: Event) -> bool:
    """Whether an event is one of Sentry's own."""
    return event.type == CUSTOM and text_of(event.data, "tag") in (*_READERS, _SETTINGS)


def replay_kind(event: Event) -> Kind | None:
    """The kind of log that one of Sentry's events belongs to."""
    reader = _READERS.get(text_of(event.data, "tag"))
    return None if reader is None else reader.kind(_payload(event))


def replay_stamp(event: Event) -> Any:
    """When it happened, epoch milliseconds; the event itself may have been written later."""
    reader = _READERS.get(text_of(event.data, "tag"))
    known = None if reader is None else epoch_ms(_payload(event).get(reader.time_key))
    return event.stamp if known is None else known


def replay_entry(event: Event) -> Entry | None:
    """The entry of one of Sentry's events, still without its time; None when it belongs to no kind of log."""
    reader = _READERS.get(text_of(event.data, "tag"))
    entry = None if reader is None else reader.entry(_payload(event))
    if entry is not None:
        entry.used_keys = frozenset(f"data.payload.{key}" for key in entry.used_keys) | _OUTER_KEYS
    return entry


def _payload(event: Event) -> Payload:
    return object_of(event.data.get("payload"))


_OUTER_KEYS = frozenset({"type", "timestamp", "data.tag"})
