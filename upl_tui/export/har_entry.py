"""One request as a HAR 1.2 entry; what HAR has no field for goes under the names Chrome gives it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from upl_tui.entries import Body, Headers, NetworkEntry, SocketFrame, State
from upl_tui.export.places import iso
from upl_tui.export.sent import body_bytes, encodable
from upl_tui.logs.urls import Url
from upl_tui.redact import Masker

_WEB = re.compile(r"(?:https?|wss?)://[^/?#\s]", re.IGNORECASE)
_OPTIONAL_PHASES = ("blocked", "dns", "connect", "ssl")
_PHASES = ("send", "wait", "receive")
_COOKIE_FLAGS = {"httponly": "httpOnly", "secure": "secure"}
_COOKIE_FIELDS = ("path", "domain")


def is_web(entry: NetworkEntry) -> bool:
    """Whether the address is absolute and of HTTP or a WebSocket."""
    return _WEB.match(entry.url) is not None


def entry_object(entry: NetworkEntry, at_ms: float, started: float, masker: Masker) -> dict[str, Any]:
    """The entry. Offsets count from `started`, epoch milliseconds; what is unknown is -1 or left out."""
    address, port = _remote(entry.remote)
    shown: dict[str, Any] = {
        "startedDateTime": iso(started, at_ms),
        "time": -1 if entry.duration_ms is None else entry.duration_ms,
        "request": _request(entry, masker),
        "response": _response(entry, masker),
        "cache": {},
        "timings": {phase: entry.timings.get(phase, -1) for phase in (*_OPTIONAL_PHASES, *_PHASES)},
        "pageref": encodable(masker.url(entry.page_ref)),
        "serverIPAddress": address,
        "_serverPort": port,
        "_requestId": encodable(entry.request_id),
        "_resourceType": entry.type,
        "_priority": encodable(entry.priority),
        "_fromCache": entry.from_cache,
        "_initiator": _initiator(entry, masker),
        "_wasAborted": entry.state is State.ABORTED,
    }
    required = {"cache", "time"}
    kept = {name: value for name, value in shown.items() if value or name in required}
    for name, frames in _messages(entry):
        kept[name] = [_message(frame, started, masker) for frame in frames]
    return kept


def _request(entry: NetworkEntry, masker: Masker) -> dict[str, Any]:
    url = encodable(masker.url(entry.url))
    headers = _masked(entry.request_headers, masker)
    body = entry.request_body
    request = {
        "method": entry.method or "GET",
        "url": url,
        "httpVersion": encodable(entry.protocol) or "unknown",
        "cookies": [pair for name, value in headers if name.lower() == "cookie" for pair in _cookies(value)],
        "headers": _pairs(headers),
        "queryString": _pairs(parse_qsl(Url.of(url).query, keep_blank_values=True, errors="replace")),
        "headersSize": -1,
        "bodySize": 0 if body is None else -1,
    }
    if (content := _content(body, masker)) is not None:
        request["postData"] = content
    return request


def _response(entry: NetworkEntry, masker: Masker) -> dict[str, Any]:
    headers = _masked(entry.response_headers, masker)
    content = _content(entry.response_body, masker) or {"mimeType": encodable(entry.mime) or "x-unknown"}
    response: dict[str, Any] = {
        "status": entry.status or 0,
        "statusText": encodable(entry.status_text),
        "httpVersion": encodable(entry.protocol) or "unknown",
        "cookies": [
            cookie
            for name, value in headers
            if name.lower() == "set-cookie"
            for cookie in map(_set_cookie, value.split("\n"))
        ],
        "headers": _pairs(headers),
        "content": {"size": -1 if entry.size_body is None else entry.size_body, **content},
        "redirectURL": encodable(masker.url(entry.redirect_to)),
        "headersSize": -1,
        "bodySize": -1,
    }
    if entry.size_transfer is not None:
        response["_transferSize"] = entry.size_transfer
    return response | _failure(entry, masker)


def _failure(entry: NetworkEntry, masker: Masker) -> dict[str, Any]:
    """Chrome's words for what became of a request without an answer; pending is an error of null."""
    error = encodable(masker.text(entry.error))
    match entry.state:
        case State.PENDING:
            return {"_error": None}
        case State.BLOCKED:
            return {"_error": error or "blocked"}
        case State.ABORTED | State.FAILED:
            return {"_error": error or entry.state.value}
    return {"_error": error} if error else {}


def _content(body: Body | None, masker: Masker) -> dict[str, Any] | None:
    """Text, or base64 for what is no text. HAR 1.2 knows the encoding for responses only."""
    if body is None:
        return None
    mime = encodable(body.mime) or "x-unknown"
    data = body_bytes(body, masker)
    if data is None:
        return {"mimeType": mime, "text": "", "comment": encodable(masker.text(body.missing))}
    cut = {"comment": "cut by the recorder"} if body.truncated else {}
    if body.encoding != "base64":
        return {"mimeType": mime, "text": data.decode(), **cut}
    return {"mimeType": mime, "text": b64encode(data).decode(), "encoding": "base64", **cut}


def _masked(headers: Headers, masker: Masker) -> Headers:
    return tuple((encodable(name), encodable(masker.header(name, value))) for name, value in headers)


def _pairs(pairs: Headers | list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]


def _cookies(value: str) -> Iterator[dict[str, str]]:
    for pair in re.split(r"[;\n]", value):
        name, _, content = pair.strip().partition("=")
        if name:
            yield {"name": name, "value": content}


def _set_cookie(line: str) -> dict[str, Any]:
    pair, *attributes = (part.strip() for part in line.split(";"))
    name, _, value = pair.partition("=")
    cookie: dict[str, Any] = {"name": name, "value": value}
    for attribute in attributes:
        key, _, content = attribute.partition("=")
        if flag := _COOKIE_FLAGS.get(key.lower()):
            cookie[flag] = True
        elif key.lower() in _COOKIE_FIELDS:
            cookie[key.lower()] = content
    return cookie


def _remote(remote: str) -> tuple[str, str]:
    """Address and port of ``1.2.3.4:443`` or ``[::1]:443``."""
    found = re.fullmatch(r"(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?", remote)
    return (found[1] or found[2] or "", found[3] or "") if found else (encodable(remote), "")


def _initiator(entry: NetworkEntry, masker: Masker) -> dict[str, Any]:
    frames = [
        {
            "functionName": encodable(frame.function),
            "url": encodable(masker.url(frame.url)),
            "lineNumber": (frame.line or 1) - 1,
            "columnNumber": (frame.column or 1) - 1,
        }
        for frame in entry.initiator_stack
    ]
    kind, _, place = encodable(masker.text(entry.initiator)).partition(" ")
    if not kind and not frames:
        return {}
    shown: dict[str, Any] = {"type": kind or "script"}
    if frames:
        return shown | {"stack": {"callFrames": frames}}
    url, colon, line = place.rpartition(":")
    if colon and line.isdigit():
        return shown | {"url": url, "lineNumber": int(line) - 1}
    return shown | ({"url": place} if place else {})


def _messages(entry: NetworkEntry) -> list[tuple[str, tuple[SocketFrame, ...]]]:
    if not entry.messages:
        return []
    name = "_eventSourceMessages" if entry.type == "eventsource" else "_webSocketMessages"
    return [(name, entry.messages)]


def _message(frame: SocketFrame, started: float, masker: Masker) -> dict[str, Any]:
    """A message in Chrome's shape; its time is in epoch seconds."""
    shown: dict[str, Any] = {"type": "send" if frame.direction == "send" else "receive"}
    if frame.at_ms is not None:
        shown["time"] = (started + frame.at_ms) / 1000
    if frame.opcode is not None:
        shown["opcode"] = frame.opcode
    if frame.event:
        shown["eventName"] = encodable(masker.text(frame.event))
    return shown | {"data": encodable(masker.body(frame.text, ""))}
