"""Which logs have times, and which times may be compared: two logs need not have been on one clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from math import isfinite
from statistics import median

from upl_tui.kinds import Kind
from upl_tui.log import Log

MOST_SKEW_MS = 2000.0
"""Two logs whose linked entries lie further apart than this, in the middle, are on different clocks."""
FAR_APART_MS = 600_000.0
"""Two logs that do not overlap, with more than this between them, are on different clocks."""
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Clocks:
    """What the times of some logs are good for."""

    timed: frozenset[Kind] = frozenset()
    """Logs in which at least one entry has a time."""
    apart: Mapping[frozenset[Kind], float] = field(default_factory=dict)
    """Pairs of logs whose clocks disagree, and by how many milliseconds."""

    def comparable(self, one: Kind, other: Kind) -> bool:
        """Whether a moment of one log can be held against a moment of the other."""
        return {one, other} <= self.timed and frozenset((one, other)) not in self.apart


def look_at_clocks(logs: Mapping[Kind, Log], skews: Iterable[float] = ()) -> Clocks:
    """The clocks of some logs.

    `skews` are milliseconds by which console entries lie behind the end of the request whose id they carry.
    """
    ranges = {kind: span for kind in Kind if kind in logs and (span := _range(logs[kind]))}
    apart = {}
    for one, other in combinations(ranges, 2):
        gap = max(ranges[one][0], ranges[other][0]) - min(ranges[one][1], ranges[other][1])
        if gap > FAR_APART_MS:
            apart[frozenset((one, other))] = gap
    known = list(skews)
    if len(known) >= _FEWEST and abs(middle := median(known)) > MOST_SKEW_MS:
        apart[frozenset((Kind.CONSOLE, Kind.NETWORK))] = abs(middle)
    return Clocks(frozenset(ranges), apart)


def _range(log: Log) -> tuple[float, float] | None:
    known = [at for at in log.at if isfinite(at)]
    return (min(known), max(known)) if known else None
