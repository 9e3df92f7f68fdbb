"""The pace of a log: silences, bursts, and rows that repeat their neighbour."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from itertools import compress, repeat
from math import inf, isnan
from operator import le, sub

from upl_tui.grouping import counts
from upl_tui.log import Log
from upl_tui.settings import Settings
from upl_tui.values import frozen

BURST_MS = 1000.0


@frozen
class Limits:
    """From when on something is worth a word."""

    gap_ms: float = 5000.0
    """A longer silence before a row is a gap."""
    burst_rows: int = 50
    """A burst has more rows than this within a second."""

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """The limits that the config file sets."""
        return cls(settings.gap_seconds * 1000, settings.burst_rows)


@frozen
class Pace:
    """What the times of a whole log tell of its rows."""

    gaps: Mapping[int, float] = field(default_factory=dict)
    """Row to the milliseconds of silence before it."""
    bursts: Collection[int] = frozenset()
    """Rows that are part of a burst."""
    burst_starts: Mapping[int, int] = field(default_factory=dict)
    """First row of a burst to the number of rows in it."""
    repeats: Sequence[int] = ()
    """How many identical neighbours each row has, itself included, by row."""

    @classmethod
    def of(cls, log: Log, limits: Limits = Limits()) -> Pace:
        """The pace of a log as it is now; rows without a time are in no gap and no burst."""
        order = log.chronological()
        timed = [row for row in order if not isnan(log.at[row])]
        moments = [log.at[row] for row in timed]
        stretches = _bursts(moments, limits.burst_rows)
        repeats = [1] * len(log)
        for row, count in zip(order, counts(log, order), strict=True):
            repeats[row] = count
        return cls(
            silences(log, limits),
            frozenset(row for start, end in stretches for row in timed[start:end]),
            {timed[start]: end - start for start, end in stretches},
            repeats,
        )

    @classmethod
    def told(cls, log: Log, limits: Limits = Limits()) -> Pace:
        """As `of`; from now on the log answers ``is:gap``, ``is:burst``, ``is:grouped``, ``count:`` by it."""
        pace = cls.of(log, limits)
        log.tags.update(pace.tags)
        log.provide("count", lambda entry: max(pace.repeats[entry.index], getattr(entry, "repeat", 1)))
        return pace

    @property
    def tags(self) -> dict[str, Collection[int]]:
        """Rows by the words of ``is:`` that hold for them."""
        grouped = {row for row, count in enumerate(self.repeats) if count > 1}
        return {"gap": self.gaps.keys(), "burst": self.bursts, "grouped": grouped}

    def note(self, row: int) -> str:
        """What to say of a row in a list: the silence before it, or the burst that it begins."""
        if row in self.gaps:
            return f"after {self.gaps[row] / 1000:.1f} s  "
        return f"{self.burst_starts[row]:,} at once  " if row in self.burst_starts else ""


def silences(log: Log, limits: Limits) -> dict[int, float]:
    """Row to the milliseconds of silence before it, where that is a gap; a row without a time ends none."""
    order, moments = log.by_time()
    waits = map(sub, moments[1:], moments)
    return {row: wait for row, wait in zip(order[1:], waits, strict=False) if limits.gap_ms < wait < inf}


def _bursts(moments: Sequence[float], rows: int) -> list[tuple[int, int]]:
    """Start and end (exclusive) of stretches in which any second with its first row has more than `rows`."""
    spans = map(sub, moments[rows:], moments)
    dense = compress(range(len(moments)), map(le, spans, repeat(BURST_MS)))
    found: list[tuple[int, int]] = []
    for start in dense:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], start + rows + 1)
        else:
            found.append((start, start + rows + 1))
    return found
