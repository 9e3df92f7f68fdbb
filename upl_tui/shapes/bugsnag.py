"""Bugsnag breadcrumbs, alone or inside of the events that they belong to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from upl_tui.entries import ActionEntry, ConsoleEntry, Element, Entry, NetworkEntry, Severity
from upl_tui.formats.rows import Rows
from upl_tui.model import Kind
from upl_tui.shapes.console_text import format_arguments, value_text
from upl_tui.shapes.dotted import Dotted
from upl_tui.shapes.elements import describe, element
from upl_tui.shapes.gather import Piece, gather
from upl_tui.shapes.levels import severity_of
from upl_tui.shapes.requests import failure, settle
from upl_tui.shapes.shape import ReadContext, Reading, Shape

NAME = "bugsnag"

_TIME = "timestamp"


def fits(value: Any) -> bool:
    """Whether a row is a breadcrumb, or an event that holds some."""
    return bool(_crumbs(value))


def read(rows: Rows, context: ReadContext) -> Reading:
    """Read breadcrumbs; those of an event all have the event's row as their source."""
    return gather(rows, context, NAME, _tell, "This is no breadcrumb of Bugsnag.")


def _is_crumb(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(word := value.get("type"), str)
        and word in _READERS
        and isinstance(value.get("name"), str)
        and isinstance(value.get("metaData"), dict)
        and _TIME in value
    )


def _crumbs(value: Any) -> list[dict[str, Any]]:
    if _is_crumb(value):
        return [value]
    held = value.get("breadcrumbs") if isinstance(value, dict) else None
    return [crumb for crumb in held if _is_crumb(crumb)] if isinstance(held, list) else []


def _tell(value: Any) -> list[Piece]:
    return [
        Piece(_READERS[crumb["type"]][0], partial(_entry, place), _TIME, crumb[_TIME])
        for place, crumb in enumerate(_crumbs(value))
    ]


def _entry(place: int, values: Sequence[Any]) -> Entry:
    crumb = _crumbs(values[0])[place]
    row = Dotted(crumb)
    entry = _READERS[crumb["type"]][1](row)
    is_alone = crumb is values[0]
    entry.used_keys = row.keys() | {_TIME, "type", "name"} if is_alone else frozenset({"breadcrumbs"})
    return entry


def _console_call(row: Dotted) -> Entry:
    level = row.text("metaData.severity") or "log"
    args: list[Any] = []
    while (value := row.get(f"metaData.[{len(args)}]")) is not None:
        args.append(value)
    entry = ConsoleEntry(index=0, severity=severity_of(level), level=level, args=tuple(args) or None)
    entry.text = format_arguments(args) or row.text("name")
    return entry


def _error(row: Dotted) -> Entry:
    words = row.text("metaData.errorClass", "name"), row.text("metaData.errorMessage", "metaData.message")
    entry = ConsoleEntry(index=0, level="error", severity=Severity.ERROR, origin="exception")
    entry.text = ": ".join(filter(None, words))
    return entry


def _remark(row: Dotted) -> Entry:
    """What the page's own code left, with whatever it gave along."""
    entry = ConsoleEntry(index=0, level=row.text("type"), severity=Severity.INFO, origin="other")
    details = row.get("metaData")
    entry.text = " ".join(filter(None, (row.text("name"), value_text(details) if details else "")))
    return entry


def _request(row: Dotted) -> Entry:
    entry = NetworkEntry(
        index=0,
        url=row.text("metaData.url", "metaData.request"),
        method=row.text("metaData.method"),
        status_raw=row.get("metaData.status"),
        duration_ms=row.amount("metaData.duration"),
    )
    call, _, outcome = row.text("name").lower().partition("() ")
    entry.type = {"fetch": "fetch", "xmlhttprequest": "xhr"}.get(call, "")
    if outcome == "error":
        entry.state, entry.error = failure(True)
    return settle(entry)


def _user(row: Dotted) -> Entry:
    entry = ActionEntry(index=0, action="click", action_raw=row.text("name"))
    entry.selector = row.text("metaData.targetSelector")
    entry.label = row.text("metaData.targetText")
    entry.element = element(entry.selector)[0] or (Element(text=entry.label) if entry.label else None)
    return describe(entry)


def _navigation(row: Dotted) -> Entry:
    url = row.text("metaData.to")
    entry = ActionEntry(index=0, action="navigation", action_raw=row.text("name"), url=url, to_url=url)
    entry.from_url = row.text("metaData.from")
    entry.navigation_type = _NAVIGATION_TYPES.get(row.text("name").partition("()")[0], "unknown")
    return describe(entry)


def _state(row: Dotted) -> Entry:
    return describe(ActionEntry(index=0, action="other", action_raw=row.text("name")))


_NAVIGATION_TYPES = {
    "History.pushState": "push",
    "History.replaceState": "replace",
    "Navigated back": "pop",
    "Hash changed": "hash",
    "Page loaded": "load",
}
_READERS: dict[str, tuple[Kind, Callable[[Dotted], Entry]]] = {
    "navigation": (Kind.ACTION, _navigation),
    "request": (Kind.NETWORK, _request),
    "process": (Kind.CONSOLE, _remark),
    "log": (Kind.CONSOLE, _console_call),
    "user": (Kind.ACTION, _user),
    "state": (Kind.ACTION, _state),
    "error": (Kind.CONSOLE, _error),
    "manual": (Kind.CONSOLE, _remark),
}

SHAPE = Shape(name=NAME, title="Bugsnag breadcrumbs", fits=fits, read=read)
