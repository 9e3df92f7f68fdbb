"""The error of a Sentry event: its exceptions and its message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upl_tui.entries import ConsoleEntry, Severity
from upl_tui.shapes.levels import severity_of
from upl_tui.shapes.rrweb_events import list_of, object_of, text_of
from upl_tui.shapes.stacks import read_stack, web_frame

_EXCEPTION_KEYS = {"type", "value", "module", "thread_id", "mechanism", "stacktrace", "raw_stacktrace"}
_NOT_A_ROW = "The event itself: it stands outside the list of breadcrumbs."


def is_exception(value: Any) -> bool:
    """Whether a JSON value is an exception of an event and nothing else."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("type"), str)
        and "value" in value
        and value.keys() <= _EXCEPTION_KEYS
    )


def errors_around(root: Any) -> list[ConsoleEntry]:
    """What an event says of its error around the list of breadcrumbs, without times; often nothing."""
    event = object_of(root)
    given = event.get("exception")
    exceptions = list_of(given.get("values") if isinstance(given, dict) else given)
    found = [exception_entry(value) for value in exceptions if _says_something(value)]
    message = _message(event)
    if message:
        level = text_of(event, "level") or "error"
        found.insert(0, ConsoleEntry(index=0, text=message, level=level, severity=severity_of(level)))
    for entry in found:
        entry.notes = (_NOT_A_ROW,)
    return found


def exception_entry(value: Mapping[str, Any]) -> ConsoleEntry:
    """The entry of an exception, without its time."""
    entry = ConsoleEntry(index=0, level="error", severity=Severity.ERROR, origin="exception")
    entry.text = ": ".join(filter(None, (text_of(value, "type"), text_of(value, "value"))))
    if "rejection" in text_of(value.get("mechanism"), "type"):
        entry.origin = "rejection"
    entry.stack = read_stack(value.get("stacktrace"))[::-1]
    frame = web_frame(entry.stack) or (entry.stack[0] if entry.stack else None)
    if frame is not None:
        entry.url, entry.line, entry.column = frame.url, frame.line, frame.column
    entry.used_keys = frozenset({"type", "value", "stacktrace"})
    return entry


def _says_something(value: Any) -> bool:
    return bool(text_of(value, "type") or text_of(value, "value"))


def _message(event: Mapping[str, Any]) -> str:
    for holder in (event.get("logentry"), event.get("message")):
        text = (
            holder if isinstance(holder, str) else text_of(holder, "formatted") or text_of(holder, "message")
        )
        if text:
            return text
    return ""
