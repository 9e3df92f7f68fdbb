"""What only the detail of a HAR entry shows: headers, bodies, phases, messages, initiator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from upl_tui.clock import TimeBase, Unit
from upl_tui.entries import Body, Frame, NetworkEntry, SocketFrame
from upl_tui.shapes.requests import body, header, headers, initiator, json_text, number, resource_type, size

_PHASES = ("blocked", "dns", "connect", "ssl", "send", "wait", "receive")
_ABSOLUTE = {Unit.EPOCH_S, Unit.EPOCH_MS, Unit.EPOCH_US, Unit.EPOCH_NS, Unit.ISO, Unit.LOCALE}
_FIRST_EPOCH_MS = 1e11
_OUTSIDE = ("_file", "_sha1")
_NOT_IN_FILE = "The body is kept outside this file."
_NOT_KEPT = "The recorder did not keep the body."

_USED = frozenset(
    key
    for line in (
        "pageref startedDateTime time serverIPAddress",
        "request.method request.url request.httpVersion request.headers request.queryString",
        "response.status response.statusText response.httpVersion response.headers response.redirectURL",
        "response.headersSize response.bodySize response._transferSize response._error response._failureText",
        "response.error response._blockedReason response._corsError response._fetchedViaServiceWorker",
        "request.postData.text request.postData.params request.postData.mimeType request.postData.encoding",
        "response.content.text response.content.encoding",
        "response.content.size response.content.mimeType",
        "_requestId _request_id _resourceType _priority _fromCache _fetchType _initiator _initiator_line",
        "_recorded _serverPort _webSocketMessages _eventSourceMessages _monotonicTime _wasAborted",
    )
    for key in line.split()
) | {f"timings.{phase}" for phase in _PHASES}
_OFTEN_EMPTY = (
    "cache",
    "comment",
    "request.cookies",
    "response.cookies",
    "request.comment",
    "response.comment",
)


def measure(entry: NetworkEntry, row: Mapping[str, Any]) -> None:
    """Set type, mime type, sizes and duration: what lists and filters ask of a request.

    Documents keep their request headers, which tell pages from frames.
    """
    response = _object(row.get("response"))
    content = _object(response.get("content"))
    entry.mime = _text(content.get("mimeType"))
    entry.type = resource_type(_text(row.get("_resourceType")), entry.mime, entry.url)
    entry.mime = entry.mime or header(headers(response.get("headers")), "content-type")
    entry.size_transfer = _transferred(response)
    entry.size_body = size(content.get("size"))
    time = number(_times(row).get("time"))
    if time is not None and time >= 0:
        entry.duration_ms = time
    else:
        entry.timings = _timings(_times(row))
    if entry.type == "document":
        entry.request_headers = headers(row["request"].get("headers"))


def fill_head(entry: NetworkEntry, row: Mapping[str, Any]) -> NetworkEntry:
    """Complete an outline as far as `Depth.HEAD`; the same object."""
    request, response = row["request"], _object(row.get("response"))
    entry.request_id = _text(row.get("_requestId")) or _text(row.get("_request_id"))
    entry.request_headers = headers(request.get("headers"))
    entry.response_headers = headers(response.get("headers"))
    entry.request_body = _request_body(_object(request.get("postData")))
    entry.protocol = _protocol(request, response)
    entry.remote = _remote(row)
    entry.redirect_to = _text(response.get("redirectURL"))
    entry.page_ref = _text(row.get("pageref"))
    entry.priority = _text(row.get("_priority")) or _text(request.get("_priority"))
    entry.initiator, entry.initiator_stack = _initiator(row)
    return entry


def fill(entry: NetworkEntry, row: Mapping[str, Any], base: TimeBase | None) -> NetworkEntry:
    """Complete an outline with everything else of its HAR entry; the same object."""
    fill_head(entry, row)
    entry.response_body = _response_body(_object(_object(row.get("response")).get("content")))
    entry.timings = _timings(_times(row))
    entry.messages = _messages(row, base)
    entry.used_keys = _used_keys(row)
    return entry


def socket_error(row: Mapping[str, Any]) -> str:
    """Why a WebSocket failed, which Chrome tells among its messages; empty when it did not."""
    messages = map(_object, _list(row.get("_webSocketMessages")))
    return next((_text(message.get("data")) for message in messages if message.get("type") == "error"), "")


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else json_text(value)


def _request_body(post: Mapping[str, Any]) -> Body | None:
    mime = _text(post.get("mimeType"))
    found = body(post.get("text"), mime, _text(post.get("encoding")))
    if found is not None:
        return found
    params = [_object(param) for param in _list(post.get("params"))]
    if params and "multipart" in mime:
        return Body(text="\n".join(_part(param) for param in params), mime="text/plain")
    if params:
        pairs = [(_text(param.get("name")), _text(param.get("value"))) for param in params]
        return body(urlencode(pairs, errors="replace"), mime)
    return Body(mime=mime, missing=_NOT_IN_FILE) if any(post.get(key) for key in _OUTSIDE) else None


def _part(param: Mapping[str, Any]) -> str:
    file = " ".join(filter(None, (_text(param.get("fileName")), _text(param.get("contentType")))))
    value = _text(param.get("value"))
    return f"{_text(param.get('name'))}: " + " ".join(filter(None, (value, f"({file})" if file else "")))


def _response_body(content: Mapping[str, Any]) -> Body | None:
    mime = _text(content.get("mimeType"))
    found = body(content.get("text"), mime, _text(content.get("encoding")))
    if found is not None:
        return found
    if any(content.get(key) for key in _OUTSIDE):
        return Body(mime=mime, missing=_NOT_IN_FILE)
    return Body(mime=mime, missing=_NOT_KEPT) if size(content.get("size")) else None


def _times(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """What holds time and timings: our own exports keep what was recorded beside what HAR 1.2 demands."""
    return _object(row.get("_recorded")) or row


def _timings(times: Mapping[str, Any]) -> dict[str, float]:
    given = _object(times.get("timings"))
    found: dict[str, float] = {}
    for phase in _PHASES:
        ms, nanos = number(given.get(phase)), number(given.get(f"{phase}Nanos"))
        if ms is None and nanos is not None:
            ms = nanos / 1e6
        if ms is not None and ms >= 0:
            found[phase] = ms
    return found


def _transferred(response: Mapping[str, Any]) -> int | None:
    known = size(response.get("_transferSize"))
    if known is not None:
        return known
    payload = size(response.get("bodySize"))
    return None if payload is None else payload + (size(response.get("headersSize")) or 0)


def _protocol(request: Mapping[str, Any], response: Mapping[str, Any]) -> str:
    known = (_text(half.get("httpVersion")) for half in (response, request))
    return next((version for version in known if version.lower() not in ("", "unknown")), "")


def _remote(row: Mapping[str, Any]) -> str:
    address, port = _text(row.get("serverIPAddress")), _text(row.get("_serverPort"))
    if row.get("_connectionId"):
        port = _text(row.get("connection"))  # Chrome, which alone tells the two apart
    if not address or not port:
        return address
    return f"[{address}]:{port}" if ":" in address and not address.startswith("[") else f"{address}:{port}"


def _initiator(row: Mapping[str, Any]) -> tuple[str, tuple[Frame, ...]]:
    given = row.get("_initiator")
    if isinstance(given, str):
        line = _text(row.get("_initiator_line"))
        return (f"{given}:{line}" if given and line else given), ()
    return initiator(given)


def _messages(row: Mapping[str, Any], base: TimeBase | None) -> tuple[SocketFrame, ...]:
    found = []
    for key in ("_webSocketMessages", "_eventSourceMessages"):
        for given in _list(row.get(key)):
            message = _object(given)
            if message.get("type") == "error":
                continue
            opcode = number(message.get("opcode"))
            found.append(
                SocketFrame(
                    direction="send" if message.get("type") in ("send", "request", "sent") else "receive",
                    at_ms=_message_time(message.get("time"), base),
                    opcode=None if opcode is None else int(opcode),
                    text=_text(message.get("data")),
                    event=_text(message.get("eventName")),
                )
            )
    return tuple(found)


def _message_time(value: Any, base: TimeBase | None) -> float | None:
    if base is None or base.unit not in _ABSOLUTE:
        return None
    stamp = number(value)
    if stamp is None or stamp <= 0:
        return base.offset(value) if isinstance(value, str) else None
    return (stamp if stamp >= _FIRST_EPOCH_MS else stamp * 1000) - base.origin_ms


def _used_keys(row: Mapping[str, Any]) -> frozenset[str]:
    empty = {key for key in _OFTEN_EMPTY if not _at(row, key)}
    return _USED | empty | ({"connection"} if row.get("_connectionId") else set())


def _at(row: Mapping[str, Any], dotted: str) -> Any:
    value: Any = row
    for key in dotted.split("."):
        value = _object(value).get(key)
    return value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
