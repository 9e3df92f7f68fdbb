"""Facts about a request that are not recorded as such: cookies, GraphQL operation, trace id, whose it is."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote_plus

from upl_tui.entries import Body, Headers, NetworkEntry, Severity, State
from upl_tui.logs.common import common_flags
from upl_tui.logs.failures import failure_word
from upl_tui.logs.urls import Url, is_third_party
from upl_tui.shapes.requests import header

MUTATING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_NO_ANSWER = (State.FAILED, State.BLOCKED, State.ABORTED)
_FAILED = (*_NO_ANSWER, State.CLIENT_ERROR, State.SERVER_ERROR)
_CACHE_LABELS = {"memory": "memory cache", "disk": "disk cache", "service_worker": "service worker"}

_BODY_START = 20_000
"""Characters of a body that are looked at for a GraphQL operation."""
_OPERATION_NAME = re.compile(r"\"operationName\"\s*:\s*\"([^\"\\]+)\"")
_OPERATION_TEXT = re.compile(r"\"query\"\s*:\s*\"(?:\s|\\n)*(?:query|mutation|subscription)\s+(\w+)")
_OPERATION_PARAMETER = re.compile(r"(?:^|&)operationName=([^&]+)")


def header_names(headers: Headers) -> set[str]:
    """Names of headers, in lower case."""
    return {name.lower() for name, _ in headers}


def cookies(entry: NetworkEntry) -> Iterator[tuple[str, str]]:
    """Cookies that were sent, as name and value."""
    for name, value in entry.request_headers:
        if name.lower() == "cookie":
            for pair in re.split(r"[;\n]", value):
                cookie, _, content = pair.strip().partition("=")
                if cookie:
                    yield cookie, content


def set_cookies(entry: NetworkEntry) -> Iterator[tuple[str, str]]:
    """Cookies that the answer sets, as name and value with attributes."""
    for name, value in entry.response_headers:
        if name.lower() == "set-cookie":
            for line in filter(None, value.split("\n")):
                cookie, _, content = line.strip().partition("=")
                yield cookie, content


def operation(entry: NetworkEntry) -> str:
    """Name of the GraphQL operation; empty when it is none."""
    body = entry.request_body.text if entry.request_body and entry.request_body.text else ""
    start = body[:_BODY_START]
    if '"query"' in start or '"operationName"' in start:
        found = _OPERATION_NAME.search(start) or _OPERATION_TEXT.search(start)
    else:
        found = _OPERATION_PARAMETER.search(Url.of(entry.url).query)
    return unquote_plus(found[1]) if found else ""


def page_of(entry: NetworkEntry) -> str:
    """URL of the page that asked, as far as headers tell; else the recorder's name for the page."""
    headers = entry.request_headers
    return header(headers, "referer") or header(headers, "origin") or entry.page_ref


def is_third_party_request(entry: NetworkEntry) -> bool:
    """Whether the request went to another site than the page's, by the browser's word or by the hosts."""
    if said := header(entry.request_headers, "sec-fetch-site"):
        return said == "cross-site"
    return is_third_party(entry.url, page_of(entry))


def has_failed(entry: NetworkEntry) -> bool:
    """Whether there was no good answer: none at all, or a status of 400 and more."""
    return entry.state in _FAILED


def outlined_flags(entry: NetworkEntry) -> frozenset[str]:
    """Those of `OUTLINED_FLAGS` that hold."""
    return _outlined_flags(entry.state, bool(entry.from_cache), entry.method in MUTATING)


@cache
def _outlined_flags(state: State, from_cache: bool, mutating: bool) -> frozenset[str]:
    pending = state is State.PENDING
    holds = {
        "failed": state in _FAILED,
        "pending": pending,
        "running": pending,
        "aborted": state is State.ABORTED,
        "blocked": state is State.BLOCKED,
        "redirect": state is State.REDIRECT,
        "from-cache": from_cache or state is State.CACHED,
        "mutating": mutating,
    }
    return frozenset(flag for flag, true in holds.items() if true)


def is_preflight(entry: NetworkEntry) -> bool:
    """Whether the browser asked with it if another request is allowed."""
    return entry.type == "preflight" or (
        entry.method == "OPTIONS" and "access-control-request-method" in header_names(entry.request_headers)
    )


def never_ended(entry: NetworkEntry) -> bool:
    """Whether the recording ended before the request: nothing says that it was answered or failed."""
    if entry.state is State.PENDING:
        return True
    return entry.state is State.UNKNOWN and entry.status is None and entry.duration_ms is None


def flags(entry: NetworkEntry) -> set[str]:
    """Words that ``is:`` understands, where they hold."""
    holds = {
        "third-party": is_third_party_request(entry),
        "preflight": is_preflight(entry),
        "cors": "cors" in entry.error.lower() or header(entry.request_headers, "sec-fetch-mode") == "cors",
        "graphql": entry.type == "graphql" or bool(operation(entry)),
    }
    others = {flag for flag, true in holds.items() if true}
    return common_flags(entry) | outlined_flags(entry) | others


OUTLINED_FLAGS = ("failed", "pending", "running", "aborted", "blocked", "redirect", "from-cache", "mutating")
"""Words of `FLAGS` for which an outline of a request is enough."""
FLAGS = (*OUTLINED_FLAGS, "third-party", "preflight", "cors", "graphql")


def outcome(entry: NetworkEntry) -> str:
    """One word for what came back: ``200``, ``404!``, ``aborted``, ``DNS``; told apart without any colour."""
    if word := failure_word(entry):
        return word
    if entry.status is None:
        return "failed" if entry.severity >= Severity.ERROR else "-"
    return f"{entry.status}!" if has_failed(entry) else str(entry.status)


def size_of(entry: NetworkEntry) -> int | None:
    """Bytes on the wire, else of the decoded body."""
    return entry.size_body if entry.size_transfer is None else entry.size_transfer


def cache_label(entry: NetworkEntry) -> str:
    """Where a cached answer came from, in words."""
    return _CACHE_LABELS.get(entry.from_cache, entry.from_cache)


def body_text(body: Body | None) -> str | None:
    """Text of a body; None when there is none or it is binary."""
    if body is None or body.text is None or body.encoding != "base64":
        return None if body is None else body.text
    try:
        return b64decode(body.text, validate=True).decode()
    except ValueError:
        return None
