"""Colours of code, one line at a time, so that nothing is paid for lines nobody looks at."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from upl_tui.patterns import late

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

Token = tuple[int, int, str]
"""Start and end in the line, and one of `LOOKS`."""

LOOKS = ("heading", "key", "string", "number", "literal", "keyword", "comment", "removed", "added")

_LEXED = ("json", "javascript", "html", "xml", "css", "graphql")
LONGEST = 4_000
"""Characters of the longest line that is coloured at all."""
_LONGEST_CODE = 1_000
"""The same for anything but JSON: some lexers take quadratic time on hostile text."""

_HEADER_NAME = late(r"[^\s:][^:]*(?=:)")
_FORM_NAME = late(r"[^=]*(?= = )")
_LOOK_OF_SIGN = {"-": "removed", "+": "added", "~": "literal"}
_LOOK_OF_TOKEN = {
    "Token.Name.Tag": "key",
    "Token.Name.Attribute": "key",
    "Token.Name.Property": "key",
    "Token.Literal.String": "string",
    "Token.Literal.Number": "number",
    "Token.Keyword.Constant": "literal",
    "Token.Keyword": "keyword",
    "Token.Comment": "comment",
}


@lru_cache(maxsize=1024)
def tokens(line: str, language: str) -> tuple[Token, ...]:
    """What is coloured in a line of one of the languages of `Section`.

    A ``heading`` is one from end to end, and so are lines between the JSON of ``messages``.
    A construct that spans lines (a block comment, a template string) is only known on its first line.
    """
    if language == "heading":
        return ((0, len(line), "heading"),)
    if language == "diff":
        return ((0, len(line), _LOOK_OF_SIGN[line[0]]),) if line[:1] in _LOOK_OF_SIGN else ()
    if language == "messages":
        is_json = line[:1] in ("", " ", "{", "}", "[", "]", '"')
        return tokens(line, "json") if is_json else ((0, len(line), "heading"),)
    if language == "form":
        name = _FORM_NAME.match(line)
        return ((0, name.end(), "key"),) if name else ()
    if language == "headers":
        name = _HEADER_NAME.match(line)
        return ((name.start(), name.end(), "key"),) if name else ()
    if language not in _LEXED or len(line) > (LONGEST if language == "json" else _LONGEST_CODE):
        return ()
    found: list[Token] = []
    for start, kind, text in _lexer(language).get_tokens_unprocessed(line):
        if look := _look(kind):
            found.append((start, start + len(text), look))
    return tuple(found)


@lru_cache(maxsize=len(_LEXED))
def _lexer(language: str) -> Lexer:
    from pygments.lexers import get_lexer_by_name

    lexer: Lexer = get_lexer_by_name(language)
    return lexer


@lru_cache(maxsize=256)
def _look(kind: _TokenType) -> str:
    step: _TokenType | None = kind
    while step is not None:
        if look := _LOOK_OF_TOKEN.get(str(step)):
            return look
        step = step.parent
    return ""
