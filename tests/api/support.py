"""Clients bound to the fault server, with a clock that jumps instead of waiting."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.faultserver import FaultServer
from upl_tui.api.client import UserplaneClient
from upl_tui.api.limiter import Limiter
from upl_tui.api.retry import Wait
from upl_tui.api.secret import Secret
from upl_tui.api.storage import Storage
from upl_tui.model import Part, Resource


@dataclass
class FakeTime:
    """A clock that moves only when somebody sleeps."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


@dataclass
class Rig:
    """A client and a storage bound to a fault server, and what they told meanwhile."""

    server: FaultServer
    client: UserplaneClient
    storage: Storage
    time: FakeTime
    waits: list[Wait]

    def ask(self, recording: str, part: Part = Part.CONSOLE) -> Callable[[], Awaitable[Resource]]:
        """What a loader hands to the storage."""
        return lambda: self.client.resource("ws_test", recording, part)

    async def fetch(self, recording: str, part: Part = Part.CONSOLE) -> bytes:
        return await self.storage.fetch(self.ask(recording, part), part)

    async def arrived(self, recording: str, part: Part = Part.CONSOLE) -> tuple[bytes, Exception | None]:
        """What `stream` handed over, and what it raised in the end."""
        content = bytearray()
        try:
            async for piece in self.storage.stream(self.ask(recording, part), part):
                content += piece.data
        except Exception as error:
            return bytes(content), error
        return bytes(content), None


@asynccontextmanager
async def open_rig(server: FaultServer, *, stall: float = 20.0, key: str = "") -> AsyncIterator[Rig]:
    """A rig on a running fault server."""
    time, waits = FakeTime(), list[Wait]()
    client = UserplaneClient(
        server.api_base,
        Secret(key or server.key),
        on_wait=waits.append,
        limiter=Limiter(time),
        sleep=time.sleep,
        jitter=lambda: 0.5,
        stall=stall,
    )
    storage = Storage(
        extra_origins=server.storage_origins,
        on_wait=waits.append,
        sleep=time.sleep,
        jitter=lambda: 0.5,
        stall=stall,
    )
    async with client, storage:
        yield Rig(server, client, storage, time, waits)


def everything_said(error: BaseException) -> str:
    """All texts of an error and of what led to it."""
    texts = traceback.format_exception(error)
    link: BaseException | None = error
    while link is not None:
        texts += [str(link), repr(link), repr(vars(link))]
        link = link.__cause__ or link.__context__
    return "\n".join(texts)
