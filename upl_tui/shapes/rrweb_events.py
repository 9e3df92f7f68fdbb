"""The events of rrweb in a row: bare, or in the wrappers that Sentry and PostHog store them in."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson

from upl_tui.shapes.requests import number

FULL_SNAPSHOT, INCREMENTAL, META, CUSTOM, PLUGIN = 2, 3, 4, 5, 6
DOM_CONTENT_LOADED, LOAD = 0, 1
_LAST_TYPE = 7

REPLAY = "replay"
"""Name under which rows are counted that only draw the page again."""

_WINDOW_KEYS = ("window_id", "windowId")
_GZIP = "\x1f\x8b"
_MOST_UNPACKED = 64 * 1024 * 1024
_FIRST_EPOCH_S, _FIRST_EPOCH_MS, _LAST_EPOCH_MS = 1e9, 1e11, 1e14


class Event(NamedTuple):
    """One event. Node ids and addresses are those of its `window`."""

    type: int
    data: Mapping[str, Any]
    """Empty when the event holds no object, such as a packed snapshot."""
    stamp: Any
    """The event's own time as written, epoch milliseconds as a rule."""
    window: str
    packed: str
    """The packed data of a whole snapshot; else empty."""


class Events(NamedTuple):
    """What a row holds."""

    found: tuple[Event, ...]
    odd: int
    """Elements of a wrapped list that are no events."""
    is_wrapped: bool


def events_of(row: Any, window: str = "") -> Events | None:
    """The events of a row: a bare event, ``[window id, event]``, a list of events, an object that holds one.

    `window` is the window of a bare event when something around the row tells it. A segment's header has no
    events; None when the row is none of these.
    """
    if isinstance(row, list):
        if len(row) == 2 and isinstance(row[0], str):
            return _wrapped([row[1]], row[0])
        return _wrapped(row, window)
    if not isinstance(row, dict):
        return None
    bare = _event(row, window)
    if bare is not None:
        return Events((bare,), 0, is_wrapped=False)
    name = next((row[key] for key in _WINDOW_KEYS if isinstance(row.get(key), str)), None)
    if name is not None and isinstance(row.get("data"), list):
        return _wrapped(row["data"], name)
    return Events((), 0, is_wrapped=True) if _is_header(row) else None


def is_event(value: Any) -> bool:
    """Whether a JSON value is an event of a type that rrweb has."""
    if not isinstance(value, dict):
        return False
    kind, data = value.get("type"), value.get("data")
    is_packed = isinstance(data, str) and data.startswith(_GZIP)
    return type(kind) is int and 0 <= kind <= _LAST_TYPE and (is_packed or isinstance(data, dict))


def fits(value: Any) -> bool:
    """Whether a row holds events of rrweb, bare or wrapped, or heads a segment of them."""
    if is_event(value):
        return True
    events = events_of(value)
    return events is not None and (_is_header(value) or len(events.found) > events.odd)


def snapshot_of(event: Event) -> Mapping[str, Any]:
    """The data of a snapshot or a mutation with its packed parts unpacked; what is damaged is left out."""
    if event.packed:
        return object_of(_unpacked(event.packed))
    if not any(isinstance(part, str) for part in event.data.values()):
        return event.data
    return {key: _unpacked(part) if isinstance(part, str) else part for key, part in event.data.items()}


def epoch_ms(value: Any) -> float | None:
    """Epoch milliseconds of a number of seconds or milliseconds since 1970; None when it is no such time."""
    known = number(value)
    if known is None or not _FIRST_EPOCH_S <= known < _LAST_EPOCH_MS:
        return None
    return known if known >= _FIRST_EPOCH_MS else known * 1000


def object_of(value: Any) -> Mapping[str, Any]:
    """The value when it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def list_of(value: Any) -> list[Any]:
    """The value when it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def text_of(value: Any, key: str) -> str:
    """A text inside an object; empty when either is something else."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def _is_header(row: Any) -> bool:
    return isinstance(row, dict) and row.keys() == {"segment_id"}


def _wrapped(values: list[Any], window: str) -> Events | None:
    found = tuple(event for value in values if (event := _event(value, window)) is not None)
    if not found and values:
        return None
    return Events(found, len(values) - len(found), is_wrapped=True) if found or window else None


def _event(value: Any, window: str) -> Event | None:
    if not is_event(value):
        return None
    data = value["data"]
    if isinstance(data, str):
        return Event(value["type"], {}, value.get("timestamp"), window, data)
    return Event(value["type"], data, value.get("timestamp"), window, "")


def _unpacked(text: str) -> Any:
    """The value in a gzip stream whose bytes are written as characters; the text itself when it is none."""
    if not text.startswith(_GZIP):
        return text
    try:
        stream = zlib.decompressobj(wbits=31)
        return orjson.loads(stream.decompress(text.encode("latin-1"), _MOST_UNPACKED))
    except (zlib.error, ValueError):
        return None
