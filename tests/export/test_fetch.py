"""JavaScript that Node and a browser run, against a server that keeps every byte."""

from __future__ import annotations

import shutil
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.chromium import needs_chromium, page
from tests.export.echo import Echo, Request, echoing
from tests.export.sending import body_of, entries, log_at, made
from tests.factories import json_body, network
from upl_tui.entries import Body, NetworkEntry

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed here")
_BROWSERS_OWN = {"cookie", "origin", "referer"}


@pytest.fixture(scope="module")
def echo() -> Iterator[Echo]:
    with echoing() as running:
        yield running


def run(echo: Echo, text: str) -> dict[int, Request]:
    """What arrived, by the number of its entry: calls are under way all at once."""
    node = shutil.which("node")
    assert node is not None
    done = subprocess.run([node, "-"], input=text, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return {int(request.target.split(b"/")[1]): request for request in echo.take()}


def joined(headers: list[tuple[str, str]]) -> dict[str, str]:
    """Headers as `fetch` sends them: repeats of a name on one line."""
    found: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        between = "; " if key == "cookie" else ", "
        found[key] = f"{found[key]}{between}{value}" if key in found else value
    return found


@needs_node
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(entries(), min_size=8, max_size=16))
def test_requests_arrive_with_their_headers_and_bodies(
    echo: Echo, tmp_path: Path, given: list[NetworkEntry]
) -> None:
    requests = run(echo, made("f", log_at(echo.origin, given), tmp_path).text)

    assert sorted(requests) == list(range(len(given)))
    for number, entry in enumerate(given):
        request = requests[number]
        wanted = joined(list(entry.request_headers))
        assert request.method == entry.method
        assert unquote_to_bytes(request.target) == unquote_to_bytes("/" + entry.url.split("/", 3)[3])
        assert joined(request.sent(set(wanted))) == {
            name: value.strip(" \t") for name, value in wanted.items()
        }
        assert request.body == (b"" if entry.method == "GET" else body_of(entry))


@needs_node
def test_body_of_a_get_is_left_out_with_a_word(echo: Echo, tmp_path: Path) -> None:
    text = made(
        "f", log_at(echo.origin, [network("http://HOST/", request_body=json_body("{}"))]), tmp_path
    ).text

    assert run(echo, text)[0].body == b""
    assert "// fetch cannot send a body with GET" in text


@needs_node
def test_body_without_a_recorded_type_is_sent_without_one(echo: Echo, tmp_path: Path) -> None:
    entry = network("http://HOST/", "POST", request_body=json_body("é\u2028", ""))

    request = run(echo, made("f", log_at(echo.origin, [entry]), tmp_path).text)[0]

    assert request.body == "é\u2028".encode()
    assert not request.sent({"content-type"})


@needs_node
def test_masked_call_runs_although_headers_of_fetch_are_bytes(echo: Echo, tmp_path: Path) -> None:
    headers = (("Authorization", "Bearer abcdef0123456789abcdef"),)
    entry = network("http://HOST/?token=abcdef123456", "PUT", request_headers=headers)

    text = made("f", log_at(echo.origin, [entry]), tmp_path, reveal=False).text
    (request,) = run(echo, text).values()

    assert "// PUT changes data on the server" in text
    assert dict(request.sent({"authorization"})) == {"Authorization": "Bearer ******"}


@needs_chromium
def test_page_in_a_browser_sends_the_same_requests_with_cookies_of_its_own(
    echo: Echo, tmp_path: Path
) -> None:
    body = b64encode(bytes(range(256))).decode()
    given = [
        network("http://HOST/a?b=%20", request_headers=(("Cookie", "sid=1"), ("X-Note", "行 ☕"))),
        network("http://HOST/b", "PATCH", request_body=json_body('{"name":"O\'Hara </script>"}')),
        network("http://HOST/c", "PUT", request_body=Body(text=body, encoding="base64")),
        network("http://HOST/d", "M-SEARCH", request_headers=(("Referer", "https://shop.test/"),)),
    ]
    text = made("f", log_at(echo.origin, given), tmp_path).text

    with page(echo.origin, tmp_path) as tab:
        calls = text.replace("fetch(", "calls[calls.length] = fetch(")
        tab.value(f"const calls = [];\n{calls}\nPromise.all(calls).then(() => null)")

    requests = {request.target.split(b"/")[1]: request for request in echo.take()}
    for number, entry in enumerate(given):
        request = requests[b"%d" % number]
        names = {name.lower() for name, _ in entry.request_headers} - _BROWSERS_OWN
        assert request.method == entry.method
        assert request.body == body_of(entry)
        assert request.sent(names) == [pair for pair in entry.request_headers if pair[0].lower() in names]
    assert "// a browser sends its own cookies, Node these" in text
