"""Scripts that Python runs with httpx, against a server that keeps every byte."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.export.echo import Echo, echoing
from tests.export.sending import assert_arrived, body_of, entries, log_at, made
from tests.factories import json_body, network
from upl_tui.entries import NetworkEntry


@pytest.fixture(scope="module")
def echo() -> Iterator[Echo]:
    with echoing() as running:
        yield running


def run(text: str, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, cwd=folder, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(entries(), min_size=8, max_size=16))
def test_requests_arrive_byte_for_byte(echo: Echo, tmp_path: Path, given: list[NetworkEntry]) -> None:
    run(made("p", log_at(echo.origin, given), tmp_path).text, tmp_path)

    requests = echo.take()
    assert len(requests) == len(given)
    for request, entry in zip(requests, given, strict=True):
        assert_arrived(request, entry, body_of(entry))


def test_masked_script_runs_and_warns_of_what_it_changes(echo: Echo, tmp_path: Path) -> None:
    entry = network(
        "http://HOST/",
        "DELETE",
        request_headers=(("Authorization", "Bearer abcdef0123456789abcdef"),),
        request_body=json_body('{"password":"hunter2"}'),
    )

    text = made("p", log_at(echo.origin, [entry]), tmp_path, reveal=False).text
    run(text, tmp_path)

    assert "# DELETE changes data on the server" in text
    assert "hunter2" not in text
    assert [request.method for request in echo.take()] == ["DELETE"]
