"""Datadog's browser events: RUM and logs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from upl_tui.entries import ActionEntry, ConsoleEntry, Element, Entry, NetworkEntry
from upl_tui.formats.rows import Rows
from upl_tui.model import Kind
from upl_tui.shapes.dotted import Dotted
from upl_tui.shapes.elements import action_word, describe, element
from upl_tui.shapes.gather import Build, Piece, gather
from upl_tui.shapes.levels import names_severity, severity_of
from upl_tui.shapes.origins import origin_of
from upl_tui.shapes.requests import body, headers, number, resource_type, settle, size
from upl_tui.shapes.shape import ReadContext, Reading, Shape
from upl_tui.shapes.stacks import read_stack, web_frame

NAME = "datadog"

_TIME = "date"
_NS = 1e6
_REST = {"view", "long_task", "vital", "telemetry"}
_MARKS_OF_LOG = {"view", "service", "origin", "session_id", "session", "ddsource", "ddtags"}
_PHASES = {"dns": "dns", "connect": "connect", "ssl": "ssl", "first_byte": "wait", "download": "receive"}


def fits(value: Any) -> bool:
    """Whether a row is a RUM event or a browser log."""
    return _build(value) is not None


def read(rows: Rows, context: ReadContext) -> Reading:
    """Read one kind of events; the updates of one page view are one navigation."""
    return gather(rows, context, NAME, _tell, "This is no event of Datadog's browser SDKs.")


def _build(value: Any) -> tuple[str, Build | None] | None:
    """Kind and builder of an event; a kind of its own for what no log shows."""
    if not isinstance(value, dict) or number(value.get(_TIME)) is None:
        return None
    word = value.get("type")
    if isinstance(word, str) and ("application" in value or "session" in value):
        if word in _BUILDS and isinstance(value.get(word), dict):
            return _BUILDS[word]
        return (word, None) if word in _REST else None
    status = value.get("status")
    is_log = names_severity(status) or status in ("ok", "notice", "critical", "alert", "emerg")
    if is_log and isinstance(value.get("message"), str) and not _MARKS_OF_LOG.isdisjoint(value):
        return Kind.CONSOLE, _log
    return None


def _tell(value: Any) -> list[Piece]:
    found = _build(value)
    if found is None:
        return []
    kind, build = found
    view = Dotted(value).text("view.id") if build is _view else ""
    return [Piece(kind, build, _TIME, value[_TIME], key=("view", view) if view else None)]


def _view(values: Sequence[Any]) -> Entry:
    row = Dotted(values[-1])
    url = row.text("view.url")
    entry = ActionEntry(index=0, action="navigation", action_raw="view", url=url, to_url=url)
    entry.from_url = row.text("view.referrer")
    entry.title = row.text("view.name")
    entry.navigation_type = {"initial_load": "load", "route_change": "push"}.get(
        row.text("view.loading_type"), "unknown"
    )
    return _finished(describe(entry), row)


def _action(values: Sequence[Any]) -> Entry:
    row = Dotted(values[0])
    word = row.text("action.type")
    entry = ActionEntry(index=0, action=action_word(word) or "other", action_raw=word)
    entry.selector = row.text("_dd.action.target.selector")
    name = row.text("action.target.name", "action.name")
    found = element(entry.selector)[0]
    entry.element = found or (Element(text=name) if name else None)
    entry.label = name
    x, y = row.number("_dd.action.position.x"), row.number("_dd.action.position.y")
    if x is not None and y is not None:
        entry.x, entry.y, entry.coord_space = x, y, "element"
    entry.url = row.text("view.url")
    frustrations = row.items("action.frustration.type") or []
    entry.flags = tuple(one for one in frustrations if isinstance(one, str))
    return _finished(describe(entry), row)


def _resource(values: Sequence[Any]) -> Entry:
    row = Dotted(values[0])
    entry = NetworkEntry(
        index=0,
        request_id=row.text("resource.id"),
        url=row.text("resource.url"),
        method=row.text("resource.method"),
        status_raw=row.get("resource.status_code"),
        request_headers=headers(row.get("resource.request.headers")),
        response_headers=headers(row.get("resource.response.headers")),
        request_body=body(row.get("resource.request.body")),
        response_body=body(row.get("resource.response.body")),
        size_transfer=size(row.get("resource.transfer_size")),
        size_body=size(row.get("resource.size")),
        protocol=row.text("resource.protocol"),
        page_ref=row.text("view.id"),
    )
    entry.type = resource_type(row.text("resource.type"), entry.mime, entry.url)
    taken = row.amount("resource.duration")
    entry.duration_ms = None if taken is None else taken / _NS
    for given, phase in _PHASES.items():
        ns = row.amount(f"resource.{given}.duration")
        if ns is not None:
            entry.timings[phase] = ns / _NS
    return _finished(settle(entry), row)


def _error(values: Sequence[Any]) -> Entry:
    row = Dotted(values[0])
    kind, text = row.text("error.type"), row.text("error.message")
    entry = ConsoleEntry(index=0, level="error", severity=severity_of("error"), text=text)
    if kind and not text.startswith(kind):
        entry.text = f"{kind}: {text}"
    source = row.text("error.source")
    is_thrown = source == "source" or row.text("error.handling") == "unhandled"
    entry.origin = origin_of("exception" if is_thrown else source, text)
    _fill_stack(entry, row)
    return _finished(entry, row)


def _log(values: Sequence[Any]) -> Entry:
    row = Dotted(values[0])
    level, text, origin = row.text("status"), row.text("message"), row.text("origin")
    entry = ConsoleEntry(index=0, level=level, severity=severity_of(level), text=text)
    entry.origin = origin_of("exception" if origin == "source" else origin, text)
    _fill_stack(entry, row)
    return _finished(entry, row)


def _fill_stack(entry: ConsoleEntry, row: Dotted) -> None:
    stack = row.text("error.stack")
    entry.stack = read_stack("\n".join(map(_frame_text, stack.split("\n"))))
    entry.stack_text = "" if entry.stack else stack
    frame = web_frame(entry.stack)
    if frame is not None:
        entry.url, entry.line, entry.column = frame.url, frame.line, frame.column
    entry.page_url = row.text("view.url")


def _frame_text(line: str) -> str:
    """The SDK's own spelling of a frame, ``at fn @ url:1:2``, as Firefox spells it."""
    function, at, place = line.rpartition(" @ ")
    return f"{function.strip().removeprefix('at ')}@{place}" if at else line


def _finished(entry: Entry, row: Dotted) -> Entry:
    entry.used_keys = row.keys() | {_TIME, "type"}
    return entry


_BUILDS: dict[str, tuple[str, Build | None]] = {
    "view": (Kind.ACTION, _view),
    "action": (Kind.ACTION, _action),
    "resource": (Kind.NETWORK, _resource),
    "error": (Kind.CONSOLE, _error),
}

SHAPE = Shape(name=NAME, title="Datadog browser events", fits=fits, read=read)
