"""What a story is made of. Plain values: the same recording gives the same ones."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from upl_tui.kinds import Kind


class Role(StrEnum):
    """What a step is to the story."""

    CONTEXT = "context"
    """Happened before, and may or may not matter."""
    ACTION = "action"
    """What the user did."""
    REQUEST = "request"
    FAILURE = "failure"
    """What went wrong first."""
    SUBJECT = "subject"
    """The entry that was asked about, when it is no failure."""
    PART = "part"
    """A redirect or a preflight."""
    SEEN = "seen"
    """The failure once more, as the console tells it."""
    CONSEQUENCE = "consequence"
    REPEAT = "repeat"
    """The user did it again before there was an answer."""
    LEFT = "left"
    """The user left the page."""
    RETRY = "retry"
    NEXT = "next"
    """What the user did next."""


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a story."""

    id: str
    kind: Kind
    at_ms: float | None
    """Ms from the start; None when it is unknown or on a clock that the story cannot follow."""
    text: str
    """In words, masked, not yet made safe."""
    rule: str
    """Name of the rule that put it here."""
    role: Role
    sure: bool = True
    """False when only the time speaks for it."""
    also: tuple[str, ...] = ()
    """Entries that tell the same once more."""


@dataclass(frozen=True, slots=True)
class Story:
    """A chain of steps in order of time, steps without a time last."""

    subject: str
    """Id of the entry that it is about."""
    steps: tuple[Step, ...] = ()
    unclear: tuple[str, ...] = ()
    """What cannot be known, each a sentence with its reason."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong, with all its entries."""

    ids: tuple[str, ...]
    """The entry to tell the story of, then the others: repeats, and the same failure in the console."""
    score: int
    """The larger, the more it deserves to be looked at; the sum of what `reasons` say."""
    reasons: tuple[str, ...]
    title: str
    """In words, masked, not yet made safe."""
    at_ms: float | None = None
    """When it happened first, ms from the start."""
    last_ms: float | None = None
    """When it happened last."""
    times: int = 1
    """How often it happened."""
    pattern: str = ""
    """The title without numbers and ids: what alike problems share. Masked, not yet made safe."""
