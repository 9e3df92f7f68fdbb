"""A whole file to rows: the bytes decide what it is, not its name or type."""

from __future__ import annotations

import re

from upl_tui.formats.lists import row_lists, wrapped_documents
from upl_tui.formats.ndjson import index_lines, is_ndjson
from upl_tui.formats.outline import Outline
from upl_tui.formats.recover import sequence_recovery
from upl_tui.formats.rows import Document, Rows
from upl_tui.formats.text import is_markup, text_rows
from upl_tui.formats.unpack import unpack
from upl_tui.formats.value import is_json
from upl_tui.patterns import late

MAX_BYTES = 64 * 1024 * 1024

_OPENING = late(
    rb'\{\s*+(?:["}]|\Z)|\[\s*+(?:[\[{"\]]|(?:-?[0-9][0-9.eE+-]*+|true|false|null|NaN)\s*+(?:[,\]]|\Z)|\Z)'
)
"""How JSON may begin; text such as ``[ERROR] ...``, ``[10:22:33] ...`` or ``{name} ...`` does not."""
_CALL = late(rb"(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.]*\s*[(=]\s*(?=[\[{])")
_CALL_END = late(rb"\s*\)?\s*;?\s*\Z")
_BLANK = late(rb"\s*+")
_BETWEEN_VALUES = late(rb"[\s,\x1e\0]*+")


def frame(data: bytes | bytearray, *, max_bytes: int = MAX_BYTES) -> Document:
    """Rows of a file whatever it is: NDJSON, JSON of any wrapping, text; packed, cut or damaged.

    Raises FormatError when more than `max_bytes` come out of an archive, or nothing at all.
    """
    data, notes = unpack(data, max_bytes)
    document = _framed(data)
    document.notes[:0] = notes
    return document


def _framed(data: bytes | bytearray) -> Document:
    start = _skip(_BLANK, data, 0)
    if start == len(data):
        return Document(data, "empty", [])
    if is_ndjson(data):
        rows = Rows(data)
        index_lines(data, 0, rows)
        return Document(data, "NDJSON", [rows])
    if _OPENING.match(data, start):
        return _json(data, start) or _text(data)
    call = _CALL.match(data, start)
    if call and _OPENING.match(data, call.end()):
        return _jsonp(data, call.end()) or _text(data)
    end = len(data.rstrip())
    if is_json(data[start:end]):
        return Document(data, "JSON value", [_spans(data, [(start, end)])])
    return _text(data)


def _text(data: bytes | bytearray) -> Document:
    if is_markup(data):
        return Document(data, "markup", [text_rows(data)], notes=["a web page or XML, not a log"])
    return Document(data, "text", [text_rows(data)])


def _jsonp(data: bytes | bytearray, start: int) -> Document | None:
    """A document inside of a call; None when what follows it shows that it was none."""
    outline = Outline(data, start)
    if not outline.cut and not _CALL_END.match(data, outline.root.end):
        return None
    document = _document(outline)
    document.framing += " in a call"
    return document


def _json(data: bytes | bytearray, start: int) -> Document | None:
    """One document or several values; None when it is text that only begins like JSON."""
    outline = Outline(data, start)
    following = _skip(_BETWEEN_VALUES, data, outline.root.end)
    if following == len(data):
        return _document(outline)
    if data[following : following + 1] in (b"{", b"["):
        return _header_and_list(outline, following) or _values(data, start)
    if _is_tag(outline):
        return None
    if not row_lists(outline):
        return _values(data, start)
    outline.damaged.append((following, len(data.rstrip())))
    return _document(outline)


def _is_tag(outline: Outline) -> bool:
    """Whether a list with text behind it is the tag of a text line, such as ``[200] OK``."""
    elements = outline.root.elements
    return elements is not None and not any(
        outline.data[start : start + 1] in (b"{", b"[") for start in elements.rows.starts
    )


def _document(outline: Outline) -> Document:
    data = outline.data
    wrapped = wrapped_documents(outline)
    parts = [(one, row_lists(one)) for one in wrapped or [outline]]
    found = [one for _, lists in parts for one in lists]
    if not found and (outline.cut or outline.damaged):
        return _values(data, outline.root.start)
    if not found:
        return Document(data, "JSON value", [_spans(data, [(outline.root.start, outline.root.end)])])
    roots = [one.build(one.root, {id(node) for each in lists for node in each.nodes}) for one, lists in parts]
    document = Document(
        data,
        framing="JSON list" if outline.root.elements and not wrapped else "JSON document",
        collections=[one.rows for one in found],
        root=roots if wrapped else roots[0],
    )
    damaged = sum(node.elements.damaged for one in found for node in one.nodes if node.elements)
    if outline.damaged:
        damaged += len(outline.damaged)
        document.collections.append(_spans(data, outline.damaged))
    _note_damage(document, damaged, outline.cut)
    return document


def _header_and_list(outline: Outline, following: int) -> Document | None:
    """A segment of a session replay: one object, then the list of events that it heads."""
    data = outline.data
    second = Outline(data, following)
    elements = second.root.elements
    if outline.root.members is None or elements is None or row_lists(outline):
        return None
    if second.root.end != len(data.rstrip()) or any(data[at] != ord("{") for at in elements.rows.starts):
        return None
    header = outline.build(outline.root, set())
    document = Document(data, "JSON header and list", [elements.rows], root=header)
    _note_damage(document, elements.damaged, second.cut)
    return document


def _values(data: bytes | bytearray, start: int) -> Document:
    """Values one after the other, each a row; what is between them and is none is a row as well."""
    rows = Rows(data)
    recovery = sequence_recovery(data)
    damaged = 0
    whole = True
    position = _skip(_BETWEEN_VALUES, data, start)
    while position < len(data):
        end, whole = recovery.end(position)
        rows.add(position, end if whole else position + len(data[position:end].rstrip()))
        damaged += not whole
        position = _skip(_BETWEEN_VALUES, data, end)
    document = Document(data, "JSON values" if len(rows) > 1 else "JSON value", [rows])
    _note_damage(document, damaged, cut=not whole)
    return document


def _note_damage(document: Document, damaged: int, cut: bool) -> None:
    if cut:
        document.notes.append("cut or damaged at the end")
    if damaged:
        document.notes.append(f"{damaged:,} damaged {'part' if damaged == 1 else 'parts'} kept as raw rows")


def _spans(data: bytes | bytearray, spans: list[tuple[int, int]]) -> Rows:
    rows = Rows(data)
    for start, end in spans:
        rows.add(start, end)
    return rows


def _skip(pattern: re.Pattern[bytes], data: bytes | bytearray, start: int) -> int:
    match = pattern.match(data, start)
    return match.end() if match else start
