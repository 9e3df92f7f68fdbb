"""The rows of a log that have a time, in its order, for questions about a stretch of time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isnan

from upl_tui.log import Log


@dataclass(frozen=True, slots=True)
class Timed:
    """Rows of a log by time."""

    rows: Sequence[int] = ()
    at: Sequence[float] = ()
    """Their times, ms from the start."""

    @classmethod
    def of(cls, log: Log | None) -> Timed:
        """The rows of a log that have a time; none for no log."""
        if log is None:
            return cls()
        rows = [row for row in log.chronological() if not isnan(log.at[row])]
        return cls(rows, [log.at[row] for row in rows])

    def between(self, start_ms: float, end_ms: float) -> Iterator[int]:
        """Rows in a stretch of time, both ends included, in order of time."""
        first, last = bisect_left(self.at, start_ms), bisect_right(self.at, end_ms)
        return (self.rows[position] for position in range(first, last))
