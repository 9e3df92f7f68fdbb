from __future__ import annotations

import pytest

from upl_tui.shapes.origins import is_origin, origin_of


@pytest.mark.parametrize(
    ("word", "text", "origin"),
    [
        ("console-api", "", "console"),
        ("", "", "console"),
        ("javascript", "Uncaught TypeError: x", "exception"),
        ("javascript", "Uncaught (in promise) Error: x", "rejection"),
        ("network", "Uncaught (in promise)", "network"),
        ("javascript", "Access to fetch at 'a' has been blocked by CORS policy: x", "network"),
        ("recommendation", "", "other"),
        ("Deprecation", "", "deprecation"),
    ],
)
def test_origin_of_each_recorders_word(word: str, text: str, origin: str) -> None:
    assert origin_of(word, text) == origin


def test_is_origin_takes_no_word_that_may_be_a_level() -> None:
    words = ["Console-API", "unhandledRejection", "uncaughtException", "error", "log", "logger", "click", ""]

    assert [is_origin(word) for word in words] == [True, True, True, False, False, False, False, False]
