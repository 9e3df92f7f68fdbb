"""The tree of a filter: what was written, before anybody knows which keys exist.

Two trees are equal when they ask the same: positions and spelling do not count.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from upl_tui.values import frozen


class Form(StrEnum):
    """How a value is written."""

    BARE = "bare"
    QUOTED = "quoted"
    REGEX = "regex"


@frozen
class Value:
    """One value of a term. Positions are counted in characters from the start of the query."""

    text: str
    """Without quotes or slashes, escapes resolved in quoted text."""
    form: Form = Form.BARE
    compare: str = ""
    """``>=``, ``>``, ``<=``, ``<``, ``=`` or empty."""
    name: str = ""
    """The part before ``=`` where what follows it is quoted or a regex: ``header:name="a b"``."""
    ignore_case: bool = True
    """Of a regex."""
    start: int = field(default=0, compare=False)
    content: int = field(default=0, compare=False)
    """Where `text` starts: behind the comparison, the quote or the slash."""
    source: str = field(default="", compare=False)
    """As typed."""


@frozen
class Term:
    """``key:value,value``, or a word, quoted text or regex with an empty key."""

    key: str
    values: tuple[Value, ...]
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    source: str = field(default="", compare=False)


@frozen
class And:
    """All parts hold. Without parts everything matches: the empty query."""

    parts: tuple[Node, ...]
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@frozen
class Or:
    """At least one part holds."""

    parts: tuple[Node, ...]
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@frozen
class Not:
    """The part does not hold."""

    part: Node
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


Node = Term | And | Or | Not
