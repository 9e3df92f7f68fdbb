"""Highlight: console calls, requests as resource timings with a pair of bodies, WebSocket events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from upl_tui.entries import ConsoleEntry, Entry, NetworkEntry, SocketFrame
from upl_tui.formats.rows import Rows
from upl_tui.model import Kind
from upl_tui.shapes.arguments import decode_arguments
from upl_tui.shapes.console_text import format_arguments
from upl_tui.shapes.dotted import Dotted
from upl_tui.shapes.gather import Piece, gather
from upl_tui.shapes.levels import severity_of_method
from upl_tui.shapes.requests import body, failure, header, headers, json_text, resource_type, settle, size
from upl_tui.shapes.shape import ReadContext, Reading, Shape
from upl_tui.shapes.stacks import read_stack, web_frame

NAME = "highlight"

_START, _END = "startTimeAbs", "responseEndAbs"
_PAIR = "requestResponsePairs"
_KEYS_OF_CALL = {"value", "attributes", "type", "time", "trace"}
_SOCKET_EVENTS = {"open", "close", "error", "received", "sent"}


def fits(value: Any) -> bool:
    """Whether a row is one of the three kinds."""
    return bool(_tell(value))


def read(rows: Rows, context: ReadContext) -> Reading:
    """Read one of the lists; the events of one WebSocket are one request."""
    return gather(rows, context, NAME, _tell, "This is no row of Highlight.")


def _tell(value: Any) -> list[Piece]:
    row = Dotted(value)
    if row.text("initiatorType") and row.number(_START) is not None:
        return [Piece(Kind.NETWORK, _request, _START, row.get(_START), row.get(_END))]
    if row.text("socketId") and row.text("type") in _SOCKET_EVENTS:
        key = ("socket", row.text("socketId"))
        return [Piece(Kind.NETWORK, _socket, "timeStamp", row.get("timeStamp"), key=key)]
    if row.text("type") and row.number("time") is not None and value.keys() <= _KEYS_OF_CALL:
        return [Piece(Kind.CONSOLE, _call, "time", row.get("time"))]
    return []


def _call(values: Sequence[Any]) -> Entry:
    row = Dotted(values[0])
    word = row.text("type")
    args = [*(row.items("value") or []), *_attributes(row)]
    entry = ConsoleEntry(index=0, level=word, method=word, severity=severity_of_method(word))
    entry.args = decode_arguments(args)
    entry.text = format_arguments(entry.args)
    entry.origin = "exception" if word == "Error" else "console"
    entry.stack = read_stack(row.get("trace"))
    frame = web_frame(entry.stack)
    if frame is not None:
        entry.url, entry.line, entry.column = frame.url, frame.line, frame.column
    entry.used_keys = row.keys() | {"time"}
    return entry


def _attributes(row: Dotted) -> list[Any]:
    """The objects among the arguments, merged into one."""
    text = row.text("attributes")
    try:
        merged = orjson.loads(text) if text else {}
    except ValueError:
        return [text]
    return [merged] if merged else []


def _request(values: Sequence[Any]) -> Entry:
    row = Dotted(values[0])
    sent, answered = f"{_PAIR}.request", f"{_PAIR}.response"
    answer = headers(row.get(f"{answered}.headers"))
    entry = NetworkEntry(
        index=0,
        request_id=row.text(f"{sent}.id"),
        url=row.text(f"{sent}.url", "name"),
        method=row.text(f"{sent}.verb"),
        status_raw=row.get(f"{answered}.status"),
        request_headers=headers(row.get(f"{sent}.headers")),
        response_headers=answer,
        request_body=body(row.get(f"{sent}.body")),
        response_body=body(row.get(f"{answered}.body"), header(answer, "content-type")),
        size_transfer=size(row.get("transferSize")),
        size_body=size(row.get("decodedBodySize")) or size(row.get(f"{answered}.size")),
        protocol=row.text("nextHopProtocol"),
        initiator=row.text("initiatorType"),
    )
    entry.type = resource_type(entry.initiator, header(answer, "content-type"), entry.url)
    if row.get(f"{_PAIR}.urlBlocked") is True:
        entry.notes = ("The recorder was told to leave out this request's headers and bodies.",)
    entry.used_keys = row.keys() | {_START, _END}
    return settle(entry)


def _socket(values: Sequence[Any]) -> Entry:
    rows = [Dotted(value) for value in values]
    entry = NetworkEntry(index=0, type="websocket", request_id=rows[0].text("socketId"))
    entry.url = next((name for row in rows if (name := row.text("name"))), "")
    entry.messages = tuple(frame for row in rows if (frame := _frame(row)) is not None)
    if any(row.text("type") == "error" for row in rows):
        entry.state, entry.error = failure(True)
    entry.used_keys = frozenset().union(*(row.keys() for row in rows)) | {"timeStamp"}
    return settle(entry)


def _frame(row: Dotted) -> SocketFrame | None:
    word, message = row.text("type"), row.get("message")
    if word not in ("sent", "received"):
        return None
    text = message if isinstance(message, str) else "" if message is None else json_text(message)
    return SocketFrame("send" if word == "sent" else "receive", None, None, text)


SHAPE = Shape(name=NAME, title="Highlight", fits=fits, read=read)
