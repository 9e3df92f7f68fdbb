"""HAR 1.1 to 1.3 in the dialects of the browsers, proxies and test tools that write it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upl_tui.clock import TimeBase
from upl_tui.entries import Entry, NetworkEntry, Severity, State
from upl_tui.formats.rows import Rows
from upl_tui.model import Kind
from upl_tui.shapes.collect import Batch, Collector, raw_entry, raw_text
from upl_tui.shapes.har_detail import fill, fill_head, measure, socket_error
from upl_tui.shapes.requests import cache_word, failure, number, settle
from upl_tui.shapes.shape import ReadContext, Reading, Shape

NAME = "har"

_CREATORS = {
    "webinspector": "Chrome",
    "playwright": "Playwright",
    "firefox": "Firefox",
    "webkit": "Safari",
    "mitmproxy": "mitmproxy",
    "webpagetest": "WebPageTest",
    "browsertime": "Browsertime",
    "sitespeed": "Browsertime",
    "charles": "Charles",
    "fiddler": "Fiddler",
    "browsermob": "BrowserMob",
    "insomnia": "Insomnia",
}
_DIALECT_OF_KEY = {
    "_monotonicTime": "Playwright",
    "_securityState": "Firefox",
    "_fetchType": "Safari",
    "_charlesStatus": "Charles",
    "_full_url": "WebPageTest",
    "_initiator_line": "Browsertime",
    "_resourceType": "Chrome",
}
_START = "startedDateTime"
_MONOTONIC = "_monotonicTime"
_NO_ENTRY = "This is no HAR entry: it has no request with a URL."


def fits(value: Any) -> bool:
    """Whether a JSON value is a HAR entry: a request with a URL and a response."""
    return _is_entry(value) and isinstance(value.get("response"), dict)


def read(rows: Rows, context: ReadContext) -> Reading:
    """Read the entries of a HAR, each in place; only columns are kept, an entry is read again on demand."""

    def entry(row: int, value: Any) -> Entry:
        if not _is_entry(value):
            return raw_entry(value, _NO_ENTRY)
        return entry_of(value, collector.base(_START))

    collector = Collector(rows, context.clock, entry, in_milliseconds=True)
    outlines: list[Entry | None] = []
    for first, values in rows.batches():
        collector.add(_batch(rows, first, values, context.wanted is Kind.NETWORK, collector, outlines))

    def head(row: int) -> Entry | None:
        outline = outlines[row]
        if not isinstance(outline, NetworkEntry):
            return None
        value = rows.plain(collector.position(row))
        return fill_head(_copied(outline), value) if _is_entry(value) else None

    reading = collector.finish(dialect=_dialect(context.root, rows))
    reading.columns.outlines, reading.columns.head = outlines, head
    return reading


def entry_of(row: Mapping[str, Any], base: TimeBase | None = None) -> NetworkEntry:
    """The whole entry of one HAR entry object, still without its own time and source span.

    `base` places the messages of a WebSocket on the recording's clock.
    """
    return settle(fill(_outline(row), row, base))


def _batch(
    rows: Rows,
    first: int,
    values: list[Any],
    wanted: bool,
    collector: Collector,
    outlines: list[Entry | None],
) -> Batch:
    positions: list[int] = []
    fields: list[str] = []
    batch = Batch(positions=positions, fields=fields)
    for position, value in enumerate(values, first):
        field, stamp = _START, None
        outline: NetworkEntry | None = None
        if not _is_entry(value):
            text, severity = raw_text(rows, position, value), Severity.UNKNOWN
            collector.raw += 1
        elif wanted:
            outline = settle(_outline(value))
            text, severity = outline.text, outline.severity
            field = _MONOTONIC if not value.get(_START) and value.get(_MONOTONIC) else _START
            stamp = value.get(field)
        else:
            collector.leave(Kind.NETWORK)
            continue
        positions.append(position)
        outlines.append(outline)
        fields.append(field)
        batch.stamps.append(stamp)
        batch.texts.append(text)
        batch.severities.append(severity)
    return batch


def _is_entry(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("request"), dict)
        and isinstance(value["request"].get("url"), str)
    )


def _outline(row: Mapping[str, Any]) -> NetworkEntry:
    request = row["request"]
    response = row.get("response")
    if not isinstance(response, dict):
        response = {}
    method, status_text = request.get("method"), response.get("statusText")
    entry = NetworkEntry(
        index=0,
        shape=NAME,
        url=request["url"],
        method=method if isinstance(method, str) else "",
        status_raw=response.get("status"),
        status_text=status_text if isinstance(status_text, str) else "",
        from_cache=_from_cache(row, response),
    )
    measure(entry, row)
    error = response.get("_error") or response.get("_failureText") or response.get("error")
    blocked, cors = response.get("_blockedReason"), response.get("_corsError")
    aborted = row.get("_wasAborted") is True
    if error or blocked or cors or aborted:
        entry.state, entry.error = failure(error, blocked=blocked, cors=cors, canceled=aborted)
    elif said := socket_error(row):
        entry.state, entry.error = failure(said)
    elif response.get("_error", "") is None and not number(entry.status_raw):
        took = number(row.get("time"))
        entry.state = State.FAILED if took and took > 0 else State.PENDING
    return entry


def _copied(outline: NetworkEntry) -> NetworkEntry:
    return NetworkEntry(
        index=0,
        shape=NAME,
        severity=outline.severity,
        text=outline.text,
        url=outline.url,
        method=outline.method,
        status=outline.status,
        status_raw=outline.status_raw,
        status_text=outline.status_text,
        state=outline.state,
        error=outline.error,
        type=outline.type,
        mime=outline.mime,
        size_transfer=outline.size_transfer,
        size_body=outline.size_body,
        duration_ms=outline.duration_ms,
        from_cache=outline.from_cache,
    )


def _from_cache(row: Mapping[str, Any], response: Mapping[str, Any]) -> str:
    word = row.get("_fromCache") or row.get("_fetchType")
    if word:
        return cache_word(word)
    if response.get("_fetchedViaServiceWorker") is True:
        return "service_worker"
    return "cache" if _answered_without_request(row, response) else ""


def _answered_without_request(row: Mapping[str, Any], response: Mapping[str, Any]) -> bool:
    """Old Firefox gives what came from its cache with headers and body, but status 0 and no phases."""
    return bool(response.get("headers")) and not (
        response.get("status") or row.get("time") or row.get("timings") or row.get("serverIPAddress")
    )


def _dialect(root: Any, rows: Rows) -> str:
    name = _creator(root)
    known = next((dialect for word, dialect in _CREATORS.items() if word in name.lower()), "")
    if known:
        return known
    keys = {key for value in rows.sample(20) if isinstance(value, dict) for key in value}
    return next((dialect for key, dialect in _DIALECT_OF_KEY.items() if key in keys), name)


def _creator(root: Any) -> str:
    document = root[0] if isinstance(root, list) and root else root
    for holder in (document, document.get("log") if isinstance(document, dict) else None):
        creator = holder.get("creator") if isinstance(holder, dict) else None
        name = creator.get("name") if isinstance(creator, dict) else None
        if isinstance(name, str):
            return name
    return ""


SHAPE = Shape(name=NAME, title="HAR", fits=fits, read=read)
