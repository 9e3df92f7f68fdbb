"""Rows of a log grouped by the values of a field: how many, how bad, how slow, how large."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from upl_tui.entries import Severity
from upl_tui.log import Log
from upl_tui.logs.spec import LogSpec
from upl_tui.query.edit import written
from upl_tui.query.fields import Field, FieldType
from upl_tui.query.predicates import values_at

_SLICE = 2000
_BAD = (Severity.ERROR, Severity.FATAL)


class Order(StrEnum):
    """What groups are sorted by; `value` is in rising order, the others begin with the most."""

    COUNT = "count"
    ERRORS = "errors"
    SLOWEST = "slowest"
    SIZE = "bytes"
    VALUE = "value"


@dataclass(slots=True)
class Group:
    """The rows that share a value of a field."""

    value: str
    """As a filter writes it, not yet masked; empty for rows without a value."""
    whole: bool = True
    """Whether `value` is all that the field of each row holds, and not its first line only."""
    count: int = 0
    errors: int = 0
    slowest_ms: float | None = None
    size: int | None = None
    """Sum of the bytes of those rows that tell."""


@dataclass(frozen=True, slots=True)
class Facets:
    """Groups of the rows by one field, and what is known beside their number."""

    field: Field
    groups: list[Group]
    has_times: bool
    has_sizes: bool

    def sorted_by(self, order: Order) -> list[Group]:
        """The groups in an order; equal ones by their count, then by their value."""
        if order is Order.VALUE:
            return sorted(self.groups, key=lambda group: group.value)
        return sorted(self.groups, key=lambda group: (-_amount(group, order), -group.count, group.value))


def choices(spec: LogSpec) -> list[Field]:
    """Fields of a kind of log that its rows can be grouped by, the most telling first."""
    known = {field.key: field for field in spec.fields}
    return [known[key] for key in spec.facets]


def choice(spec: LogSpec, name: str) -> Field | None:
    """The field of a name or an alias, any that has values to group by."""
    wanted = name.casefold()
    return next(
        (field for field in spec.fields if wanted in (field.key, *field.aliases) and field.column != "id"),
        None,
    )


def grouped(
    log: Log, rows: Sequence[int], spec: LogSpec, field: Field, stop: Callable[[], bool]
) -> Facets | None:
    """Group rows of a log by a field; None when `stop` says so, asked every 2,000 rows.

    A row with several flags counts in each of their groups.
    """
    duration = next((one for one in spec.fields if one.key == "slower-than"), None)
    size = next((one for one in spec.fields if one.key == "size"), None)
    groups: dict[str, Group] = {}
    for start in range(0, len(rows), _SLICE):
        if stop():
            return None
        part = rows[start : start + _SLICE]
        times = values_at(log, duration, part) if duration else [None] * len(part)
        sizes = values_at(log, size, part) if size else [None] * len(part)
        values = values_at(log, field, part)
        for row, value, ms, count in zip(part, values, times, sizes, strict=True):
            for name in _names(value, field):
                group = groups.get(name)
                if group is None:
                    group = groups[name] = Group(name)
                group.whole = group.whole and name == value
                _add(group, log.severities[row] in _BAD, ms, count)
    return Facets(field, list(groups.values()), duration is not None, size is not None)


def term(field: Field, group: Group, *, drop: bool) -> str:
    """The term of a filter that keeps exactly the rows of a group, or drops them."""
    if not group.value:
        anything = "*" if field.type in (FieldType.TEXT, FieldType.WORD, FieldType.FLAGS) else ">=0"
        return ("" if drop else "-") + f"{field.key}:{anything}"
    value = written(field.key, group.value)[len(field.key) + 1 :]
    whole = "=" if field.type is FieldType.TEXT and group.whole else ""
    return ("-" if drop else "") + f"{field.key}:{whole}{value}"


def _add(group: Group, is_bad: bool, ms: float | None, size: int | None) -> None:
    group.count += 1
    group.errors += is_bad
    if ms is not None:
        group.slowest_ms = ms if group.slowest_ms is None else max(group.slowest_ms, ms)
    if size is not None:
        group.size = size + (group.size or 0)


def _names(value: object, field: Field) -> Iterable[str]:
    """The groups that a row with a value belongs to."""
    if value is None:
        return ("",)
    if field.type is FieldType.SEVERITY:
        return (Severity(int(str(value))).word,)
    if field.type is FieldType.FLAGS and isinstance(value, (set, frozenset, tuple, list)):
        return sorted(value) or ("",)
    return (str(value).partition("\n")[0],)


def _amount(group: Group, order: Order) -> float:
    match order:
        case Order.ERRORS:
            return group.errors
        case Order.SLOWEST:
            return group.slowest_ms or 0.0
        case Order.SIZE:
            return group.size or 0
    return group.count
