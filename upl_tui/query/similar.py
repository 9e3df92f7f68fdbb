"""What a person probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def closest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like this one, ignoring case; empty when none is close."""
    from difflib import get_close_matches

    folded = {name.casefold(): name for name in known}
    found = get_close_matches(word.casefold()[:40], folded, n=1, cutoff=0.7)
    return folded[found[0]] if found else ""
