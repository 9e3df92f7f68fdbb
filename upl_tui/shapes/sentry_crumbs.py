"""Breadcrumbs of Sentry: what happened before an error, or beside a replay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upl_tui.entries import ActionEntry, ConsoleEntry, Entry, NetworkEntry, Severity, State
from upl_tui.model import Kind
from upl_tui.shapes.arguments import decode_arguments
from upl_tui.shapes.console_text import message_text, value_text
from upl_tui.shapes.elements import action_word, describe, element
from upl_tui.shapes.levels import severity_of
from upl_tui.shapes.requests import json_text, number, resource_type, settle, size
from upl_tui.shapes.rrweb_events import object_of, text_of

CRUMB_KEYS = frozenset({"timestamp", "type", "category", "level", "message", "data", "event_id", "origin"})
"""All that a breadcrumb can have."""

_REQUESTS = ("fetch", "xhr", "http", "httplib", "requests")
_RECORDERS_OWN = "replay."
_ERRORS = ("exception", "error", "sentry.event", "replay.hydrate-error")
_FLAGS = {"slowclickdetected": "slow_click", "multiclick": "rage_click"}
_MODIFIERS = {"ctrl": "ctrlKey", "meta": "metaKey", "alt": "altKey", "shift": "shiftKey"}


def is_crumb(value: Any) -> bool:
    """Whether a JSON value may be read as a breadcrumb: a time, and something said or given."""
    return (
        isinstance(value, dict)
        and "timestamp" in value
        and any(value.get(key) for key in ("category", "message", "data"))
    )


def crumb_kind(crumb: Mapping[str, Any]) -> Kind | None:
    """The kind of log a breadcrumb belongs to; None for what a recorder notes about itself."""
    category, kind = text_of(crumb, "category"), text_of(crumb, "type")
    data = object_of(crumb.get("data"))
    if category in _ERRORS:
        return Kind.CONSOLE
    if category.startswith(_RECORDERS_OWN):
        return None
    if text_of(data, "url") and (category in _REQUESTS or kind == "http"):
        return Kind.NETWORK
    if category == "navigation" or kind == "navigation" or category.startswith(("ui.", "touch")):
        return Kind.ACTION
    return Kind.ACTION if kind in ("ui", "user") else Kind.CONSOLE


def crumb_entry(crumb: Mapping[str, Any]) -> Entry | None:
    """The entry of a breadcrumb, still without its time; None when it belongs to no kind of log."""
    match crumb_kind(crumb):
        case Kind.CONSOLE:
            return _message(crumb)
        case Kind.NETWORK:
            return _request(crumb)
        case Kind.ACTION:
            return _action(crumb)
    return None


def _message(crumb: Mapping[str, Any]) -> ConsoleEntry:
    data, category = object_of(crumb.get("data")), text_of(crumb, "category")
    entry = ConsoleEntry(index=0, level=text_of(crumb, "level"))
    arguments = data.get("arguments")
    if isinstance(arguments, list):
        entry.args = decode_arguments(arguments)
    entry.text = message_text(crumb.get("message") or "", entry.args) or _without_message(category, data)
    entry.severity = severity_of(entry.level)
    is_error = category in _ERRORS or text_of(crumb, "type") == "error"
    if entry.severity is Severity.UNKNOWN:
        entry.severity = Severity.ERROR if is_error else Severity.INFO
    if category != "console":
        entry.origin = "exception" if is_error else "other"
    entry.used_keys = _keys("timestamp level message", "arguments")
    return entry


def _without_message(category: str, data: Mapping[str, Any]) -> str:
    return f"{category}: {json_text(data)}" if data else category


def _request(crumb: Mapping[str, Any]) -> NetworkEntry:
    data, category = object_of(crumb.get("data")), text_of(crumb, "category")
    entry = NetworkEntry(index=0, url=text_of(data, "url"), method=text_of(data, "method"))
    entry.status_raw = data.get("status_code", data.get("statusCode"))
    entry.status_text = text_of(data, "reason")
    entry.type = resource_type(category if category in ("fetch", "xhr") else "", "", entry.url)
    entry.size_body = size(data.get("response_body_size"))
    if entry.status_raw is None and severity_of(text_of(crumb, "level")) >= Severity.ERROR:
        entry.state, entry.error = State.FAILED, text_of(crumb, "message")
    entry.used_keys = _keys(
        "timestamp category", "url method status_code statusCode reason response_body_size"
    )
    return settle(entry)


def _action(crumb: Mapping[str, Any]) -> ActionEntry:
    category, data = text_of(crumb, "category"), object_of(crumb.get("data"))
    is_navigation = category == "navigation" or text_of(crumb, "type") == "navigation"
    entry = ActionEntry(index=0, action_raw=category)
    message = text_of(crumb, "message")
    if is_navigation:
        _fill_navigation(entry, data)
    else:
        _fill_interaction(entry, data, message)
    describe(entry)
    if message and (entry.action == "other" or (is_navigation and not entry.to_url)):
        entry.text = message
    return entry


def _fill_navigation(entry: ActionEntry, data: Mapping[str, Any]) -> None:
    entry.action, entry.navigation_type = "navigation", "unknown"
    entry.from_url, entry.to_url = text_of(data, "from"), text_of(data, "to")
    entry.url = entry.to_url
    entry.used_keys = _keys("timestamp category message", "from to")


def _fill_interaction(entry: ActionEntry, data: Mapping[str, Any], message: str) -> None:
    word = entry.action_raw.rpartition(".")[2].lower()
    entry.action = action_word(entry.action_raw) or action_word(word) or "other"
    by_path, entry.selector = element(message)
    entry.element = element(data.get("node"))[0] or (by_path if entry.selector else None)
    entry.url = text_of(data, "url")
    entry.key = text_of(data, "key")
    entry.modifiers = tuple(name for name, flag in _MODIFIERS.items() if data.get(flag) is True)
    if word in _FLAGS:
        entry.flags = (_FLAGS[word],)
        entry.title = _clicks(data)
    entry.used_keys = _keys("timestamp category message", "node url key", *_MODIFIERS.values())


def _clicks(data: Mapping[str, Any]) -> str:
    count, waited = number(data.get("clickCount")), number(data.get("timeAfterClickMs"))
    said = [f"{count:g} clicks" if count else "", f"nothing for {waited:,.0f} ms" if waited else ""]
    return ", ".join(filter(None, [*said, value_text(data.get("endReason") or "")]))


def _keys(names: str, data_names: str, *more: str) -> frozenset[str]:
    return frozenset(names.split()) | {f"data.{name}" for name in (*data_names.split(), *more)}
