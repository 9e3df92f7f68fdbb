"""Playwright's calls as actions, in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from upl_tui.entries import ActionEntry, Entry, Severity
from upl_tui.shapes.console_text import value_text
from upl_tui.shapes.dotted import Dotted
from upl_tui.shapes.elements import action_word, describe
from upl_tui.shapes.playwright_selectors import element_of

NAVIGATIONS = {"goto": "load", "reload": "reload", "goBack": "back_forward", "goForward": "back_forward"}
"""Methods that lead to another page: the page's own event of that is a part of the call."""

_DEVICES = ("mouse", "keyboard", "touchscreen")
_VALUES = ("params.value", "params.text", "params.label", "params.file")
_TECHNICAL = {"selector", "strict", "timeout", "isFunction", "waitUntil", "state"}
_LONGEST_DETAIL = 200


def call(viewport: tuple[float, float] | None, values: Sequence[Any]) -> Entry:
    """A call from its rows: ``before``, ``input``, ``log`` and ``after``, or one row ``action``."""
    row = Dotted(values[0])
    method, name = row.text("method"), row.text("apiName", "title")
    entry = ActionEntry(
        index=0,
        action=_word(method),
        action_raw=name or ".".join(filter(None, (row.text("class"), method))),
        selector=row.text("params.selector", "params.source"),
        viewport=viewport,
        key=row.text("params.key"),
        button=row.text("params.button"),
    )
    entry.element = element_of(entry.selector) if entry.selector else None
    modifiers = row.items("params.modifiers") or []
    entry.modifiers = tuple(one.lower() for one in modifiers if isinstance(one, str))
    _fill_value(entry, row, method)
    _fill_point(entry, row, [Dotted(value) for value in values])
    _fill_page(entry, row, values, method)
    describe(entry)
    if entry.action == "other":
        entry.text = _other_text(entry, values[0].get("params"))
    _fill_failure(entry, values)
    row.get("params.timeout")
    entry.used_keys = row.keys() | {
        "type",
        "callId",
        "startTime",
        "endTime",
        "wallTime",
        "class",
        "error",
        "time",
    }
    return entry


def navigated(values: Sequence[Any]) -> Entry:
    """A page that went somewhere without a call that says so."""
    row = Dotted(values[0])
    url = row.text("params.url")
    kind = "load" if row.get("params.newDocument") else "unknown"
    entry = ActionEntry(
        index=0, action="navigation", action_raw="navigated", url=url, to_url=url, navigation_type=kind
    )
    entry.used_keys = row.keys() | {"type", "class", "method", "time"}
    return describe(entry)


def dialog(values: Sequence[Any]) -> Entry:
    """A dialog that the page opened."""
    row = Dotted(values[0])
    entry = ActionEntry(index=0, action="other", title=row.text("params.message"))
    entry.action_raw = " ".join(filter(None, (row.text("params.type"), "dialog")))
    entry.used_keys = row.keys() | {"type", "class", "method", "time"}
    return describe(entry)


def _word(method: str) -> str:
    """Our word for a method; ``mouseClick`` and ``keyboardType`` belong to a page without an element."""
    if method in NAVIGATIONS:
        return "navigation"
    device = next((one for one in _DEVICES if method.startswith(one)), "")
    return action_word(method.removeprefix(device)) or action_word(method) or "other"


def _fill_value(entry: ActionEntry, row: Dotted, method: str) -> None:
    if method in ("check", "uncheck"):
        entry.checked = method == "check"
    elif entry.action in ("input", "change"):
        options = row.items("params.options") or []
        chosen = [Dotted(option).text("label", "valueOrLabel", "value") for option in options]
        entry.value = ", ".join(filter(None, chosen)) or row.text(*_VALUES)


def _fill_point(entry: ActionEntry, row: Dotted, rows: Sequence[Dotted]) -> None:
    for one in rows:
        x, y = one.number("point.x"), one.number("point.y")
        if x is not None and y is not None:
            entry.x, entry.y, entry.coord_space = x, y, "viewport"
            return
    x, y = row.number("params.x"), row.number("params.y")
    if x is not None and y is not None:
        entry.x, entry.y, entry.coord_space = x, y, "viewport"


def _fill_page(entry: ActionEntry, row: Dotted, values: Sequence[Any], method: str) -> None:
    if entry.action != "navigation":
        return
    events = [Dotted(value) for value in values if value["type"] == "event"]
    reached = next((url for event in reversed(events) if (url := event.text("params.url"))), "")
    entry.to_url = entry.url = reached or row.text("params.url")
    entry.navigation_type = NAVIGATIONS.get(method, "unknown")


def _other_text(entry: ActionEntry, params: Any) -> str:
    """A call that is no action of a user: its name, what it was about, and what else it was given."""
    given = params if isinstance(params, Mapping) else {}
    details = {key: item for key, item in given.items() if key not in _TECHNICAL}
    detail = " ".join(value_text(details).split()) if details else ""
    if len(detail) > _LONGEST_DETAIL:
        detail = detail[: _LONGEST_DETAIL - 1] + "…"
    about = f'"{entry.label}"' if entry.label else ""
    return " ".join(filter(None, (entry.action_raw, about, detail)))


def _fill_failure(entry: ActionEntry, values: Sequence[Any]) -> None:
    for value in values:
        found = Dotted(value).text("error.message", "error.error.message")
        if found:
            entry.severity = Severity.ERROR
            entry.text = f"{entry.text}: {found.partition(chr(10))[0]}"
            entry.notes = (f"The call failed: {found}",)
