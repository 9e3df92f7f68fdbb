"""What a Playwright trace tells of consoles: the page's, and what the test itself printed."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Any

from upl_tui.entries import ConsoleEntry, Entry, Severity
from upl_tui.shapes.arguments import decode_arguments
from upl_tui.shapes.console_text import format_arguments, message_text, value_text
from upl_tui.shapes.dotted import Dotted
from upl_tui.shapes.levels import severity_of, severity_of_method
from upl_tui.shapes.origins import origin_of
from upl_tui.shapes.stacks import parse_stack_text, position, web_frame


def message(values: Sequence[Any]) -> Entry:
    """A console message: a row of its own, or (version 4) an object, joined with the event that shows it."""
    first = values[0]
    is_object = first["type"] == "object"
    row = Dotted(first.get("initializer") if is_object else first)
    word = row.text("type") if is_object else row.text("messageType")
    args = row.items("args")
    entry = ConsoleEntry(
        index=0,
        severity=severity_of_method(word) or severity_of(word),
        level=word,
        method=word,
        args=decode_arguments(args) if args else None,
        url=row.text("location.url"),
        line=position(row.get("location.lineNumber"), zero_based=True),
        column=position(row.get("location.columnNumber"), zero_based=True),
    )
    text = message_text(row.text("text"))
    entry.text = format_arguments(entry.args) if entry.args else text
    entry.used_keys = row.keys(*(["initializer"] if is_object else [])) | {"type", "time", "class", "guid"}
    return entry


def page_error(values: Sequence[Any]) -> Entry:
    """An exception that no page code caught; any value can be thrown."""
    row = Dotted(values[0])
    stack = row.text("params.error.error.stack", "params.error.stack")
    words = [
        row.text(f"params.error.error.{key}") or row.text(f"params.error.{key}")
        for key in ("name", "message")
    ]
    text = ": ".join(filter(None, words))
    if not text and not stack:
        text = value_text(row.get("params.error.value", "params.error"))
    return _error(row, text, stack)


def failure_of_test(values: Sequence[Any]) -> Entry:
    """An error of the test run itself."""
    row = Dotted(values[0])
    entry = _error(row, row.text("message"), row.text("stack"))
    entry.origin = "other"
    return entry


def output(values: Sequence[Any]) -> Entry:
    """What the test wrote to its standard output or error."""
    row = Dotted(values[0])
    text = row.text("text") or _decoded(row.text("base64"))
    severity = Severity.ERROR if row.text("type") == "stderr" else Severity.LOG
    entry = ConsoleEntry(index=0, text=text.rstrip("\n"), severity=severity, level=row.text("type"))
    entry.origin = "other"
    entry.used_keys = row.keys() | {"timestamp"}
    return entry


def _error(row: Dotted, text: str, stack: str) -> ConsoleEntry:
    entry = ConsoleEntry(index=0, text=text or stack, level="error", severity=Severity.ERROR)
    entry.origin = origin_of("exception", text)
    entry.stack = parse_stack_text(stack)
    entry.stack_text = "" if entry.stack else stack
    frame = web_frame(entry.stack)
    if frame is not None:
        entry.url, entry.line, entry.column = frame.url, frame.line, frame.column
    entry.used_keys = row.keys() | {"type", "time", "class", "method"}
    return entry


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text).decode("utf-8", "backslashreplace")
    except (binascii.Error, ValueError):
        return text
