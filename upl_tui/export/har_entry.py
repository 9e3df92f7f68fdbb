"""One request as a HAR 1.2 entry; what HAR has no field for goes under the names Chrome gives it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from upl_tui.entries import Body, Headers, NetworkEntry, SocketFrame, State
from upl_tui.export.har_times import times
from upl_tui.export.places import iso
from upl_tui.export.sent import body_bytes, encodable
from upl_tui.logs.urls import Url
from upl_tui.redact import Masker

_WEB = re.compile(r"(?:https?|wss?)://[^/?#\s]", re.IGNORECASE)
_PLACE = re.compile(r"(?:[a-z]+:)?//", re.IGNORECASE)
_TYPES_OF_CHROME = {"beacon": "ping", "graphql": "fetch"}
_TEXT_FRAME = 1
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
        "request": _request(entry, masker),
        "response": _response(entry, masker),
        "cache": {},
        "pageref": encodable(masker.url(entry.page_ref)),
        "serverIPAddress": address,
        "connection": port,
        "_serverPort": port,
        "_requestId": encodable(entry.request_id),
        "_resourceType": _TYPES_OF_CHROME.get(entry.type, entry.type),
        "_priority": encodable(entry.priority),
        "_fromCache": entry.from_cache,
        "_initiator": _initiator(entry, masker),
        "_wasAborted": entry.state is State.ABORTED,
    }
    kept = {name: value for name, value in shown.items() if value or name == "cache"}
    return kept | times(entry) | _messages(entry, started, masker)


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
        "content": {"size": _size(entry), **content},
        "redirectURL": encodable(masker.url(entry.redirect_to)),
        "headersSize": -1,
        "bodySize": -1,
    }
    if entry.size_transfer is not None:
        response["_transferSize"] = entry.size_transfer
    return response | _failure(entry, masker)


def _size(entry: NetworkEntry) -> int:
    """Bytes of the body: those the recorder counted, else those that are here; -1 when nobody knows."""
    body = entry.response_body
    if entry.size_body is not None or body is None or body.truncated:
        return -1 if entry.size_body is None else entry.size_body
    data = body_bytes(body, Masker(reveal=True))
    return -1 if data is None else len(data)


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
    text = encodable(masker.text(entry.initiator))
    kind, _, place = ("", "", text) if _PLACE.match(text) else text.partition(" ")
    if not text and not frames:
        return {}
    shown: dict[str, Any] = {"type": kind} if kind else {}
    if frames:
        return {"type": "script"} | shown | {"stack": {"callFrames": frames}}
    url, colon, line = place.rpartition(":")
    if colon and line.isdigit():
        return shown | {"url": url, "lineNumber": int(line) - 1}
    return shown | ({"url": place} if place else {})


def _messages(entry: NetworkEntry, started: float, masker: Masker) -> dict[str, Any]:
    """Messages in Chrome's shapes. It passes over one without a time (-1 for unknown) or another member."""
    if not entry.messages:
        return {}
    if entry.type == "eventsource" or entry.mime == "text/event-stream":
        return {"_eventSourceMessages": [_event(frame, started, masker) for frame in entry.messages]}
    return {"_webSocketMessages": [_frame(frame, started, masker) for frame in entry.messages]}


def _event(frame: SocketFrame, started: float, masker: Masker) -> dict[str, Any]:
    return {
        "time": _seconds(frame, started),
        "eventName": encodable(masker.text(frame.event)) or "message",
        "eventId": "",
        "data": encodable(masker.body(frame.text, "")),
    }


def _frame(frame: SocketFrame, started: float, masker: Masker) -> dict[str, Any]:
    return {
        "type": frame.direction,
        "time": _seconds(frame, started),
        "opcode": _TEXT_FRAME if frame.opcode is None else frame.opcode,
        "data": encodable(masker.body(frame.text, "")),
    }


def _seconds(frame: SocketFrame, started: float) -> float:
    return -1 if frame.at_ms is None else (started + frame.at_ms) / 1000
