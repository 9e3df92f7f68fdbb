from __future__ import annotations

from typing import Any

import pytest

from upl_tui.entries import ConsoleEntry, Severity
from upl_tui.shapes.playwright_console import message, output, page_error


def test_message_keeps_arguments_as_values() -> None:
    args = [{"preview": "a", "value": "a"}, {"preview": "{x: 1}"}]

    entry = message([{"type": "console", "messageType": "startGroup", "text": "a {x: 1}", "args": args}])

    assert isinstance(entry, ConsoleEntry)
    assert (entry.text, entry.args, entry.method) == ("a {x: 1}", ("a", "{x: 1}"), "startGroup")
    assert entry.severity is Severity.LOG


@pytest.mark.parametrize(
    ("error", "text"),
    [
        ({"error": {"name": "TypeError", "message": "no"}}, "TypeError: no"),
        ({"name": "Error", "message": "flat"}, "Error: flat"),
        ({"value": {"n": 3}}, "{n: 3}"),
        ({"error": {"stack": "Error: only\n    at f"}}, "Error: only\n    at f"),
    ],
)
def test_page_error_shows_whatever_was_thrown(error: Any, text: str) -> None:
    entry = page_error([{"params": {"error": error}}])

    assert (entry.text, entry.severity) == (text, Severity.ERROR)


def test_output_that_is_no_base64_stays_as_it_is() -> None:
    assert output([{"type": "stderr", "base64": "?"}]).text in ("?", "")
