"""The sections of a line, which may stand for identical neighbours: every id and every time is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from upl_tui.clock import format_offset
from upl_tui.log import Log
from upl_tui.logs.spec import Around, LogSpec, Section


def repeats(log: Log, rows: Sequence[int]) -> Section:
    """Id, time and the time since the one before, one line each of these rows."""
    width = max(len(log.id(row)) for row in rows)
    lines = [f"{log.id(row):<{width}}  {format_offset(log.at[row])}" for row in rows]
    return Section("repeats", f"×{len(rows):,} in a row", "\n".join(lines))


def with_repeats(sections: Iterable[Section], log: Log, rows: Sequence[int]) -> Iterator[Section]:
    """The sections of the first of these rows, the times of all of them behind the first section."""
    for number, section in enumerate(sections):
        yield section
        if number == 0 and len(rows) > 1:
            yield repeats(log, rows)


def sections_of(
    spec: LogSpec, log: Log, rows: Sequence[int], around: Around, note: str = ""
) -> Iterable[Section]:
    """The sections of a line that stands for these rows: a note, what the log tells, its own."""
    noted = [Section("note", "Note", note)] if note else []
    told = spec.context(around) if spec.context else ()
    own = spec.sections(log.entry(rows[0]), log.source(rows[0]), around.masker)
    return chain(noted, told, with_repeats(own, log, rows))
