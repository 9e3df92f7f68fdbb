"""Asking fields, columns and sections of a spec by name."""

from __future__ import annotations

from tests import factories
from upl_tui.entries import Entry
from upl_tui.logs.spec import Cell, LogSpec, Section
from upl_tui.query.compile import compile_query
from upl_tui.redact import Masker


def matches(spec: LogSpec, entry: Entry, query: str) -> bool:
    """Whether a filter keeps an entry."""
    log = factories.log(spec.kind, [entry])
    return compile_query(query, spec.fields).matches(log, 0)


def cells(spec: LogSpec, entry: Entry, *, reveal: bool = False) -> dict[str, Cell]:
    """Cells of an entry by the key of their column."""
    return {column.key: column.cell(entry, Masker(reveal=reveal)) for column in spec.columns}


def sections(
    spec: LogSpec, entry: Entry, source: bytes = b"{}", *, reveal: bool = False
) -> dict[str, Section]:
    """Sections of an entry by their key, in order."""
    return {section.key: section for section in spec.sections(entry, source, Masker(reveal=reveal))}
