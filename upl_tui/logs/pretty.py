"""Recorded bodies and source rows laid out for reading, so that nothing is rewritten.

A JSON library would lose what it does not keep: repeated keys, long numbers, the way a string is escaped. It
is asked all the same, part by part, and believed where it gives back exactly what it was given; other parts
are laid out token by token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import orjson

_PART = 1 << 16
"""Characters worked on at once: other threads wait meanwhile, a millisecond or so."""
_STRING = r"\"(?:[^\"\\]++|\\.)*+\""
_FLAT = rf"[^\",]*+(?:{_STRING}[^\",]*+)*+"
_TO_LAST_COMMA = re.compile(rf"(?:{_FLAT},)*+", re.DOTALL)
_TO_COMMA = re.compile(_FLAT, re.DOTALL)
_STRINGS = re.compile(_STRING, re.DOTALL)
_BRACKET = re.compile(r"[{}\[\]]")
_INSIDE_STRING = re.compile(r"[^\"\\]*+(?:\\.[^\"\\]*+){0,9999}+", re.DOTALL)
_TOKEN = re.compile(
    r"\"[^\"\\]*+(?:\\.[^\"\\]*+){0,9999}+\"|[{}\[\],:]|[^\s{}\[\],:\"]++|(?P<long>\")", re.DOTALL
)
_CLOSING = {"{": "}", "[": "]"}

_DEEPEST = 64
"""Levels that get lines of their own; what is nested deeper stays on one line."""
_MOST_SPACE = 8
"""Spaces that may be added for each character, so that nothing small becomes huge."""
_LINES = ["\n" + "  " * depth for depth in range(_DEEPEST)]


def pretty_json(text: str) -> str:
    """JSON with an indent of two; text that is no JSON, or would grow out of proportion, stays as it is.

    Of a long text the beginning is laid out up to the part where it is no longer JSON.
    """
    if text.lstrip()[:1] not in ("{", "["):
        return text
    return "".join(_parts(text))


def _parts(text: str) -> Iterator[str]:
    start, opened = 0, ""
    while start < len(text):
        end = _part_end(text, start)
        part = text[start:end]
        inside = _opened_after(part, opened)
        is_last = end == len(text)
        shown = None if inside is None or is_last != (not inside) else _laid_out(part, opened, inside)
        if shown is None:
            yield text[start:]
            return
        yield shown
        start, opened = end, inside or ""


def _part_end(text: str, start: int) -> int:
    """Behind a comma between two members or elements; the end of the text when there is none."""
    position = start
    while True:
        stop = position + _PART
        behind = _end(_TO_LAST_COMMA, text, position, stop)
        if behind > position:
            return behind if text[behind:].strip() else len(text)
        position = _end(_TO_COMMA, text, position, stop)
        if position >= len(text):
            return len(text)
        if text[position] == '"':
            position = _string_end(text, position)


def _end(pattern: re.Pattern[str], text: str, start: int, stop: int) -> int:
    found = pattern.match(text, start, stop)
    return found.end() if found else start


def _string_end(text: str, start: int) -> int:
    """Behind the string whose quote opens at `start`; the end of the text when it does not end."""
    position = start + 1
    while (position := _end(_INSIDE_STRING, text, position, len(text))) < len(text):
        if text[position] == '"':
            return position + 1
        if position + 1 == len(text):
            break
    return len(text)


def _opened_after(part: str, opened: str) -> str | None:
    """The brackets that are open behind a part; None where they do not fit."""
    stack = list(opened)
    for bracket in _BRACKET.findall(_without_strings(part)):
        if bracket in "{[":
            stack.append(bracket)
        elif not stack or _CLOSING[stack.pop()] != bracket:
            return None
    return "".join(stack)
