from __future__ import annotations

from typing import Any

import pytest

from upl_tui.entries import NetworkEntry
from upl_tui.shapes.bidi_network import request


def read(**params: Any) -> NetworkEntry:
    return request([{"params": {"request": {"url": "https://a.example/x", "method": "get"}, **params}}])


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"goog:resourceType": "XHR", "destination": ""}, "xhr"),
        ({"destination": "style"}, "stylesheet"),
        ({"destination": "", "initiatorType": "fetch"}, "fetch"),
        ({}, ""),
    ],
)
def test_resource_type_is_the_most_exact_word_of_the_request(given: dict[str, Any], word: str) -> None:
    assert read(request={"url": "https://a.example/x", **given}).type == word


def test_body_and_stack_of_chromedriver_are_taken() -> None:
    frames = [{"functionName": "f", "url": "https://a.example/x.js", "lineNumber": 0, "columnNumber": 1}]
    entry = read(
        request={"url": "https://a.example/x", "goog:postData": "a=1"},
        initiator={"type": "script", "stackTrace": {"callFrames": frames}},
    )

    assert entry.request_body is not None
    assert entry.request_body.text == "a=1"
    assert entry.initiator == "script https://a.example/x.js:1"
    assert [(one.line, one.column) for one in entry.initiator_stack] == [(1, 2)]
