"""Small logs and a spec of their own for tests of widgets."""

from __future__ import annotations

from collections.abc import Sequence

from upl_tui.entries import ConsoleEntry, Entry, Severity, TimeQuality
from upl_tui.log import Account, Columns, Log
from upl_tui.logs.common import SEVERITY_STYLE
from upl_tui.logs.spec import Cell, Column, LogSpec
from upl_tui.model import Kind
from upl_tui.redact import Masker
from upl_tui.tui.widgets.shown_rows import ShownRows
from upl_tui.view import View

HOSTILE = (
    "\x1b]0;owned\x07 \x9b31m [/red] [@click=app.quit]x[/] a\rb\nc\td "
    "\u202e\u200b\ud800 e\u0301 漢字 👩\u200d👧 \x00"
)


def console_log(texts: Sequence[str], severities: Sequence[Severity] = ()) -> Log:
    """A console log with an entry a second."""
    entries = [
        ConsoleEntry(
            index=i,
            text=text,
            at_ms=1000.0 * i,
            time_quality=TimeQuality.INHERITED if i % 5 == 4 else TimeQuality.EXACT,
            severity=severities[i] if i < len(severities) else Severity.LOG,
        )
        for i, text in enumerate(texts)
    ]
    return Log(Kind.CONSOLE, b"", Columns.of(entries), Account())


def rows_of(log: Log, rows: Sequence[int] | None = None, severities: bytes = b"") -> ShownRows:
    """What a table shows of a log: these rows, all when none are given."""
    rows = range(len(log)) if rows is None else rows
    return ShownRows(View(log, rows=rows), rows, severities)


def _level(entry: Entry, masker: Masker) -> Cell:
    return Cell(entry.severity.word, SEVERITY_STYLE.get(entry.severity, ""))


def _text(entry: Entry, masker: Masker) -> Cell:
    return Cell(entry.text, SEVERITY_STYLE.get(entry.severity, ""))


def _place(entry: Entry, masker: Masker) -> Cell:
    return Cell(f"place of {entry.text}", "muted")


SPEC = LogSpec(
    kind=Kind.CONSOLE,
    title="Console",
    nouns=("message", "messages"),
    columns=(
        Column("level", "Level", _level, width=5),
        Column("message", "Message", _text),
        Column("place", "Place", _place, width=12, right=True, from_width=60),
    ),
    fields=(),
    sections=lambda entry, source, masker: (),
    facets=(),
    to_json=lambda log, row, masker: {},
)
