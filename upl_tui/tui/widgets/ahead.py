"""Work for the next key, done while the person looks at what the last one brought."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from textual.widget import Widget


class Ahead:
    """Does a widget's work for a few rows before it is asked for, a row at a time, behind all messages."""

    def __init__(self, widget: Widget, work: Callable[[int], object]) -> None:
        self._widget = widget
        self._work = work
        self._rows: Iterator[int] = iter(())
        self._is_under_way = False

    def prepare(self, rows: Iterable[int]) -> None:
        """Work on these rows, once what is to be painted now is painted, and no more on those before."""
        self._rows = iter(rows)
        if not self._is_under_way:
            self._is_under_way = self._widget.call_after_refresh(self._next)

    def _next(self) -> None:
        row = next(self._rows, None)
        self._is_under_way = row is not None
        if row is not None:
            self._work(row)
            self._widget.call_later(self._next)
