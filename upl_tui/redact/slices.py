"""Searching long texts without holding up the other threads."""

from __future__ import annotations

import re
from collections.abc import Callable

_SLICE = 200_000
"""Characters searched at once: the interpreter's lock is held all the while, some milliseconds."""
_OVERLAP = 64
"""Longer than anything that is searched for."""


def search(pattern: re.Pattern[str], text: str, position: int) -> re.Match[str] | None:
    """What `pattern.search` finds, for patterns that look at 64 characters at most."""
    while position < len(text):
        stop = position + _SLICE
        found = pattern.search(text, position, stop + _OVERLAP)
        if found and found.start() < stop:
            return found
        position = stop
    return None


def replace(
    pattern: re.Pattern[str], text: str, instead: Callable[[re.Match[str]], tuple[int, str | None]]
) -> str:
    """Text with what a pattern finds replaced.

    `instead` gives the position where the search goes on, and what stands up to there from now on: None when
    nothing changes.
    """
    shown: list[str] = []
    done = position = 0
    while found := search(pattern, text, position):
        position, replacement = instead(found)
        if replacement is not None:
            shown += text[done : found.start()], replacement
            done = position
    return "".join((*shown, text[done:])) if shown else text
