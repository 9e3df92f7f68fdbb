"""The quota of the API, kept on our side: so many calls in a minute, so many at once."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache

CALLS = 120
WINDOW = 60.0
AT_ONCE = 2


class Limiter:
    """At most `CALLS` calls in any `WINDOW` seconds and `AT_ONCE` at the same time.

    A call counts from its start until `WINDOW` seconds after its end: the server saw it some time in between,
    so its own count over any window cannot be higher, however slow the line.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._ends: deque[float] = deque()
        self._under_way = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._slots = asyncio.Semaphore(AT_ONCE)

    @property
    def used(self) -> int:
        """Calls that count against the quota now."""
        now = self._now()
        while self._ends and self._ends[0] + WINDOW <= now:
            self._ends.popleft()
        return len(self._ends) + self._under_way

    @asynccontextmanager
    async def call(self, wait: Callable[[float], Awaitable[None]]) -> AsyncIterator[None]:
        """Hold a place for one call; `wait` is awaited with the seconds until the quota allows it."""
        async with self._places():
            while self.used >= CALLS:
                await wait(self._ends[0] + WINDOW - self._now())
            self._under_way += 1
            try:
                yield
            finally:
                self._under_way -= 1
                self._ends.append(self._now())

    def _places(self) -> asyncio.Semaphore:
        loop = asyncio.get_running_loop()
        if loop is not self._loop:  # a semaphore belongs to the loop it first waited in; the quota does not
            self._loop = loop
            self._slots = asyncio.Semaphore(AT_ONCE)
        return self._slots


@cache
def limiter_of(server: str) -> Limiter:
    """The one that all clients of this process share for a server: its quota is per user, not per client."""
    return Limiter()
