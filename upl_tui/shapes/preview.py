"""A log while its file is still arriving."""

from __future__ import annotations

from typing import Protocol

from upl_tui.formats.rows import Document, Rows
from upl_tui.log import Log
from upl_tui.shapes import flat
from upl_tui.shapes.account import Part, account_of
from upl_tui.shapes.choose import Choice, choose
from upl_tui.shapes.shape import ReadContext, Reading

_GROWTH = 4
"""A family that reads only whole lists reads again when there are this many times as many rows."""


class Preview(Protocol):
    """Rows that can be looked at before the file is complete."""

    def advance(self) -> Log:
        """Read what has arrived; the log so far."""

    def finish(self) -> Log | None:
        """The file is complete: its log, or None when it has to be read as a whole."""


def preview_of(rows: Rows, context: ReadContext) -> Preview:
    """A preview of a growing list of rows, by the family of the rows that are there."""
    choice = choose(rows, context.mapping)
    if choice.shape.read is flat.read:
        return _FlatPreview(choice, rows, context)
    return _FamilyPreview(choice, rows, context)


class _FlatPreview:
    """Flat rows are read once, as they come."""

    def __init__(self, choice: Choice, rows: Rows, context: ReadContext) -> None:
        self._choice = choice
        self._rows = rows
        self._mapping = context.mapping
        self._kind = context.wanted
        self._reader = flat.FlatReader(rows, context, live=True)
        self._log = _log(choice, self._reader.collector.so_far(), rows, context)

    def advance(self) -> Log:
        self._reader.advance()
        part = Part(self._choice, self._reader.collector.so_far())
        self._log.account = account_of(_document(self._rows), self._kind, [part])
        return self._log

    def finish(self) -> Log | None:
        choice = choose(self._rows, self._mapping)
        if choice.shape.read is not flat.read:
            return None
        self._reader.advance()
        shown = self._reader.collector.columns
        reading = self._reader.finish()
        account = account_of(_document(self._rows), self._kind, [Part(choice, reading)])
        if reading.columns is not shown:
            return Log(self._kind, self._rows.data, reading.columns, account)
        self._log.account = account
        return self._log


class _FamilyPreview:
    """Other families join rows, so they read the beginning again as it grows."""

    def __init__(self, choice: Choice, rows: Rows, context: ReadContext) -> None:
        self._choice = choice
        self._rows = rows
        self._context = context
        self._read_at = 0
        self._log: Log | None = None

    def advance(self) -> Log:
        if self._log is None or len(self._rows) >= self._read_at:
            self._read_at = len(self._rows) * _GROWTH
            beginning = _beginning(self._rows)
            reading = self._choice.shape.read(beginning, self._context)
            self._log = _log(self._choice, reading, beginning, self._context)
        return self._log

    def finish(self) -> Log | None:
        return None


def _beginning(rows: Rows) -> Rows:
    return Rows(rows.data, rows.path, rows.starts[:], rows.ends[:], read=rows.read)


def _document(rows: Rows) -> Document:
    return Document(rows.data, "NDJSON", [rows])


def _log(choice: Choice, reading: Reading, rows: Rows, context: ReadContext) -> Log:
    account = account_of(_document(rows), context.wanted, [Part(choice, reading)])
    return Log(context.wanted, rows.data, reading.columns, account)
