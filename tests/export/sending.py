"""Requests to write as code, and the comparison with what a real client sent for it."""

from __future__ import annotations

from base64 import b64decode, b64encode
from pathlib import Path
from urllib.parse import unquote_to_bytes

from hypothesis import strategies as st

from tests.export.echo import Request
from tests.factories import log, network
from upl_tui.entries import Body, NetworkEntry
from upl_tui.export.forms import FORMS
from upl_tui.export.picked import Copied
from upl_tui.log import Log
from upl_tui.model import Kind
from upl_tui.redact import Masker

_TOKEN = "!#$%&'*+.^_`|~-0aZ"
"""Characters of a header's name."""
_CLIENTS_OWN = {
    "accept",
    "accept-encoding",
    "connection",
    "content-length",
    "content-type",
    "expect",
    "host",
    "te",
    "user-agent",
}
NASTY = [
    "'",
    '"',
    "\\",
    "$(id)",
    "`id`",
    "!!",
    "%s",
    "\n",
    "\r\n",
    "@/etc/passwd",
    "•",
    "行二 ☕",
    "é",
    "\t",
    "{}[]",
]

header_names = st.builds(lambda rest: f"X{rest}", st.text(_TOKEN, max_size=6)) | st.sampled_from(
    ["cookie", "Authorization", "x-api-key", "Referer", "Origin", "priority", "If-None-Match"]
)
_printable = st.characters(exclude_categories=("Cs", "Cc"))
header_values = st.text(_printable | st.sampled_from("'\"\\$`!@:=;"), max_size=20).map(
    lambda text: text.strip(" \t")
)
texts = st.lists(st.sampled_from(NASTY) | st.text(st.characters(codec="utf-8"), max_size=8)).map("".join)
paths = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="?#/\\."), max_size=12
)
queries = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="#"), max_size=12)


@st.composite
def entries(draw: st.DrawFn, *, bodies: bool = True) -> NetworkEntry:
    """A request to ``http://HOST/…`` with anything in it that HTTP allows."""
    method = draw(st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "M-SEARCH"]))
    headers = draw(st.lists(st.tuples(header_names, header_values), max_size=5))
    body = None
    if bodies and draw(st.booleans()):
        if draw(st.booleans()):
            body = Body(text=draw(texts), mime=draw(st.sampled_from(["", "text/plain"])))
        else:
            data = draw(st.binary(max_size=30))
            body = Body(text=b64encode(data).decode(), encoding="base64", mime="application/x-thing")
        headers.append(("Content-Type", "application/x-test"))
    query = draw(queries)
    url = f"http://HOST/{draw(paths)}" + (f"?{query}" if query else "")
    return network(url, method, request_headers=tuple(headers), request_body=body)


def log_at(origin: str, given: list[NetworkEntry]) -> Log:
    """A log of these requests, each to its own number below an origin."""
    for number, entry in enumerate(given):
        entry.url = entry.url.replace("http://HOST/", f"{origin}/{number}/", 1)
        entry.index = number
    return log(Kind.NETWORK, given)


def made(key: str, given: Log, folder: Path, *, reveal: bool = True) -> Copied:
    """All rows in a form, its files put into a folder."""
    form = next(form for form in FORMS if form.key == key)
    copied = form.make(given, range(len(given)), Masker(reveal=reveal), folder=str(folder))
    for file in copied.files:
        (folder / file.name).write_bytes(file.data)
    return copied


def assert_arrived(request: Request, entry: NetworkEntry, body: bytes) -> None:
    """Method, address, header order and repeats, and body are those recorded."""
    names = {name.lower() for name, _ in entry.request_headers} - _CLIENTS_OWN
    wanted = [(name, value) for name, value in entry.request_headers if name.lower() in names]
    assert request.method == entry.method
    assert unquote_to_bytes(request.target) == unquote_to_bytes("/" + entry.url.split("/", 3)[3])
    assert request.sent(names) == wanted
    assert request.body == body


def body_of(entry: NetworkEntry) -> bytes:
    """The bytes to expect."""
    body = entry.request_body
    if body is None or body.text is None:
        return b""
    return b64decode(body.text) if body.encoding == "base64" else body.text.encode()
