"""One row's bytes to its value, as tolerant as can be without guessing."""

from __future__ import annotations

import json
import re
from typing import Any

import orjson

from upl_tui.patterns import late
from upl_tui.values import frozen

MAX_DEPTH = 500
"""Levels of nesting up to which the slow parser is asked; the fast one has its own limit of 1,024."""

_MOST_DIGITS = 4300
_TOKEN = late(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["\[\]{}]', re.DOTALL)
_ESCAPE = late(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_BAD_BYTE = late("[\udc80-\udcff]")


@frozen
class Unparsed:
    """Stands in for the value of a row that is no JSON; `reason` is a short sentence."""

    reason: str


def read_json(raw: bytes | bytearray) -> tuple[Any, str]:
    """The value of one JSON text and a remark on what had to be mended; `Unparsed` when it is none.

    Integers beyond 64 bits come back as floats, see `read_mended`.
    """
    try:
        return orjson.loads(raw), ""
    except orjson.JSONDecodeError:
        return read_mended(raw)


def read_mended(raw: bytes | bytearray) -> tuple[Any, str]:
    """`read_json` by the standard parser: slower, with NaN and Infinity, broken text mended, exact integers.

    Bytes that are no UTF-8 become ``\\xNN`` in their string, halves of surrogate pairs U+FFFD.
    """
    if _deeper_than(raw, MAX_DEPTH):
        return Unparsed(f"nested deeper than {MAX_DEPTH} levels"), ""
    remarks = []
    text, bad_at = _decoded(raw, r"\\x{:02x}")
    if bad_at is not None:
        remarks.append(f"bad UTF-8 at byte {bad_at:,}")
    whole = _ESCAPE.sub(lambda escape: r"\ufffd" if escape[1] else escape[0], text)
    if whole != text:
        remarks.append("half a surrogate pair replaced")
    try:
        return json.loads(whole, parse_int=_integer), "; ".join(remarks)
    except json.JSONDecodeError as error:
        return Unparsed(remarks[0] if bad_at is not None else _reason(error)), ""
    except RecursionError:
        return Unparsed("nested too deep"), ""


def read_text(raw: bytes | bytearray) -> tuple[Any, str]:
    """An entry of a plain text log: its text with ``\\n`` line ends, or the object of a JSON line."""
    if raw[:1] == b"{":
        value, remark = read_json(raw)
        if not isinstance(value, Unparsed):
            return value, remark
    text, bad_at = _decoded(raw, r"\x{:02x}")
    return text.replace("\r\n", "\n"), "" if bad_at is None else f"bad UTF-8 at byte {bad_at:,}"


def is_json(raw: bytes | bytearray) -> bool:
    """Whether the bytes are one JSON value; those that only the slow parser takes do not count."""
    try:
        orjson.loads(raw)
    except orjson.JSONDecodeError:
        return False
    return True


def _decoded(raw: bytes | bytearray, form: str) -> tuple[str, int | None]:
    try:
        return raw.decode(), None
    except UnicodeDecodeError as error:
        text = raw.decode("utf-8", "surrogateescape")
        return _BAD_BYTE.sub(lambda bad: form.format(ord(bad[0]) - 0xDC00), text), error.start


def _deeper_than(raw: bytes | bytearray, limit: int) -> bool:
    if raw.count(b"[") + raw.count(b"{") <= limit:
        return False
    depth = 0
    for match in _TOKEN.finditer(raw):
        token = match[0]
        if token in (b"[", b"{"):
            depth += 1
            if depth > limit:
                return True
        elif token in (b"]", b"}"):
            depth -= 1
        elif token == b'"':
            break
    return False


def _integer(digits: str) -> int | str:
    """Python refuses to convert longer ones; their digits are what a person wants to see."""
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


def _reason(error: json.JSONDecodeError) -> str:
    text = error.doc
    if not text.strip():
        return "empty"
    if not text[error.pos :].strip() or error.msg.startswith("Unterminated string"):
        return "cut: the JSON does not end"
    if not text[: error.pos].strip():
        return "not JSON"
    return f"unexpected character at byte {len(text[: error.pos].encode()):,}"
