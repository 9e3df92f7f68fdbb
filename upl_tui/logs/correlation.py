"""Ids that lead from a request to the server's side of it: of traces, requests, networks and vendors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from upl_tui.entries import NetworkEntry

_LONGEST = 2000
_HEX_TRACE = re.compile(r"(?:[0-9a-f]{2}-)?([0-9a-f]{32})(?:-|$)", re.IGNORECASE)
_FIRST_HEX = re.compile(r"([0-9a-f]{16,32})(?:[-/;]|$)", re.IGNORECASE)
_AMZN_ROOT = re.compile(r"(?:^|;)\s*Root=([^;\s]+)")
_BAGGAGE_TRACE = re.compile(r"(?:^|,)\s*sentry-trace_id=([0-9a-f]{32})", re.IGNORECASE)
_UBER_TRACE = re.compile(r"([0-9a-f]{1,32})(?::|%3A)", re.IGNORECASE)

_SHAPES: Mapping[str, re.Pattern[str]] = {
    "traceparent": _HEX_TRACE,  # W3C Trace Context: version-traceid-parentid-flags
    "sentry-trace": _HEX_TRACE,  # Sentry: traceid-spanid-sampled
    "baggage": _BAGGAGE_TRACE,  # Sentry's part of W3C Baggage
    "b3": _FIRST_HEX,  # Zipkin's single header: traceid-spanid-sampled
    "x-cloud-trace-context": _FIRST_HEX,  # Google: traceid/spanid;o=1
    "x-amzn-trace-id": _AMZN_ROOT,  # AWS X-Ray: Root=1-…;Parent=…
    "uber-trace-id": _UBER_TRACE,  # Jaeger: traceid:spanid:parent:flags
}
_WHOLE = (
    "x-b3-traceid",
    "x-datadog-trace-id",
    "x-trace-id",
    "x-request-id",
    "x-correlation-id",
    "request-id",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-amz-cf-id",
    "x-ms-request-id",
    "x-github-request-id",
    "x-shopify-request-id",
    "x-goog-request-id",
    "cf-ray",
    "x-vercel-id",
    "x-nf-request-id",
    "fly-request-id",
    "x-envoy-attempt-id",
    "x-newrelic-id",
    "x-honeycomb-trace",
    "x-appwrite-request-id",
)
HEADERS = (*_SHAPES, *_WHOLE)
"""Names of headers that hold an id, in lower case, the most telling first."""
_RANK = {name: rank for rank, name in enumerate(HEADERS)}


class CorrelationId(NamedTuple):
    """An id and the header that it was found in, in lower case."""

    header: str
    id: str


def ids(entry: NetworkEntry) -> list[CorrelationId]:
    """The ids of a request and its answer, the most telling first, each once."""
    found = sorted(_found(entry), key=lambda found: _RANK[found.header])
    kept: dict[str, CorrelationId] = {}
    for one in found:
        kept.setdefault(one.id, one)
    return list(kept.values())


def values(entry: NetworkEntry) -> list[str]:
    """The ids without their headers."""
    return [found.id for found in ids(entry)]


def link(found: CorrelationId, templates: Mapping[str, str]) -> str:
    """The address that a template of the config (``https://…?q={id}``) makes of an id; empty without one.

    `templates` are by the header's name in lower case. The id is percent-encoded.
    """
    template = templates.get(found.header, "")
    return template.replace("{id}", quote(found.id, safe="")) if template else ""


def _found(entry: NetworkEntry) -> Iterator[CorrelationId]:
    for headers in (entry.request_headers, entry.response_headers):
        for given, value in headers:
            name = given.lower()
            if name in _RANK and (found := _id_in(name, value.strip())):
                yield CorrelationId(name, found)


def _id_in(name: str, value: str) -> str:
    """The id in a header's value; a value that is not of its header's form counts whole, lists aside."""
    pattern = _SHAPES.get(name)
    if pattern is not None and (match := pattern.search(value[:_LONGEST])):
        return match[1]
    return "" if name == "baggage" or len(value) > _LONGEST else value
