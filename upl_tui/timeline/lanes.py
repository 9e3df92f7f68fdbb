"""What a strip over the whole recording shows of one log."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, isfinite, isnan

from upl_tui.entries import Severity
from upl_tui.log import Log
from upl_tui.logs import LOGS
from upl_tui.model import Kind


@dataclass(frozen=True, slots=True)
class Lane:
    """Moments of a log in milliseconds from the start, each list in order."""

    moments: Sequence[float] = ()
    """Of every entry; -inf for those without time before the first that has one."""
    problems: Sequence[float] = ()
    """Of errors."""
    warnings: Sequence[float] = ()
    navigations: Sequence[float] = ()

    @property
    def extent(self) -> tuple[float, float] | None:
        """First and last moment, None without any."""
        if not self.moments or not isfinite(self.moments[-1]):
            return None
        return self.moments[bisect_left(self.moments, -1e300)], self.moments[-1]


def lane_of(log: Log) -> Lane:
    """The lane of one log; reads the entries of an action log once, to find its navigations."""
    navigations: Iterable[int] = ()
    if log.kind is Kind.ACTION:
        kinds = next(field for field in LOGS[Kind.ACTION].fields if field.key == "type")
        types = log.column(kinds.key, kinds.get)
        navigations = (row for row, words in enumerate(types) if "nav" in words)
    return Lane(
        log.by_time()[1],
        _moments(log.at, _rows_of(log, *(severity for severity in Severity if severity >= Severity.ERROR))),
        _moments(log.at, _rows_of(log, Severity.WARN)),
        _moments(log.at, navigations),
    )


def _rows_of(log: Log, *severities: Severity) -> Iterator[int]:
    one_of_them = re.compile(b"[%b]" % re.escape(bytes(severities)))
    return (found.start() for found in one_of_them.finditer(bytes(log.severities)))


def counts(moments: Sequence[float], start_ms: float, end_ms: float, cells: int) -> list[int]:
    """How many moments fall into each of so many equal stretches; the last one includes the end."""
    width = (end_ms - start_ms) / cells
    edges = [bisect_left(moments, start_ms + width * cell) for cell in range(cells)]
    edges.append(bisect_left(moments, end_ms + width / 1e6 if width else inf))
    return [after - before for before, after in pairwise(edges)]


def _moments(at: Sequence[float], rows: Iterable[int]) -> array[float]:
    return array("d", sorted(at[row] for row in rows if not isnan(at[row])))
