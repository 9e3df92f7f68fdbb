"""How often and how long to wait before a call is made again. Knows no HTTP library."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from upl_tui.errors import ApiError, DownloadError

ATTEMPTS = 4
"""Attempts for one call in all."""
LONGEST_WAIT = 60.0
"""Seconds that a server may ask to wait; beyond that the user decides."""

_SECONDS = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Wait:
    """A pause before the next attempt, for a countdown."""

    seconds: float
    attempt: int
    """Number of the attempt that follows, from 1."""
    attempts: int
    reason: str
    """One sentence: why."""


class TryAgain(Exception):
    """An attempt failed in a way that may pass; `failure` is what to raise when patience ends."""

    def __init__(self, failure: ApiError | DownloadError, retry_after: float | None = None) -> None:
        super().__init__(failure.title)
        self.failure = failure
        self.retry_after = retry_after
        """Seconds the server asked to wait, when it did."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Waits between attempts: 1, 2, 4 s plus up to half as much again, or what the server asks."""

    on_wait: Callable[[Wait], None] | None = None
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    jitter: Callable[[], float] = random.random

    async def wait(self, attempt: int, passing: TryAgain) -> None:
        """Wait after attempt number `attempt`; raises the failure if it was the last or the wait too long."""
        if attempt >= ATTEMPTS:
            raise passing.failure
        if passing.retry_after is not None and passing.retry_after > LONGEST_WAIT:
            raise _too_long(passing.failure, passing.retry_after)
        backoff = 2.0 ** (attempt - 1) * (1 + self.jitter() / 2)
        await self.pause(max(backoff, passing.retry_after or 0.0), attempt + 1, passing.failure.title)

    async def pause(self, seconds: float, attempt: int, reason: str) -> None:
        """Tell about a wait, then wait."""
        if self.on_wait is not None:
            self.on_wait(Wait(seconds, attempt, ATTEMPTS, reason))
        await self.sleep(seconds)


def retry_after(header: str, now: datetime | None = None) -> float | None:
    """Seconds that a ``Retry-After`` header asks for, as a number or a date; None when it says nothing."""
    header = header.strip()
    if _SECONDS.fullmatch(header):
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())


def _too_long(failure: ApiError | DownloadError, seconds: float) -> ApiError | DownloadError:
    title = f"{failure.title} The server asks to wait {_duration(seconds)}."
    hint = "That is longer than is waited without asking."
    return type(failure)(title, hint, status=failure.status, code=failure.code)


def _duration(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    if seconds < 7200:
        return f"{seconds / 60:.0f} minutes"
    if seconds < 172_800:
        return f"{seconds / 3600:.0f} hours"
    return "more than a day"
