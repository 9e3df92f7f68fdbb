"""What a filter may ask of a request, under the names that browsers' developer tools use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from upl_tui.entries import Depth, Entry, NetworkEntry, State
from upl_tui.logs import correlation, repeats, requests
from upl_tui.logs.common import NOTE_TAGS, common_fields, common_flags, is_field, only
from upl_tui.logs.templates import path_template
from upl_tui.logs.urls import Url
from upl_tui.model import Kind
from upl_tui.query.fields import Field, FieldType

_HAS = ("body", "request-body", "cookies", "set-cookie", "messages", "stack", "trace", "error")


def _field(
    key: str,
    type_: FieldType,
    get: Callable[[NetworkEntry], Any],
    help_: str,
    aliases: tuple[str, ...] = (),
    **more: Any,
) -> Field:
    return Field(key, type_, only(NetworkEntry, get), help_, aliases, **more)


def _text(key: str, get: Callable[[NetworkEntry], str], help_: str, *aliases: str) -> Field:
    return _field(key, FieldType.TEXT, lambda entry: get(entry) or None, help_, aliases)


def _flags(entry: Entry) -> set[str]:
    return requests.flags(entry) if isinstance(entry, NetworkEntry) else common_flags(entry)


def _has(entry: NetworkEntry) -> set[str]:
    holds = {
        "body": entry.response_body is not None and entry.response_body.text is not None,
        "request-body": entry.request_body is not None and entry.request_body.text is not None,
        "cookies": any(requests.cookies(entry)),
        "set-cookie": any(requests.set_cookies(entry)),
        "messages": bool(entry.messages),
        "stack": bool(entry.initiator_stack),
        "trace": bool(correlation.ids(entry)),
        "error": bool(entry.error),
    }
    return {thing for thing, true in holds.items() if true}


def _bodies(entry: NetworkEntry) -> str:
    bodies = map(requests.body_text, (entry.request_body, entry.response_body))
    return "\n".join(filter(None, bodies))


def _initiator(entry: NetworkEntry) -> str:
    return "\n".join(filter(None, (entry.initiator, *(frame.url for frame in entry.initiator_stack))))


_OUTLINED_IS = _field(
    "is",
    FieldType.FLAGS,
    requests.outlined_flags,
    "state",
    values=requests.OUTLINED_FLAGS,
    depth=Depth.OUTLINE,
    column="outlined-is",
)

_DECLARED = (
    *common_fields(Kind.NETWORK),
    _field("method", FieldType.WORD, lambda entry: entry.method or None, "request method"),
    _field(
        "status",
        FieldType.STATUS,
        lambda entry: entry.status,
        "HTTP status",
        ("status-code",),
        column="status",
    ),
    _field(
        "state",
        FieldType.WORD,
        lambda entry: entry.state.value,
        "what became of it",
        values=tuple(state.value for state in State),
    ),
    _text("url", lambda entry: entry.url, "whole URL"),
    _text("domain", lambda entry: Url.of(entry.url).host, "host, as in *.example.com", "host"),
    _text("path", lambda entry: Url.of(entry.url).path, "path of the URL"),
    _field(
        "template",
        FieldType.WORD,
        lambda entry: path_template(Url.of(entry.url).path) or None,
        "path with {id} for numbers, UUIDs, hashes and dates",
        ("endpoint", "route"),
    ),
    _text("query", lambda entry: Url.of(entry.url).query, "query string of the URL"),
    _field(
        "scheme",
        FieldType.WORD,
        lambda entry: Url.of(entry.url).scheme.lower() or None,
        "https, wss, data ...",
    ),
    _text("mime-type", lambda entry: entry.mime, "mime type of the response", "mime"),
    _field(
        "resource-type", FieldType.WORD, lambda entry: entry.type or None, "document, script, xhr, fetch ..."
    ),
    _field("size", FieldType.SIZE, requests.size_of, "bytes on the wire", column="size"),
    _field("larger-than", FieldType.SIZE, requests.size_of, "more bytes", compare=">", column="size"),
    _field("smaller-than", FieldType.SIZE, requests.size_of, "fewer bytes", compare="<", column="size"),
    _field(
        "slower-than",
        FieldType.DURATION,
        lambda entry: entry.duration_ms,
        "took longer",
        ("time", "duration"),
        compare=">",
        column="duration",
    ),
    _field(
        "faster-than",
        FieldType.DURATION,
        lambda entry: entry.duration_ms,
        "took less",
        compare="<",
        column="duration",
    ),
    _field(
        "header",
        FieldType.PAIRS,
        lambda entry: (*entry.request_headers, *entry.response_headers),
        "header of the request or the response",
    ),
    _field(
        "has-request-header",
        FieldType.FLAGS,
        lambda entry: requests.header_names(entry.request_headers),
        "name of a header that was sent",
    ),
    _field(
        "has-response-header",
        FieldType.FLAGS,
        lambda entry: requests.header_names(entry.response_headers),
        "name of a header that came back",
    ),
    _field(
        "cookie-name",
        FieldType.FLAGS,
        lambda entry: {name for name, _ in requests.cookies(entry)},
        "name of a cookie that was sent",
    ),
    _field(
        "set-cookie-name",
        FieldType.FLAGS,
        lambda entry: {name for name, _ in requests.set_cookies(entry)},
        "name of a cookie that was set",
    ),
    _text("body", _bodies, "request or response body"),
    _text(
        "req-body", lambda entry: requests.body_text(entry.request_body) or "", "request body", "request-body"
    ),
    _field(
        "outcome",
        FieldType.WORD,
        lambda entry: requests.outcome(entry).rstrip("!"),
        "status, else the failure: DNS, CORS, aborted ...",
        ("failure",),
    ),
    _field(
        "in-flight",
        FieldType.STRETCH,
        repeats.lifetime,
        "running at a moment, as is:pending near:A7 says too",
        ("during",),
        joins=(("is", frozenset({"pending", "running"})), "near"),
        column="lifetime",
    ),
    _text("op", requests.operation, "GraphQL operation"),
    _text("trace", lambda entry: "\n".join(correlation.values(entry)), "trace or request id"),
    _text("error", lambda entry: entry.error, "why there was no answer"),
    _text("initiator", _initiator, "who asked for it"),
    _text("page", requests.page_of, "URL of the page that asked"),
    _text("remote", lambda entry: entry.remote, "address of the server", "remote-address"),
    _field("protocol", FieldType.WORD, lambda entry: entry.protocol or None, "h2, http/1.1 ..."),
    _field("priority", FieldType.WORD, lambda entry: entry.priority or None, "priority in the browser"),
    is_field(
        _flags,
        *requests.FLAGS,
        tags=repeats.TAGS,
        quicker=_OUTLINED_IS,
    ),
    _field("has", FieldType.FLAGS, _has, "what was recorded with it", values=_HAS, tags=NOTE_TAGS),
)

_DEPTHS = {
    Depth.OUTLINE: (
        "type method status state error url domain path template query scheme mime-type resource-type size "
        "larger-than smaller-than slower-than faster-than outcome in-flight"
    ),
    Depth.HEAD: (
        "header has-request-header has-response-header cookie-name set-cookie-name req-body op trace "
        "initiator page remote protocol priority is"
    ),
}
_DEPTH_OF = {key: depth for depth, keys in _DEPTHS.items() for key in keys.split()}

FIELDS = tuple(replace(field, depth=_DEPTH_OF.get(field.key, Depth.WHOLE)) for field in _DECLARED)
"""What the filter may ask of a request."""
