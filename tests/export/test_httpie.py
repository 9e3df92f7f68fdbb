"""HTTPie commands; run by the real one where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.export.echo import echoing
from tests.export.sending import assert_arrived, body_of, log_at, made
from tests.factories import json_body, network
from upl_tui.entries import Body

HEADERS = (
    ("x-plain", "a b"),
    ("x-field", "=1"),
    ("x-file", "@/etc/passwd"),
    ("x-colon", ":x"),
    ("x-quote", 'it\'s "so" $(id)'),
    ("x-twice", "1"),
    ("x-twice", "2"),
    ("Content-Type", "application/json"),
)


def test_values_that_httpie_would_take_for_more_are_escaped(tmp_path: Path) -> None:
    text = made(
        "x", log_at("http://h.test", [network("http://HOST/", request_headers=HEADERS)]), tmp_path
    ).text

    for argument in ("'x-field:\\=1'", "'x-file:\\@/etc/passwd'", "'x-colon:\\:x'"):
        assert argument in text


@pytest.mark.skipif(shutil.which("http") is None, reason="HTTPie is not installed here")
def test_requests_arrive_byte_for_byte(tmp_path: Path) -> None:
    given = [
        network("http://HOST/a?b=c", request_headers=HEADERS[:-1]),
        network("http://HOST/", "POST", request_headers=HEADERS, request_body=json_body("'{}' é\n@x")),
        network(
            "http://HOST/", "PUT", request_headers=HEADERS, request_body=Body(text="AAH/", encoding="base64")
        ),
        network("http://HOST/", "DELETE"),
    ]
    with echoing() as echo:
        text = made("x", log_at(echo.origin, given), tmp_path).text
        done = subprocess.run(["sh", "-c", text], capture_output=True, text=True, cwd=tmp_path, check=False)
        requests = echo.take()

    assert done.returncode == 0, done.stderr
    for request, entry in zip(requests, given, strict=True):
        assert_arrived(request, entry, body_of(entry))
