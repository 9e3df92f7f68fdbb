"""What may stand at the cursor of a query: keys, and the values of this log with their counts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from upl_tui.patterns import late
from upl_tui.query.compile import Stop, never
from upl_tui.query.counts import pair_counts, value_counts
from upl_tui.query.edit import quoted, written
from upl_tui.query.fields import Field, FieldType
from upl_tui.query.lexer import KEY
from upl_tui.query.predicates import Table, values_at
from upl_tui.query.resolve import by_key
from upl_tui.values import frozen

_PIECE = late(r'\s+|[()|]|(?:"(?:[^"\\]|\\.)*(?:"|$)|[^\s"()|])+', re.DOTALL)
_ITEM = late(r'(?:"(?:[^"\\]|\\.)*(?:"|$)|[^",])+|,', re.DOTALL)
_COMPARE = late(r">=|<=|==|=|>|<|")
_REST_OF_KEY = late(r"[\w.-]*:?")
_REST_OF_VALUE = late(r'[^\s,()|"]*"?')
_NO_RANK = 2
_ROWS_AT_ONCE = 1000
_PLAIN_PAIR = late(r"[\w.;:+-]+(?:/[\w.;:+-]+)*")


@frozen
class Completion:
    """One suggestion: `insert` replaces the query's characters from `start` to `end` (exclusive)."""

    insert: str
    start: int
    end: int
    label: str
    count: int | None = None
    """Rows of the log with this value, None for a key or without a log."""
    help: str = ""


def complete(
    text: str,
    cursor: int,
    fields: Sequence[Field],
    log: Table | None = None,
    limit: int = 12,
    stop: Stop = never,
    saved: Mapping[str, str] | None = None,
) -> list[Completion]:
    """What may stand at the cursor, best first: keys at the start of a word, values behind ``key:``.

    Behind ``@`` stand the names of saved filters.

    Works on unfinished queries. Reads a whole column of the log, so that on a big one it belongs in a worker;
    nothing is offered when `stop`, asked every 1,000 rows, ends that.
    """
    start = _term_start(text, cursor)
    if text.startswith("@", start):
        return _saved(text, start, cursor, saved or {})[:limit]
    key = KEY.match(text, start, cursor)
    if key is None:
        return _keys(text, start, cursor, fields)[:limit]
    field = by_key(fields).get(key.group(1).casefold())
    if field is None:
        return []
    if log is not None and not _is_read(field, log, stop):
        return []
    given, start = _items(text, key.end(), cursor)
    return _values(text, start, cursor, field, log, given)[:limit]


def ends_in_key(text: str, fields: Sequence[Field]) -> bool:
    """Whether a query ends in a word that may become a key when it is typed on."""
    typed = text[_term_start(text, len(text)) :].casefold()
    names = (name for field in fields for name in (field.key, *field.aliases))
    return bool(typed) and any(name.startswith(typed) for name in names)


def _is_read(field: Field, log: Table, stop: Stop) -> bool:
    """Whether a field has its values for all rows, which it gets here unless that is stopped."""
    for start in range(0, len(log), _ROWS_AT_ONCE):
        if stop():
            return False
        values_at(log, field, range(start, min(start + _ROWS_AT_ONCE, len(log))))
    return True


def _term_start(text: str, cursor: int) -> int:
    start = cursor
    for piece in _PIECE.finditer(text, 0, cursor):
        start = cursor if piece.group().isspace() or piece.group() in "()|" else piece.start()
    while start < cursor and text[start] in "-!":
        start += 1
    return start


def _items(text: str, position: int, cursor: int) -> tuple[set[str], int]:
    """The finished values of a list and the start of the one at the cursor, behind its comparison."""
    given = set()
    start = position
    for item in _ITEM.finditer(text, position, cursor):
        if item.group() == ",":
            given.add(text[start : item.start()].casefold())
            start = item.end()
    compare = _COMPARE.match(text, start, cursor)
    return given, compare.end() if compare else start


def _keys(text: str, start: int, cursor: int, fields: Sequence[Field]) -> list[Completion]:
    typed = text[start:cursor].casefold()
    rest = _REST_OF_KEY.match(text, cursor)
    end = rest.end() if rest else cursor
    found = []
    for field in fields:
        rank = min(_rank(name, typed) for name in (field.key, *field.aliases))
        if rank < _NO_RANK:
            completion = Completion(f"{field.key}:", start, end, f"{field.key}:", help=field.help)
            found.append((rank, completion))
    return [completion for _, completion in sorted(found, key=lambda pair: pair[0])]


def _saved(text: str, start: int, cursor: int, saved: Mapping[str, str]) -> list[Completion]:
    typed = text[start + 1 : cursor].casefold()
    rest = _REST_OF_VALUE.match(text, cursor)
    end = rest.end() if rest else cursor
    ranked = sorted((rank, name) for name in saved if (rank := _rank(name, typed)) < _NO_RANK)
    return [Completion(f"@{name}", start, end, f"@{name}", help=saved[name]) for _, name in ranked]


def _values(
    text: str, start: int, cursor: int, field: Field, log: Table | None, given: set[str]
) -> list[Completion]:
    typed = text[start:cursor].lstrip('"').casefold()
    rest = _REST_OF_VALUE.match(text, cursor)
    end = rest.end() if rest else cursor
    name, equals, part = typed.partition("=")
    if field.type is FieldType.PAIRS and equals:
        counts = pair_counts(field, log, name)
        typed = part.lstrip('"')
    else:
        counts = value_counts(field, log)
    ranked = sorted(
        (rank, place, value)
        for place, value in enumerate(counts)
        if (rank := _rank(value, typed)) < _NO_RANK and value.casefold() not in given
    )
    return [
        Completion(_insertion(field, name if equals else "", value), start, end, value, counts[value])
        for _, _, value in ranked
    ]


def _insertion(field: Field, name: str, value: str) -> str:
    if field.type is not FieldType.PAIRS:
        return written(field.key, value)[len(field.key) + 1 :]
    if not name:
        return f"{value}="
    return f"{name}={value if _PLAIN_PAIR.fullmatch(value) else quoted(value)}"


def _rank(name: str, typed: str) -> int:
    folded = name.casefold()
    return 0 if folded.startswith(typed) else 1 if typed in folded else _NO_RANK
