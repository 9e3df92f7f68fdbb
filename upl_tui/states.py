"""What can be said of a part of a recording, as words."""

from __future__ import annotations

from enum import StrEnum

from upl_tui.values import frozen


class Availability(StrEnum):
    """What can be said of a part of a recording."""

    NOT_ASKED = "not asked"
    LOADING = "loading"
    READY = "ready"
    EMPTY = "empty"
    NOT_CAPTURED = "not captured"
    PENDING = "pending"
    MISSING = "missing"
    EXPIRED = "expired"
    DELETED = "deleted"
    NO_ACCESS = "no access"
    RATE_LIMITED = "rate limited"
    OFFLINE = "offline"
    CANCELLED = "cancelled"
    FAILED = "failed"


_NOT_ERRORS = {
    Availability.NOT_ASKED,
    Availability.LOADING,
    Availability.READY,
    Availability.EMPTY,
    Availability.NOT_CAPTURED,
    Availability.PENDING,
    Availability.CANCELLED,
}


@frozen
class PartState:
    """State of one part as words: a sentence what is, and one what to do about it."""

    availability: Availability
    title: str = ""
    hint: str = ""
    whole: bool = True
    """False when only a part of the file arrived."""

    def __str__(self) -> str:
        return f"{self.title} {self.hint}".strip()

    @property
    def is_error(self) -> bool:
        """Whether something went wrong, as opposed to a part that is simply not there."""
        return self.availability not in _NOT_ERRORS


NOT_ASKED = PartState(Availability.NOT_ASKED)
