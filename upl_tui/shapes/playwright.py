"""Playwright traces, versions 3 to 10: calls, console and network on a clock of their own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from upl_tui.clock import TimeBase, Unit
from upl_tui.entries import Entry
from upl_tui.formats.rows import Rows
from upl_tui.model import Kind
from upl_tui.shapes import har
from upl_tui.shapes.dotted import Dotted
from upl_tui.shapes.gather import Build, Piece, gather
from upl_tui.shapes.playwright_actions import NAVIGATIONS, call, dialog, navigated
from upl_tui.shapes.playwright_console import failure_of_test, message, output, page_error
from upl_tui.shapes.requests import number
from upl_tui.shapes.shape import ReadContext, Reading, Shape

NAME = "playwright"
TRACE = "trace"
"""Name under which rows that belong to no kind of log are counted: snapshots, film frames, internals."""

_MARKS = {
    "context-options": "version",
    "before": "callId",
    "input": "callId",
    "after": "callId",
    "action": "callId",
    "log": "callId",
    "event": "class",
    "object": "guid",
    "console": "messageType",
    "resource-snapshot": "snapshot",
    "frame-snapshot": "snapshot",
    "screencast-frame": "timestamp",
}
"""Types of rows, and the key that tells them from other recorders' rows of the same type."""
_PLAIN: dict[str, Build] = {"stdout": output, "stderr": output, "error": failure_of_test}
"""Types of rows whose keys tell little: they never decide what a file is."""


def fits(value: Any) -> bool:
    """Whether a row is of a trace."""
    if not isinstance(value, dict) or not isinstance(word := value.get("type"), str):
        return False
    return word in _MARKS and _MARKS[word] in value


def read(rows: Rows, context: ReadContext) -> Reading:
    """Read one kind out of a trace; the rows of a call are joined, as are those of a message of version 4."""
    started = context.clock.started_at_ms
    base = None if started is None else TimeBase(Unit.EPOCH_MS, started)
    trace = _Trace(_origin(rows), partial(_request, base))
    reason = "This is no row of a Playwright trace."
    return gather(rows, context, NAME, trace.tell, reason, in_milliseconds=True)


def _origin(rows: Rows) -> float | None:
    """Epoch milliseconds at zero of the trace's clock, from the first row that tells both times."""
    for _, values in rows.batches():
        for value in values:
            if not fits(value):
                continue
            row = Dotted(value)
            wall = row.number("wallTime")
            own = row.number("monotonicTime") if "monotonicTime" in value else row.number("startTime")
            if wall is not None and own is not None:
                return wall - own
    return None


class _Trace:
    """Sorts rows; each is to be told once and in file order."""

    def __init__(self, origin: float | None, request: Build) -> None:
        self._origin = origin
        self._request = request
        self._known: set[tuple[Kind, str]] = set()
        self._going: dict[str, str] = {}
        self._viewport: tuple[float, float] | None = None

    def tell(self, value: Any) -> list[Piece]:
        """What a row tells."""
        word = value.get("type") if isinstance(value, dict) else None
        if isinstance(word, str) and word in _PLAIN:
            return [self._piece(Kind.CONSOLE, _PLAIN[word], "timestamp", value)]
        if not fits(value):
            return []
        row = Dotted(value)
        match word:
            case "context-options":
                self._set_viewport(row)
            case "console":
                return [self._piece(Kind.CONSOLE, message, "time", value)]
            case "object" if row.text("class") == "ConsoleMessage":
                return [self._first(Kind.CONSOLE, message, "time", value, row.text("guid"))]
            case "event":
                return [self._event(value, row)]
            case "resource-snapshot":
                return self._resource(value["snapshot"])
            case "before" | "action":
                return [self._call(value, row)]
            case "input" | "after" | "log":
                return [self._more_of_call(value, row)]
        return [Piece(TRACE)]

    def _call(self, value: Any, row: Dotted) -> Piece:
        call_id = row.text("callId")
        if row.text("method") in NAVIGATIONS and value["type"] == "before":
            self._going[row.text("pageId")] = call_id
        build = partial(call, self._viewport)
        end = self._moment(value.get("endTime"))
        return self._first(Kind.ACTION, build, "startTime", value, call_id)._replace(end=end)

    def _more_of_call(self, value: Any, row: Dotted) -> Piece:
        call_id = row.text("callId")
        if (Kind.ACTION, call_id) not in self._known:
            return Piece(TRACE)
        if value["type"] == "after":
            self._going = {page: going for page, going in self._going.items() if going != call_id}
        return Piece(Kind.ACTION, end=self._moment(value.get("endTime")), key=call_id)

    def _event(self, value: Any, row: Dotted) -> Piece:
        guid = row.text("params.message.guid")
        going = self._going.get(row.text("pageId"), "")
        match row.text("method"):
            case "console" if (Kind.CONSOLE, guid) in self._known:
                return self._piece(Kind.CONSOLE, message, "time", value)._replace(key=guid)
            case "pageError":
                return self._piece(Kind.CONSOLE, page_error, "time", value)
            case "dialog" if row.text("params.message"):
                return self._piece(Kind.ACTION, dialog, "time", value)
            case "navigated" if going:
                return Piece(Kind.ACTION, key=going)
            case "navigated" if row.text("params.url"):
                return self._piece(Kind.ACTION, navigated, "time", value)
        return Piece(TRACE)

    def _resource(self, snapshot: Any) -> list[Piece]:
        if not har.fits(snapshot):
            return []
        dated = snapshot.get("startedDateTime")
        if isinstance(dated, str) and dated:
            return [Piece(Kind.NETWORK, self._request, "startedDateTime", dated)]
        return [self._piece(Kind.NETWORK, self._request, "_monotonicTime", snapshot)]

    def _first(self, kind: Kind, build: Build, field: str, value: Any, key: str) -> Piece:
        piece = self._piece(kind, build, field, value)
        if not key:
            return piece
        self._known.add((kind, key))
        return piece._replace(key=key)

    def _piece(self, kind: Kind, build: Build, field: str, value: Any) -> Piece:
        is_anchored = self._origin is not None
        name = "wallTime" if is_anchored else field
        return Piece(kind, build, name, self._moment(value.get(field)), anchored=is_anchored)

    def _moment(self, stamp: object) -> float | None:
        own = number(stamp)
        return own if own is None or self._origin is None else own + self._origin

    def _set_viewport(self, row: Dotted) -> None:
        width, height = row.number("options.viewport.width"), row.number("options.viewport.height")
        self._viewport = None if width is None or height is None else (width, height)


def _request(base: TimeBase | None, values: Sequence[Any]) -> Entry:
    entry = har.entry_of(values[0]["snapshot"], base)
    entry.used_keys = frozenset({"type", *(f"snapshot.{key}" for key in entry.used_keys)})
    return entry


SHAPE = Shape(name=NAME, title="Playwright trace", fits=fits, read=read)
