"""Console messages in rrweb events: of the console plugin, PostHog's copy of it, and old versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upl_tui.entries import ConsoleEntry, Frame
from upl_tui.formats.value import Unparsed, read_json
from upl_tui.shapes.arguments import decode_json_texts
from upl_tui.shapes.console_text import format_arguments
from upl_tui.shapes.levels import severity_of_method
from upl_tui.shapes.requests import json_text
from upl_tui.shapes.rrweb_events import INCREMENTAL, PLUGIN, Event, object_of, text_of
from upl_tui.shapes.stacks import parse_frame_text, read_stack, web_frame

_PLUGIN = "rrweb/console"
_OLD_SOURCE = 11
_USED_NAMES = (
    "type timestamp data.plugin data.source data.level data.trace data.payload "
    "data.payload.level data.payload.trace data.payload.payload"
)
_USED_KEYS = frozenset(_USED_NAMES.split())
_UNCAUGHT, _REJECTED = "Uncaught ", "Uncaught (in promise)"


def is_message(event: Event) -> bool:
    """Whether an event is a console message."""
    if event.type == PLUGIN:
        return text_of(event.data, "plugin").startswith(_PLUGIN)
    return event.type == INCREMENTAL and event.data.get("source") == _OLD_SOURCE


def method_of(event: Event) -> str:
    """Console method of an event for which `is_message` holds."""
    return text_of(_payload(event), "level")


def message_entry(event: Event) -> ConsoleEntry:
    """The entry of a console message, still without its time, depth and page."""
    payload = _payload(event)
    entry = ConsoleEntry(index=0, method=method_of(event))
    entry.level = entry.method
    entry.severity = severity_of_method(entry.method)
    entry.args = _arguments(payload.get("payload"))
    entry.text = format_arguments(entry.args) if entry.args else _without_arguments(entry.method, payload)
    entry.origin = _origin(entry)
    entry.stack = _stack(payload.get("trace"))
    frame = web_frame(entry.stack) or (entry.stack[0] if entry.stack else None)
    if frame is not None:
        entry.url, entry.line, entry.column = frame.url, frame.line, frame.column
    entry.used_keys = _USED_KEYS
    return entry


def _payload(event: Event) -> Mapping[str, Any]:
    return object_of(event.data.get("payload")) if event.type == PLUGIN else event.data


def _arguments(payload: Any) -> tuple[Any, ...]:
    """Each argument is JSON in a text; what is none (seen from other recorders) stands for itself."""
    if not isinstance(payload, list):
        return () if payload is None else (payload,)
    return tuple(map(_argument, payload))


def _argument(item: Any) -> Any:
    known = decode_json_texts([item])
    if known is not None:
        return known[0]
    value = read_json(item.encode("utf-8", "replace"))[0] if isinstance(item, str) else item
    return item if isinstance(value, Unparsed) else value


def _stack(trace: Any) -> tuple[Frame, ...]:
    """Frames of texts such as ``fn (url:1:2)`` and, for a call without a name, ``url:1:2``."""
    if not isinstance(trace, list) or not all(isinstance(line, str) for line in trace):
        return read_stack(trace)
    frames = (parse_frame_text(f"at {line}") for line in trace)
    return tuple(frame for frame in frames if frame is not None)


def _without_arguments(method: str, payload: Mapping[str, Any]) -> str:
    return f"console.{method}" if method else json_text(payload)


def _origin(entry: ConsoleEntry) -> str:
    """The plugin reports what nobody caught as errors whose text says so."""
    if entry.method != "error" or not entry.text.startswith(_UNCAUGHT):
        return "console"
    return "rejection" if entry.text.startswith(_REJECTED) else "exception"
