from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.demo.asking import ask
from upl_tui.demo.wire import Origin, Request, Response


def echo(request: Request) -> Response:
    if request.path == "/fault":
        raise RuntimeError("a fault in the answer")
    return Response(HTTPStatus.OK, f"{request.method} {request.path}".encode())


@pytest.fixture(scope="module")
def origin() -> Iterator[Origin]:
    origin = Origin(echo)
    yield origin
    origin.close()


def address(origin: Origin) -> tuple[str, int]:
    parts = urlsplit(origin.url)
    assert parts.hostname is not None
    assert parts.port is not None
    return parts.hostname, parts.port


def talk(origin: Origin, sent: bytes) -> bytes:
    """Everything the origin says until it hangs up, after we said all we have."""
    with socket.create_connection(address(origin), timeout=10) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        with connection.makefile("rb") as stream:
            return stream.read()


def test_connection_is_kept_for_the_next_request(origin: Origin) -> None:
    said = talk(
        origin,
        b"GET /one HTTP/1.1\r\n\r\nPOST /two HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET /3 HTTP/1.1\r\n\r\n",
    )

    assert said.count(b"HTTP/1.1 200 OK\r\n") == 3
    assert [b"GET /one" in said, b"POST /two" in said, said.endswith(b"GET /3")] == [True] * 3


def test_connection_is_closed_when_the_client_wants_it(origin: Origin) -> None:
    said = talk(origin, b"GET /one HTTP/1.1\r\nConnection: close\r\n\r\nGET /two HTTP/1.1\r\n\r\n")

    assert said.endswith(b"GET /one")


@pytest.mark.parametrize(
    "sent",
    [
        b"hello\r\n\r\n",
        b"GET / HTTP/2\r\n\r\n",
        b"GET http://elsewhere/ HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x",
        b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 101 + b"\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 9999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
)
def test_bytes_that_are_no_request_are_a_bad_request(origin: Origin, sent: bytes) -> None:
    assert talk(origin, sent).startswith(b"HTTP/1.1 400 Bad Request\r\n")


def test_fault_in_the_answer_is_an_empty_server_error(
    origin: Origin, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = ask(f"{origin.url}/fault")

    assert (answer.status, answer.body) == (500, b"")
    assert capfd.readouterr() == ("", "")


def test_client_that_drops_the_connection_leaves_no_word_and_no_thread(
    capfd: pytest.CaptureFixture[str],
) -> None:
    entered, gone = threading.Event(), threading.Event()

    def slow(_: Request) -> Response:
        entered.set()
        gone.wait(10)
        return Response(HTTPStatus.OK, bytes(4_000_000))

    origin = Origin(slow)
    connection = socket.create_connection(address(origin))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
    assert entered.wait(10)
    client_threads = [thread for thread in threading.enumerate() if thread.name == "demo-client"]
    connection.close()
    gone.set()

    for thread in client_threads:
        thread.join(10)
    assert not any(thread.is_alive() for thread in client_threads)
    assert ask(f"{origin.url}/").status == 200
    origin.close()
    assert capfd.readouterr() == ("", "")


def test_closing_cuts_kept_connections_and_frees_the_port() -> None:
    origin = Origin(echo)
    with socket.create_connection(address(origin), timeout=10) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 200")

        origin.close()

        assert connection.recv(1) == b""
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address(origin), timeout=10)


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=200))
def test_any_bytes_leave_the_origin_alive(origin: Origin, sent: bytes) -> None:
    said = talk(origin, sent)

    assert not said or said.startswith(b"HTTP/1.1 ")
    assert ask(f"{origin.url}/still-here").status == 200


def test_request_decodes_path_and_query() -> None:
    request = Request("GET", "/a/b%2Fc/", "x%5B0%5D=1&y=&x%5B0%5D=2", {})

    assert request.segments == ["a", "b/c", ""]
    assert request.parameters == {"x[0]": "2", "y": ""}
