"""The detail of a request, from its overview to its raw source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from upl_tui.entries import Body, Entry, Headers, NetworkEntry
from upl_tui.logs import correlation, timing
from upl_tui.logs.bodies import body_sections
from upl_tui.logs.bodies.encoding import from_base64
from upl_tui.logs.bodies.events import message_text
from upl_tui.logs.bodies.form import pairs_of
from upl_tui.logs.bodies.jwt import token_text, tokens_in
from upl_tui.logs.common import frames_text, overview, raw_sections
from upl_tui.logs.long_text import section_of
from upl_tui.logs.network_context import mark_words
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


def sections(entry: Entry, source: bytes, masker: Masker) -> Iterator[Section]:
    """What there is to show of a request, raw source last; sections without content are left out."""
    secrets: Sequence[str] = ()
    if isinstance(entry, NetworkEntry):
        for part in _PARTS:
            made = part(entry, masker)
            yield from (
                section for section in ([made] if isinstance(made, Section) else made) if section.text
            )
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
    counts = f"{len(entry.request_headers)} sent, {len(entry.response_headers)} received"
    return Section("headers", f"Headers · {counts}", text, "headers")


def _header_lines(headers: Headers, masker: Masker) -> str:
    return "\n".join(
        f"{name}: {line}" for name, value in headers for line in masker.header(name, value).split("\n")
    )


def _payload(entry: NetworkEntry, masker: Masker) -> Iterator[Section]:
    if pairs := pairs_of(Url.of(masker.url(entry.url)).query):
        text = "\n".join(f"{name} = {value}" for name, value in pairs)
        yield Section("query", f"Payload · query parameters · {len(pairs)}", text, "form")
    yield from body_sections("payload", "Payload", entry.request_body, masker)


def _response(entry: NetworkEntry, masker: Masker) -> Iterator[Section]:
    yield from body_sections("response", "Response", entry.response_body, masker)


def _encoded_secrets(entry: NetworkEntry, masker: Masker) -> tuple[str, ...]:
    """Bodies in base64 that hold secrets."""
    encoded = (
        body for body in (entry.request_body, entry.response_body) if body and body.encoding == "base64"
    )
    return tuple(body.text for body in encoded if body.text and _holds_secrets(body, masker))


def _holds_secrets(body: Body, masker: Masker) -> bool:
    data = from_base64(body.text or "")
    if data is None:
        return False
    position, text = 0, data.decode("latin-1")
    for piece in masker.body_slices(text, body.mime):
        if not text.startswith(piece, position):
            return True
        position += len(piece)
    return False


def _timing(entry: NetworkEntry, masker: Masker) -> Section:
    table = "\n".join(timing.table(entry))
    return Section("timing", "Timing", "\n\n".join(filter(None, (timing.summary(entry), table))))


def _cookies(entry: NetworkEntry, masker: Masker) -> Section:
    sent = [masker.header("cookie", f"{name}={value}") for name, value in cookies(entry)]
    received = [masker.header("set-cookie", f"{name}={value}") for name, value in set_cookies(entry)]
    groups = (("Sent", "sent", sent), ("Set by the response", "set", received))
    text = "\n\n".join("\n".join((title, *lines)) for title, _, lines in groups if lines)
    counts = ", ".join(f"{len(lines)} {word}" for _, word, lines in groups if lines)
    return Section("cookies", f"Cookies · {counts}", text, "text")


def _tokens(entry: NetworkEntry, masker: Masker) -> Section:
    found = [
        token_text(place, header, claims, masker)
        for place, text in _places_of_tokens(entry)
        for header, claims in tokens_in(text)
    ]
    return Section("tokens", f"Tokens · {len(found)} JWT", "\n\n".join(found), "messages")


def _places_of_tokens(entry: NetworkEntry) -> Iterator[tuple[str, str]]:
    yield "In the URL", entry.url
    for name, value in entry.request_headers:
        yield f"In the request header {name}", value
    yield "In the payload", body_text(entry.request_body) or ""
    for name, value in entry.response_headers:
        yield f"In the response header {name}", value
    yield "In the response", body_text(entry.response_body) or ""


def _messages(entry: NetworkEntry, masker: Masker) -> Section:
    size = sum(len(frame.text) for frame in entry.messages)
    pieces = (f"{message_text(frame, masker)}\n" for frame in entry.messages)
    return section_of("messages", f"Messages · {len(entry.messages)}", pieces, size, "messages")


def _initiator(entry: NetworkEntry, masker: Masker) -> Section:
    parts = filter(None, (masker.text(entry.initiator), masker.text(frames_text(entry.initiator_stack))))
    return Section("initiator", "Initiator", "\n".join(parts))


_PARTS: tuple[Callable[[NetworkEntry, Masker], Section | Iterator[Section]], ...] = (
    *(_overview, _headers, _payload, _response, _timing, _cookies, _tokens, _initiator, _messages),
)
