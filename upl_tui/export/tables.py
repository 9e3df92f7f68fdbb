"""Entries as rows: plain text, JSON, NDJSON and CSV."""

from __future__ import annotations

import csv
import io
from math import isnan
from typing import Any

from upl_tui.clock import format_offset
from upl_tui.entries import TimeQuality
from upl_tui.export.json_text import json_line, json_text
from upl_tui.export.layout import table_text
from upl_tui.export.picked import Copied, Picked, spec_of
from upl_tui.log import Log
from upl_tui.redact import Masker
from upl_tui.safe_text import visible

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""OWASP, "CSV Injection": a spreadsheet takes a cell that begins so for a formula."""


def time_text(log: Log, row: int) -> str:
    """A row's offset from the start, with a tilde when the row has none of its own."""
    inherited = log.quality(row) is TimeQuality.INHERITED
    at = log.at[row]
    return ("~" if inherited else "") + format_offset(None if isnan(at) else at)


def row_cells(log: Log, row: int, masker: Masker) -> tuple[str, ...]:
    """Id, time and what the list shows of a row, the column without a width last; one line each."""
    columns = spec_of(log).columns
    ordered = [c for c in columns if c.width and not c.bars] + [c for c in columns if not c.width]
    entry = log.entry(row)
    return (log.id(row), time_text(log, row), *(visible(c.cell(entry, masker).text) for c in ordered))


def text_rows(picked: Picked, masker: Masker) -> Copied:
    """The rows as the list shows them, one a line."""
    return Copied(table_text([row_cells(picked.log, row, masker) for row in picked.rows]))


def ids(picked: Picked, masker: Masker) -> Copied:
    """Ids, one a line."""
    return Copied("".join(f"{picked.log.id(row)}\n" for row in picked.rows).removesuffix("\n"))


def objects(picked: Picked, masker: Masker) -> list[dict[str, Any]]:
    """The entries as the objects of the JSON output."""
    to_json = picked.spec.to_json
    return [to_json(picked.log, row, masker) for row in picked.rows]


def json_entries(picked: Picked, masker: Masker) -> Copied:
    """One entry as an object, several as a list."""
    entries = objects(picked, masker)
    return Copied(json_text(entries[0] if len(entries) == 1 else entries))


def json_list(picked: Picked, masker: Masker) -> Copied:
    """A list of objects, however many there are."""
    return Copied(json_text(objects(picked, masker)))


def ndjson(picked: Picked, masker: Masker) -> Copied:
    """One object a line."""
    return Copied("".join(map(json_line, objects(picked, masker))))


def csv_text(picked: Picked, masker: Masker) -> Copied:
    """A table with a header, by RFC 4180: comma, double quotes, CR LF.

    A text that a spreadsheet would take for a formula gets an apostrophe in front, which spreadsheets do not
    show; control characters become visible escapes, a line feed becomes a return symbol.
    """
    entries = objects(picked, masker)
    names = dict.fromkeys(name for entry in entries for name in entry)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([_csv_cell(entry.get(name)) for name in names] for entry in entries)
    return Copied(out.getvalue())


def _csv_cell(value: Any) -> Any:
    if not isinstance(value, str):
        return "" if value is None else value
    text = visible(value)
    return f"'{text}" if value.startswith(_FORMULA_STARTS) else text
