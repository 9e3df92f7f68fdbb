"""Requests in rrweb events: the network plugin and PostHog's copy of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from upl_tui.entries import NetworkEntry, State
from upl_tui.shapes.requests import body, header, headers, number, resource_type, settle, size
from upl_tui.shapes.rrweb_events import PLUGIN, Event, epoch_ms, list_of, object_of, text_of

_PLUGIN = "rrweb/network"
_FIRST_EPOCH_MS = 1e11
_NO_ADDRESS = "about:"
_MOST_TWINS = 16
_REQUEST_ENTRIES = ("", "navigation", "resource")
_NO_STATUS = "The recorder has no status: the request failed or was aborted, nobody wrote down which."
_TIME_OF_REPORT = "The recorder has no start: the time is that of its report."
_PHASES = {
    "dns": ("domainLookupStart", "domainLookupEnd"),
    "connect": ("connectStart", "connectEnd"),
    "ssl": ("secureConnectionStart", "connectEnd"),
    "wait": ("requestStart", "responseStart"),
    "receive": ("responseStart", "responseEnd"),
}
_USED_KEYS = frozenset({"type", "timestamp", "data.plugin", "data.payload", "data.payload.requests"})


class Place(NamedTuple):
    """Where a request stands: row, event within the row, request within the event."""

    row: int
    event: int
    request: int


@dataclass(slots=True)
class Document:
    """A load of a page: the times of its requests count from its own start."""

    seen_at: float | None = None
    """When the recorder first told of the page, epoch ms."""
    origin: float | None = None
    """Epoch ms at zero of the page's clock. The latest it can be: no request is reported before its end."""
    requests: dict[tuple[str, float], list[Request]] = field(default_factory=dict)
    """By address and start, to find what is told twice."""

    def note(self, reported_at: float | None, ended: float | None) -> None:
        """Take a request's report and its end on the page's clock."""
        if reported_at is not None and ended is not None:
            origin = reported_at - ended
            self.origin = origin if self.origin is None else min(self.origin, origin)


@dataclass(slots=True)
class Request:
    """One request, the places that tell of it, and what a list shows of it."""

    places: list[Place]
    entry: NetworkEntry
    document: Document
    reported: Any
    started: float | None
    """On the page's clock, ms."""
    started_at: float | None
    """Epoch ms, when the recorder says so."""
    ended: float | None

    def start(self) -> float | None:
        """Epoch ms of the start, once all rows are read; None when only the time of its report is known."""
        if self.started_at is None and self.started is not None and self.document.origin is not None:
            return self.document.origin + self.started
        return self.started_at


class Requests:
    """Gathers the requests of a recording, given in file order."""

    def __init__(self) -> None:
        self._documents: dict[str, list[Document]] = {}
        self._found: list[Request] = []

    def begin_document(self, window: str, seen_at: float | None) -> None:
        """A snapshot begins here: as a rule a page was loaded."""
        self._documents.setdefault(window, []).append(Document(seen_at))

    def add(self, row: int, at: int, event: Event) -> bool:
        """Take the requests of an event for which `is_report` holds; False when there is none in it."""
        found = [(place, given) for place, given in enumerate(_given(event)) if is_request(given)]
        for place, given in found:
            self._add(Place(row, at, place), given, event)
        return bool(found)

    def finish(self) -> list[Request]:
        """All requests, settled, each page's clock placed as well as it can be."""
        for documents in self._documents.values():
            _join_repeated(documents)
        for request in self._found:
            conclude(request.entry, is_timed=request.start() is not None)
        return self._found

    def _add(self, place: Place, given: Mapping[str, Any], event: Event) -> None:
        document = self._document(event.window)
        request = _request(place, given, event, document)
        document.note(epoch_ms(event.stamp), request.ended)
        twin = self._twin(request)
        if twin is not None:
            twin.places.append(place)
            fold(twin.entry, given)
            return
        if request.started is not None:
            document.requests.setdefault((request.entry.url, request.started), []).append(request)
        self._found.append(request)

    def _document(self, window: str) -> Document:
        if window not in self._documents:
            self.begin_document(window, None)
        return self._documents[window][-1]

    def _twin(self, request: Request) -> Request | None:
        """The same request in an earlier event. Two calls of the page itself are never the same."""
        if request.started is None:
            return None
        key = (request.entry.url, request.started)
        for other in request.document.requests.get(key, [])[-_MOST_TWINS:]:
            both_called = bool(other.entry.method and request.entry.method)
            is_same_call = (other.ended, other.entry.method) == (request.ended, request.entry.method)
            last, here = other.places[-1], request.places[0]
            if last[:2] != here[:2] and (is_same_call or not both_called):
                return other
        return None


def is_report(event: Event) -> bool:
    """Whether an event is of the network plugin."""
    return event.type == PLUGIN and text_of(event.data, "plugin").startswith(_PLUGIN)


def is_request(given: Any) -> bool:
    """Whether an element of a report is a request, not an empty frame, a server's timing or a paint."""
    return (
        isinstance(given, dict)
        and isinstance(given.get("name"), str)
        and not given["name"].startswith(_NO_ADDRESS)
        and text_of(given, "entryType") in _REQUEST_ENTRIES
    )


def request_entry(request: Request, event_at: Callable[[Place], Event]) -> NetworkEntry:
    """The whole entry of a request, read again from the events that tell of it."""
    entry = NetworkEntry(index=0, used_keys=_USED_KEYS)
    for place in request.places:
        event = event_at(place)
        given = object_of(_given(event)[place.request])
        fold(entry, given)
        _fill(entry, given)
        entry.page_ref = event.window
    return conclude(entry, is_timed=request.start() is not None)


def fold(entry: NetworkEntry, given: Mapping[str, Any]) -> None:
    """Take from a request what a list shows, unless an earlier telling knew it."""
    entry.url = entry.url or text_of(given, "name")
    entry.method = entry.method or text_of(given, "method")
    word = text_of(given, "initiatorType")
    entry.initiator = entry.initiator or word
    entry.type = entry.type or resource_type(word, "", entry.url)
    status = given.get("status", given.get("responseStatus"))
    if status is not None and not entry.status_raw:
        entry.status_raw = status
    if given.get("transferSize") == 0 and size(given.get("decodedBodySize")):
        entry.from_cache = "cache"


def conclude(entry: NetworkEntry, *, is_timed: bool) -> NetworkEntry:
    """Settle an entry when all that tells of it is in; the same object.

    The plugin writes a status for every call of the page that was answered. Browsers say 0 of what another
    origin answers, unless it is an XMLHttpRequest.
    """
    notes = [] if is_timed else [_TIME_OF_REPORT]
    if entry.method and entry.status_raw is None:
        entry.state = State.FAILED
        notes.append(_NO_STATUS)
    elif number(entry.status_raw) == 0 and entry.type != "xhr":
        entry.status_raw = None
    entry.notes = tuple(notes)
    return settle(entry)


def _fill(entry: NetworkEntry, given: Mapping[str, Any]) -> None:
    """Take from a request what only the detail shows."""
    entry.request_headers = entry.request_headers or headers(given.get("requestHeaders"))
    entry.response_headers = entry.response_headers or headers(given.get("responseHeaders"))
    entry.request_body = entry.request_body or body(
        given.get("requestBody"), header(entry.request_headers, "content-type")
    )
    entry.response_body = entry.response_body or body(
        given.get("responseBody"), header(entry.response_headers, "content-type")
    )
    start, end, taken = (number(given.get(key)) for key in ("startTime", "endTime", "duration"))
    if start is not None and end is not None and end >= start:
        taken = end - start
    if entry.duration_ms is None and taken is not None and taken >= 0:
        entry.duration_ms = taken
    entry.timings = entry.timings or _timings(given)
    entry.protocol = entry.protocol or text_of(given, "nextHopProtocol")
    if entry.size_transfer is None:
        entry.size_transfer = size(given.get("transferSize"))
    if entry.size_body is None:
        entry.size_body = size(given.get("decodedBodySize"))


def _given(event: Event) -> list[Any]:
    return list_of(object_of(event.data.get("payload")).get("requests"))


def _request(place: Place, given: Mapping[str, Any], event: Event, document: Document) -> Request:
    started, started_at = _start(given)
    ended, taken = number(given.get("endTime")), number(given.get("duration"))
    if ended is None and started is not None and taken is not None:
        ended = started + taken
    if ended is not None and not 0 <= ended < _FIRST_EPOCH_MS:
        ended = None
    entry = NetworkEntry(index=0)
    fold(entry, given)
    return Request([place], entry, document, event.stamp, started, started_at, ended)


def _start(given: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Start of a request on the page's clock and since 1970, as far as the recorder says."""
    started, origin = number(given.get("startTime")), epoch_ms(given.get("timeOrigin"))
    known = epoch_ms(given.get("timestamp"))
    if started is not None and started >= _FIRST_EPOCH_MS:
        return None, epoch_ms(started)
    if started is not None and started < 0:
        started = None
    if known is None and started is not None and origin is not None:
        known = origin + started
    return started, known


def _timings(given: Mapping[str, Any]) -> dict[str, float]:
    """Phases; the browser writes 0 for moments that it keeps to itself or that did not happen."""
    found: dict[str, float] = {}
    moments = {key: known for key, value in given.items() if (known := number(value)) and known > 0}
    for phase, (start, end) in _PHASES.items():
        if start in moments and end in moments:
            found[phase] = max(0.0, moments[end] - moments[start])
    return found


def _join_repeated(documents: list[Document]) -> None:
    """Give snapshots of one page one clock: a page that begins before the one before it was seen is that."""
    pages: list[list[Document]] = []
    for document in documents:
        if document.origin is None:
            continue
        seen_before = pages[-1][0].seen_at if pages else None
        if seen_before is not None and document.origin <= seen_before:
            pages[-1].append(document)
        else:
            pages.append([document])
    for page in pages:
        origin = min(document.origin for document in page if document.origin is not None)
        for document in page:
            document.origin = origin
