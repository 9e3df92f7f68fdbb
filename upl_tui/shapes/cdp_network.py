"""Requests of the DevTools protocol: many events joined by request id, one entry for each hop."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from upl_tui.entries import NetworkEntry, State
from upl_tui.shapes.cdp_events import Event, Stamp, text_of
from upl_tui.shapes.requests import failure, resource_type, settle, size

_SENT_BEFORE = "The log begins after this request was sent."
_OPENING = ("Network.requestWillBeSent", "Network.webSocketCreated")
_REQUEST_EXTRA = "Network.requestWillBeSentExtraInfo"
_RESPONSE_EXTRA = "Network.responseReceivedExtraInfo"


@dataclass(slots=True)
class Hop:
    """One request: the rows that tell of it, by position, and what a list shows of it."""

    rows: array[int] = field(default_factory=lambda: array("q"))
    extra_rows: array[int] = field(default_factory=lambda: array("q"))
    """Rows with the true headers and status: they come beside the others in no fixed order."""
    closing_row: int | None = None
    """The row that opens the next hop of a redirect: it holds this hop's answer."""
    entry: NetworkEntry = field(default_factory=lambda: NetworkEntry(index=0))
    start: Stamp | None = None
    end: Stamp | None = None
    sent: bool = False
    ended: bool = False
    has_extras: bool = True
    """False when the browser says that there are no true headers beside the others."""

    def positions(self) -> list[int]:
        """All rows in file order."""
        closing = () if self.closing_row is None else (self.closing_row,)
        return sorted((*self.rows, *self.extra_rows, *closing))


@dataclass(slots=True)
class _Chain:
    """All hops of one request id, and the extra events still to be dealt out to them."""

    hops: list[Hop] = field(default_factory=list)
    extras: dict[str, list[tuple[int, Event]]] = field(default_factory=dict)

    def hop_for(self, position: int, event: Event) -> Hop:
        """The hop that an event belongs to; a second request closes the hop before it."""
        last = self.hops[-1] if self.hops else None
        if last is not None and not (last.sent and event.method in _OPENING):
            return last
        if last is not None and isinstance(event.params.get("redirectResponse"), dict):
            last.closing_row = position
            close(last, event)
        self.hops.append(Hop())
        return self.hops[-1]

    def deal(self, extras: list[tuple[int, Event]]) -> None:
        """Give the extra events to the hops in order: one each, what is left to the last."""
        takers = [hop for hop in self.hops if hop.has_extras] or self.hops
        for turn, (position, event) in enumerate(extras):
            hop = takers[min(turn, len(takers) - 1)]
            hop.extra_rows.append(position)
            fold(hop, event)


class Requests:
    """Joins the network events of a log, given in file order."""

    def __init__(self) -> None:
        self._chains: dict[tuple[str, str], _Chain] = {}

    def add(self, position: int, event: Event) -> None:
        """Take in an event for which `is_request` holds."""
        key = (event.target, event.params["requestId"])
        chain = self._chains.get(key)
        if chain is None:
            chain = self._chains[key] = _Chain()
        if event.method in (_REQUEST_EXTRA, _RESPONSE_EXTRA):
            chain.extras.setdefault(event.method, []).append((position, _without_headers(event)))
            return
        hop = chain.hop_for(position, event)
        hop.rows.append(position)
        fold(hop, event)

    def finish(self) -> list[Hop]:
        """All hops, each with its entry settled, in the order of their first rows."""
        for chain in self._chains.values():
            if not chain.hops:
                chain.hops.append(Hop())
            for extras in chain.extras.values():
                chain.deal(extras)
        hops = [hop for chain in self._chains.values() for hop in chain.hops]
        for hop in hops:
            conclude(hop)
        return sorted(hops, key=lambda hop: hop.positions()[0])


def is_request(event: Event) -> bool:
    """Whether an event tells of one request."""
    return event.method.startswith("Network.") and isinstance(event.params.get("requestId"), str)


def fold(hop: Hop, event: Event) -> None:
    """Take from an event what a list shows. Extra events come after all others."""
    hop.start = hop.start or event.stamp
    hop.entry.request_id = event.params["requestId"]
    step = _STEPS.get(event.method)
    if step is not None:
        step(hop, event.params, event.stamp)


def close(hop: Hop, event: Event) -> None:
    """End a hop by the redirect's answer, which the next hop's event holds."""
    _answer(hop, event.params["redirectResponse"], event.params.get("redirectHasExtraInfo"))
    hop.end, hop.ended = event.stamp, True


def conclude(hop: Hop) -> None:
    """Settle the hop's entry once all its events are in."""
    entry = hop.entry
    if hop.start is not None and hop.end is not None and hop.start.monotonic == hop.end.monotonic:
        elapsed = (hop.end.value - hop.start.value) * (1000 if hop.end.monotonic else 1)
        entry.duration_ms = max(0.0, elapsed)
    if hop.sent and not hop.ended and entry.status is None and entry.status_raw is None:
        entry.state = State.PENDING
    if not hop.sent:
        entry.notes = (_SENT_BEFORE,)
    settle(entry)
    if not entry.url:
        entry.text = f"(request {entry.request_id}) {entry.text}".rstrip()


def request_url(request: Any) -> str:
    """Address with the part behind ``#``, which the protocol tells apart."""
    return text_of(request, "url") + text_of(request, "urlFragment")


def _without_headers(event: Event) -> Event:
    wanted = ("requestId", "statusCode", "headersText")
    return event._replace(params={key: event.params[key] for key in wanted if key in event.params})


def _sent(hop: Hop, params: Mapping[str, Any], stamp: Stamp | None) -> None:
    hop.sent, hop.start = True, stamp or hop.start
    hop.entry.url = request_url(params.get("request"))
    hop.entry.method = text_of(params.get("request"), "method")
    hop.entry.type = resource_type(text_of(params, "type"), "", hop.entry.url)


def _answered(hop: Hop, params: Mapping[str, Any], stamp: Stamp | None) -> None:
    response = params.get("response")
    if not isinstance(response, dict):
        return
    _answer(hop, response, params.get("hasExtraInfo"))
    hop.entry.url = hop.entry.url or text_of(response, "url")
    if params.get("type"):
        hop.entry.type = resource_type(text_of(params, "type"))


def _answer(hop: Hop, response: Mapping[str, Any], has_extras: Any) -> None:
    hop.has_extras = has_extras is not False
    entry = hop.entry
    entry.status_raw, entry.status_text = response.get("status"), text_of(response, "statusText")
    entry.mime = text_of(response, "mimeType")
    for flag, word in _CACHES.items():
        if response.get(flag) is True:
            entry.from_cache = word


def _cached(hop: Hop, params: Mapping[str, Any], stamp: Stamp | None) -> None:
    hop.entry.from_cache = hop.entry.from_cache or "memory"


def _true_status(hop: Hop, params: Mapping[str, Any], stamp: Stamp | None) -> None:
    status = size(params.get("statusCode"))
    if status and status != hop.entry.status_raw:
        line = text_of(params, "headersText")[:200].partition("\n")[0].split(None, 2)
        hop.entry.status_text = line[2].strip() if len(line) == 3 else ""
        hop.entry.status = status


def _ended(hop: Hop, params: Mapping[str, Any], stamp: Stamp | None) -> None:
    hop.end, hop.ended = stamp, True


def _failed(hop: Hop, params: Mapping[str, Any], stamp: Stamp | None) -> None:
    hop.end, hop.ended = stamp, True
    hop.entry.state, hop.entry.error = failure(
        params.get("errorText") or True,
        blocked=params.get("blockedReason"),
        cors=text_of(params.get("corsErrorStatus"), "corsError"),
        canceled=params.get("canceled") is True,
    )
    hop.entry.type = hop.entry.type or resource_type(text_of(params, "type"))


def _socket_created(hop: Hop, params: Mapping[str, Any], stamp: Stamp | None) -> None:
    hop.sent = True
    hop.entry.url, hop.entry.method, hop.entry.type = text_of(params, "url"), "GET", "websocket"


def _socket_used(hop: Hop, params: Mapping[str, Any], stamp: Stamp | None) -> None:
    hop.entry.type = "websocket"


def _socket_failed(hop: Hop, params: Mapping[str, Any], stamp: Stamp | None) -> None:
    hop.entry.type = "websocket"
    hop.entry.state, hop.entry.error = failure(params.get("errorMessage") or True)


_CACHES = {"fromPrefetchCache": "cache", "fromServiceWorker": "service_worker", "fromDiskCache": "disk"}
_STEPS: dict[str, Callable[[Hop, Mapping[str, Any], Stamp | None], None]] = {
    "Network.requestWillBeSent": _sent,
    "Network.requestServedFromCache": _cached,
    "Network.responseReceived": _answered,
    _RESPONSE_EXTRA: _true_status,
    "Network.loadingFinished": _ended,
    "Network.loadingFailed": _failed,
    "Network.webSocketCreated": _socket_created,
    "Network.webSocketHandshakeResponseReceived": _answered,
    "Network.webSocketFrameSent": _socket_used,
    "Network.webSocketFrameReceived": _socket_used,
    "Network.webSocketFrameError": _socket_failed,
    "Network.webSocketClosed": _ended,
}
