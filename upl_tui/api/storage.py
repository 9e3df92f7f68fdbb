"""Files of a recording, from the presigned URLs that the API hands out.

This side knows no key: its client has no credentials and no cookies, and the only URLs it opens have passed
`address.checked`. A presigned URL lives in memory for one load and appears in no message.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpx

from upl_tui.api.address import Resolve, checked, parse_origins, resolve_host
from upl_tui.api.load import Load, NewUrl
from upl_tui.api.retry import Patience, TryAgain, Wait
from upl_tui.api.storage_failures import unavailable
from upl_tui.api.transport import FAULTS, STALL_SECONDS, explain, open_client
from upl_tui.errors import ApiError, DownloadError
from upl_tui.model import Part, Resource

__all__ = ["MAX_BYTES", "Piece", "Storage"]

MAX_BYTES: Mapping[Part, int] = {
    Part.CONSOLE: 64 * 2**20,
    Part.NETWORK: 64 * 2**20,
    Part.ACTION: 64 * 2**20,
    Part.THUMBNAIL: 10 * 2**20,
    Part.VIDEO: 512 * 2**20,
}
"""Largest unpacked content of each part, bytes."""

_log = logging.getLogger(__name__)

Ask = Callable[[], Awaitable[Resource]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file's content, in order."""

    data: bytes
    """Unpacked content."""
    received: int
    """Bytes on the wire so far."""
    total: int | None
    """Bytes on the wire in all, when known."""


class Storage:
    """Downloads files; use it in ``async with``.

    `extra_origins` (``http://host:port``) may be fetched from besides https on public hosts. Raises
    `UsageError` for a malformed one, and on entering for unusable proxy settings.
    """

    def __init__(
        self,
        *,
        extra_origins: tuple[str, ...] = (),
        max_bytes: Mapping[Part, int] = MAX_BYTES,
        on_wait: Callable[[Wait], None] | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
        stall: float = STALL_SECONDS,
        resolve: Resolve = resolve_host,
    ) -> None:
        self._extra = parse_origins(extra_origins)
        self._max_bytes = max_bytes
        self._patience = Patience(on_wait, sleep, jitter)
        self._stall = stall
        self._resolve = resolve
        self._http: httpx.AsyncClient | None = None

    async def __aenter__(self) -> Self:
        self._http = await open_client("*/*", self._stall)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._opened().aclose()

    async def stream(self, resource: Ask, part: Part) -> AsyncGenerator[Piece, None]:
        """The content of a file, piece by piece, each byte once.

        `resource` is awaited for the presigned URL, once more when storage does not accept it. Bytes that end
        early are resumed or asked for again. Raises `DownloadError`, with code ``INCOMPLETE`` once anything
        has arrived (all of it was handed over then); an `ApiError` of `resource` passes.
        A consumer that stops early closes the generator (``aclosing``), which closes the connection.
        """
        load = Load(part, self._max_bytes[part])
        try:
            async with aclosing(self._attempts(load, resource)) as pieces:
                async for piece in pieces:
                    yield piece
        except (ApiError, DownloadError) as failure:
            raise load.ending(failure) from None

    async def fetch(
        self, resource: Ask, part: Part, progress: Callable[[Piece], None] | None = None
    ) -> bytes:
        """The whole content of a file. Raises as `stream`, and then hands over nothing."""
        content = bytearray()
        async with aclosing(self.stream(resource, part)) as pieces:
            async for piece in pieces:
                content += piece.data
                if progress is not None:
                    progress(piece)
        return bytes(content)

    async def _attempts(self, load: Load, resource: Ask) -> AsyncGenerator[Piece, None]:
        while True:
            load.attempt += 1
            try:
                url = load.url = load.url or await self._ask(load, resource)
                async with aclosing(self._pieces(load, url)) as pieces:
                    async for piece in pieces:
                        yield piece
                return
            except NewUrl:
                load.url = None
                continue
            except TryAgain as failed:
                passing = failed
            await self._patience.wait(load.attempt, passing)

    async def _ask(self, load: Load, resource: Ask) -> httpx.URL:
        load.asked += 1
        found = await resource()
        if found.url is None:
            raise unavailable(found)
        load.size = found.size if load.size is None else load.size
        return await checked(found.url, load.part, self._extra, self._resolve)

    async def _pieces(self, load: Load, url: httpx.URL) -> AsyncGenerator[Piece, None]:
        try:
            async with self._opened().stream("GET", url, headers=load.range_headers()) as response:
                _log.debug("GET %s %s %d", url.host, load.part, response.status_code)
                if response.status_code not in (200, 206):
                    await load.refuse(response)
                skip = load.begin(response)
                async for chunk in response.aiter_raw():
                    fresh = chunk[skip:]
                    skip = max(0, skip - len(chunk))
                    for data in load.take(fresh):
                        yield Piece(data, load.received, load.total)
                        await asyncio.sleep(0)  # a highly packed chunk becomes many pieces: let others run
        except FAULTS as fault:
            trouble = explain(fault, url.host)
            failure = DownloadError(trouble.title, trouble.hint, code=trouble.code)
            raise (TryAgain(failure) if trouble.passing else failure) from None
        load.check_end()

    def _opened(self) -> httpx.AsyncClient:
        if self._http is None:
            raise RuntimeError("Storage is used outside of its async with block")
        return self._http
