"""The browser log of WebDriver, as chromedriver writes it: place and text glued together."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from upl_tui.entries import ConsoleEntry, Entry
from upl_tui.formats.rows import Rows
from upl_tui.model import Kind
from upl_tui.patterns import late
from upl_tui.shapes.console_text import without_css
from upl_tui.shapes.dotted import Dotted
from upl_tui.shapes.gather import Piece, gather
from upl_tui.shapes.levels import severity_of
from upl_tui.shapes.origins import origin_of
from upl_tui.shapes.shape import ReadContext, Reading, Shape
from upl_tui.shapes.stacks import parse_stack_text, position

NAME = "webdriver"

_LEVELS = {"ALL", "DEBUG", "FINE", "INFO", "WARNING", "SEVERE"}
_KEYS = {"level", "message", "timestamp", "source"}
_PLACED = late(r"(\S+) (?:(\d{1,9})(?::(\d{1,9}))?|-) (.*)", re.DOTALL)
"""``address line:column text``, or ``address - text``; the source's word stands for a missing address."""
_QUOTED = late(r'(?<!\S)"(?:[^"\\]|\\.)*+"(?!\S)', re.DOTALL)


def fits(value: Any) -> bool:
    """Whether a row is of a browser log: a logger's rows lack the source and the place in the message."""
    if not _is_row(value) or not value.keys() <= _KEYS or value.get("level") not in _LEVELS:
        return False
    return "source" in value or ("://" in value["message"] and _PLACED.match(value["message"]) is not None)


def read(rows: Rows, context: ReadContext) -> Reading:
    """Read messages; the numbers in their text count from 0."""
    return gather(rows, context, NAME, _tell, "This is no row of a browser log.")


def _is_row(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("level"), str)
        and isinstance(value.get("message"), str)
        and "timestamp" in value
    )


def _tell(value: Any) -> list[Piece]:
    return [Piece(Kind.CONSOLE, _message, "timestamp", value["timestamp"])] if _is_row(value) else []


def _message(values: Sequence[Any]) -> Entry:
    row = Dotted(values[0])
    level, source, text = row.text("level"), row.text("source"), row.text("message")
    entry = ConsoleEntry(index=0, level=level, severity=severity_of(level))
    placed = _PLACED.match(text)
    if placed is not None and ("://" in placed[1] or placed[1] == source):
        entry.url = placed[1] if "://" in placed[1] else ""
        entry.line = position(placed[2], zero_based=True)
        entry.column = position(placed[3], zero_based=True)
        text = placed[4]
    if source in ("", "console-api"):
        text = without_css(_QUOTED.sub(_unquoted, text))
    entry.text = text
    entry.origin = origin_of(source, text)
    entry.stack = parse_stack_text(text)
    entry.used_keys = row.keys() | {"timestamp"}
    return entry


def _unquoted(match: re.Match[str]) -> str:
    try:
        value = json.loads(match[0], strict=False)
    except ValueError:
        return match[0]
    return value if isinstance(value, str) else match[0]


SHAPE = Shape(name=NAME, title="WebDriver browser log", fits=fits, read=read)
