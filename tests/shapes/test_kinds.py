from __future__ import annotations

from typing import Any

import pytest

from upl_tui.model import Kind
from upl_tui.shapes.aliases import Row
from upl_tui.shapes.kinds import clear_kind, kind_of, kind_of_list

C, N, A = Kind.CONSOLE, Kind.NETWORK, Kind.ACTION


@pytest.mark.parametrize(
    ("row", "clear", "console", "network", "action"),
    [
        ({"level": "info", "message": "m", "url": "https://e/a.js", "line": 3}, C, C, C, C),
        ({"type": "error", "text": "m"}, C, C, C, C),
        ({"url": "https://e/", "method": "GET"}, N, N, N, N),
        ({"name": "https://e/a.css", "duration": 3.5, "initiatorType": "link"}, N, N, N, N),
        (
            {"level": "info", "message": "GET /", "url": "https://e/", "method": "GET", "status": 200},
            N,
            C,
            N,
            N,
        ),
        ({"type": "click", "x": 1, "y": 2}, A, A, A, A),
        ({"type": "input", "value": "typed", "selector": "#q"}, A, A, A, A),
        ({"type": "type", "value": "typed", "status": "ok", "selector": "#q"}, A, A, A, A),
        ({"type": "wait_for", "selector": "#q"}, A, A, A, A),
        ({"message": "only words"}, None, C, None, None),
        ({"timestamp": 5, "name": "words"}, None, C, None, None),
        ({"url": "https://e/", "resourceType": "image"}, None, None, N, None),
        ({"timestamp": 5, "type": "odd"}, None, None, None, A),
        ({"timestamp": 5, "type": 3, "data": {"source": 2}}, None, None, None, None),
        ({"name": "bob", "age": 3}, None, None, None, None),
        ({}, None, None, None, None),
    ],
)
def test_kind_of_row_by_what_is_wanted(
    row: dict[str, Any], clear: Kind | None, console: Kind | None, network: Kind | None, action: Kind | None
) -> None:
    assert clear_kind(Row(row)) is clear
    assert [kind_of(Row(row), wanted) for wanted in (C, N, A)] == [console, network, action]


def test_kind_of_row_that_says_nothing_is_what_its_list_promises() -> None:
    row = Row({"time": 5, "label": "Buy"})

    assert kind_of(row, A, A) is A
    assert kind_of(row, C, A) is A
    assert kind_of(Row({"odd": 1}), N, N) is None


@pytest.mark.parametrize(
    ("name", "kind"), [("consoleLogs", C), ("network_requests", N), ("clicks", A), ("entries", None)]
)
def test_kind_of_list_goes_by_its_key(name: str, kind: Kind | None) -> None:
    assert kind_of_list(name) is kind
