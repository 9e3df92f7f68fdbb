"""Where a JSON value ends, found in the bytes themselves without making objects.

Brackets are only counted, so a value with an error inside still ends where it should. A string ends at
its line: JSON allows no line feed in it, and a missing quote then damages one line, not the file.
"""

from __future__ import annotations

import re
from functools import cache

from upl_tui.patterns import late

STRING = rb'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
FIRST_KEY = late(rb"\{[ \t\r\n]*+" + STRING, re.DOTALL)
SPACE = late(rb"[ \t\r\n]*+")

_SCALAR = rb'[^\s,:\[\]{}"]++'
_TOKEN = late(STRING + rb'|["\[\]{}]', re.DOTALL)
_LEVELS = 40
_NOT_A_VALUE = -1


def skip_space(data: bytes | bytearray, start: int) -> int:
    """Position of the next byte that is no JSON white space, or the length of the data."""
    match = SPACE.match(data, start)
    return match.end() if match else start


def skip_value(data: bytes | bytearray, start: int, limit: int) -> int:
    """End of the value that begins at `start`, or -1 when there is none that ends before `limit`."""
    end = flat_value_end(data, start, limit)
    if end < 0 and data[start : start + 1] in (b"{", b"["):
        return _walk(data, start, limit)
    return end


def flat_value_end(data: bytes | bytearray, start: int, limit: int) -> int:
    """`skip_value`, quicker to say no: a value that nests deeper than 40 levels counts as none."""
    match = _value_pattern().match(data, start, limit)
    return match.end() if match else _NOT_A_VALUE


@cache
def element_pattern() -> re.Pattern[bytes]:
    """An element of a list (group 1), not too deep, up to the comma or bracket behind it."""
    return re.compile(rb"(" + _value() + rb")[ \t\r\n]*+(?=[,\]])", re.DOTALL)


@cache
def _value_pattern() -> re.Pattern[bytes]:
    return re.compile(_value(), re.DOTALL)


def _value() -> bytes:
    """A pattern cannot call itself: so many levels are written out, deeper values are walked."""
    inner = rb'[^"\[\]{}]++|' + STRING
    nested = rb"[\[{](?:" + inner + rb")*+[\]}]"
    for _ in range(_LEVELS):
        nested = rb"[\[{](?:" + inner + rb"|" + nested + rb")*+[\]}]"
    return nested + rb"|" + STRING + rb"|" + _SCALAR


def _walk(data: bytes | bytearray, start: int, limit: int) -> int:
    depth = 0
    for match in _TOKEN.finditer(data, start, limit):
        token = match[0]
        if token in (b"{", b"["):
            depth += 1
        elif token in (b"}", b"]"):
            depth -= 1
            if not depth:
                return match.end()
        elif token == b'"':
            break
    return _NOT_A_VALUE
