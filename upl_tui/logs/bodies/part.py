"""What a view of a body gives."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """One part of a body that has one language: masked, not yet made safe."""

    name: str
    """What it is, for a heading: ``JSON``, ``variables``."""
    text: str
    language: str = "text"
