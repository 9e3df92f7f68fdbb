"""OpenReplay Spot: logs, network, clicks and locations, each a list of the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from upl_tui.entries import ActionEntry, ConsoleEntry, Entry, NetworkEntry
from upl_tui.formats.rows import Rows
from upl_tui.model import Kind
from upl_tui.shapes.console_text import message_text
from upl_tui.shapes.dotted import Dotted
from upl_tui.shapes.elements import describe, element
from upl_tui.shapes.gather import Build, Piece, gather
from upl_tui.shapes.levels import severity_of
from upl_tui.shapes.requests import body, cache_word, failure, header, headers, resource_type, settle, size
from upl_tui.shapes.shape import ReadContext, Reading, Shape

NAME = "spot"

_CUT = "Truncated: "
_LEVELS = {"log", "info", "warn", "error", "debug", "assert"}


def fits(value: Any) -> bool:
    """Whether a row is one of the four kinds, by its exact keys: a log's are few and common."""
    if not isinstance(value, dict):
        return False
    keys = value.keys()
    if keys == {"level", "msg", "time"}:
        return isinstance(value["level"], str) and value["level"] in _LEVELS
    is_request = {"url", "statusCode", "time", "timestamp", "fromCache"} <= keys
    return is_request or keys == {"time", "label"} or {"time", "location", "navTiming"} <= keys


def read(rows: Rows, context: ReadContext) -> Reading:
    """Read one of the lists."""
    return gather(rows, context, NAME, _tell, "This is no row of a Spot.")


def _tell(value: Any) -> list[Piece]:
    kind, build = _sorted(value)
    return [] if build is None else [Piece(kind, build, "time", value.get("time"))]


def _sorted(value: Any) -> tuple[str, Build | None]:
    row = Dotted(value)
    if row.text("url"):
        return Kind.NETWORK, _request
    if row.get("msg") is not None:
        return Kind.CONSOLE, _message
    if row.text("location"):
        return Kind.ACTION, _location
    return Kind.ACTION, _click if row.text("label") else None


def _message(values: Sequence[Any]) -> Entry:
    row = Dotted(values[0])
    level, message = row.text("level"), message_text(row.get("msg"))
    return ConsoleEntry(
        index=0,
        severity=severity_of(level),
        level=level,
        method=level,
        text=message.removeprefix(_CUT),
        notes=("The recorder cut this message.",) if message.startswith(_CUT) else (),
        used_keys=row.keys() | {"time"},
    )


def _request(values: Sequence[Any]) -> Entry:
    row = Dotted(values[0])
    answer = headers(row.get("responseHeaders"))
    entry = NetworkEntry(
        index=0,
        url=row.text("url"),
        method=row.text("method"),
        status_raw=row.get("statusCode"),
        duration_ms=row.amount("duration"),
        request_headers=headers(row.get("requestHeaders")),
        response_headers=answer,
        request_body=body(row.get("body")),
        response_body=body(row.get("responseBody"), header(answer, "content-type")),
        size_transfer=size(row.get("encodedBodySize")),
        size_body=size(row.get("responseBodySize")),
        from_cache=cache_word(row.get("fromCache")),
    )
    entry.type = resource_type(row.text("type"), header(answer, "content-type"), entry.url)
    if error := row.get("error"):
        entry.state, entry.error = failure(error)
    entry.used_keys = row.keys() | {"time", "timestamp"}
    return settle(entry)


def _click(values: Sequence[Any]) -> Entry:
    row = Dotted(values[0])
    entry = ActionEntry(index=0, action="click", element=element(row.text("label"))[0])
    entry.used_keys = row.keys() | {"time"}
    return describe(entry)


def _location(values: Sequence[Any]) -> Entry:
    row = Dotted(values[0])
    url = row.text("location")
    entry = ActionEntry(index=0, action="navigation", url=url, to_url=url, navigation_type="unknown")
    entry.used_keys = row.keys() | {"time"}
    return describe(entry)


SHAPE = Shape(name=NAME, title="OpenReplay Spot", fits=fits, read=read)
