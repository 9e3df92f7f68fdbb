"""What a console text says of a request."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.links.mentions import error_of, mentions, methods, opening, statuses, tells_no_answer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("POST /api/orders → 500", ["/api/orders"]),
        ("fetch 'https://a.example/x?y=1' failed.", ["https://a.example/x?y=1"]),
        ("see (https://a.example/app.js:9:59)", ["https://a.example/app.js:9:59"]),
        ("and/or 1/2 a / b </b>", []),
        ("/a, /b; /c.", ["/a", "/b", "/c"]),
        ("ws://a.example/ws closed", ["ws://a.example/ws"]),
    ],
)
def test_mentions_are_urls_and_paths_without_the_punctuation_around_them(
    text: str, expected: list[str]
) -> None:
    assert list(mentions(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("failed with 500", {500}),
        ("status 422 {errors}", {422}),
        ("status of 404 (Not Found)", {404}),
        ("took 450.2 ms, line a.js:404, 1,500 rows, /404/, 5000", set()),
        ("200 ok", set()),
    ],
)
def test_statuses_are_numbers_that_may_be_a_refusal(text: str, expected: set[int]) -> None:
    assert statuses(text) == expected


def test_methods_are_whole_words_in_capitals() -> None:
    assert methods("POST it, do not GETAWAY or put") == {"POST"}


@pytest.mark.parametrize(
    "text",
    ["TypeError: Failed to fetch", "NetworkError when attempting to fetch", "Load failed", "net::ERR_FAILED"],
)
def test_words_of_every_browser_for_no_answer_are_known(text: str) -> None:
    assert tells_no_answer(text)


def test_opening_ends_where_the_stack_begins() -> None:
    assert opening("Error: no\n    at f (https://a.example/x.js:1:2)\nmore") == "Error: no"
    assert opening("Error: no\nf@https://a.example/x.js:1:2") == "Error: no"


@pytest.mark.parametrize(
    "text",
    ["Error: no", "Uncaught Error: no", "Uncaught (in promise) Error: no", "order failed Error: no\n  at x"],
)
def test_error_is_the_same_whoever_tells_it(text: str) -> None:
    assert error_of(text) == "Error: no"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    head = opening(text)

    for name in mentions(head):
        assert name in text
    assert all(400 <= status < 600 for status in statuses(head))
    error_of(text)


@pytest.mark.parametrize("unit", ["/", "http://", "/a", "A", "Error: ", "500 ", "\n at ", "Uncaught ", "/a;"])
def test_endless_text_costs_no_more_than_its_beginning(unit: str) -> None:
    text = unit * 1_000_000
    began = perf_counter()

    head = opening(text)
    list(mentions(head))
    statuses(head)
    tells_no_answer(head)
    error_of(text)

    assert perf_counter() - began < 1
