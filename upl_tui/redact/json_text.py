"""Values in JSON text, found without parsing it as a whole.

So its layout stays, and text that is cut or broken is understood as far as it goes. JSON inside a JSON string
is understood too: there each quote has the same number of backslashes before it, here called its level.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from upl_tui.patterns import late
from upl_tui.redact.names import is_about

_STRING = late(r"(?:[^\"\\]++|\\.)*+", re.DOTALL)
_QUOTE = late(r"(\\*+)\"")
_SCALAR = late(r"[^\s{}\[\],:\"\\]++")
_TOKEN = late(rf"[{{}}\[\]]|(?P<level>\\*+)\"|\\+[nrt]|(?P<scalar>{_SCALAR.pattern})")
_COLON = late(r"\\*\"\s*+:")


class Leaf(NamedTuple):
    """One value: its place in the text, and the quote to put around its mask when it has none of its own."""

    start: int
    end: int
    quote: str = ""


def leaf_at(text: str, position: int, level: int) -> Leaf | None:
    """The string, number or word that starts at a position; None at an object or a list."""
    if text.startswith("\\" * level + '"', position):
        start = position + level + 1
        return Leaf(start, _string_end(text, start, level))
    scalar = _SCALAR.match(text, position)
    return Leaf(*scalar.span(), "\\" * level + '"') if scalar else None


def leaves_inside(text: str, position: int, level: int) -> tuple[tuple[Leaf, ...], int]:
    """All values inside the object or list at a position but facts such as ``expires``, and where it ends."""
    leaves: list[Leaf] = []
    depth, key = 0, ""
    while token := _TOKEN.search(text, position):
        if token["level"] is not None and len(token["level"]) < level:
            break
        position = token.end()
        if token["level"] is not None:
            end = _string_end(text, position, level)
            if _COLON.match(text, end):
                key = text[position:end]
            elif not is_about(key):
                leaves.append(Leaf(position, end))
            position = min(end + level + 1, len(text))
        elif token["scalar"] and not is_about(key):
            leaves.append(Leaf(*token.span(), "\\" * level + '"'))
        elif token[0] in "{}[]":
            depth += 1 if token[0] in "{[" else -1
            key = key if token[0] in "{[" else ""
            if depth <= 0:
                break
    return tuple(leaves), position


def _string_end(text: str, start: int, level: int) -> int:
    """Where the string that starts here ends: at its closing quote, or with the text."""
    if level == 0:
        whole = _STRING.match(text, start)
        return whole.end() if whole else start
    for quote in _QUOTE.finditer(text, start):
        if len(quote[1]) <= level:
            return quote.start()
    return len(text)
