"""What a table shows of a view: its rows in some order, and what the bar beside them marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from upl_tui.log import Log
from upl_tui.logs.sorting import Order, ordered
from upl_tui.logs.spec import LogSpec
from upl_tui.query.compile import Stop, never
from upl_tui.values import frozen
from upl_tui.view import View


@frozen
class ShownRows:
    """A view whose rows are in the order of time, and the same rows in the order on screen."""

    view: View
    rows: Sequence[int]
    severities: bytes
    """Severity of each row, in the order on screen."""
    order: Order | None = None
    """None for that of time."""

    @classmethod
    def of(
        cls,
        view: View,
        spec: LogSpec,
        order: Order | None,
        shorter: ShownRows | None = None,
        stop: Stop = never,
    ) -> ShownRows:
        """Bring the rows of a view into an order. A matter for a worker: it may read every entry.

        `shorter` is the beginning of it, in the order of time as well. `stop` is that of `ordered`.
        """
        rows = view.rows if order is None else ordered(view.log, spec, view.rows, order, stop)
        known = shorter.severities if shorter is not None else b""
        return cls(view, rows, known + _severities(view.log, rows, len(known)), order)

    @property
    def on_screen(self) -> View:
        """The view with its rows in the order on screen, for a search."""
        return replace(self.view, rows=self.rows)

    def is_longer(self, before: ShownRows) -> bool:
        """Whether this is what was shown before, with more at its end."""
        return self.order is None and before.order is None and self.view.is_longer(before.view)


def _severities(log: Log, rows: Sequence[int], start: int) -> bytes:
    if isinstance(rows, range) and rows == range(len(rows)):
        return bytes(log.severities[start : len(rows)])
    return bytes(map(log.severities.__getitem__, rows[start:]))
