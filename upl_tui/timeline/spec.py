"""How entries of all kinds look in one list, and what one filter may ask of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from upl_tui.entries import ActionEntry, ConsoleEntry, Entry, NetworkEntry
from upl_tui.log import Log
from upl_tui.logs import LOGS
from upl_tui.logs.spec import Around, Cell, Column, LogSpec, Section
from upl_tui.model import Kind
from upl_tui.query.fields import Field
from upl_tui.query.resolve import by_key
from upl_tui.redact import Masker
from upl_tui.timeline.merged import ByKind

_KINDS: dict[type[Entry], Kind] = {
    ConsoleEntry: Kind.CONSOLE,
    NetworkEntry: Kind.NETWORK,
    ActionEntry: Kind.ACTION,
}
_SHARED_COLUMNS = {"at", "severity", "text", "id"}
"""Columns that the timeline has itself, because every log has them."""
_COLUMNS = {kind: {column.key: column for column in spec.columns} for kind, spec in LOGS.items()}


def kind_of(entry: Entry) -> Kind:
    """Kind of an entry; a raw one, which no kind treats in its own way, passes for a console entry."""
    return _KINDS.get(type(entry), Kind.CONSOLE)


def merged_fields() -> tuple[Field, ...]:
    """Every key of every kind, once. Where a kind calls a field otherwise, its own meaning holds there."""
    by_kind = {kind: by_key(spec.fields) for kind, spec in LOGS.items()}
    keys = dict.fromkeys(field.key for spec in LOGS.values() for field in spec.fields)
    return tuple(
        _merged(key, {kind: fields[key] for kind, fields in by_kind.items() if key in fields}, set(keys))
        for key in keys
    )


def _merged(key: str, fields: dict[Kind, Field], keys: set[str]) -> Field:
    first = next(field for field in fields.values() if field.key == key)
    shared = first.column in _SHARED_COLUMNS
    closed = all(field.values for field in fields.values())
    return Field(
        key,
        first.type,
        first.get if shared else ByKind(fields, kind_of),
        first.help,
        aliases=tuple(dict.fromkeys(a for f in fields.values() for a in f.aliases if a not in keys)),
        compare=first.compare,
        values=tuple(dict.fromkeys(word for f in fields.values() for word in f.values)) if closed else (),
        column=first.column if shared else "",
        tags=tuple(dict.fromkeys(word for f in fields.values() for word in f.tags)),
        severities=first.severities,
        joins=first.joins,
        told=any(field.told for field in fields.values()),
    )


def _of_kind(**keys: str) -> Callable[[Entry, Masker], Cell]:
    """A cell that is drawn as a column of the entry's own kind draws it; empty for a kind without one."""
    columns = {Kind(kind): _COLUMNS[Kind(kind)][key] for kind, key in keys.items()}

    def cell(entry: Entry, masker: Masker) -> Cell:
        column = columns.get(kind_of(entry))
        return column.cell(entry, masker) if column else Cell("")

    return cell


_outcome = _of_kind(console="level", network="status")
_words = _of_kind(console="text", network="target", action="sentence")
_host = _of_kind(network="host")


def _what_cell(entry: Entry, masker: Masker) -> Cell:
    if isinstance(entry, ActionEntry):
        return Cell("nav" if entry.action == "navigation" else entry.action, "accent")
    return _outcome(entry, masker)


def _text_cell(entry: Entry, masker: Masker) -> Cell:
    cell = _words(entry, masker)
    if not isinstance(entry, NetworkEntry):
        return cell
    lead = f"{entry.method} " if entry.method else ""
    return replace(cell, text=f"{lead}{_host(entry, masker).text}{cell.text}")


def _sections(entry: Entry, source: bytes, masker: Masker) -> Iterable[Section]:
    return LOGS[kind_of(entry)].sections(entry, source, masker)


def _context(around: Around) -> Iterable[Section]:
    context = LOGS[around.log.kind].context
    return context(around) if context else ()


def _to_json(log: Log, row: int, masker: Masker) -> dict[str, Any]:
    own_log, own_row = log.native(row)
    return LOGS[own_log.kind].to_json(own_log, own_row, masker)


TIMELINE = LogSpec(
    kind=Kind.CONSOLE,  # that of raw entries: see `kind_of`
    title="Timeline",
    nouns=("entry", "entries"),
    columns=(
        Column("what", "What", _what_cell, width=7),
        Column("text", "Entry", _text_cell),
        Column("took", "Took", _of_kind(network="duration"), width=8, right=True, from_width=90),
        Column("place", "Place", _of_kind(console="place", action="page"), width=20, from_width=120),
    ),
    fields=merged_fields(),
    sections=_sections,
    facets=tuple(dict.fromkeys(("type", *(key for spec in LOGS.values() for key in spec.facets)))),
    to_json=_to_json,
    context=_context,
)
"""The timeline, declared like any kind of log."""
