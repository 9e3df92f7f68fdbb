"""Where the value of a telling name stands: in JSON, in pairs, forms, markup or free text.

Each function looks around a name in the text. It answers None when the name does not tell, or does not stand
in such a place, so that the search goes on inside of what follows.
Every look is bounded, or moves the search on, so that hostile text costs no more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from upl_tui.patterns import late
from upl_tui.redact.json_text import Leaf, leaf_at, leaves_inside
from upl_tui.redact.names import Telling, telling, telling_header, wraps_secrets


class Place(NamedTuple):
    """The values of a name, how telling it is, and where to go on searching."""

    found: Telling
    leaves: tuple[Leaf, ...]
    end: int
    inside: bool = False
    """Whether the values are members of an object with that name, so that none is a header's."""


_QUOTE = late(r"(\\*+)\"")
_MEMBER = late(r"(\\*+)\"\s*+:(?:\s|\\+[nrt])*+")

# ``{"name": "Authorization", "value": …}``, with a few plain members between the two.
_NAMES_A_VALUE = late(r"\\*\"(?:name|key|field|header|(type))\\*\"\s{0,9}:\s{0,9}\\*\"\Z")
_VALUE_FOLLOWS = late(
    r"(?:\s*+,\s*+\\*\"[^\"\\]{1,80}\\*\"\s*+:\s*+(?:\\*\"[^\"\\]{0,200}\\*\"|[\w.+-]{1,40}+)){0,6}?"
    r"\s*+,\s*+\\*\"value\\*\"\s*+:\s*+"
)
# ``["Authorization", "Bearer …"]``, as the entries of a map of headers are written.
_OPENS_PAIR = late(r"\[\s{0,9}\\*\"\Z")
_PAIR_FOLLOWS = late(r"\s*+,\s*+(?=\\*\")")
_PAIRED_NAME = late(r"(?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]+", re.IGNORECASE)

_NAMES_A_PART = late(r"form-data;[^\r\n]{0,200}\bname=\\*\"\Z")
_LINE_END = r"(?:\r?\n|(?:\\+r)?\\+n)"
_PART_STARTS = late(rf"\\*\".{{0,400}}?{_LINE_END}{_LINE_END}", re.DOTALL)
_PART_ENDS = late(rf"{_LINE_END}--")

_NAMES_AN_INPUT = late(r"<(?:input|meta)\b[^<>]{0,900}\b(?:name|id|type)\s?=\s?\\*[\"']\Z", re.IGNORECASE)
_INPUT_ENDS = late(r"[^<>]{0,4000}+")
_INPUT_VALUE = late(r"\b(?:value|content)\s?=\s?\\*[\"']([^\"'\\<>]*+)", re.IGNORECASE)
_OPENS_ELEMENT = late(r"<(?:[\w.-]{1,40}:)?\Z")
_ELEMENT_FOLLOWS = late(r"(?:\s[^<>]{0,400}+)?>([^<>]++)(?=</)")


def json_place(text: str, start: int, end: int) -> Place | None:
    """A member of JSON, ``"name": value``, at any level."""
    member = _MEMBER.match(text, end)
    if member is None:
        return None
    name = text[start:end]
    is_jar = name.lower().endswith(("cookie", "cookies"))  # where even a short number is one's secret
    found = Telling.YES if is_jar else telling(name)
    return _json_value(text, member.end(), len(member[1]), found, deep=wraps_secrets(name))


def quoted_place(text: str, start: int, end: int) -> Place | None:
    """A name in quotes that is itself a value: of a pair, a multipart body's part or an HTML input."""
    quote = _QUOTE.match(text, end)
    before = max(0, start - 64)
    if quote is not None:
        if _is_key(text, start, quote.end()):
            return None
        if naming := _NAMES_A_VALUE.search(text, before, start):
            return _paired(text, start, end, quote, by_type=naming[1] is not None)
        if _OPENS_PAIR.search(text, before, start):
            return _listed(text, start, end, quote)
        if _NAMES_A_PART.search(text, max(0, start - 300), start):
            return _part(text, start, end)
    return _input(text, start, end)


def element_place(text: str, start: int, end: int) -> Place | None:
    """An element of XML, ``<name>value</name>``."""
    if not _OPENS_ELEMENT.search(text, max(0, start - 48), start):
        return None
    element = _ELEMENT_FOLLOWS.match(text, end)
    return _place(text[start:end], [Leaf(*element.span(1))], element.end()) if element else None


def _is_key(text: str, start: int, behind: int) -> bool:
    """Whether a quoted name is that of a JSON member: a colon follows, and no ``=`` of markup leads to it."""
    before = text[max(0, start - 8) : start].rstrip("\\\"'").rstrip()
    return text.startswith(":", behind) and before != "" and before[-1] != "="


def _json_value(text: str, position: int, level: int, found: Telling, *, deep: bool) -> Place | None:
    if found is Telling.NO:
        return None
    leaf = leaf_at(text, position, level)
    if leaf is not None:
        return Place(found, (leaf,), leaf.end)
    if not deep:
        return None
    leaves, end = leaves_inside(text, position, level)
    return Place(found, leaves, end, inside=True)


def _paired(text: str, start: int, end: int, quote: re.Match[str], *, by_type: bool) -> Place | None:
    found = telling_header(text[start:end])
    follows = _VALUE_FOLLOWS.match(text, quote.end())
    if follows is None or (by_type and found is not Telling.YES):
        return None
    return _json_value(text, follows.end(), len(quote[1]), found, deep=True)


def _listed(text: str, start: int, end: int, quote: re.Match[str]) -> Place | None:
    name = text[start:end]
    follows = _PAIR_FOLLOWS.match(text, quote.end())
    if follows is None or not _PAIRED_NAME.fullmatch(name):
        return None
    return _json_value(text, follows.end(), len(quote[1]), telling_header(name), deep=False)


def _part(text: str, start: int, end: int) -> Place | None:
    opening = _PART_STARTS.match(text, end)
    if opening is None:
        return None
    closing = _PART_ENDS.search(text, opening.end())
    stop = closing.start() if closing else len(text)
    return _place(text[start:end], [Leaf(opening.end(), stop)], stop)


def _input(text: str, start: int, end: int) -> Place | None:
    tag = _NAMES_AN_INPUT.search(text, max(0, start - 1000), start)
    if tag is None:
        return None
    rest = _INPUT_ENDS.match(text, end)
    stop = rest.end() if rest else end
    values = _INPUT_VALUE.finditer(text, tag.start(), stop)
    return _place(text[start:end], [Leaf(*value.span(1)) for value in values], stop)


def _place(name: str, leaves: Sequence[Leaf], end: int) -> Place | None:
    found = telling(name)
    return Place(found, tuple(leaves), end) if found else None
