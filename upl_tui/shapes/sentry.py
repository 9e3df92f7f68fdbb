"""Error events of Sentry: breadcrumbs, and the error that they led to."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan
from typing import Any

from upl_tui.entries import ConsoleEntry, Entry
from upl_tui.formats.rows import Rows
from upl_tui.log import QUALITIES
from upl_tui.model import Kind
from upl_tui.shapes.collect import Collector, raw_entry
from upl_tui.shapes.rrweb_events import REPLAY, object_of
from upl_tui.shapes.sentry_crumbs import CRUMB_KEYS, crumb_entry, crumb_kind, is_crumb
from upl_tui.shapes.sentry_errors import errors_around, exception_entry, is_exception
from upl_tui.shapes.shape import ReadContext, Reading, Shape

NAME = "sentry"
_NO_CRUMB = "This is no breadcrumb and no exception."
_TIME = "timestamp"
_EXCEPTIONS = "exception"
"""In the path of a list of exceptions: what else the event says stands with its breadcrumbs."""


def fits(value: Any) -> bool:
    """Whether a JSON value is a breadcrumb or an exception of an event, with keys that only these have."""
    return is_exception(value) or (is_crumb(value) and "category" in value and value.keys() <= CRUMB_KEYS)


def read(rows: Rows, context: ReadContext) -> Reading:
    """Read breadcrumbs or exceptions; what the event around them says of its error follows in the console.

    That error's source is the whole file, as the event is.
    """

    def entry(row: int, value: Any) -> Entry:
        return _entry(value) or raw_entry(value, _NO_CRUMB)

    collector = Collector(rows, context.clock, entry)
    happened = object_of(context.root).get(_TIME)
    for first, values in rows.batches():
        for position, value in enumerate(values, first):
            kind = _kind(value)
            found = _entry(value) if kind == context.wanted else None
            if found is not None:
                stamp = happened if is_exception(value) else value.get(_TIME)
                collector.keep(position, found, stamp, _TIME)
            elif kind is None:
                collector.keep(position, raw_entry(value, _NO_CRUMB))
            else:
                collector.other[kind] = collector.other.get(kind, 0) + 1
    is_wanted = context.wanted is Kind.CONSOLE and _EXCEPTIONS not in rows.path
    around = errors_around(context.root) if is_wanted else []
    for error in around:
        error.shape, error.spans = NAME, ((0, len(rows.data)),)
        collector.keep(len(rows), error, happened, _TIME)
    reading = collector.finish()
    reading.understood -= len(around)
    if around:
        reading.columns.entry = _followed_by(around, reading)
    return reading


def _kind(value: Any) -> str | None:
    """Name under which a row is counted; None when it is neither."""
    if is_exception(value):
        return Kind.CONSOLE.value
    if not is_crumb(value):
        return None
    kind = crumb_kind(value)
    return REPLAY if kind is None else kind.value


def _entry(value: Any) -> Entry | None:
    found = exception_entry(value) if is_exception(value) else crumb_entry(value) if is_crumb(value) else None
    if found is not None:
        found.shape = NAME
    return found


def _followed_by(errors: list[ConsoleEntry], reading: Reading) -> Callable[[int], Entry]:
    """Entries of the rows, then those that have no row."""
    columns, entry_of = reading.columns, reading.columns.entry
    rows = len(columns.texts) - len(errors)

    def entry(row: int) -> Entry:
        if row < rows:
            return entry_of(row)
        error, at = errors[row - rows], columns.at[row]
        error.at_ms = None if isnan(at) else at
        error.time_quality = QUALITIES[columns.quality[row]]
        return error

    return entry


SHAPE = Shape(name=NAME, title="Sentry event", fits=fits, read=read)
