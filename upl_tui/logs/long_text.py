"""Sections of any length: short ones made at once, long ones piece by piece as somebody asks for them."""

from __future__ import annotations

from collections.abc import Iterator

from upl_tui.logs.spec import Section
from upl_tui.logs.units import format_size

AT_ONCE = 1_000_000
"""Characters of a text that is laid out as a whole."""


def section_of(key: str, title: str, pieces: Iterator[str], size: int, language: str = "text") -> Section:
    """A section of pieces of text; `size` is that of the recorded text, in characters.

    The title of a long one says how long it is.
    """
    if size <= AT_ONCE:
        return Section(key, title, "".join(pieces), language)
    sized = title if "·" in title else f"{title} · {format_size(size)}"
    return Section(key, sized, next(pieces, ""), language, pieces)
