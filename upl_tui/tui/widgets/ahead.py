"""Work for the next key, done while the person looks at what the last one brought."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from textual.timer import Timer
from textual.widget import Widget

_PAINTED_SECONDS = 0.03
"""What is to be painted now is on its way by then: nothing here may hold it up."""


class Ahead:
    """Does a widget's work for a few rows before it is asked for, a row at a time, behind all messages."""

    def __init__(self, widget: Widget, work: Callable[[int], object]) -> None:
        self._widget = widget
        self._work = work
        self._rows: Iterator[int] = iter(())
        self._timer: Timer | None = None

    def prepare(self, rows: Iterable[int]) -> None:
        """Work on these rows soon, and no more on those before; not before the widget is mounted."""
        self._rows = iter(rows)
        if self._timer is not None:
            self._timer.stop()
        if self._widget.is_mounted:
            self._timer = self._widget.set_timer(_PAINTED_SECONDS, partial(self._next, self._rows))

    def _next(self, rows: Iterator[int]) -> None:
        if rows is self._rows and (row := next(rows, None)) is not None:
            self._work(row)
            self._widget.call_later(self._next, rows)
