"""Requests written as two rows: one for the request, one for its response."""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Sequence
from typing import Any

from upl_tui.clock import TimeBase
from upl_tui.entries import Entry, NetworkEntry, RawEntry
from upl_tui.formats.rows import Rows
from upl_tui.model import Kind
from upl_tui.shapes import names
from upl_tui.shapes.aliases import Field, Row, anything, fold, is_filled, is_text
from upl_tui.shapes.collect import Collector, raw_entry
from upl_tui.shapes.flat_network import fill_request
from upl_tui.shapes.requests import body, headers, settle
from upl_tui.shapes.shape import ReadContext, Reading, Shape
from upl_tui.values import mutable

NAME = "halves"

_HALVES = {
    "request": True,
    "req": True,
    "requests": True,
    "response": False,
    "res": False,
    "responses": False,
}
_HALF = Field.of(
    "half", "type kind event phase", lambda word: isinstance(word, str) and fold(word) in _HALVES
)
_HEADERS = Field.of("headers", "headers", lambda value: is_text(value) or is_filled(value))
_BODY = Field.of("body", "body payload data", anything)


_NO_HALF = "This row is no request and no response."


@mutable
class _Request:
    """A request on its way: where its rows are and when they were written."""

    position: int
    entry: Entry
    stamp: Any = None
    name: str = ""
    is_answered: bool = False
    answered: Any = None


def fits(value: Any) -> bool:
    """Whether a row is a request or a response, named so, with an address or an id."""
    if not isinstance(value, dict):
        return False
    row = Row(value)
    return row.find(_HALF) is not None and any(row.find(field) for field in (names.URL, names.REQUEST_ID))


def join_halves(collections: Sequence[Rows]) -> list[Rows]:
    """The lists of a file, where a list ``requests`` and a list ``responses`` count as one."""
    by_name = {fold(rows.path.rpartition(".")[2]): rows for rows in collections}
    requests, responses = by_name.get("requests"), by_name.get("responses")
    if requests is None or responses is None:
        return list(collections)
    both = Rows(
        requests.data,
        path="requests",
        starts=array("q", [*requests.starts, *responses.starts]),
        ends=array("q", [*requests.ends, *responses.ends]),
        keys=["request"] * len(requests) + ["response"] * len(responses),
        read=requests.read,
    )
    rest = [rows for rows in collections if rows is not responses]
    return [both if rows is requests else rows for rows in rest]


def read(rows: Rows, context: ReadContext) -> Reading:
    """Join the halves by request id, else a response with the oldest open request to the same address."""
    wanted = context.wanted is Kind.NETWORK
    requests, joined = _join(rows, context)
    kept: list[_Request] = [one for one in requests if wanted or isinstance(one.entry, RawEntry)]
    collector = Collector(rows, context.clock, lambda row, value: kept[row].entry)
    for one in kept:
        if isinstance(one.entry, NetworkEntry):
            settle(one.entry)
        collector.keep(one.position, one.entry, one.stamp, one.name)
    if not wanted:
        collector.leave(Kind.NETWORK, len(requests) - len(kept) + joined)
        return collector.finish()
    reading = collector.finish()
    reading.understood += joined
    for one in kept:
        if isinstance(one.entry, NetworkEntry) and one.entry.duration_ms is None:
            one.entry.duration_ms = _between(collector.base(one.name), one.stamp, one.answered)
    return reading


class _Open:
    """Requests that wait for their response."""

    def __init__(self) -> None:
        self._by_id: dict[str, _Request] = {}
        self._by_url: defaultdict[str, deque[_Request]] = defaultdict(deque)

    def add(self, one: _Request, request: NetworkEntry) -> None:
        """A request was sent."""
        if request.request_id:
            self._by_id[request.request_id] = one
        self._by_url[request.url].append(one)

    def take(self, response: NetworkEntry) -> _Request | None:
        """The request that a response answers; None when there is none."""
        if response.request_id:
            return self._by_id.pop(response.request_id, None)
        waiting = self._by_url[response.url]
        while waiting:
            one = waiting.popleft()
            if not one.is_answered:
                return one
        return None


def _join(rows: Rows, context: ReadContext) -> tuple[list[_Request], int]:
    """All requests in file order, raw rows among them, and the number of rows that joined another."""
    requests: list[_Request] = []
    waiting = _Open()
    joined = 0
    for first, values in rows.batches():
        for position, value in enumerate(values, first):
            row = Row(value, context.mapping) if isinstance(value, dict) else None
            is_request = None if row is None else _is_request(rows, position, row)
            if row is None or is_request is None:
                requests.append(_Request(position, raw_entry(value, _NO_HALF)))
                continue
            half = _read_half(row, is_request=is_request)
            half.spans = rows.spans([position])
            time = row.find(names.TIME)
            stamp, name = (None, "") if time is None else (time.value, ".".join(time.path))
            asked = None if is_request else waiting.take(half)
            if asked is not None and isinstance(asked.entry, NetworkEntry):
                asked.is_answered, asked.answered = True, stamp
                _answer(asked.entry, half)
                joined += 1
                continue
            one = _Request(position, half, stamp, name)
            requests.append(one)
            if is_request:
                waiting.add(one, half)
    return requests, joined


def _is_request(rows: Rows, position: int, row: Row) -> bool | None:
    word = rows.keys[position] if rows.keys else row.text(_HALF)
    return _HALVES.get(fold(word))


def _read_half(row: Row, *, is_request: bool) -> NetworkEntry:
    half = fill_request(row)
    half.shape = NAME
    own_headers = headers(row.get(_HEADERS))
    own_body = body(row.get(_BODY))
    if is_request:
        half.type = ""
        half.request_headers = half.request_headers or own_headers
        half.request_body = half.request_body or own_body
        half.response_body = None
    else:
        half.response_headers = half.response_headers or own_headers
        half.response_body = half.response_body or own_body
        half.request_body = None
    taken = row.get(names.DURATION_ONLY)
    half.duration_ms = taken if taken is not None and taken >= 0 else None
    row.get(names.TIME)
    half.used_keys = frozenset(row.used)
    return half


def _answer(request: NetworkEntry, response: NetworkEntry) -> None:
    """Fill a request with what its response knows better, or alone."""
    request.status_raw = response.status_raw
    request.status_text = response.status_text
    request.response_headers = response.response_headers
    request.response_body = response.response_body
    request.spans += response.spans
    request.used_keys |= response.used_keys
    for name in ("mime", "size_transfer", "size_body", "from_cache", "protocol", "remote", "redirect_to"):
        setattr(request, name, getattr(response, name) or getattr(request, name))
    request.duration_ms = response.duration_ms
    if response.error:
        request.state, request.error = response.state, response.error


def _between(base: TimeBase, first: Any, last: Any) -> float | None:
    start = base.offset(first) if first is not None else None
    end = base.offset(last) if last is not None else None
    return end - start if start is not None and end is not None and end >= start else None


SHAPE = Shape(name=NAME, title="requests and responses in rows of their own", fits=fits, read=read)
