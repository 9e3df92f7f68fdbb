"""Which view a body gets, by its type and by what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from upl_tui.entries import Body
from upl_tui.logs.bodies import code, markup
from upl_tui.logs.bodies.binary import binary_view, what_is
from upl_tui.logs.bodies.encoding import from_base64
from upl_tui.logs.bodies.events import documents_view, event_stream_view
from upl_tui.logs.bodies.form import encoded_json_view, form_view
from upl_tui.logs.bodies.graphql import graphql_view
from upl_tui.logs.bodies.multipart import multipart_bytes_view, multipart_view
from upl_tui.logs.bodies.part import Part
from upl_tui.logs.long_text import AT_ONCE
from upl_tui.logs.pretty import pretty_json, pretty_slices
from upl_tui.logs.spec import Section
from upl_tui.logs.units import format_size
from upl_tui.redact import Masker

_LANGUAGES = (
    ("json", "JSON", re.compile(r"json", re.IGNORECASE)),
    ("javascript", "JavaScript", re.compile(r"javascript|ecmascript", re.IGNORECASE)),
    ("html", "HTML", re.compile(r"html", re.IGNORECASE)),
    ("xml", "XML", re.compile(r"xml", re.IGNORECASE)),
    ("css", "CSS", re.compile(r"css", re.IGNORECASE)),
)
_BASE64 = re.compile(r"[A-Za-z0-9+/\r\n]{40,}+={0,2}\s*\Z")
_MARKUP = re.compile(r"\s*<(?:[!?a-zA-Z])")


def body_sections(key: str, title: str, body: Body | None, masker: Masker) -> Iterator[Section]:
    """A body as sections: the first has the key, and all that were recorded of it in its title.

    More than a million characters are masked and laid out as far as somebody asks for them: JSON by its
    structure, anything else as it is.
    """
    if body is None or body.text is None:
        if body is not None and body.missing:
            yield Section(key, title, f"Not recorded: {body.missing}")
        return
    cut = ("cut by the recorder",) if body.truncated else ()
    data = from_base64(body.text) if body.encoding == "base64" else None
    text = body.text if data is None else _decoded(data)
    if text is not None and len(text) > AT_ONCE:
        size = format_size(len(text) if data is None else len(data))
        yield _long_section(key, f"{title} · {{}} · {size}", text, body.mime, cut, masker)
        return
    size = format_size(len(body.text.encode(errors="replace")) if data is None else len(data))
    parts = _binary(data or b"", body.mime, masker) if text is None else text_parts(text, body.mime, masker)
    for number, part in enumerate(parts):
        if part.text and number == 0:
            yield Section(key, " · ".join((title, *filter(None, (part.name,)), size, *cut)), *part[1:])
        elif part.text:
            yield Section(f"{key}-{number + 1}", f"{title} · {part.name}", *part[1:])


def text_parts(text: str, mime: str, masker: Masker) -> tuple[Part, ...]:
    """A body that is text, masked and laid out."""
    if "multipart" in mime and (multipart := multipart_view(text, mime, masker)):
        return (multipart,)
    if decoded := encoded_json_view(text, masker):
        return (decoded,)
    masked = masker.body(text, mime)
    if "form-urlencoded" in mime and (form := form_view(masked, masker)):
        return (form,)
    if "event-stream" in mime:
        return (event_stream_view(masked),)
    if text.lstrip()[:1] in ("{", "["):
        return graphql_view(masked, masker) or (documents_view(masked) or _json(masked, mime),)
    if _BASE64.match(text) and (data := from_base64(text)) and what_is(data) != "binary":
        shown = binary_view(data, masker)
        return (Part(f"base64 of {shown.name}", shown.text, shown.language),)
    return (_laid_out(masked, mime),)


def _binary(data: bytes, mime: str, masker: Masker) -> tuple[Part, ...]:
    found = multipart_bytes_view(data, mime, masker) if "multipart" in mime else None
    return (found or binary_view(data, masker),)


def _json(masked: str, mime: str) -> Part:
    text = pretty_json(masked)
    if text != masked or "json" in mime.lower():
        return Part("JSON", text, "json")
    return _laid_out(masked, mime)


def _laid_out(masked: str, mime: str) -> Part:
    language, name = _language(masked, mime)
    if language in ("html", "xml"):
        return Part(name, markup.laid_out(masked), language)
    if language in ("javascript", "css"):
        return Part(name, code.laid_out(masked, language), language)
    return Part(name, masked, language)


def _long_section(
    key: str, title: str, text: str, mime: str, cut: tuple[str, ...], masker: Masker
) -> Section:
    slices = masker.body_slices(text, mime)
    language, name = _language(text, mime)
    if text.lstrip()[:1] in ("{", "["):
        slices = pretty_slices(slices, len(text))
        language, name = "json", "JSON"
    heading = " · ".join((title.format(name or "text"), *cut))
    return Section(key, heading, next(slices, ""), language, slices)


def _language(text: str, mime: str) -> tuple[str, str]:
    for language, name, pattern in _LANGUAGES:
        if pattern.search(mime):
            return language, name
    return ("xml", "markup") if _MARKUP.match(text) and text.rstrip().endswith(">") else ("text", "")


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None
