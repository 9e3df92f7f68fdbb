"""A flat console row, whatever its keys are called, as an entry."""

from __future__ import annotations

from typing import Any

from upl_tui.entries import ConsoleEntry, Severity
from upl_tui.shapes import names
from upl_tui.shapes.aliases import Hit, Row
from upl_tui.shapes.arguments import decode_arguments
from upl_tui.shapes.console_text import message_text, value_text
from upl_tui.shapes.levels import Scale, severity_of, severity_of_method
from upl_tui.shapes.origins import is_origin, origin_of
from upl_tui.shapes.requests import number
from upl_tui.shapes.stacks import position, read_stack, web_frame

_METHOD_TIER = 1


def read_console(row: Row, scale: Scale) -> ConsoleEntry:
    """The entry of a console row: everything but its time, its depth in groups and its place in the file."""
    entry = outline_console(row, scale)
    if entry.args is not None:
        entry.args = decode_arguments(entry.args)
    entry.origin = _origin(row, entry.text)
    _fill_place(entry, row)
    entry.request_id = row.text(names.CONSOLE_REQUEST_ID)
    entry.repeat = int(number(row.get(names.REPEAT)) or 1)
    return entry


def outline_console(row: Row, scale: Scale) -> ConsoleEntry:
    """What a list shows of a console row: level, method, text, and the arguments not yet decoded."""
    entry = ConsoleEntry(index=0, shape="generic")
    level = row.find(names.LEVEL)
    if level is not None:
        row.get(names.LEVEL)
        entry.level = value_text(level.value)
        entry.severity = severity_at(level, scale)
        if isinstance(level.value, str) and severity_of_method(level.value) is not Severity.UNKNOWN:
            entry.method = level.value
    entry.method = row.get(names.METHOD_OF_CONSOLE) or entry.method
    message, args = row.get(names.TEXT), row.get(names.ARGUMENTS)
    entry.text = message_text(message, args)
    if args is None and isinstance(message, list):
        args = message
    entry.args = None if args is None else tuple(args)
    return entry


def group_words(row: Row) -> list[object]:
    """Everything in a row that may open or close a group, best first."""
    level = row.find(names.LEVEL)
    words = [] if level is None else [level.value]
    return words + [row.at(path) for path, _, _ in row.places(names.METHOD_OF_CONSOLE)]


def severity_at(level: Hit, scale: Scale) -> Severity:
    """Severity of a level where it was found: under a key such as ``type`` it is a console method."""
    if level.tier == _METHOD_TIER:
        severity = severity_of_method(level.value)
        if severity is not Severity.UNKNOWN:
            return severity
    return severity_of(level.value, scale)


def _origin(row: Row, text: str) -> str:
    hit = row.find(names.ORIGIN)
    if hit is None or not is_origin(hit.value):
        return origin_of("", text)
    row.get(names.ORIGIN)
    return origin_of(hit.value, text)


def _fill_place(entry: ConsoleEntry, row: Row) -> None:
    stack: Any = row.get(names.STACK)
    entry.stack = read_stack(stack)
    if not entry.stack and isinstance(stack, str):
        entry.stack_text = stack
    own, line = row.text(names.PLACE), position(row.get(names.LINE))
    column = position(row.get(names.COLUMN))
    entry.page_url = row.text(names.PAGE)
    if own and (line is not None or not entry.stack):
        entry.url, entry.line, entry.column = own, line, column
        return
    entry.page_url = entry.page_url or own
    frame = web_frame(entry.stack)
    if frame is not None:
        entry.url, entry.line, entry.column = frame.url, frame.line, frame.column
