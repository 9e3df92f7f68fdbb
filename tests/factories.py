"""Short builders of entries and logs with good defaults."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from upl_tui.entries import (
    ActionEntry,
    Body,
    ConsoleEntry,
    Element,
    Entry,
    NetworkEntry,
    RawEntry,
    Severity,
    State,
)
from upl_tui.log import Account, Columns, Log
from upl_tui.model import Kind


def console(text: str = "ready", severity: Severity = Severity.LOG, **more: Any) -> ConsoleEntry:
    """A console message."""
    fields: dict[str, Any] = {"index": 0, "at_ms": 1000.0, "text": text, "severity": severity}
    return ConsoleEntry(**fields | more)


def network(
    url: str = "https://shop.test/api/orders?page=2",
    method: str = "GET",
    status: int | None = 200,
    state: State = State.OK,
    **more: Any,
) -> NetworkEntry:
    """A request."""
    fields: dict[str, Any] = {
        "index": 0,
        "at_ms": 2000.0,
        "severity": Severity.INFO,
        "text": f"{method} {url}",
    }
    return NetworkEntry(url=url, method=method, status=status, state=state, **fields | more)


def json_body(text: str, mime: str = "application/json", **more: Any) -> Body:
    """A body of text."""
    return Body(text=text, mime=mime, **more)


def action(
    text: str = 'clicked "Place order" (button)',
    kind: str = "click",
    element: Element | None = None,
    **more: Any,
) -> ActionEntry:
    """Something the user did."""
    fields: dict[str, Any] = {
        "index": 0,
        "at_ms": 3000.0,
        "severity": Severity.INFO,
        "url": "https://shop.test/checkout",
    }
    return ActionEntry(text=text, action=kind, element=element, **fields | more)


def raw(text: str = "?? not a row", reason: str = "not JSON", **more: Any) -> RawEntry:
    """A row that no reader understood."""
    fields: dict[str, Any] = {"index": 0, "text": text, "reason": reason}
    return RawEntry(**fields | more)


def log(kind: Kind, entries: Sequence[Entry], data: bytes = b"") -> Log:
    """A log that keeps its entries as objects."""
    return Log(kind, data, Columns.of(entries), Account())
