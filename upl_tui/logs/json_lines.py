"""Objects and lists in JSON that `pretty_json` has laid out, found by the indent of its lines.

Nothing is parsed and nothing is kept: a line that opens an object or a list ends with its bracket, and the
next line of the same indent closes it. Positions are in characters; `floor` and `stop` bound the JSON in the
text, which begins at the start of a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from upl_tui.patterns import late

_CLOSING = {"{": "}", "[": "]"}
_INDENT = 2
_SPACES = late(" *+")
_OPENS = late(r"[{\[]\r?\n")
_KEY = late(r' *+("(?:[^"\\]++|\\.)*+"): ')
_PLAIN_KEY = late(r"[A-Za-z_$][\w$]*", re.ASCII)
_LONGEST_KEY = 10_000


class Region(NamedTuple):
    """What a fold hides: from behind the opening bracket to before the closing one."""

    start: int
    end: int


def region_at(text: str, line: int, stop: int) -> Region | None:
    """What the line that begins at `line` opens; None when that is nothing, or nothing closes it."""
    end = text.find("\n", line, stop)
    if end < 0 or text[end - 1] not in _CLOSING:
        return None
    indent = _indent(text, line)
    closing = _line_of_indent(indent).search(text, end, stop)
    if closing is None or text[closing.end()] != _CLOSING[text[end - 1]]:
        return None
    return Region(end, closing.end())


def outermost(text: str, start: int, stop: int) -> Iterator[Region]:
    """The objects and lists that are opened between two positions, without those inside of them."""
    while opening := _OPENS.search(text, start, stop):
        line = text.rfind("\n", 0, opening.start()) + 1
        region = region_at(text, line, stop)
        start = region.end if region else opening.end()
        if region:
            yield region


def parent_line(text: str, line: int, floor: int) -> int | None:
    """Start of the line that opens what the line at `line` stands in; None at the outermost level."""
    indent = _indent(text, line) - _INDENT
    return None if indent < 0 else _opener_before(text, line, indent, floor)


def count_inside(text: str, region: Region) -> int:
    """How many members or items an object or a list has."""
    indent = _indent(text, text.rfind("\n", 0, region.start) + 1) + _INDENT
    if text[region.end] == "}":
        return text.count(f'\n{" " * indent}"', region.start, region.end)
    return _count_lines(text, indent, region.start, region.end)


def summary(text: str, region: Region) -> str:
    """What stands behind the opening bracket of a folded object or list: ``…} 12 keys``."""
    closing, count = text[region.end], count_inside(text, region)
    noun = ("key" if closing == "}" else "item") + ("" if count == 1 else "s")
    return f"…{closing} {count:,} {noun}"


def path_at(text: str, line: int, floor: int) -> str:
    """JSON path of the line at `line`, such as ``$.items[3].name``; that of what a closing line closes."""
    steps: list[str] = []
    current: int | None = line
    if text[line + _indent(text, line) : line + _indent(text, line) + 1] in ("}", "]"):
        current = _opener_before(text, line, _indent(text, line), floor)
    while current is not None and (parent := parent_line(text, current, floor)) is not None:
        steps.append(_step(text, parent, current))
        current = parent
    return "$" + "".join(reversed(steps))


def _step(text: str, parent: int, line: int) -> str:
    key = _KEY.match(text, line, line + _LONGEST_KEY)
    opened_at = text.find("\n", parent)
    if key is None or text[opened_at - 1] == "[":
        return f"[{_count_lines(text, _indent(text, line), opened_at, line - 1)}]"
    try:
        name = json.loads(key[1])
    except ValueError:
        name = key[1][1:-1]
    return f".{name}" if _PLAIN_KEY.fullmatch(name) else f"[{json.dumps(name, ensure_ascii=False)}]"


def _indent(text: str, line: int) -> int:
    spaces = _SPACES.match(text, line)
    return len(spaces[0]) if spaces else 0


def _opener_before(text: str, line: int, indent: int, floor: int) -> int | None:
    """The nearest line above of exactly this indent, which is the one that opens what is deeper."""
    found = max(0, floor - 1) - 1
    for first in '"{[':
        found = max(found, text.rfind(f"\n{' ' * indent}{first}", max(0, found), line))
    if found < max(0, floor - 1):
        return floor if indent == 0 and floor < line else None
    return found + 1


def _count_lines(text: str, indent: int, start: int, stop: int) -> int:
    """Lines of exactly this indent that begin a value, between the line feeds at two positions."""
    line = "\n" + " " * indent
    deeper = text.count(f"{line} ", start, stop)
    closing = text.count(f"{line}}}", start, stop) + text.count(f"{line}]", start, stop)
    return text.count(line, start, stop) - deeper - closing


@lru_cache(maxsize=256)
def _line_of_indent(indent: int) -> re.Pattern[str]:
    return re.compile(rf"\n {{{indent}}}(?=\S)")
