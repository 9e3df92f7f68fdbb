"""A raw server on loopback that keeps what it was sent, byte for byte."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO


@dataclass(frozen=True)
class Request:
    """A request as it arrived."""

    method: str
    target: bytes
    headers: list[tuple[str, bytes]]
    body: bytes

    def sent(self, names: set[str]) -> list[tuple[str, str]]:
        """Headers of these names (lower case), in their order, values as UTF-8."""
        return [(name, value.decode()) for name, value in self.headers if name.lower() in names]


@dataclass
class Echo:
    """What arrived so far, and where to send more."""

    port: int
    requests: list[Request] = field(default_factory=list)

    @property
    def origin(self) -> str:
        """Scheme and host."""
        return f"http://127.0.0.1:{self.port}"

    def take(self) -> list[Request]:
        """What arrived since the last time."""
        taken, self.requests = self.requests, []
        return taken


@contextmanager
def echoing() -> Iterator[Echo]:
    """Serve, one connection a thread."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        echo = Echo(listener.getsockname()[1])
        thread = threading.Thread(target=_accept, args=(listener, echo), daemon=True)
        thread.start()
        yield echo
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def _accept(listener: socket.socket, echo: Echo) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(connection, echo), daemon=True).start()


def _serve(connection: socket.socket, echo: Echo) -> None:
    with connection, connection.makefile("rb") as stream:
        line = stream.readline()
        if not line:
            return
        method, target = line.split(b" ")[:2]
        headers = []
        while (line := stream.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            headers.append((name.decode(), value.strip(b" \t\r\n")))
        lengths = [int(value) for name, value in headers if name.lower() == "content-length"]
        chunked = any(name.lower() == "transfer-encoding" for name, _ in headers)
        body = b"".join(_chunks(stream)) if chunked else stream.read(lengths[0] if lengths else 0)
        echo.requests.append(Request(method.decode(), target, headers, body))
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while size := int(stream.readline(), 16):
        yield stream.read(size)
        stream.readline()
    stream.readline()
