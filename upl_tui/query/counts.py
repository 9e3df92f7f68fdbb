"""Which values a field has in a log, and in how many rows each."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from upl_tui.entries import Severity
from upl_tui.query.fields import Field, FieldType
from upl_tui.query.predicates import Table, values_at

Counts = dict[str, int | None]
"""Values as a person writes them, best suggestion first, to rows; None where there is no log to count in."""

_LONGEST_VALUE = 80


def value_counts(field: Field, log: Table | None) -> Counts:
    """The words a field may have, and the values it has in a log; empty for values that nobody writes out."""
    match field.type:
        case FieldType.SEVERITY:
            return _levels(field, log)
        case FieldType.STATUS:
            return _statuses(field, log)
        case FieldType.WORD | FieldType.TEXT if field.column not in ("text", "id"):
            return _with_known(field, log, _words(field, log))
        case FieldType.FLAGS:
            return _with_known(field, log, _flags(field, log))
        case FieldType.PAIRS:
            return _names(field, log)
    return {}


def pair_counts(field: Field, log: Table | None, name: str) -> Counts:
    """The values that one name has in a log, for a field of pairs."""
    if log is None:
        return {}
    folded = name.casefold()
    rows = (pairs for pairs in values_at(log, field, range(len(log))) if pairs)
    return _ranked(Counter(value for pairs in rows for key, value in pairs if key.casefold() == folded))


def _levels(field: Field, log: Table | None) -> Counts:
    words = field.values or tuple(severity.word for severity in reversed(Severity) if severity)
    if log is None:
        return dict.fromkeys(words)
    rows = Counter(values_at(log, field, range(len(log))))
    return {word: rows[Severity[word.upper()]] for word in words if word.upper() in Severity.__members__}


def _statuses(field: Field, log: Table | None) -> Counts:
    if log is None:
        return dict.fromkeys(("2xx", "3xx", "4xx", "5xx"))
    rows = Counter(status for status in values_at(log, field, range(len(log))) if status is not None)
    classes = Counter[str]()
    for status, number in rows.items():
        classes[f"{status // 100}xx"] += number
    counts: Counts = {name: classes[name] for name in sorted(classes)}
    return counts | {str(status): rows[status] for status in sorted(rows)}


def _words(field: Field, log: Table | None) -> Counter[str]:
    return Counter(filter(None, values_at(log, field, range(len(log))))) if log is not None else Counter()


def _flags(field: Field, log: Table | None) -> Counter[str]:
    if log is None:
        return Counter()
    values = values_at(log, field, range(len(log)))
    counts = Counter(chain.from_iterable(filter(None, values)))
    for word in field.tags:
        counts[word] += sum(word not in (values[row] or ()) for row in log.tags.get(word, ()))
    return counts


def _names(field: Field, log: Table | None) -> Counts:
    if log is None:
        return {}
    rows = (pairs for pairs in values_at(log, field, range(len(log))) if pairs)
    return _ranked(Counter(name for pairs in rows for name in {key.casefold() for key, _ in pairs}))


def _with_known(field: Field, log: Table | None, counts: Counter[str]) -> Counts:
    missing = dict.fromkeys(field.words, None if log is None else 0)
    return _ranked(counts) | {word: number for word, number in missing.items() if word not in counts}


def _ranked(counts: Counter[str]) -> Counts:
    usable = filter(_is_writable, counts)
    return {value: counts[value] for value in sorted(usable, key=lambda value: (-counts[value], value))}


def _is_writable(value: str) -> bool:
    return len(value) <= _LONGEST_VALUE and value.isprintable() and value != ""
