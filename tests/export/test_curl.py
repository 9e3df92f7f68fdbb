"""Commands that the real curl runs through a real shell, against a server that keeps every byte."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.export.echo import Echo, Request, echoing
from tests.export.sending import assert_arrived, body_of, entries, log_at, made
from tests.factories import json_body, network
from upl_tui.entries import Body, NetworkEntry

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed here")


@pytest.fixture(scope="module")
def echo() -> Iterator[Echo]:
    with echoing() as running:
        yield running


def run(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", text], capture_output=True, text=True, cwd=folder, timeout=30, check=False
    )


def sent_by_curl(echo: Echo, folder: Path, *given: NetworkEntry) -> list[Request]:
    done = run(made("c", log_at(echo.origin, list(given)), folder).text, folder)
    assert done.returncode == 0, done.stderr
    return echo.take()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(entries(), min_size=1, max_size=4))
def test_requests_arrive_byte_for_byte(echo: Echo, tmp_path: Path, given: list[NetworkEntry]) -> None:
    requests = sent_by_curl(echo, tmp_path, *given)

    assert len(requests) == len(given)
    for request, entry in zip(requests, given, strict=True):
        assert_arrived(request, entry, body_of(entry))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["@secret", "-o", "a b", "x\ny", "", "é", "X'", "x;touch owned"]),
    value=st.text(max_size=12) | st.sampled_from(["@secret", "\r\nX-Evil: 1", "\x00", "$(touch owned)"]),
    path=st.text(max_size=12) | st.sampled_from(["' -o owned '", "$(touch owned)", "\n-o owned\n"]),
    method=st.sampled_from(["GET", "POST /x HTTP/1.1\r\nX-Evil: 1", "--output owned", "'; touch owned; '"]),
    body=st.text(max_size=12) | st.sampled_from(["@secret", "'$(touch owned)'"]),
)
def test_hostile_requests_are_one_request_and_nothing_else(
    echo: Echo, tmp_path: Path, name: str, value: str, path: str, method: str, body: str
) -> None:
    (tmp_path / "secret").write_text("x-stolen: 1")
    entry = network(
        f"http://HOST/{path}", method, request_headers=((name, value),), request_body=json_body(body)
    )

    (request,) = sent_by_curl(echo, tmp_path, entry)

    assert not (tmp_path / "owned").exists()
    assert not request.sent({"x-evil", "x-stolen"})
    assert b"x-stolen" not in request.body


def test_pseudo_headers_and_those_of_a_connection_stay_out(echo: Echo, tmp_path: Path) -> None:
    names = (":authority", ":method", "Host", "Connection", "Content-Length", "Transfer-Encoding", "x-kept")
    entry = network("http://HOST/", request_headers=tuple((name, "1") for name in names))

    (request,) = sent_by_curl(echo, tmp_path, entry)

    assert [name for name, _ in request.headers] == ["Host", "User-Agent", "Accept", "x-kept"]


def test_method_is_named_only_where_curl_would_take_another(tmp_path: Path) -> None:
    body = json_body("{}")
    texts = [
        made(
            "c", log_at("http://h.test", [network("http://HOST/", method, request_body=given)]), tmp_path
        ).text
        for method, given in (("GET", None), ("POST", body), ("POST", None), ("GET", body), ("HEAD", None))
    ]

    assert ["-X" in text for text in texts] == [False, False, True, True, False]
    assert "--head" in texts[4]


def test_packed_answers_are_asked_for_as_far_as_curl_can_unpack_them(echo: Echo, tmp_path: Path) -> None:
    entry = network("http://HOST/", request_headers=(("accept-encoding", "gzip, br"),))

    (request,) = sent_by_curl(echo, tmp_path, entry)

    assert "gzip" in dict(request.sent({"accept-encoding"}))["Accept-Encoding"]


def test_dots_and_brackets_of_an_address_stay_as_they_are(echo: Echo, tmp_path: Path) -> None:
    (request,) = sent_by_curl(echo, tmp_path, network("http://HOST/a/../b[1-3]{x,y}"))

    assert request.target == b"/0/a/../b[1-3]{x,y}"


def test_body_without_a_recorded_type_is_sent_without_one(echo: Echo, tmp_path: Path) -> None:
    (request,) = sent_by_curl(
        echo, tmp_path, network("http://HOST/", "POST", request_body=json_body("a=b", ""))
    )

    assert not request.sent({"content-type"})


def test_large_and_binary_bodies_go_by_file(echo: Echo, tmp_path: Path) -> None:
    large = network("http://HOST/", "POST", request_body=json_body("x" * 300_000))
    binary = network("http://HOST/", "POST", request_body=Body(text="AAH/CkA=", encoding="base64"))

    requests = sent_by_curl(echo, tmp_path, large, binary)

    assert [request.body for request in requests] == [b"x" * 300_000, b"\x00\x01\xff\n@"]


def test_multipart_is_sent_as_it_was_and_left_out_when_only_its_parts_are_known(
    echo: Echo, tmp_path: Path
) -> None:
    head = (("Content-Type", "multipart/form-data; boundary=b1"),)
    text = '--b1\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\nhi\r\n--b1--\r\n'
    whole = network(
        "http://HOST/", "POST", request_headers=head, request_body=json_body(text, "multipart/form-data")
    )
    parts = network(
        "http://HOST/", "POST", request_headers=head, request_body=json_body("f: hi", "text/plain")
    )

    requests = sent_by_curl(echo, tmp_path, whole, parts)

    assert [request.body for request in requests] == [text.encode(), b""]
    assert "recorded in parts" in made("c", log_at(echo.origin, [parts]), tmp_path).text


def test_masked_copy_runs_and_says_how_much_is_masked(echo: Echo, tmp_path: Path) -> None:
    entry = network(
        "http://HOST/?token=abcdef123456",
        "POST",
        request_headers=(("Authorization", "Bearer abcdef0123456789abcdef"),),
        request_body=json_body('{"password":"hunter2"}'),
    )

    text = made("c", log_at(echo.origin, [entry]), tmp_path, reveal=False).text
    assert run(text, tmp_path).returncode == 0

    assert "hunter2" not in text
    assert "abcdef" not in text
    assert "# 3 masked values" in text
    assert "# POST changes data on the server" in text
    assert len(echo.take()) == 1


@pytest.mark.parametrize("url", ["file:///etc/passwd", "data:text/plain,x", "/relative", "-o/tmp/x", ""])
def test_address_that_is_not_of_http_gives_a_comment_only(url: str, tmp_path: Path) -> None:
    text = made("c", log_at("", [network(url)]), tmp_path).text

    assert all(line.startswith("# ") for line in text.splitlines())


def test_relative_address_is_completed_by_the_page_that_asked(tmp_path: Path) -> None:
    entry = network("/api/x?y", request_headers=(("Referer", "https://shop.test/cart"),))

    assert "https://shop.test/api/x?y" in made("c", log_at("", [entry]), tmp_path).text
