"""A sentence about a request and its proof."""

from __future__ import annotations

from typing import NamedTuple


class Explanation(NamedTuple):
    """One fact in plain words."""

    text: str
    """A sentence; recorded text in it is not yet masked."""
    ids: tuple[str, ...]
    """Rows that prove it, such as ``N12``, in the order of what happened."""
