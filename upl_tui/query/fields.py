"""What a filter may ask of an entry."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from upl_tui.entries import Depth
from upl_tui.values import frozen


class FieldType(StrEnum):
    """How a field's values are written and compared."""

    TEXT = "text"
    """Substring, glob, regex or quoted; the getter gives a str or None."""
    WORD = "word"
    """One of few words, compared without case; the getter gives a str or None."""
    FLAGS = "flags"
    """Any of several words; the getter gives a collection of str."""
    SEVERITY = "severity"
    """Ordered words (debug < log < info < warn < error < fatal); the getter gives an int."""
    NUMBER = "number"
    STATUS = "status"
    """A number that also understands ``4xx``; the getter gives an int or None."""
    SIZE = "size"
    """Bytes, with units k M G ki Mi."""
    DURATION = "duration"
    """Milliseconds, with units ms s m; a bare number is milliseconds."""
    MOMENT = "moment"
    """Milliseconds from the start; written ``10s``, ``1:23.4``, or the id of an entry."""
    STRETCH = "stretch"
    """A start and an end, written as a moment between them; the getter gives a pair or None."""
    PAIRS = "pairs"
    """Name and value, as headers: ``header:name=value``; the getter gives pairs of str."""


@frozen
class Field:
    """One key of the filter language."""

    key: str
    type: FieldType
    get: Callable[[Any], Any]
    """From an entry to the value, or None when the entry has no such thing (it then never matches)."""
    help: str
    aliases: tuple[str, ...] = ()
    compare: str = ""
    """Meaning of a bare scalar: ``>`` for ``larger-than``, ``<`` for ``faster-than``; empty for equal."""
    values: tuple[str, ...] = ()
    """The words that may stand there, when they are a closed set."""
    depth: Depth = Depth.WHOLE
    """How much of an entry `get` needs."""
    quicker: Field | None = None
    """Asked instead for the words among its `values`: it knows fewer of them, and those sooner."""
    column: str = ""
    """Name of a column a log keeps anyway (``at``, ``severity``, ``text``): asked instead of `get`."""
    tags: tuple[str, ...] = ()
    """Words that hold by what is known outside an entry: the log's tags are asked for them."""
    severities: tuple[tuple[str, frozenset[int]], ...] = ()
    """Words that say no more than how bad an entry is: the column ``severity`` is asked for them."""
    joins: tuple[tuple[str, frozenset[str]], str] | None = None
    """A key with words and a key with a moment, ``is:pending near:A7``: both together ask this field."""

    told: bool = False
    """Whether other logs tell it too: what an entry answers may change when they are there."""

    @property
    def words(self) -> tuple[str, ...]:
        """All words that may stand there, when they are a closed set."""
        return tuple(dict.fromkeys((*self.values, *self.tags)))
