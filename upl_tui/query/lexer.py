"""A query as tokens: operators, parentheses and whole terms, each with its position."""

from __future__ import annotations

import re
from enum import StrEnum

from upl_tui.errors import QueryError
from upl_tui.patterns import late
from upl_tui.query import foreign
from upl_tui.query.syntax import Form, Term, Value
from upl_tui.values import frozen

LONGEST = 4096
"""Characters of a query."""
DEEPEST = 50
"""Parentheses inside each other."""

KEY = late(r"([A-Za-z_][\w.-]*):")
METACHARACTERS = late(r"[\\\[({+^$?|]")
"""What a path hardly holds, and what makes an unfinished regex recognisable."""

_SPACE = late(r"\s+")
_WORD_OPERATOR = late(r"(AND|OR|NOT)(?=[\s()\"]|$)|(&&)(?=\s|$)|(\|\|?)")
_COMPARE = late(r">=|<=|==|=|>|<")
_NAME = late(r"([^\s\"(),|=/]+)=(?=[\"/])")
_QUOTED = late(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_REGEX = late(r"/((?:[^/\\]|\\.)+)/([a-z]*)", re.DOTALL)
_TERM_END = late(r"[\s)|,]|$")
_FOREIGN_FLAGS = late(r"[dgimsuvy]+")
_BARE = {False: late(r"[^\s|()]+"), True: late(r"[^\s|(),]+")}


class Kind(StrEnum):
    """What a token is."""

    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    TERM = "term"


@frozen
class Token:
    """A piece of a query; `term` is set for a term."""

    kind: Kind
    start: int
    end: int
    term: Term | None = None


_OPERATORS = {"AND": Kind.AND, "&&": Kind.AND, "OR": Kind.OR, "|": Kind.OR, "||": Kind.OR, "NOT": Kind.NOT}


def tokens(text: str) -> list[Token]:
    """All tokens of a query. Raises QueryError at the position of what cannot be read."""
    if len(text) > LONGEST:
        raise QueryError("The filter is too long.", LONGEST, f"It may have {LONGEST:,} characters.")
    found: list[Token] = []
    position = depth = 0
    while position < len(text):
        if space := _SPACE.match(text, position):
            position = space.end()
            continue
        token = _token(text, position, depth)
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if depth > DEEPEST:
            raise QueryError(f"Parentheses go deeper than {DEEPEST}.", position)
        found.append(token)
        position = token.end
    return found


def _token(text: str, position: int, depth: int) -> Token:
    char = text[position]
    if char == "(":
        return Token(Kind.OPEN, position, position + 1)
    if char == ")":
        if depth == 0:
            raise QueryError("There is no ( for this ).", position, 'To search for it, quote it: ")".')
        return Token(Kind.CLOSE, position, position + 1)
    if operator := _WORD_OPERATOR.match(text, position):
        return Token(_OPERATORS[operator.group()], position, operator.end())
    if char in "-!" and not text.startswith("!=", position):
        return _prefix(text, position)
    term = _term(text, position, depth)
    return Token(Kind.TERM, position, term.end, term)


def _prefix(text: str, position: int) -> Token:
    following = text[position + 1 : position + 2]
    if not following or following.isspace() or following in ")|":
        char = text[position]
        hint = f'Write {char}word without a space, or "{char}" to search for the sign.'
        raise QueryError(f"There is nothing to leave out after {char}", position, hint)
    return Token(Kind.NOT, position, position + 1)


def _term(text: str, position: int, depth: int) -> Term:
    if text[position] == "~" and (translated := foreign.from_mitmproxy(text, position)):
        raise QueryError("This is mitmproxy's way to write a filter.", position, f"Here: {translated}")
    if value := read_quoted(text, position) or read_regex(text, position, in_list=False):
        return _finished(text, position, "", (value,), position + len(value.source))
    if key := KEY.match(text, position):
        values, end = _values(text, key.end(), depth)
        return _finished(text, position, key.group(1), values, end)
    end = _bare_end(text, position, depth, in_list=False)
    word = text[position:end]
    if _is_unfinished_regex(word):
        hint = f'Close it with /, or quote it to search for the text: "{word}".'
        raise QueryError("The regular expression has no end.", position, hint)
    return _finished(text, position, "", (Value(word, start=position, content=position, source=word),), end)


def _finished(text: str, start: int, key: str, values: tuple[Value, ...], end: int) -> Term:
    return Term(key, values, start, end, text[start:end])


def _values(text: str, position: int, depth: int) -> tuple[tuple[Value, ...], int]:
    values = []
    while True:
        value = _value(text, position, depth)
        position += len(value.source)
        if value.source:
            values.append(value)
        if not text.startswith(",", position):
            return tuple(values), position
        position += 1


def _value(text: str, start: int, depth: int) -> Value:
    compare = name = ""
    position = start
    if sign := _COMPARE.match(text, position):
        compare = "=" if sign.group() == "==" else sign.group()
        position = sign.end()
    elif named := _NAME.match(text, position):
        name = named.group(1)
        position = named.end()
    value = read_quoted(text, position) or read_regex(text, position, in_list=True)
    if value is None and name:
        name, position = "", start
    if value is None:
        end = _bare_end(text, position, depth, in_list=True)
        return Value(text[position:end], Form.BARE, compare, "", True, start, position, text[start:end])
    end = position + len(value.source)
    return Value(
        value.text, value.form, compare, name, value.ignore_case, start, value.content, text[start:end]
    )


def _bare_end(text: str, position: int, depth: int, *, in_list: bool) -> int:
    """End of unquoted text: parentheses that open inside it belong to it, also the ones that close them."""
    plain = _BARE[in_list]
    opened = 0
    while position < len(text):
        if run := plain.match(text, position):
            position = run.end()
        elif text[position] == "(":
            opened += 1
            position += 1
        elif text[position] == ")" and (opened or not depth):
            opened = max(0, opened - 1)
            position += 1
        else:
            break
    return position


def read_quoted(text: str, position: int) -> Value | None:
    r"""Quoted text at a position, None when there is no quote; ``\"`` and ``\\`` are its only escapes.

    Raises QueryError when the quote is not closed.
    """
    if not text.startswith('"', position):
        return None
    match = _QUOTED.match(text, position)
    if match is None:
        hint = r'Close it with ". Inside quotes write \" for a quote and \\ for a backslash.'
        raise QueryError("The quote has no end.", position, hint)
    content = re.sub(r'\\(["\\])', r"\1", match.group(1))
    return Value(content, Form.QUOTED, start=position, content=position + 1, source=match.group())


def read_regex(text: str, position: int, *, in_list: bool) -> Value | None:
    """A regular expression ``/…/`` with ``i`` or ``c`` behind it, None when the text there is none.

    It ends at the next slash without a backslash. When something else follows that slash, as in
    ``/api/users``, the text is a path.
    """
    match = _REGEX.match(text, position)
    if match is None:
        return None
    source, flags = match.groups()
    following = _TERM_END.match(text, match.end())
    if following is None or (following.group() == "," and not in_list):
        return None
    if flags not in ("", "i", "c"):
        if not (METACHARACTERS.search(source) and _FOREIGN_FLAGS.fullmatch(flags)):
            return None
        hint = "Nothing or i ignores case, c respects it."
        raise QueryError(f'A regular expression has no flag "{flags}" here.', match.start(2), hint)
    return Value(source, Form.REGEX, "", "", flags != "c", position, position + 1, match.group())


def _is_unfinished_regex(word: str) -> bool:
    return word.startswith("/") and "/" not in word[1:]
