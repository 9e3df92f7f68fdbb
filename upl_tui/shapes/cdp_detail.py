"""What only the detail of a DevTools protocol request shows: headers, bodies, phases, messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from upl_tui.entries import Body, NetworkEntry, SocketFrame
from upl_tui.shapes.cdp_events import Event, Stamp, text_of
from upl_tui.shapes.cdp_network import Hop, close, conclude, fold, request_url
from upl_tui.shapes.requests import body, header, headers, initiator, number, size

At = Callable[[Stamp], float | None]
"""Places a stamp on the recording's clock."""

_NOT_IN_LOG = "The log does not hold the body."
_PHASES = {
    "dns": ("dnsStart", "dnsEnd"),
    "connect": ("connectStart", "connectEnd"),
    "ssl": ("sslStart", "sslEnd"),
    "send": ("sendStart", "sendEnd"),
    "wait": ("sendEnd", "receiveHeadersEnd"),
}
_USED_KEYS = frozenset({"method", "params", "sessionId", "targetType", "message", "timestamp", "level"})


def whole_entry(
    events: Sequence[Event], closing: Event | None, extras: Sequence[Event], at: At
) -> NetworkEntry:
    """The whole entry of a hop from its own events, the event that closed it, and the extra events."""
    hop = Hop()
    for event in events:
        fold(hop, event)
        _add(hop.entry, event, at)
    if closing is not None:
        close(hop, closing)
        _add_response(hop.entry, closing.params["redirectResponse"])
        hop.entry.redirect_to = request_url(closing.params.get("request"))
    for event in extras:
        fold(hop, event)
        _add(hop.entry, event, at)
    response = closing.params["redirectResponse"] if closing is not None else _response_of(events)
    hop.entry.timings = _timings(_object(_object(response).get("timing")), hop)
    hop.entry.used_keys = _USED_KEYS
    conclude(hop)
    return hop.entry


def _response_of(events: Sequence[Event]) -> Any:
    return next((event.params.get("response") for event in events if event.method in _ANSWERS), None)


def _add(entry: NetworkEntry, event: Event, at: At) -> None:
    step = _STEPS.get(event.method)
    if step is not None:
        step(entry, event.params)
    elif event.method in _FRAMES:
        entry.messages = (*entry.messages, _message(event, at))


def _add_request(entry: NetworkEntry, params: Mapping[str, Any]) -> None:
    request = _object(params.get("request"))
    entry.request_headers = headers(request.get("headers"))
    entry.request_body = _request_body(request, header(entry.request_headers, "content-type"))
    entry.priority = text_of(request, "initialPriority")
    entry.page_ref = text_of(params, "loaderId")
    _add_initiator(entry, params)


def _add_handshake(entry: NetworkEntry, params: Mapping[str, Any]) -> None:
    entry.request_headers = headers(_object(params.get("request")).get("headers"))


def _add_initiator(entry: NetworkEntry, params: Mapping[str, Any]) -> None:
    entry.initiator, entry.initiator_stack = initiator(params.get("initiator"))


def _request_body(request: Mapping[str, Any], mime: str) -> Body | None:
    found = body(request.get("postData"), mime)
    if found is not None:
        return found
    entries = request.get("postDataEntries")
    parts = [text_of(part, "bytes") for part in entries] if isinstance(entries, list) else []
    if len(parts) == 1 and parts[0]:
        return body(parts[0], mime, "base64")
    return Body(mime=mime, missing=_NOT_IN_LOG) if parts or request.get("hasPostData") is True else None


def _add_answer(entry: NetworkEntry, params: Mapping[str, Any]) -> None:
    _add_response(entry, params.get("response"))


def _add_response(entry: NetworkEntry, value: Any) -> None:
    response = _object(value)
    entry.response_headers = headers(response.get("headers"))
    if response.get("requestHeaders"):
        entry.request_headers = headers(response["requestHeaders"])
    entry.protocol = text_of(response, "protocol")
    address, port = text_of(response, "remoteIPAddress"), size(response.get("remotePort"))
    entry.remote = f"{address}:{port}" if address and port else address
    entry.size_transfer = size(response.get("encodedDataLength"))


def _add_true_request(entry: NetworkEntry, params: Mapping[str, Any]) -> None:
    entry.request_headers = headers(params.get("headers")) or entry.request_headers


def _add_true_response(entry: NetworkEntry, params: Mapping[str, Any]) -> None:
    entry.response_headers = headers(params.get("headers")) or entry.response_headers


def _add_data(entry: NetworkEntry, params: Mapping[str, Any]) -> None:
    entry.size_body = (entry.size_body or 0) + (size(params.get("dataLength")) or 0)
    entry.size_transfer = (entry.size_transfer or 0) + (size(params.get("encodedDataLength")) or 0)


def _add_end(entry: NetworkEntry, params: Mapping[str, Any]) -> None:
    total = size(params.get("encodedDataLength"))
    entry.size_transfer = entry.size_transfer if total is None else total
    if entry.size_body is None:
        entry.size_body = 0
    elif entry.size_body:
        entry.response_body = Body(mime=entry.mime, missing=_NOT_IN_LOG)


def _add_priority(entry: NetworkEntry, params: Mapping[str, Any]) -> None:
    entry.priority = text_of(params, "newPriority") or entry.priority


def _message(event: Event, at: At) -> SocketFrame:
    moment = None if event.stamp is None else at(event.stamp)
    response = _object(event.params.get("response"))
    if not response:
        name, data = text_of(event.params, "eventName"), text_of(event.params, "data")
        return SocketFrame("receive", moment, None, data, name)
    opcode = number(response.get("opcode"))
    direction = "send" if event.method.endswith("Sent") else "receive"
    return SocketFrame(
        direction, moment, None if opcode is None else int(opcode), text_of(response, "payloadData")
    )


def _timings(given: Mapping[str, Any], hop: Hop) -> dict[str, float]:
    """Phases from offsets in ms after the request's time in seconds; -1 stands for none."""
    requested = number(given.get("requestTime"))
    if requested is None:
        return {}
    offsets = {key: ms for key, value in given.items() if (ms := number(value)) is not None and ms >= 0}
    found: dict[str, float] = {}
    begun = min(
        (offsets[key] for key in ("dnsStart", "connectStart", "sendStart") if key in offsets), default=None
    )
    if begun is not None and hop.start is not None and hop.start.monotonic:
        found["blocked"] = max(0.0, (requested - hop.start.value) * 1000 + begun)
    for phase, (start, end) in _PHASES.items():
        if start in offsets and end in offsets:
            found[phase] = max(0.0, offsets[end] - offsets[start])
    received = offsets.get("receiveHeadersEnd")
    if received is not None and hop.end is not None and hop.end.monotonic:
        found["receive"] = max(0.0, (hop.end.value - requested) * 1000 - received)
    return found


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


_ANSWERS = ("Network.responseReceived", "Network.webSocketHandshakeResponseReceived")
_FRAMES = (
    "Network.webSocketFrameSent",
    "Network.webSocketFrameReceived",
    "Network.eventSourceMessageReceived",
)
_STEPS: dict[str, Callable[[NetworkEntry, Mapping[str, Any]], None]] = {
    "Network.requestWillBeSent": _add_request,
    "Network.webSocketCreated": _add_initiator,
    "Network.webSocketWillSendHandshakeRequest": _add_handshake,
    "Network.requestWillBeSentExtraInfo": _add_true_request,
    "Network.responseReceivedExtraInfo": _add_true_response,
    "Network.dataReceived": _add_data,
    "Network.loadingFinished": _add_end,
    "Network.resourceChangedPriority": _add_priority,
    **dict.fromkeys(_ANSWERS, _add_answer),
}
