"""Multipart bodies: the headers of each part, its text, or the beginning of what is binary (RFC 2046)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from upl_tui.logs.bodies.binary import hex_dump, masked_bytes, what_is
from upl_tui.logs.bodies.part import Part
from upl_tui.logs.pretty import pretty_json
from upl_tui.logs.units import format_size
from upl_tui.redact import Masker

_BOUNDARY = re.compile(r"boundary=(?:\"([^\"]{1,200})\"|([^\s;,]{1,200}))", re.IGNORECASE)
_FIRST_LINE = re.compile(r"\s*--([^\r\n]{1,200}?)(?:--)?[ \t]*\r?\n")
_HEADERS_END = re.compile(r"\r?\n\r?\n|\A\r?\n")
_DUMPED = 256
_TEXT = re.compile(r"[^\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]*+\Z")


def multipart_view(text: str, mime: str, masker: Masker) -> Part | None:
    """Parts of a body as recorded text; None when no boundary is found in it."""
    boundary = _boundary(text, mime)
    if boundary is None:
        return None
    masked = masker.body(text, mime)
    parts = list(_parts(masked, boundary))
    if not parts:
        return None
    shown = (_part_text(number, part, masker) for number, part in enumerate(parts, 1))
    return Part(f"multipart · {len(parts)}", "\n\n".join(shown), "headers")


def multipart_bytes_view(data: bytes, mime: str, masker: Masker) -> Part | None:
    """The same for a body that holds binary parts."""
    return multipart_view(data.decode("latin-1"), mime, masker)


def _boundary(text: str, mime: str) -> str | None:
    named = _BOUNDARY.search(mime)
    boundary = (named[1] or named[2]) if named else None
    if boundary and f"--{boundary}" in text:
        return boundary
    first = _FIRST_LINE.match(text)
    return first[1] if first else None


def _parts(text: str, boundary: str) -> Iterator[tuple[str, str]]:
    """Headers and content of each part; what stands before the first and behind the last is one without."""
    delimiter = re.compile(rf"(?:\A|\r?\n)--{re.escape(boundary)}(--)?[ \t]*(?:\r?\n|\Z)")
    position, inside = 0, False
    for found in delimiter.finditer(text):
        yield from _part(text[position : found.start()], inside)
        # The line feed that ends a delimiter may be the one that opens an empty part.
        position, inside = found.end(), found[1] is None
    yield from _part(text[position:], inside)


def _part(content: str, inside: bool) -> Iterator[tuple[str, str]]:
    if not inside:
        if content.strip():
            yield "", content
        return
    end = _HEADERS_END.search(content)
    yield (content[: end.start()], content[end.end() :]) if end else (content, "")


def _part_text(number: int, part: tuple[str, str], masker: Masker) -> str:
    headers, content = part
    heading = f"Part {number}: {format_size(len(content.encode(errors='replace')))}"
    lines = "\n".join(line.strip() for line in headers.split("\n") if line.strip())
    return "\n".join(filter(None, (heading, lines, _content(content, masker))))


def _content(content: str, masker: Masker) -> str:
    if _TEXT.match(content):
        return pretty_json(content)
    try:
        data = content.encode("latin-1")
    except UnicodeEncodeError:
        return content
    shown, note = masked_bytes(data, _DUMPED, masker)
    left = (f"{format_size(len(data) - _DUMPED)} more",) if len(data) > _DUMPED else ()
    return "\n".join((what_is(data), *note, *hex_dump(shown), *left))
