"""HTML and XML without line breaks, laid out: only white space is added, between tags."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"|<(?P<raw>script|style|pre|textarea)\b[^<>]*+>.*?(?:</(?P=raw)\s*+>|\Z)"
    r"|<[^<>]*+>|[^<]++|<",
    re.DOTALL | re.IGNORECASE,
)
_NAME = re.compile(r"</?([^\s/<>]+)")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_DEEPEST = 64
_LONG_LINE = 400
_FEWEST = 2
_SHORT_TEXT = 80


def laid_out(text: str) -> str:
    """Markup with a line an element; markup that has lines already stays as it is."""
    if not _is_dense(text):
        return text
    lines: list[str] = []
    depth = 0
    for found in _TOKEN.finditer(text):
        token = found[0].strip()
        if not token:
            continue
        closes, opens = _nesting(token)
        depth = max(0, depth - closes)
        before = lines[-1] if lines else ""
        if (closes and _is_short_element(before, token)) or (
            before and not token.startswith("<") and _opens_element(before) and len(token) <= _SHORT_TEXT
        ):
            lines[-1] += token
        else:
            lines.append("  " * min(depth, _DEEPEST) + token)
        depth += opens
    return "\n".join(lines)


def _is_dense(text: str) -> bool:
    return len(text) > _LONG_LINE * (text.count("\n") + 1) or (
        "\n" not in text.strip() and text.count("<") > _FEWEST
    )


def _nesting(token: str) -> tuple[int, int]:
    """Levels that a token closes and opens."""
    if token.startswith("</"):
        return 1, 0
    name = _NAME.match(token)
    is_open = (
        name is not None
        and token[1] not in "!?"
        and not token.endswith("/>")
        and "</" not in token
        and name[1].lower() not in _VOID
    )
    return 0, int(is_open)


def _opens_element(line: str) -> bool:
    token = line.lstrip()
    return token.startswith("<") and token.count("<") == 1 and _nesting(token)[1] == 1


def _is_short_element(line: str, token: str) -> bool:
    """Whether a closing tag may follow on the line that opens its element."""
    opening = line.lstrip()
    name, closing = _NAME.match(opening), _NAME.match(token)
    return (
        name is not None
        and closing is not None
        and name[1].lower() == closing[1].lower()
        and opening.count("<") == 1
    )
