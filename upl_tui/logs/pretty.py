"""Recorded bodies and source rows laid out for reading, so that nothing is rewritten.

A JSON library would lose what it does not keep: repeated keys, long numbers, the way a string is escaped. It
is asked all the same, part by part, and believed where it can give back exactly what it was given; any other
part is laid out token by token.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import orjson

from upl_tui.patterns import late

_PART = 1 << 16
"""Characters worked on at once: other threads wait meanwhile, a millisecond or two."""
_LONG = 2 * _PART
"""A part of more characters holds a long string."""
_LONGEST_READ = 16 * _PART
"""A longer part is not even asked whether it is JSON: the answer would hold up all other threads."""
_STRING = r"\"(?:[^\"\\]++|\\.)*+\""
_TO_COMMA = late(rf"[^\",]*+(?:{_STRING}[^\",]*+)*+", re.DOTALL)
_TO_LAST_COMMA = late(rf"(?:{_TO_COMMA.pattern},)*+", re.DOTALL)
_STRINGS = late(_STRING, re.DOTALL)
_DENSE = late(rf"(?:[^\s\"]++|{_STRING})++", re.DOTALL)
_BRACKET = late(r"[{}\[\]]")
_CLOSING = {"{": "}", "[": "]"}

# A string with thousands of escapes takes long, so it is read piece by piece.
_INSIDE = r"[^\"\\]*+(?:\\.[^\"\\]*+){0,9999}+"
_INSIDE_STRING = late(_INSIDE, re.DOTALL)
_TOKEN = late(rf"\"{_INSIDE}\"|[{{}}\[\],:]|[^\s{{}}\[\],:\"]++|\"", re.DOTALL)

_DEEPEST = 64
"""Levels that get lines of their own; what is nested deeper stays on one line."""
_MOST_SPACE = 8
"""Spaces that may be added for each character, so that nothing small becomes huge."""
_LINES = ["\n" + "  " * depth for depth in range(_DEEPEST)]


def pretty_json(text: str) -> str:
    """JSON with an indent of two; text that is no JSON, or would grow out of proportion, stays as it is.

    Of a long text the beginning is laid out, up to the part that is no JSON any more.
    """
    return "".join(pretty_slices((text,), len(text)))


def pretty_slices(slices: Iterable[str], size: int) -> Iterator[str]:
    """The same for a text that comes in slices, laid out as far as it is there; `size` is in characters."""
    coming = iter(slices)
    text = next(coming, "")
    if text.lstrip()[:1] in ("{", "["):
        yield from _parts(text, coming, _MOST_SPACE * size)
    else:
        yield text
        yield from coming


class _Nesting(NamedTuple):
    """Brackets that are open behind a part, and the deepest level inside of it."""

    opened: str
    deepest: int


def _parts(text: str, coming: Iterator[str], budget: int) -> Iterator[str]:
    start, opened, wanted = 0, "", _LONG
    is_whole = False
    while True:
        if not is_whole and len(text) - start < wanted:
            text, is_whole = _longer(text[start:], coming, wanted)
            start = 0
        end = _part_end(text, start)
        if end == len(text) and not is_whole:
            wanted = 2 * (end - start)
            continue
        part = text[start:end]
        nesting = _nesting(part, opened)
        if nesting is None or bool(nesting.opened) == (end == len(text)):
            break
        shown = _laid_out(part, opened, nesting)
        budget -= len(shown) - len(part)
        if not shown or budget < 0:
            break
        yield shown
        if end == len(text):
            return
        start, opened, wanted = end, nesting.opened, _LONG
    yield text[start:]
    yield from coming


def _longer(text: str, coming: Iterator[str], wanted: int) -> tuple[str, bool]:
    """A text with more of what is coming, and whether nothing comes any more."""
    read, length = [text], len(text)
    while length < wanted:
        more = next(coming, None)
        if more is None:
            return "".join(read), True
        read.append(more)
        length += len(more)
    return "".join(read), False


def _part_end(text: str, start: int) -> int:
    """Behind the last comma between two values that is not too far away, else behind the first one."""
    position = start
    while (stop := position + _PART) < len(text):
        behind = _match_end(_TO_LAST_COMMA, text, position, stop)
        if behind > position:
            return behind
        position = _match_end(_TO_COMMA, text, position, stop)
        if text.startswith('"', position):
            position = _string_end(text, position)
    return len(text)


def _match_end(pattern: re.Pattern[str], text: str, start: int, stop: int) -> int:
    found = pattern.match(text, start, stop)
    return found.end() if found else start


def _string_end(text: str, start: int) -> int:
    """Behind the string whose quote stands at `start`; the end of the text when it does not end."""
    position, before = start + 1, start
    while before < position < len(text):
        before, position = position, _match_end(_INSIDE_STRING, text, position, len(text))
        if text.startswith('"', position):
            return position + 1
    return len(text)


def _nesting(part: str, opened: str) -> _Nesting | None:
    """What a part that starts inside of some brackets opens and closes; None when they do not fit."""
    stack = list(opened)
    deepest = len(stack)
    for bracket in _brackets(part):
        if bracket in _CLOSING:
            stack.append(bracket)
            deepest = max(deepest, len(stack))
        elif not stack or _CLOSING[stack.pop()] != bracket:
            return None
    return _Nesting("".join(stack), deepest)


def _brackets(part: str) -> Iterable[str]:
    if len(part) <= _LONG:
        return _BRACKET.findall(_STRINGS.sub("", part))
    return (token for token in _tokens(part) if token in "{}[]")


def _laid_out(part: str, opened: str, nesting: _Nesting) -> str:
    """A part between commas, laid out at its depth; empty when it is no JSON there."""
    comma = "," if nesting.opened else ""
    inner = part.removesuffix(comma).strip()
    lacks_value = (opened and inner.startswith(("}", "]"))) or (comma and inner.endswith(("{", "[")))
    if lacks_value or not inner:
        return ""
    if len(part) > _LONGEST_READ:
        return _indented(_tokens(part), len(opened))
    whole = f"{_openings(opened)}{inner}{_closings(nesting.opened)}"
    try:
        value = orjson.loads(whole)
    except ValueError:
        return ""
    is_plain = len(part) <= _LONG and nesting.deepest <= _DEEPEST
    if not is_plain or orjson.dumps(value) != "".join(_DENSE.findall(whole)).encode():
        return _indented(_tokens(part), len(opened))
    lines = orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
    before = _size_of_lines(opened) + len('"": ') * opened[:-1].count("{")
    after = _size_of_lines(nesting.opened)
    return f"{lines[max(0, before - 1) : len(lines) - after]}{comma}"


def _openings(opened: str) -> str:
    """Brackets that are open, what an object holds under an empty name."""
    return opened[:-1].replace("{", '{"":') + opened[-1:]


def _closings(opened: str) -> str:
    return "".join(_CLOSING[bracket] for bracket in reversed(opened))


def _size_of_lines(opened: str) -> int:
    """Characters of brackets on lines of their own, with indent and line feed."""
    return sum(len(_LINES[depth]) + 1 for depth in range(len(opened)))


def _tokens(part: str) -> Iterator[str]:
    position = 0
    while position < len(part):
        for token in _TOKEN.finditer(part, position):
            position = token.end()
            if token[0] == '"':
                position = _string_end(part, token.start())
                yield part[token.start() : position]
                break
            yield token[0]
        else:
            return


def _indented(tokens: Iterable[str], depth: int) -> str:
    pieces: list[str] = []
    previous = "," if depth else ""
    for token in tokens:
        if token in "}]":
            depth -= 1
            if previous not in "{[" and depth < _DEEPEST:
                pieces.append(_LINES[depth])
        elif previous in ("{", "[", ",") and depth < _DEEPEST:
            pieces.append(_LINES[depth])
        if token in "{[":
            depth += 1
        pieces.append(": " if token == ":" else token)
        previous = token
    return "".join(pieces)
