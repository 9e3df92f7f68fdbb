"""Sentences for what storage refuses."""

from __future__ import annotations

import pytest

from upl_tui.api.storage_failures import incomplete, refusal
from upl_tui.model import Part


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (403, b"<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>", "EXPIRED"),
        (400, b"<Error><Code>ExpiredToken</Code></Error>", "EXPIRED"),
        (403, b"<Error><Code>SignatureDoesNotMatch</Code></Error>", "SIGNATURE"),
        (403, b"<Error><Code>AccessDenied</Code></Error>", "REFUSED"),
        (404, b"<Error><Code>NoSuchKey</Code></Error>", "MISSING"),
        (404, b"", "MISSING"),
        (410, b"", "MISSING"),
        (503, b"<Error><Code>SlowDown</Code></Error>", "UNAVAILABLE"),
        (401, b"\xff<Code>\xff</Code>", "REFUSED"),
        (418, b"<html>", "REFUSED"),
    ],
)
def test_answer_of_storage_is_told_apart(status: int, body: bytes, code: str) -> None:
    error = refusal(Part.NETWORK, status, body)

    assert (error.status, error.code) == (status, code)
    assert "network log" in error.title


def test_incomplete_file_says_how_much_arrived() -> None:
    assert incomplete(Part.CONSOLE, 1234, 5000, "").title == (
        "Only 1,234 of 5,000 bytes of the console log arrived."
    )
    assert incomplete(Part.CONSOLE, 1234, None, "").title == "Only 1,234 bytes of the console log arrived."
