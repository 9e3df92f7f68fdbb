"""A recorded request as it can be sent again: what a client has to be told, nothing it adds itself."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from upl_tui.entries import Body, Headers, NetworkEntry
from upl_tui.logs.requests import MUTATING, page_of
from upl_tui.redact import MASK, Masker
from upl_tui.redact.names import word_set
from upl_tui.shapes.requests import header

_LEFT_TO_CLIENT = word_set(
    "connection content-length expect host http2-settings keep-alive proxy-connection te trailer "
    "transfer-encoding upgrade"
)
"""Headers of one connection, which every client sets for itself."""

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""RFC 9110 5.6.2. A name such as ``@file`` would be an instruction to curl and HTTPie."""
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]+")
_WEB_ADDRESS = re.compile(r"https?://[^/?#\s]+", re.IGNORECASE)
_NOT_IN_URL = re.compile(rf"[^\x21-\x7e{MASK[0]}]+")
_NEVER_TEXT = re.compile(
    r"(?:image(?!/svg)|audio|video|font)/|application/(?:wasm|pdf|zip|font)", re.IGNORECASE
)
_BOUNDARY = re.compile(r"boundary=\"?([^\";,]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sent:
    """A request to send. All texts are masked, free of control characters but tab, and encodable."""

    method: str
    """Upper case as recorded, ``GET`` when that is unknown or no method."""
    url: str
    """Absolute and escaped; empty when the recorded one cannot be asked for over HTTP."""
    headers: Headers
    """In order, repeats kept, without those that a client sets itself."""
    body: bytes | None
    remarks: tuple[str, ...]
    """Short plain sentences for a comment: letters, digits and blanks, safe in any language."""

    def has_header(self, name: str) -> bool:
        """Whether a header is among those to send."""
        return any(given.lower() == name for given, _ in self.headers)


def sent(entry: NetworkEntry, masker: Masker) -> Sent:
    """The request of an entry, masked."""
    before = sum(masker.masked.values())
    method = entry.method if _TOKEN.fullmatch(entry.method) else "GET"
    url = _url(entry, masker)
    headers, refused = _headers(entry, masker)
    body, about_body = _body(entry, masker)
    mime = one_line(entry.request_body.mime) if entry.request_body else ""
    if mime and body is not None and not header(headers, "content-type"):
        headers = (*headers, ("Content-Type", mime))
    masked = sum(masker.masked.values()) - before
    remarks = (
        f"{method} changes data on the server" if method in MUTATING else "",
        f"{masked} masked {'value' if masked == 1 else 'values'}: fill in before use" if masked else "",
        "" if url else "the recorded address is not one of HTTP",
        "a WebSocket needs a client of its own" if _is_socket(entry.url) else "",
        f"{refused} headers that HTTP does not allow are left out" if refused else "",
        about_body,
    )
    return Sent(method, url, headers, body, tuple(filter(None, remarks)))


def body_bytes(body: Body | None, masker: Masker) -> bytes | None:
    """The bytes of a recorded body, secrets masked wherever it can be read as text; None without any."""
    if body is None or body.text is None:
        return None
    if body.encoding == "base64":
        try:
            data = b64decode(body.text)
        except ValueError:
            return encodable(body.text).encode()
        if masker.reveal or _NEVER_TEXT.match(body.mime):
            return data
        text = data.decode("utf-8", "surrogateescape")
        return masker.body(text, body.mime).encode("utf-8", "surrogateescape")
    return encodable(masker.body(body.text, body.mime)).encode()


def encodable(text: str) -> str:
    """Text that can be encoded: halves of surrogate pairs are joined, lone ones become U+FFFD."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def one_line(text: str) -> str:
    """A header's value without what HTTP does not allow in one."""
    return _CONTROL.sub(" ", encodable(text)).strip(" \t")


def _url(entry: NetworkEntry, masker: Masker) -> str:
    url = encodable(entry.url)
    if not _WEB_ADDRESS.match(url) and not re.match(r"[\w.+-]+:", url):
        try:
            url = urljoin(page_of(entry), url)
        except ValueError:
            return ""
    if _is_socket(url):
        url = "http" + url[2:]
    if not _WEB_ADDRESS.match(url):
        return ""
    url = masker.url(url.partition("#")[0])
    return _NOT_IN_URL.sub(lambda found: quote(found[0], safe=""), url)


def _is_socket(url: str) -> bool:
    return url[:5].lower() == "ws://" or url[:6].lower() == "wss://"


def _headers(entry: NetworkEntry, masker: Masker) -> tuple[Headers, int]:
    kept, refused = [], 0
    for name, value in entry.request_headers:
        if name.startswith(":") or name.lower() in _LEFT_TO_CLIENT:
            continue
        if _TOKEN.fullmatch(name):
            kept.append((name, one_line(masker.header(name, value))))
        else:
            refused += 1
    return tuple(kept), refused


def _body(entry: NetworkEntry, masker: Masker) -> tuple[bytes | None, str]:
    body = entry.request_body
    if body is None:
        return None, ""
    data = body_bytes(body, masker)
    if data is None:
        return None, "the body was not recorded" if body.missing else ""
    boundary = _BOUNDARY.search(header(entry.request_headers, "content-type"))
    if boundary and boundary[1].strip().encode() not in data:
        return None, "the body was recorded in parts and not as it was sent"
    return data, "the recorded body is cut" if body.truncated else ""
