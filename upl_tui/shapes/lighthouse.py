"""Console messages of a Lighthouse run (its artifact ``ConsoleMessages``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from upl_tui.entries import ConsoleEntry, Entry
from upl_tui.formats.rows import Rows
from upl_tui.model import Kind
from upl_tui.shapes.dotted import Dotted
from upl_tui.shapes.gather import Piece, gather
from upl_tui.shapes.levels import severity_of
from upl_tui.shapes.origins import origin_of
from upl_tui.shapes.shape import ReadContext, Reading, Shape
from upl_tui.shapes.stacks import position, read_stack, web_frame

NAME = "lighthouse"

_EVENT_TYPES = {"consoleAPI", "exception", "protocolLog"}
_CALL = "console."


def fits(value: Any) -> bool:
    """Whether a row is a console message as Lighthouse keeps it."""
    return (
        isinstance(value, dict)
        and isinstance(kind := value.get("eventType"), str)
        and kind in _EVENT_TYPES
        and isinstance(value.get("source"), str)
        and isinstance(value.get("text"), str)
    )


def read(rows: Rows, context: ReadContext) -> Reading:
    """Read console messages; lines and columns count from 0 in the file."""
    return gather(rows, context, NAME, _tell, "This is no console message of Lighthouse.")


def _tell(value: Any) -> list[Piece]:
    return [Piece(Kind.CONSOLE, _message, "timestamp", value.get("timestamp"))] if fits(value) else []


def _message(values: Sequence[Any]) -> Entry:
    row = Dotted(values[0])
    source, level, text = row.text("source"), row.text("level"), row.text("text")
    is_call = source.startswith(_CALL)
    entry = ConsoleEntry(
        index=0,
        severity=severity_of(level),
        level=level,
        method=source.removeprefix(_CALL) if is_call else "",
        text=text,
        origin="console" if is_call else origin_of(source, text),
        stack=read_stack(row.get("stackTrace"), zero_based=True),
        url=row.text("url"),
        line=position(row.get("lineNumber"), zero_based=True),
        column=position(row.get("columnNumber"), zero_based=True),
    )
    frame = web_frame(entry.stack)
    if frame is not None and not entry.url:
        entry.url, entry.line, entry.column = frame.url, frame.line, frame.column
    entry.used_keys = row.keys() | {"eventType", "timestamp"}
    return entry


SHAPE = Shape(name=NAME, title="Lighthouse console messages", fits=fits, read=read)
