"""Searching and replacing in long texts, piece by piece, without holding up the other threads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

SLICE = 200_000
"""Characters searched at once: the interpreter's lock is held all the while, some milliseconds."""
OVERLAP = 64
"""Longer than anything that is searched for."""
_AHEAD = 256
"""Characters behind a replacement that it may depend on."""
_BEHIND = 64
"""Characters before a replacement that it may depend on."""


class Replacement(NamedTuple):
    """Where the search goes on, and what stands up to there from now on: None when nothing changes."""

    end: int
    text: str | None = None
    kind: str = ""
    """What was replaced, for who counts."""


def search(pattern: re.Pattern[str], text: str, position: int) -> re.Match[str] | None:
    """What `pattern.search` finds, for patterns that look at 64 characters at most."""
    while position < len(text):
        stop = position + SLICE
        found = pattern.search(text, position, stop + OVERLAP)
        if found and found.start() < stop:
            return found
        position = stop
    return None


def replace(
    pattern: re.Pattern[str],
    pieces: Iterable[str],
    instead: Callable[[re.Match[str]], Replacement],
    note: Callable[[str], None],
) -> Iterator[str]:
    """A text that comes in pieces, with what a pattern finds replaced; the kinds of it are noted.

    A piece is handed on when nothing that follows can change it. `instead` may look at 64 characters before
    and 256 behind what it replaces.
    """
    text, searched, wanted = "", 0, 0
    waiting: list[str] = []
    for piece, is_last in _with_last(pieces):
        waiting.append(piece)
        if not is_last and sum(map(len, waiting)) < wanted:
            continue
        text = "".join((text, *waiting))
        waiting.clear()
        limit = len(text) if is_last else len(text) - _AHEAD
        done = searched
        shown: list[str] = []
        wanted = 0
        while (found := search(pattern, text, searched)) and found.start() < limit:
            replacement = instead(found)
            if replacement.end > limit:
                searched, wanted = found.start(), len(text)
                break
            searched = replacement.end
            if replacement.text is not None:
                note(replacement.kind)
                shown += text[done : found.start()], replacement.text
                done = searched
        else:
            searched = max(searched, limit)
        yield "".join((*shown, text[done:searched]))
        kept = max(0, searched - _BEHIND)
        text, searched = text[kept:], searched - kept


def _with_last(pieces: Iterable[str]) -> Iterator[tuple[str, bool]]:
    before: str | None = None
    for piece in pieces:
        if before is not None:
            yield before, False
        before = piece
    if before is not None:
        yield before, True
