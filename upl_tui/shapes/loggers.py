"""Loggers whose messages are not where the names of keys alone would find them.

pino's and bunyan's files, winston's and Elastic's are flat rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from upl_tui.entries import ConsoleEntry, Entry
from upl_tui.formats.rows import Rows
from upl_tui.model import Kind
from upl_tui.shapes.console_text import format_arguments, value_text
from upl_tui.shapes.dotted import Dotted
from upl_tui.shapes.gather import Build, Piece, gather
from upl_tui.shapes.levels import severity_of
from upl_tui.shapes.shape import ReadContext, Reading, Shape
from upl_tui.shapes.stacks import read_stack

_PAYLOADS = ("textPayload", "jsonPayload", "protoPayload", "httpRequest")


def _fits_pino(value: Any) -> bool:
    row = Dotted(value)
    return row.items("messages") is not None and row.text("level.label") != "" and row.get("ts") is not None


def _fits_google(value: Any) -> bool:
    row = Dotted(value)
    return row.text("severity") != "" and row.get("timestamp") is not None and row.get(*_PAYLOADS) is not None


def _read_pino(rows: Rows, context: ReadContext) -> Reading:
    def tell(value: Any) -> list[Piece]:
        return _pieces(_pino, "ts", value) if _fits_pino(value) else []

    return gather(rows, context, PINO_BROWSER.name, tell, "This is no row that pino's browser part sends.")


def _read_google(rows: Rows, context: ReadContext) -> Reading:
    def tell(value: Any) -> list[Piece]:
        return _pieces(_google, "timestamp", value) if _fits_google(value) else []

    return gather(rows, context, GOOGLE.name, tell, "This is no log entry of Google Cloud.")


def _pieces(build: Build, field: str, value: Any) -> list[Piece]:
    return [Piece(Kind.CONSOLE, build, field, value[field])]


def _pino(values: Sequence[Any]) -> Entry:
    """The row has the object before the text; a console shows the text first."""
    row = Dotted(values[0])
    level = row.text("level.label")
    args = row.items("messages") or []
    if len(args) > 1 and isinstance(args[0], dict) and isinstance(args[1], str):
        args = [args[1], *args[2:], args[0]]
    entry = ConsoleEntry(index=0, severity=severity_of(level), level=level, args=tuple(args))
    entry.text = format_arguments(args)
    entry.used_keys = row.keys() | {"ts"}
    return entry


def _google(values: Sequence[Any]) -> Entry:
    row = Dotted(values[0])
    level = row.text("severity")
    entry = ConsoleEntry(index=0, severity=severity_of(level), level=level, origin="server")
    entry.text = row.text("textPayload", "jsonPayload.message", "jsonPayload.msg")
    if not entry.text:
        entry.text = value_text(row.get(*_PAYLOADS))
    entry.stack = read_stack(row.get("jsonPayload.stack_trace", "jsonPayload.stack"))
    entry.used_keys = row.keys() | {"timestamp"}
    return entry


PINO_BROWSER = Shape("pino-browser", "pino in the browser", _fits_pino, _read_pino)
GOOGLE = Shape("google-cloud", "Google Cloud log entries", _fits_google, _read_google)
