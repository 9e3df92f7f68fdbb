"""The events of one request in WebDriver BiDi as an entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from upl_tui.entries import NetworkEntry, State
from upl_tui.shapes.dotted import Dotted
from upl_tui.shapes.requests import (
    body,
    cache_word,
    failure,
    headers,
    initiator,
    number,
    resource_type,
    settle,
    size,
)

_PHASES = {
    "dns": ("dnsStart", "dnsEnd"),
    "connect": ("connectStart", "connectEnd"),
    "ssl": ("tlsStart", "connectEnd"),
    "wait": ("requestStart", "responseStart"),
    "receive": ("responseStart", "responseEnd"),
}
_WHOLE = ("requestTime", "responseEnd")


def request(values: Sequence[Any]) -> NetworkEntry:
    """The entry of the events of one hop, in file order; later events know more."""
    rows = [Dotted(value["params"]) for value in reversed(values)]
    last = rows[0]
    entry = NetworkEntry(
        index=0,
        request_id=last.text("request.request"),
        url=last.text("request.url", "response.url"),
        method=last.text("request.method"),
        status_raw=_first(rows, "response.status"),
        status_text=_first_text(rows, "response.statusText"),
        request_headers=headers(last.get("request.headers")),
        response_headers=headers(_first(rows, "response.headers")),
        request_body=body(_first(rows, "request.goog:postData")),
        mime=_first_text(rows, "response.mimeType"),
        size_transfer=size(_first(rows, "response.bytesReceived")),
        size_body=size(_first(rows, "response.content.size")),
        from_cache=cache_word(_first(rows, "response.fromCache")),
        protocol=_first_text(rows, "response.protocol"),
        page_ref=last.text("context"),
    )
    word = _first_text(rows, "request.goog:resourceType", "request.destination", "request.initiatorType")
    entry.type = resource_type(word, entry.mime, entry.url)
    _fill_times(entry, last.get("request.timings"))
    _fill_initiator(entry, rows)
    if error := _first_text(rows, "errorText"):
        entry.state, entry.error = failure(error)
    elif entry.status_raw is None:
        entry.state = State.PENDING
    last.get("timestamp", "redirectCount")
    entry.used_keys = frozenset().union(*(row.keys("params") for row in rows)) | {"type", "method"}
    return settle(entry)


def _first(rows: Sequence[Dotted], key: str) -> Any:
    return next((found for row in rows if (found := row.get(key)) is not None), None)


def _first_text(rows: Sequence[Dotted], *keys: str) -> str:
    return next((found for row in rows if (found := row.text(*keys))), "")


def _fill_times(entry: NetworkEntry, timings: Any) -> None:
    """Differences of marks; a mark of 0 was not reached."""
    if not isinstance(timings, dict):
        return
    entry.duration_ms = _between(timings, *_WHOLE)
    spans = {phase: _between(timings, *marks) for phase, marks in _PHASES.items()}
    entry.timings = {phase: ms for phase, ms in spans.items() if ms is not None}


def _between(timings: dict[str, Any], start: str, end: str) -> float | None:
    first, last = number(timings.get(start)), number(timings.get(end))
    if not first or not last or first > last:
        return None
    return last - first


def _fill_initiator(entry: NetworkEntry, rows: Sequence[Dotted]) -> None:
    given = _first(rows, "initiator")
    if not isinstance(given, dict):
        given = _first(rows, "request.goog:resourceInitiator")
    if isinstance(given, dict):
        entry.initiator, entry.initiator_stack = initiator({"stack": given.get("stackTrace"), **given})
