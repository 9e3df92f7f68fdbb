"""The detail of a request: overview, headers, payload, response, timing, cookies, messages, initiator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl

from upl_tui.clock import format_offset
from upl_tui.entries import Body, Entry, Headers, NetworkEntry, SocketFrame
from upl_tui.logs import correlation, timing
from upl_tui.logs.common import frames_text, overview, raw_sections
from upl_tui.logs.network_context import mark_words
from upl_tui.logs.pretty import pretty_json
from upl_tui.logs.requests import (
    body_text,
    cache_label,
    cookies,
    operation,
    page_of,
    set_cookies,
)
from upl_tui.logs.spec import Section
from upl_tui.logs.units import format_duration, format_size
from upl_tui.logs.urls import Url
from upl_tui.redact import Masker

_LANGUAGES = (
    ("json", re.compile(r"json", re.IGNORECASE)),
    ("javascript", re.compile(r"javascript|ecmascript", re.IGNORECASE)),
    ("html", re.compile(r"html", re.IGNORECASE)),
    ("xml", re.compile(r"xml", re.IGNORECASE)),
    ("css", re.compile(r"css", re.IGNORECASE)),
)


def sections(entry: Entry, source: bytes, masker: Masker) -> Iterator[Section]:
    """What there is to show of a request, raw source last; sections without content are left out."""
    secrets: Sequence[str] = ()
    if isinstance(entry, NetworkEntry):
        parts = (_overview, _headers, _payload, _response, _timing, _cookies, _messages, _initiator)
        made = (part(entry, masker) for part in parts)
        yield from (section for section in made if section.text)
        secrets = _encoded_secrets(entry, masker)
    yield from raw_sections(entry, source, masker, secrets)


def _overview(entry: NetworkEntry, masker: Masker) -> Section:
    lines = (
        ("URL", masker.url(entry.url)),
        ("Method", entry.method),
        ("Status", "" if entry.status is None else f"{entry.status} {entry.status_text}".rstrip()),
        ("State", entry.state.value.replace("_", " ")),
        ("Error", masker.text(entry.error)),
        ("Type", entry.type),
        ("Mime type", entry.mime),
        ("Transferred", format_size(entry.size_transfer)),
        ("Body", format_size(entry.size_body)),
        ("Duration", format_duration(entry.duration_ms)),
        ("Cache", cache_label(entry)),
        ("Protocol", entry.protocol),
        ("Remote address", entry.remote),
        ("Priority", entry.priority),
        ("Redirect to", masker.url(entry.redirect_to)),
        ("GraphQL operation", masker.text(operation(entry))),
        *((found.header, masker.text(found.id)) for found in correlation.ids(entry)),
        ("Page", masker.url(page_of(entry))),
        ("Marks", mark_words(entry)),
    )
    return overview(lines, entry)


def _headers(entry: NetworkEntry, masker: Masker) -> Section:
    groups = (("Request headers", entry.request_headers), ("Response headers", entry.response_headers))
    text = "\n\n".join(f"{title}\n{_header_lines(headers, masker)}" for title, headers in groups if headers)
    return Section("headers", "Headers", text, "headers")


def _header_lines(headers: Headers, masker: Masker) -> str:
    return "\n".join(
        f"{name}: {line}" for name, value in headers for line in masker.header(name, value).split("\n")
    )


def _payload(entry: NetworkEntry, masker: Masker) -> Section:
    query = Url.of(masker.url(entry.url)).query
    parameters = "\n".join(("Query parameters", *_pairs(query))) if query else ""
    text, language = _body(entry.request_body, masker)
    if parameters and text:
        return Section("payload", "Payload", f"{parameters}\n\nRequest body\n{text}", language)
    return Section("payload", "Payload", parameters or text, "headers" if parameters else language)


def _response(entry: NetworkEntry, masker: Masker) -> Section:
    text, language = _body(entry.response_body, masker)
    return Section("response", "Response", text, language)


def _body(body: Body | None, masker: Masker) -> tuple[str, str]:
    """A body laid out for reading, and its language."""
    if body is None or body.text is None:
        return ("" if body is None else body.missing and f"Not recorded: {body.missing}"), "text"
    text = body_text(body)
    if text is None:
        return f"Binary, {format_size(len(body.text) * 3 // 4)}; the raw row has it as base64.", "text"
    text = masker.body(text, body.mime)
    language = next((name for name, pattern in _LANGUAGES if pattern.search(body.mime)), "text")
    if "form-urlencoded" in body.mime:
        text, language = "\n".join(_pairs(text)), "headers"
    elif language in ("json", "text"):
        laid_out = pretty_json(text)
        language = "json" if laid_out != text else language
        text = laid_out
    return (f"{text}\n(cut by the recorder)" if body.truncated else text), language


def _encoded_secrets(entry: NetworkEntry, masker: Masker) -> tuple[str, ...]:
    """Bodies in base64 that hold secrets."""
    encoded = (
        body for body in (entry.request_body, entry.response_body) if body and body.encoding == "base64"
    )
    return tuple(body.text for body in encoded if body.text and _holds_secrets(body, masker))


def _holds_secrets(body: Body, masker: Masker) -> bool:
    text = body_text(body)
    return text is not None and masker.body(text, body.mime) != text


def _pairs(encoded: str) -> Iterator[str]:
    return (
        f"{name}: {value}"
        for name, value in parse_qsl(encoded, keep_blank_values=True, errors="backslashreplace")
    )


def _timing(entry: NetworkEntry, masker: Masker) -> Section:
    table = "\n".join(timing.table(entry))
    return Section("timing", "Timing", "\n\n".join(filter(None, (timing.summary(entry), table))))


def _cookies(entry: NetworkEntry, masker: Masker) -> Section:
    sent = [masker.header("cookie", f"{name}={value}") for name, value in cookies(entry)]
    received = [masker.header("set-cookie", f"{name}={value}") for name, value in set_cookies(entry)]
    groups = (("Sent", sent), ("Set by the response", received))
    text = "\n\n".join("\n".join((title, *lines)) for title, lines in groups if lines)
    return Section("cookies", "Cookies", text, "text")


def _messages(entry: NetworkEntry, masker: Masker) -> Section:
    lines = (
        f"{format_offset(frame.at_ms)} {_message_label(frame)}: {masker.body(frame.text, '')}"
        for frame in entry.messages
    )
    return Section("messages", "Messages", "\n".join(lines))


def _message_label(frame: SocketFrame) -> str:
    direction = {"send": "sent", "receive": "received"}.get(frame.direction, frame.direction)
    return f"{direction} {frame.event}".rstrip()


def _initiator(entry: NetworkEntry, masker: Masker) -> Section:
    parts = filter(None, (masker.text(entry.initiator), masker.text(frames_text(entry.initiator_stack))))
    return Section("initiator", "Initiator", "\n".join(parts))
