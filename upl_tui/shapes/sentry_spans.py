"""Spans of a Sentry replay: requests and navigations with a start and an end, in seconds since 1970."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upl_tui.entries import ActionEntry, Body, Entry, NetworkEntry
from upl_tui.model import Kind
from upl_tui.shapes.elements import describe
from upl_tui.shapes.requests import body, header, headers, number, resource_type, settle, size
from upl_tui.shapes.rrweb_events import epoch_ms, list_of, object_of, text_of

_RESOURCE, _NAVIGATION = "resource.", "navigation."
_NAVIGATION_TYPES = {"navigate": "load", "reload": "reload", "back_forward": "back_forward", "push": "push"}
_CUT = ("TEXT_TRUNCATED", "MAYBE_JSON_TRUNCATED", "JSON_TRUNCATED")
_USED_NAMES = (
    "op description startTimestamp endTimestamp data.method data.statusCode data.request data.response "
    "data.size data.decodedBodySize data.previous"
)
_USED_KEYS = frozenset(_USED_NAMES.split())


def span_kind(span: Mapping[str, Any]) -> Kind | None:
    """The kind of log a span belongs to; None for measurements such as memory and paints."""
    op = text_of(span, "op")
    if op.startswith(_RESOURCE):
        return Kind.NETWORK
    return Kind.ACTION if op.startswith(_NAVIGATION) else None


def span_entry(span: Mapping[str, Any]) -> Entry | None:
    """The entry of a span, still without its time; None when it belongs to no kind of log."""
    match span_kind(span):
        case Kind.NETWORK:
            return _request(span)
        case Kind.ACTION:
            return _navigation(span)
    return None


def _request(span: Mapping[str, Any]) -> NetworkEntry:
    data = object_of(span.get("data"))
    request, response = object_of(data.get("request")), object_of(data.get("response"))
    word = text_of(span, "op").removeprefix(_RESOURCE)
    entry = NetworkEntry(index=0, url=text_of(span, "description"), method=text_of(data, "method"))
    entry.status_raw = data.get("statusCode")
    if word not in ("fetch", "xhr") and number(entry.status_raw) == 0:
        entry.status_raw = None
    entry.request_headers, entry.response_headers = (
        headers(half.get("headers")) for half in (request, response)
    )
    entry.request_body, entry.response_body = _body(request), _body(response)
    entry.type = resource_type(word, header(entry.response_headers, "content-type"), entry.url)
    entry.size_transfer = size(data.get("size"))
    entry.size_body = size(data.get("decodedBodySize", response.get("size")))
    start, end = epoch_ms(span.get("startTimestamp")), epoch_ms(span.get("endTimestamp"))
    if start is not None and end is not None and end >= start:
        entry.duration_ms = end - start
    entry.used_keys = _USED_KEYS
    return settle(entry)


def _body(half: Mapping[str, Any]) -> Body | None:
    """A body, or why Sentry has none: it warns beside what it cut or could not read."""
    warnings = [
        text for text in list_of(object_of(half.get("_meta")).get("warnings")) if isinstance(text, str)
    ]
    mime = header(headers(half.get("headers")), "content-type")
    found = body(half.get("body"), mime)
    if found is None:
        return Body(mime=mime, missing=", ".join(warnings)) if warnings else None
    is_cut = any(warning in _CUT for warning in warnings)
    return Body(text=found.text, mime=found.mime, truncated=is_cut, missing=found.missing)


def _navigation(span: Mapping[str, Any]) -> ActionEntry:
    op, data = text_of(span, "op"), object_of(span.get("data"))
    entry = ActionEntry(index=0, action="navigation", action_raw=op, used_keys=_USED_KEYS)
    entry.navigation_type = _NAVIGATION_TYPES.get(op.removeprefix(_NAVIGATION), "unknown")
    entry.from_url = text_of(data, "previous")
    entry.to_url = entry.url = text_of(span, "description")
    return describe(entry)
