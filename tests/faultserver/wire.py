"""Raw HTTP on a socket, able to break off, reset, drip and hold an answer."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, slots=True)
class Request:
    """What a server saw. Header names are lower case."""

    origin: str
    """``api``, ``storage`` or ``other``."""
    method: str
    target: str
    headers: dict[str, str]
    at: float = field(default_factory=time.monotonic)

    @property
    def path(self) -> str:
        """Percent signs as sent, without the query."""
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query))


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer and how it goes wrong."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: int | None = None
    """So many bytes of the body are sent, then the connection is closed."""
    reset: bool = False
    """The connection is closed with a reset instead."""
    drip_seconds: float = 0.0
    """Pause after every single byte."""
    held: bool = False
    """Nothing is sent until the server is told to release."""
    length: bool = True
    """Whether the length is announced."""

    def ranged(self, request: Request) -> Reply:
        """The part that a request with ``Range`` and a fitting ``If-Range`` asks for."""
        wanted = request.headers.get("range", "")
        if not wanted or request.headers.get("if-range") != self.headers.get("ETag"):
            return self
        start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        end = len(self.body)
        headers = {**self.headers, "Content-Range": f"bytes {start}-{end - 1}/{end}"}
        return replace(self, status=206, headers=headers, body=self.body[start:])


class Origin:
    """One listening socket with an application behind it."""

    def __init__(self, name: str, answer: Callable[[Request], Reply], seen: list[Request]) -> None:
        self._name = name
        self._answer = answer
        self._seen = seen
        self._server: asyncio.Server | None = None
        self.answered: dict[str, float] = {}
        """When the last byte of an answer was handed over, by path; `time.monotonic`."""
        self._serving: set[asyncio.Task[None]] = set()
        self.gate = asyncio.Event()
        self._unanswered = 0
        self.most_unanswered = 0
        """Highest number of requests that waited for their answer together."""
        self.url = ""

    @property
    def open(self) -> int:
        """Connections whose answer is not finished."""
        return len(self._serving)

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)
        await self._server.wait_closed()
        await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = cast("asyncio.Task[None]", asyncio.current_task())
        self._serving.add(task)
        try:
            with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
                request = self._parse(await reader.readuntil(b"\r\n\r\n"))
                self._seen.append(request)
                self._unanswered += 1
                self.most_unanswered = max(self.most_unanswered, self._unanswered)
                await self._until_gone(reader, self._send(writer, self._answer(request)))
                self.answered[request.path] = time.monotonic()
        finally:
            self._serving.discard(task)
            writer.close()

    def _parse(self, head: bytes) -> Request:
        first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
        method, target, _ = first.split(" ", 2)
        pairs = (line.partition(":")[::2] for line in lines)
        return Request(self._name, method, target, {name.lower(): value.strip() for name, value in pairs})

    async def _until_gone(self, reader: asyncio.StreamReader, sending: Coroutine[Any, Any, None]) -> None:
        """Send until done or until the other side hangs up: it has no more to say, so a read ends then."""
        async with asyncio.TaskGroup() as group:
            answer = group.create_task(_quietly(sending))
            gone = group.create_task(_quietly(reader.read()))
            await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
            answer.cancel()
            gone.cancel()

    async def _send(self, writer: asyncio.StreamWriter, reply: Reply) -> None:
        try:
            if reply.held:
                await self.gate.wait()
        finally:
            self._unanswered -= 1
        headers = {"Connection": "close", **reply.headers}
        if reply.length:
            headers["Content-Length"] = str(len(reply.body))
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"HTTP/1.1 {reply.status} Fault\r\n{head}\r\n".encode("latin-1"))
        body = reply.body if reply.cut is None else reply.body[: reply.cut]
        if reply.drip_seconds:
            for byte in body:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(reply.drip_seconds)
        else:
            writer.write(body)
            await writer.drain()
        if reply.reset:
            _reset(writer)


async def _quietly(work: Coroutine[Any, Any, object]) -> None:
    with contextlib.suppress(ConnectionError):
        await work


def _reset(writer: asyncio.StreamWriter) -> None:
    linger = struct.pack("ii", 1, 0)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    writer.transport.abort()
