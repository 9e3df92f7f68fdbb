"""The kinds of log and the parts of a recording, by name."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A kind of log. The letter before an entry's number (``C12``) is `Kind.letter`."""

    CONSOLE = "console"
    NETWORK = "network"
    ACTION = "action"

    @property
    def letter(self) -> str:
        """``C``, ``N`` or ``A``."""
        return self.value[0].upper()


class Part(StrEnum):
    """The five resources of a recording; the value is the last segment of the endpoint's path."""

    VIDEO = "video"
    THUMBNAIL = "thumbnail"
    CONSOLE = "console-log"
    NETWORK = "network-log"
    ACTION = "action"

    @property
    def label(self) -> str:
        """The part's name inside a sentence."""
        return _PART_LABELS[self]


_PART_LABELS = {
    Part.VIDEO: "video",
    Part.THUMBNAIL: "thumbnail",
    Part.CONSOLE: "console log",
    Part.NETWORK: "network log",
    Part.ACTION: "action log",
}

PART_OF_KIND = {Kind.CONSOLE: Part.CONSOLE, Kind.NETWORK: Part.NETWORK, Kind.ACTION: Part.ACTION}


def kind_of_id(name: str) -> Kind | None:
    """Kind of an entry's id; None for a text that is none."""
    if not name[1:].isdigit():
        return None
    return next((kind for kind in Kind if kind.letter == name[0].upper()), None)
