"""What differs between two marked rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from math import inf, isnan
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from upl_tui.tui.screens.marking import MarkingScreen

if TYPE_CHECKING:
    from upl_tui.log import Log
    from upl_tui.logs.spec import Section
    from upl_tui.redact import Masker

Row = tuple["Log", int]
"""The log of an entry's own kind, and the row there."""


class ComparingScreen(MarkingScreen):
    """Lays the details of two marked rows side by side."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "compare", "differences between two marked rows", id="compare", show=False),
    ]

    def action_compare(self) -> None:
        """Compare the two rows that are marked on this tab, else the two in all logs."""
        rows = self._marked_rows()
        if len(rows) != 2:
            self.status.set_message(advice([log.id(row) for log, row in rows]), "warn")
            return
        from upl_tui.tui.screens.reader import Reader

        reveal = self.open_pane.masker.reveal if self.open_pane is not None else False
        title = " and ".join(log.id(row) for log, row in rows)
        self.app.push_screen(Reader(title, partial(comparison, rows[0], rows[1], reveal)))

    def _marked_rows(self) -> list[Row]:
        """The marked rows of the open tab's kind when they are two, else those of all kinds, by time."""
        logs = self.session.logs
        here = marked_rows([logs[self.kind]] if self.kind in logs else ())
        return here if len(here) == 2 else marked_rows(logs.values())


def marked_rows(logs: Iterable[Log]) -> list[Row]:
    """The marked rows of logs, by time."""

    def moment(found: Row) -> float:
        at = found[0].at[found[1]]
        return inf if isnan(at) else at

    return sorted(((log, row) for log in logs for row in sorted(log.tags.get("marked", ()))), key=moment)


def advice(marked: Sequence[str]) -> str:
    """What to do when other than two rows are marked."""
    if not marked:
        return "d compares two marked rows: m marks the row under the cursor, none is marked yet."
    if len(marked) == 1:
        return f"d compares two marked rows: {marked[0]} is marked, m marks another one."
    few = ", ".join(marked[:6]) + (", …" if len(marked) > 6 else "")
    return f"d compares two marked rows, {len(marked)} are: {few}. m takes a mark away, u goes to the next."


def comparison(left: Row, right: Row, reveal: bool) -> Iterator[Sequence[Section]]:
    """What differs between two entries as sections, the first one in words."""
    from upl_tui.logs import LOGS
    from upl_tui.logs.compare import LANGUAGE, compare, in_words
    from upl_tui.logs.spec import Section
    from upl_tui.redact import Masker

    masker = Masker(reveal=reveal)
    details = (LOGS[log.kind].sections(log.entry(row), log.source(row), masker) for log, row in (left, right))
    parts = compare(*details)
    words = [f"- {_named(*left, masker)}", f"+ {_named(*right, masker)}", "", in_words(parts)]
    if masker.masked:
        words.append("Masked values look the same whatever they are: R, then d compares them too.")
    differing = (
        Section(str(number), part.title, "\n".join(part.lines), LANGUAGE)
        for number, part in enumerate(parts)
        if part.lines
    )
    yield (Section("words", "In short", "\n".join(words), LANGUAGE), *differing)


def _named(log: Log, row: int, masker: Masker) -> str:
    from upl_tui.clock import format_offset
    from upl_tui.timeline import TIMELINE

    text = next(column for column in TIMELINE.columns if not column.width).cell(log.entry(row), masker).text
    return " ".join(filter(None, (log.id(row), format_offset(log.at[row]), text.partition("\n")[0])))
