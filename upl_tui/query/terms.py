"""One term of a query becomes a matcher, by the type of its field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from math import inf, nextafter

from upl_tui.entries import Severity
from upl_tui.errors import QueryError
from upl_tui.query import scalars
from upl_tui.query.fields import Field, FieldType
from upl_tui.query.lexer import METACHARACTERS
from upl_tui.query.matcher import Matcher
from upl_tui.query.regexes import compile_regex
from upl_tui.query.similar import closest
from upl_tui.query.syntax import Form, Term, Value
from upl_tui.query.text_matchers import Contains, Glob, smart
from upl_tui.query.value_matchers import Among, AnyItem, AnyOf, Between, Lasting, Pair, Words
from upl_tui.query.writing import SEVERITY_WORDS, writing
from upl_tui.values import frozen

_LONGEST_CITED = 40


@frozen
class Moments:
    """How moments are understood."""

    of: Callable[[str], float | None]
    """From the id of an entry to milliseconds from the start."""
    window_ms: float
    """How far around a moment still counts as near it."""


def text_matcher(value: Value) -> Matcher:
    """A word, quoted text or regex on its own: anywhere in the text of a row."""
    match value.form:
        case Form.REGEX:
            return _regex(value)
        case Form.QUOTED:
            return Contains(value.text, ignore_case=False)
    return smart(value.text)


def field_matcher(term: Term, field: Field, moments: Moments) -> Matcher:
    """What ``key:value,value`` asks of the field's values. Raises QueryError at a value that is not valid."""
    if not term.values:
        raise QueryError(f'A value is missing after "{term.key}:".', term.end, _how(field))
    read = _READERS[field.type]
    return _either([read(value, field, moments) for value in term.values])


def _text(value: Value, field: Field, moments: Moments) -> Matcher:
    if value.compare == "=" and value.form is Form.BARE and not value.text:
        raise _nothing(value, field)
    if value.compare == "=" and value.form is not Form.REGEX:
        return _whole(value)
    if value.compare or value.name:
        return smart(value.source)
    if value.form is not Form.BARE:
        return text_matcher(value)
    if value.text.startswith("/") and METACHARACTERS.search(value.text):
        hint = f'Close it with /, or quote it to search for the text: "{value.text}".'
        raise QueryError("The regular expression has no end.", value.start, hint)
    if "*" in value.text and field.column != "text":
        return Glob(value.text, value.text == value.text.lower(), whole=True)
    return smart(value.text)


def _word(value: Value, field: Field, moments: Moments) -> Matcher:
    _refuse(value, field, compare=("", "="))
    match value.form:
        case Form.REGEX:
            return _regex(value)
        case Form.QUOTED:
            return Words(frozenset([value.text]), ignore_case=False)
    if "*" in value.text:
        return Glob(value.text.lower(), ignore_case=True, whole=True)
    word = value.text.casefold()
    if field.values and word not in map(str.casefold, field.values):
        raise _not_among(field.words, value.text, value, field)
    return Words(frozenset([word]), ignore_case=True)


def _flags(value: Value, field: Field, moments: Moments) -> Matcher:
    return AnyItem(_word(value, field, moments))


def _pairs(value: Value, field: Field, moments: Moments) -> Matcher:
    _refuse(value, field, compare=("", "="), name=True)
    if value.compare == "=":
        return Pair(None, text_matcher(value))
    if value.form is not Form.BARE:
        if not value.name:
            return Pair(text_matcher(value), None)
        return Pair(_name(value.name), text_matcher(value))
    name, equals, text = value.text.partition("=")
    return Pair(_name(name), smart(text) if equals and text else None)


def _name(text: str) -> Matcher:
    if "*" in text:
        return Glob(text.lower(), ignore_case=True, whole=True)
    return Words(frozenset([text.casefold()]), ignore_case=True)


def _severity(value: Value, field: Field, moments: Moments) -> Matcher:
    _refuse(value, field, compare=("", "=", ">", ">=", "<", "<="), regex=False)
    low, dots, high = value.text.lower().partition("..")
    if dots and not value.compare:
        first = _level(low, value, field) if low else Severity.DEBUG
        last = _level(high, value, field) if high else Severity.FATAL
        if first > last:
            raise _backwards(value)
        return Among(frozenset(range(max(first, Severity.DEBUG), last + 1)))
    level = _level(value.text.lower(), value, field)
    if value.compare in ("", "="):
        return Among(frozenset([int(level)]))
    bounds = _bounds(value.compare, level)
    return Among(frozenset(int(known) for known in Severity if known and bounds.low <= known <= bounds.high))


def _level(word: str, value: Value, field: Field) -> Severity:
    if word not in SEVERITY_WORDS:
        raise _not_among(SEVERITY_WORDS, word, value, field)
    return SEVERITY_WORDS[word]


def _number(value: Value, field: Field, moments: Moments) -> Matcher:
    _refuse(value, field, compare=("", "=", ">", ">=", "<", "<="), regex=False)
    if field.type is FieldType.STATUS and not value.compare and (group := scalars.status_class(value.text)):
        return Between(*group)
    return _interval(value, field, field.compare, _SCALARS[field.type])


def _moment(value: Value, field: Field, moments: Moments) -> Matcher:
    _refuse(value, field, compare=("", "=", ">", ">=", "<", "<="), regex=False)

    read = partial(_moment_of, moments)
    if value.compare or field.compare or ".." in value.text:
        return _interval(value, field, field.compare, read)
    middle = _scalar(value.text, value, field, read)
    return Between(middle - moments.window_ms, middle + moments.window_ms)


def _stretch(value: Value, field: Field, moments: Moments) -> Matcher:
    _refuse(value, field, compare=("", "="), regex=False)

    asked = _interval(value, field, "", partial(_moment_of, moments))
    return Lasting(asked.low, asked.high)


def _moment_of(moments: Moments, text: str) -> float | None:
    known = scalars.moment(text)
    return moments.of(text) if known is None else known


def _interval(value: Value, field: Field, compare: str, read: Callable[[str], float | None]) -> Between:
    low, dots, high = value.text.partition("..")
    if not dots or value.compare:
        return _bounds(value.compare or compare, _scalar(value.text, value, field, read))
    if not low and not high:
        raise QueryError("A range needs at least one end.", value.start, _how(field))
    first = _scalar(low, value, field, read) if low else -inf
    last = _scalar(high, value, field, read) if high else inf
    if first > last:
        raise _backwards(value)
    return Between(first, last)


def _backwards(value: Value) -> QueryError:
    return QueryError("The range ends before it starts.", value.content, "Write the smaller end first.")


def _scalar(text: str, value: Value, field: Field, read: Callable[[str], float | None]) -> float:
    number = read(text)
    if number is None:
        offset = max(0, value.text.find(text))
        raise QueryError(_unreadable(text, field), value.content + offset, _how(field))
    return number


def _bounds(compare: str, number: float) -> Between:
    match compare:
        case ">":
            return Between(nextafter(number, inf), inf)
        case ">=":
            return Between(number, inf)
        case "<":
            return Between(-inf, nextafter(number, -inf))
        case "<=":
            return Between(-inf, number)
    return Between(number, number)


def _regex(value: Value) -> Matcher:
    return compile_regex(value.text, ignore_case=value.ignore_case, position=value.content)


def _whole(value: Value) -> Matcher:
    ignore_case = value.form is Form.BARE and value.text == value.text.lower()
    return Words(frozenset([value.text.casefold() if ignore_case else value.text]), ignore_case)


def _refuse(
    value: Value, field: Field, *, compare: Sequence[str], regex: bool = True, name: bool = False
) -> None:
    if value.text.startswith("!=") and not value.compare:
        hint = f"Write -{field.key}:{value.text[2:]}."
        raise QueryError("There is no != here.", value.start, hint)
    if value.form is Form.BARE and not value.text:
        raise _nothing(value, field)
    if value.compare not in compare:
        raise QueryError(f'"{field.key}" has no {value.compare}', value.start, _how(field))
    if value.form is Form.REGEX and not regex:
        raise QueryError(f'"{field.key}" takes no regular expression.', value.start, _how(field))
    if value.name and not name:
        raise QueryError(f'"{field.key}" takes no name=value.', value.start, _how(field))


def _nothing(value: Value, field: Field) -> QueryError:
    return QueryError(f"A value is missing after {value.compare}", value.content, _how(field))


def _not_among(known: Iterable[str], word: str, value: Value, field: Field) -> QueryError:
    meant = closest(word, known)
    hint = f"Did you mean {meant}? " if meant else ""
    return QueryError(f'"{field.key}" has no {_cited(word)}.', value.content, hint + _how(field))


def _unreadable(text: str, field: Field) -> str:
    if field.type not in (FieldType.MOMENT, FieldType.STRETCH):
        return f"{_cited(text)} is no {_NOUNS[field.type]}."
    if scalars.count(text) is not None:
        return f"{_cited(text)} needs a unit, as in 10s or 10ms."
    return f"{_cited(text)} is no moment and no entry with a time."


def _cited(text: str) -> str:
    return f'"{text}"' if len(text) <= _LONGEST_CITED else f'"{text[:_LONGEST_CITED]}…"'


def _how(field: Field) -> str:
    return f"Write {writing(field)}."


def _either(matchers: list[Matcher]) -> Matcher:
    if len(matchers) == 1:
        return matchers[0]
    if all(isinstance(matcher, Words) and matcher.ignore_case for matcher in matchers):
        return Words(
            frozenset().union(*(m.words for m in matchers if isinstance(m, Words))), ignore_case=True
        )
    if all(isinstance(matcher, Among) for matcher in matchers):
        return Among(frozenset().union(*(m.numbers for m in matchers if isinstance(m, Among))))
    return AnyOf(tuple(matchers))


_NOUNS = {
    FieldType.NUMBER: "number",
    FieldType.STATUS: "status",
    FieldType.SIZE: "size",
    FieldType.DURATION: "duration",
}

_SCALARS = {
    FieldType.NUMBER: scalars.count,
    FieldType.STATUS: scalars.count,
    FieldType.SIZE: scalars.size,
    FieldType.DURATION: scalars.duration,
}

_READERS: dict[FieldType, Callable[[Value, Field, Moments], Matcher]] = {
    FieldType.TEXT: _text,
    FieldType.WORD: _word,
    FieldType.FLAGS: _flags,
    FieldType.SEVERITY: _severity,
    FieldType.NUMBER: _number,
    FieldType.STATUS: _number,
    FieldType.SIZE: _number,
    FieldType.DURATION: _number,
    FieldType.MOMENT: _moment,
    FieldType.STRETCH: _stretch,
    FieldType.PAIRS: _pairs,
}
