"""A flat request row, whatever its keys are called, as an entry."""

from __future__ import annotations

from typing import Any

import orjson

from upl_tui.clock import TimeBase
from upl_tui.entries import NetworkEntry
from upl_tui.shapes import names
from upl_tui.shapes.aliases import Row
from upl_tui.shapes.requests import (
    body,
    cache_word,
    failure,
    headers,
    number,
    resource_type,
    settle,
    size,
    status_words,
)
from upl_tui.shapes.stacks import read_stack


def read_request(row: Row, base: TimeBase | None = None) -> NetworkEntry:
    """The settled entry of a request row: everything but its time and its place in the file.

    `base` says what the numbers of its time fields mean, for a row with an end instead of a duration.
    """
    entry = fill_request(row)
    entry.duration_ms = _duration(row, base)
    return settle(entry)


def outline_request(row: Row) -> NetworkEntry:
    """What a list shows of a request row: address, method and what became of it, not yet settled."""
    entry = NetworkEntry(index=0, shape="generic")
    entry.url = row.text(names.URL)
    entry.method = row.text(names.HTTP_METHOD).upper()
    entry.status_raw = row.get(names.STATUS)
    entry.status_text = status_words(row.text(names.STATUS_TEXT))
    entry.from_cache = cache_word(row.get(names.CACHE))
    _fill_failure(entry, row)
    return entry


def fill_request(row: Row) -> NetworkEntry:
    """The entry of a request row as recorded, not settled and without a duration."""
    entry = outline_request(row)
    entry.request_id = row.text(names.REQUEST_ID)
    entry.mime = row.text(names.MIME)
    entry.type = resource_type(row.text(names.RESOURCE_TYPE), entry.mime, entry.url)
    entry.request_headers = headers(row.get(names.REQUEST_HEADERS))
    entry.response_headers = headers(row.get(names.RESPONSE_HEADERS))
    _fill_bodies(entry, row)
    entry.size_transfer = size(row.get(names.SIZE_TRANSFER))
    entry.size_body = size(row.get(names.SIZE_BODY))
    entry.protocol = row.text(names.PROTOCOL)
    entry.remote = row.text(names.REMOTE)
    entry.priority = row.text(names.PRIORITY)
    entry.redirect_to = row.text(names.REDIRECT)
    entry.page_ref = row.text(names.PAGE_REF)
    initiator = row.get(names.INITIATOR)
    entry.initiator = initiator if isinstance(initiator, str) else _word(initiator)
    entry.initiator_stack = read_stack(initiator) if isinstance(initiator, dict) else ()
    return entry


def _fill_failure(entry: NetworkEntry, row: Row) -> None:
    error, blocked, aborted = row.get(names.ERROR), row.get(names.BLOCKED), row.get(names.ABORTED)
    if error is not None or blocked is not None or aborted is not None:
        entry.state, entry.error = failure(error, blocked=blocked, canceled=aborted is not None)


def _fill_bodies(entry: NetworkEntry, row: Row) -> None:
    sent, received = row.get(names.REQUEST_BODY), row.get(names.RESPONSE_BODY)
    if sent is None and received is not None:
        sent = row.get(names.LONE_BODY)
    elif received is None:
        received = row.get(names.LONE_BODY)
    entry.request_headers, sent = _packed(entry.request_headers, sent)
    entry.response_headers, received = _packed(entry.response_headers, received)
    entry.request_body = body(sent)
    entry.response_body = body(received, entry.mime)


def _packed(known: Any, value: Any) -> tuple[Any, Any]:
    """Headers and body of a half that is a JSON text ``{"headers": {}, "body": ...}`` (OpenReplay)."""
    if known or not isinstance(value, str) or not value.startswith("{"):
        return known, value
    try:
        half = orjson.loads(value)
    except ValueError:
        return known, value
    if half.keys() == {"headers", "body"}:
        return headers(half["headers"]), half["body"]
    return known, value


def _duration(row: Row, base: TimeBase | None) -> float | None:
    start = row.find(names.TIME)
    taken = row.find(names.DURATION)
    if taken is not None and (start is None or taken.path != start.path):
        row.get(names.DURATION)
        return number(taken.value) if taken.value >= 0 else None
    end = row.find(names.END)
    if base is None or start is None or end is None:
        return None
    first, last = base.offset(start.value), base.offset(end.value)
    if first is None or last is None or last < first:
        return None
    row.get(names.END)
    return last - first


def _word(initiator: Any) -> str:
    word = initiator.get("type") if isinstance(initiator, dict) else None
    return word if isinstance(word, str) else ""
