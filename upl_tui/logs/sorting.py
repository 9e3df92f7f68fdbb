"""The rows of a log in another order than that of time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from upl_tui.entries import Entry
from upl_tui.log import Log
from upl_tui.logs.spec import Column, LogSpec
from upl_tui.query.stop import Stop, never
from upl_tui.redact import Masker
from upl_tui.values import frozen

ID, TIME = "id", "time"
"""Keys of the two columns that every table has."""
_COMPARED = 200
"""Characters of a text that decide where it stands."""
_SLICE = 1_000
_FEW = 4
"""The whole column is read, once for all orders, unless less than one row in so many is shown."""


@frozen
class Order:
    """By which column rows are ordered, as its key."""

    column: str
    descending: bool = False


def column_named(spec: LogSpec, name: str) -> str | None:
    """Key of the column that a person means by a name: its key or its title, in any case."""
    name = name.casefold()
    keys = (ID, TIME, *(column.key for column in spec.columns))
    titles = ((column.title.casefold(), column.key) for column in spec.columns)
    return next((key for key in keys if key.casefold() == name), dict(titles).get(name))


def ordered(log: Log, spec: LogSpec, rows: Sequence[int], order: Order, stop: Stop = never) -> Sequence[int]:
    """Rows, given in the order of time, in another one; rows that are equal there stay in the order of time.

    Rows without a value come last, whichever way the others go. Reads every entry where the log keeps no
    column of what is asked: a matter for a worker. Once `stop` says so, asked every 1,000 entries, the rows
    stay as they are.
    """
    if order.column == TIME:
        return rows[::-1] if order.descending else rows
    if order.column == ID:
        return sorted(rows, reverse=order.descending)
    column = next(column for column in spec.columns if column.key == order.column)
    values = _kept_values(log, spec, column) or _values(log, column, rows, stop)
    if values is None:
        return rows
    known = [row for row in rows if values(row) is not None]
    without = [row for row in rows if values(row) is None]
    try:
        known.sort(key=values, reverse=order.descending)
    except TypeError:
        known.sort(key=lambda row: str(values(row)), reverse=order.descending)
    return known + without


def _kept_values(log: Log, spec: LogSpec, column: Column) -> Callable[[int], Any] | None:
    """What the log keeps of each row anyway, for the column of the text and that of the level."""
    field = next((field for field in spec.fields if field.key == column.key), None)
    if field is None or column.sort is not None:
        return None
    if field.column == "text":
        return lambda row: log.texts[row][:_COMPARED].casefold() or None
    return log.severities.__getitem__ if field.column == "severity" else None


def _values(log: Log, column: Column, rows: Sequence[int], stop: Stop) -> Callable[[int], Any] | None:
    """What each row has in a column, read as far as it is not known from before; None when stopped."""
    get = partial(_value, column, Masker())
    few: dict[int, Any] = {}
    known: Sequence[Any] = ()
    whole = _FEW * len(rows) >= len(log)
    for start in range(0, len(log) if whole else len(rows), _SLICE):
        if stop():
            return None
        if whole:
            name, count = f"sorted by {column.key}", min(start + _SLICE, len(log))
            known = log.column(name, get, column.depth, count)
        else:
            few |= {row: get(log.entry(row)) for row in rows[start : start + _SLICE]}
    return known.__getitem__ if whole else few.__getitem__


def _value(column: Column, masker: Masker, entry: Entry) -> Any:
    value = column.cell(entry, masker).text if column.sort is None else column.sort(entry)
    if isinstance(value, str):
        return value.casefold() or None
    return None if value != value else value
