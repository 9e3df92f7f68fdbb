"""The detail's section on identical neighbours: every id and every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from upl_tui.clock import format_offset
from upl_tui.log import Log
from upl_tui.logs.spec import Section


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
