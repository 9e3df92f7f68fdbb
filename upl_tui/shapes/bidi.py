"""Events of WebDriver BiDi: console, network and navigations in one file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from upl_tui.entries import ActionEntry, ConsoleEntry, Entry
from upl_tui.formats.rows import Rows
from upl_tui.model import Kind
from upl_tui.shapes.arguments import decode_arguments
from upl_tui.shapes.bidi_network import request
from upl_tui.shapes.console_text import format_arguments
from upl_tui.shapes.dotted import Dotted
from upl_tui.shapes.elements import describe
from upl_tui.shapes.gather import Piece, gather
from upl_tui.shapes.levels import severity_of
from upl_tui.shapes.origins import origin_of
from upl_tui.shapes.shape import ReadContext, Reading, Shape
from upl_tui.shapes.stacks import read_stack, web_frame

NAME = "bidi"
PROTOCOL = "protocol"
"""Name under which events that belong to no kind of log are counted."""

_METHOD = re.compile(r"(?:log|network|browsingContext|script|input|storage|session|browser|permissions)\.\w+")
_TIME = "params.timestamp"
_REQUESTS = {"beforeRequestSent", "responseStarted", "responseCompleted", "fetchError", "authRequired"}
_ENDS = {"responseCompleted", "fetchError", "load", "navigationAborted", "navigationFailed"}
_LOADS = {
    "navigationStarted",
    "navigationCommitted",
    "domContentLoaded",
    "load",
    "navigationAborted",
    "navigationFailed",
}
_MOVES = {"fragmentNavigated": "hash", "historyUpdated": "push"}


def fits(value: Any) -> bool:
    """Whether a row is an event; commands and their answers are none."""
    return (
        isinstance(value, dict)
        and isinstance(method := value.get("method"), str)
        and _METHOD.fullmatch(method) is not None
        and isinstance(value.get("params"), dict)
        and "id" not in value
    )


def read(rows: Rows, context: ReadContext) -> Reading:
    """Read one kind out of a log of events; those of one request and of one navigation are joined."""
    reason = "This is no event of WebDriver BiDi: a command, an answer or something else."
    return gather(rows, context, NAME, _Events().tell, reason)


class _Events:
    """Sorts events, knowing which contexts are frames inside a page: where those go is not the user's."""

    def __init__(self) -> None:
        self._inner: set[str] = set()

    def tell(self, value: Any) -> list[Piece]:
        """What an event tells; events are to be given in file order."""
        if not fits(value):
            return []
        module, _, event = value["method"].partition(".")
        row = Dotted(value["params"])
        stamp = row.get("timestamp")
        end = stamp if event in _ENDS else None
        if value["method"] == "log.entryAdded":
            return [Piece(Kind.CONSOLE, _message, _TIME, stamp)]
        if module == "network" and event in _REQUESTS:
            key = (
                (row.text("request.request"), row.number("redirectCount"))
                if row.text("request.request")
                else None
            )
            return [Piece(Kind.NETWORK, request, _TIME, stamp, end, key)]
        if module == "browsingContext":
            return [self._page(event, row, stamp, end)]
        return [Piece(PROTOCOL)]

    def _page(self, event: str, row: Dotted, stamp: object, end: object) -> Piece:
        if event == "contextCreated" and row.text("parent"):
            self._inner.add(row.text("context"))
        if row.text("context") in self._inner:
            return Piece(PROTOCOL)
        if event in _LOADS:
            return Piece(Kind.ACTION, _navigation, _TIME, stamp, end, row.text("navigation") or None)
        return Piece(Kind.ACTION, _navigation, _TIME, stamp) if event in _MOVES else Piece(PROTOCOL)


def _message(values: Sequence[Any]) -> Entry:
    row = Dotted(values[0]["params"])
    args, text, level = row.items("args"), row.text("text"), row.text("level")
    entry = ConsoleEntry(
        index=0,
        severity=severity_of(level),
        level=level,
        method=row.text("method"),
        args=None if args is None else decode_arguments(args),
        origin=origin_of(row.text("type"), text),
        stack=read_stack(row.get("stackTrace"), zero_based=True),
    )
    entry.text = format_arguments(entry.args) if entry.args else text
    frame = web_frame(entry.stack)
    if frame is not None:
        entry.url, entry.line, entry.column = frame.url, frame.line, frame.column
    row.get("timestamp")
    entry.used_keys = row.keys("params") | {"type", "method"}
    return entry


def _navigation(values: Sequence[Any]) -> Entry:
    last = values[-1]
    row = Dotted(last["params"])
    url = row.text("url")
    event = last["method"].partition(".")[2]
    entry = ActionEntry(
        index=0,
        action="navigation",
        action_raw=event,
        url=url,
        to_url=url,
        navigation_type=_MOVES.get(event, "load"),
    )
    row.get("timestamp", "navigation")
    entry.used_keys = row.keys("params") | {"type", "method"}
    return describe(entry)


SHAPE = Shape(name=NAME, title="WebDriver BiDi events", fits=fits, read=read)
