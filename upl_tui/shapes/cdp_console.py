"""Console messages, exceptions and browser messages of the DevTools protocol."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from upl_tui.entries import ConsoleEntry, Severity
from upl_tui.shapes.arguments import decode_arguments, remote_value
from upl_tui.shapes.cdp_events import Event, text_of
from upl_tui.shapes.console_text import format_arguments, value_text
from upl_tui.shapes.levels import severity_of, severity_of_method
from upl_tui.shapes.origins import origin_of
from upl_tui.shapes.stacks import parse_stack_text, position, read_stack, web_frame

CONSOLE_CALL = "Runtime.consoleAPICalled"


def is_console(event: Event) -> bool:
    """Whether an event is one that a console shows."""
    return event.method in _READERS


def console_entry(event: Event) -> ConsoleEntry:
    """The entry of a console event, still without its time and span."""
    entry = ConsoleEntry(index=0)
    _READERS[event.method](entry, event.params)
    frame = web_frame(entry.stack) or (entry.stack[0] if entry.stack else None)
    if frame is not None and not entry.url:
        entry.url, entry.line, entry.column = frame.url, frame.line, frame.column
    return entry


def _api_called(entry: ConsoleEntry, params: Mapping[str, Any]) -> None:
    args = params.get("args")
    entry.method = entry.level = text_of(params, "type")
    entry.args = decode_arguments(args) if isinstance(args, list) else ()
    entry.text = format_arguments(entry.args)
    if entry.method == "assert":
        entry.text = f"Assertion failed: {entry.text}"
    entry.severity = severity_of_method(entry.method)
    entry.stack = read_stack(params.get("stackTrace"), zero_based=True)
    entry.used_keys = _keys("type args timestamp stackTrace")


def _exception_thrown(entry: ConsoleEntry, params: Mapping[str, Any]) -> None:
    details = _object(params.get("exceptionDetails"))
    exception = details.get("exception")
    head = text_of(details, "text")
    thrown = value_text(remote_value(exception)) if isinstance(exception, dict) else ""
    entry.text = head if not thrown or head.endswith(thrown) else f"{head} {thrown}".lstrip()
    entry.args = (remote_value(exception),) if isinstance(exception, dict) else None
    entry.level, entry.severity = "error", Severity.ERROR
    entry.origin = "rejection" if "in promise" in head else "exception"
    entry.stack = read_stack(details.get("stackTrace"), zero_based=True) or parse_stack_text(thrown)
    entry.url = text_of(details, "url")
    entry.line = position(details.get("lineNumber"), zero_based=True)
    entry.column = position(details.get("columnNumber"), zero_based=True)
    entry.used_keys = _keys(
        "timestamp exceptionDetails.text exceptionDetails.exception exceptionDetails.stackTrace "
        "exceptionDetails.url exceptionDetails.lineNumber exceptionDetails.columnNumber"
    )


def _exception_revoked(entry: ConsoleEntry, params: Mapping[str, Any]) -> None:
    entry.text = f"exception {value_text(params.get('exceptionId'))} withdrawn: {text_of(params, 'reason')}"
    entry.level, entry.severity = "info", Severity.INFO
    entry.origin = "rejection"
    entry.used_keys = _keys("exceptionId reason")


def _log_added(entry: ConsoleEntry, params: Mapping[str, Any]) -> None:
    given = _object(params.get("entry"))
    args = given.get("args")
    _browser_message(entry, given)
    entry.args = decode_arguments(args) if isinstance(args, list) and args else None
    entry.line = position(given.get("lineNumber"), zero_based=True)
    entry.request_id = text_of(given, "networkRequestId")
    entry.used_keys = _keys(
        "entry.source entry.level entry.text entry.args entry.timestamp entry.url entry.lineNumber "
        "entry.stackTrace entry.networkRequestId"
    )


def _message_added(entry: ConsoleEntry, params: Mapping[str, Any]) -> None:
    given = _object(params.get("message"))
    _browser_message(entry, given)
    entry.line, entry.column = position(given.get("line")), position(given.get("column"))
    entry.used_keys = _keys(
        "message.source message.level message.text message.url message.line message.column"
    )


def _browser_message(entry: ConsoleEntry, given: Mapping[str, Any]) -> None:
    entry.level = text_of(given, "level")
    entry.severity = severity_of(entry.level)
    entry.text = text_of(given, "text")
    entry.origin = origin_of(text_of(given, "source"), entry.text)
    entry.url = text_of(given, "url")
    entry.stack = read_stack(given.get("stackTrace"), zero_based=True)


def _keys(names: str) -> frozenset[str]:
    return frozenset({"method", *(f"params.{name}" for name in names.split())})


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


_READERS: dict[str, Callable[[ConsoleEntry, Mapping[str, Any]], None]] = {
    CONSOLE_CALL: _api_called,
    "Runtime.exceptionThrown": _exception_thrown,
    "Runtime.exceptionRevoked": _exception_revoked,
    "Log.entryAdded": _log_added,
    "Console.messageAdded": _message_added,
}
