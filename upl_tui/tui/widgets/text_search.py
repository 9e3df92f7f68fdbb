"""Hits of a search in a text: found slice by slice, so that a long text can be searched beside the screen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

from upl_tui.tui.content import Spans

Find = Callable[[str], Spans]
"""Gives the hits in a text: start and end, in order."""

_SLICE = 400_000
_ACROSS = 2_000
"""Characters of a hit that may reach from one slice of a long line into the next."""


class HitPlace(NamedTuple):
    """Where a step from hit to hit has led."""

    number: int
    """From 1."""
    total: int
    wrapped: bool
    """The step went round the end or the start of the text."""


class Hits:
    """The hits found so far, in order, and the one that was gone to last."""

    def __init__(self, find: Find | None = None) -> None:
        self.find = find
        self.searched = 0
        """Characters of the text that were searched."""
        self.is_running = False
        """A thread is searching on."""
        self._spans: list[tuple[int, int]] = []
        self._current = -1

    def __len__(self) -> int:
        return len(self._spans)

    @property
    def current(self) -> tuple[int, int] | None:
        """The hit that was gone to last."""
        return self._spans[self._current] if self._current >= 0 else None

    @property
    def place(self) -> HitPlace | None:
        """The same, counted among those found so far."""
        return HitPlace(self._current + 1, len(self), False) if self._current >= 0 else None

    def add(self, spans: Spans, searched: int) -> None:
        """Take the hits of the next slice."""
        self._spans.extend(spans)
        self.searched = searched

    def has_from(self, position: int) -> bool:
        """Whether there is a hit at a position or behind it."""
        return bool(self._spans) and self._spans[-1][0] >= position

    def step(self, direction: int, position: int, from_current: bool) -> HitPlace | None:
        """Go to the next hit, or the one before, from the current one or from a position."""
        if not self._spans:
            return None
        if from_current:
            wanted = self._current + direction
        else:
            wanted = bisect_left(self._spans, (position, 0)) - (direction < 0)
        self._current = wanted % len(self._spans)
        return HitPlace(self._current + 1, len(self._spans), wanted != self._current)

    def between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of hits between two positions."""
        first = bisect_left(self._spans, (start, start))
        while first and self._spans[first - 1][1] > start:
            first -= 1
        for index in range(first, len(self._spans)):
            a, b = self._spans[index]
            if a >= end:
                return
            yield max(a, start), min(b, end)


def hits_in_slices(find: Find, text: str, start: int) -> Iterator[tuple[Spans, int]]:
    """Hits from a position on, each time with how far the text is searched by then."""
    last_end = start
    while start < len(text):
        stop = start + _SLICE
        reach = stop
        if stop < len(text):
            line_end = text.rfind("\n", start, stop) + 1
            stop, reach = (line_end, line_end) if line_end else (stop, stop + _ACROSS)
        spans = [(start + a, start + b) for a, b in find(text[start:reach])]
        spans = [(a, b) for a, b in spans if last_end <= a < stop]
        last_end = spans[-1][1] if spans else last_end
        start = min(stop, len(text))
        yield spans, start
