"""HTTP/1.1 on one loopback port, just enough for the demo.

Written on sockets because the standard library's server looks up the host's name when it starts, waits for a
poll interval when it is closed, leaves kept connections open then, and is slow to import.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import BinaryIO, NamedTuple
from urllib.parse import parse_qsl, unquote

_LINE_LIMIT = 65_536
_HEADER_LIMIT = 100
_BODY_LIMIT = 1_048_576
_RETRY_ACCEPT_S = 0.1
_CLOSE_S = 1.0


class Request(NamedTuple):
    """What a client asked; a body is read and thrown away."""

    method: str
    path: str
    """As sent, still percent-encoded."""
    query: str
    headers: Mapping[str, str]
    """By lower-case name."""

    @property
    def segments(self) -> list[str]:
        """Decoded parts of the path: ``/a/b%2Fc`` is ``["a", "b/c"]``."""
        return [unquote(part) for part in self.path.split("/")[1:]]

    @property
    def parameters(self) -> dict[str, str]:
        """Decoded query; the last one of a repeated name wins."""
        return dict(parse_qsl(self.query, keep_blank_values=True))


class Response(NamedTuple):
    """An answer; ``Content-Length`` is added when it is sent."""

    status: HTTPStatus
    body: bytes = b""
    headers: Mapping[str, str] = {}

    def encode(self) -> bytes:
        """The whole answer as it goes over the wire."""
        lines = [f"HTTP/1.1 {self.status.value} {self.status.phrase}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        lines += [f"Content-Length: {len(self.body)}", "", ""]
        return "\r\n".join(lines).encode("latin-1") + self.body


class Origin:
    """A free port on 127.0.0.1 whose requests one function answers, each connection in a daemon thread.

    Nothing is ever printed: a client that goes away ends its thread, a fault in `answer` is an empty 500.
    """

    def __init__(self, answer: Callable[[Request], Response]) -> None:
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._closing = threading.Event()
        self._connections: set[socket.socket] = set()
        self._lock = threading.Lock()
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        """Scheme, host and port, without a slash at the end."""
        self._acceptor = threading.Thread(target=self._accept, name="demo-origin", daemon=True)
        self._acceptor.start()

    def close(self) -> None:
        """Stop listening and cut every open connection."""
        self._closing.set()
        # Closing a socket does not wake a thread that waits in accept() on it; a connection does.
        with suppress(OSError):
            socket.create_connection(self._listener.getsockname(), timeout=_CLOSE_S).close()
        self._acceptor.join(_CLOSE_S)
        self._listener.close()
        with self._lock:
            for connection in self._connections:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                self._closing.wait(_RETRY_ACCEPT_S)
                continue
            with self._lock:
                self._connections.add(connection)
            threading.Thread(
                target=self._converse, args=(connection,), name="demo-client", daemon=True
            ).start()

    def _converse(self, connection: socket.socket) -> None:
        try:
            with suppress(OSError), connection.makefile("rb") as stream:
                self._answer_all(connection, stream)
        finally:
            with self._lock:
                self._connections.discard(connection)
                connection.close()

    def _answer_all(self, connection: socket.socket, stream: BinaryIO) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            while request := _read_request(stream):
                connection.sendall(self._response_to(request).encode())
                if request.headers.get("connection", "").lower() == "close":
                    return
        except ValueError:
            connection.sendall(Response(HTTPStatus.BAD_REQUEST, headers={"Connection": "close"}).encode())

    def _response_to(self, request: Request) -> Response:
        try:
            return self._answer(request)
        except Exception:
            return Response(HTTPStatus.INTERNAL_SERVER_ERROR)


def _read_request(stream: BinaryIO) -> Request | None:
    """The next request of a connection, None at its end.

    Raises ValueError for bytes that are no request, or one whose body cannot be skipped.
    """
    line = stream.readline(_LINE_LIMIT)
    if not line:
        return None
    method, target, version = line.decode("latin-1").split()
    if not (version.startswith("HTTP/1.") and target.startswith("/")):
        raise ValueError(version)
    headers = _read_headers(stream)
    _skip_body(stream, headers)
    path, _, query = target.partition("?")
    return Request(method, path, query, headers)


def _read_headers(stream: BinaryIO) -> dict[str, str]:
    headers: dict[str, str] = {}
    for _ in range(_HEADER_LIMIT):
        line = stream.readline(_LINE_LIMIT).decode("latin-1")
        if line in ("\r\n", "\n"):
            return headers
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError(line)
        headers[name.strip().lower()] = value.strip()
    raise ValueError("too many headers")


def _skip_body(stream: BinaryIO, headers: Mapping[str, str]) -> None:
    length = int(headers.get("content-length", "0"))
    if "transfer-encoding" in headers or not 0 <= length <= _BODY_LIMIT:
        raise ValueError("body")
    stream.read(length)
