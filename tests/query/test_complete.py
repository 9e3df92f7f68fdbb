from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.query.table import FIELDS, Item, ItemLog
from upl_tui.entries import Severity
from upl_tui.errors import QueryError
from upl_tui.query.compile import compile_query
from upl_tui.query.complete import Completion, complete, ends_in_key

LOG = ItemLog(
    [
        Item(
            method="GET",
            url="https://a/b,c",
            status=404,
            severity=Severity.ERROR,
            headers=(("Accept", "a b"),),
        ),
        Item(method="GET", url="https://a/", status=200, flags=("failed",), headers=(("accept", "x/y"),)),
        Item(method="POST", url="two\nlines", status=200, flags=("failed", "cached")),
        Item(url="x" * 100),
    ]
)


def offered(text: str, log: ItemLog | None = LOG) -> list[tuple[str, int | None]]:
    return [(found.insert, found.count) for found in complete(text, len(text), FIELDS, log)]


@pytest.mark.parametrize(
    ("text", "inserts"),
    [
        ("lev", ["level:"]),
        ("a -(sta", ["status:"]),
        ("addr", ["url:"]),
        ("than", ["larger-than:", "slower-than:"]),
        ("zzz", []),
        ("zzz:", []),
    ],
)
def test_word_completes_to_keys(text: str, inserts: list[str]) -> None:
    assert [insert for insert, _ in offered(text)] == inserts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("method:", [("GET", 2), ("POST", 1)]),
        ("METHOD:p", [("POST", 1)]),
        ("method:GET,", [("POST", 1)]),
        ("verb:", [("GET", 2), ("POST", 1), ("PUT", 0)]),
        ("is:", [("cached", 2), ("failed", 2), ("marked", 2), ("story", 0), ("pending", 0)]),
        ("status:", [("2xx", 2), ("4xx", 1), ("200", 2), ("404", 1)]),
        ("status:>=4", [("4xx", 1), ("404", 1)]),
        ("level:e", [("error", 1), ("debug", 0)]),
        ("url:", [("https://a/", 1), ('"https://a/b,c"', 1)]),
        ("header:", [("accept=", 2)]),
        ("header:Accept=", [('accept="a b"', 1), ("accept=x/y", 1)]),
        ("text:", []),
        ("size:", []),
    ],
)
def test_value_completes_from_the_log_with_counts(text: str, expected: list[tuple[str, int]]) -> None:
    assert offered(text) == expected


def test_value_completes_without_a_log_from_known_words_alone() -> None:
    assert offered("verb:", None) == [("GET", None), ("POST", None), ("PUT", None)]
    assert [word for word, _ in offered("level:", None)][:2] == ["fatal", "error"]
    assert offered("status:4", None) == [("4xx", None)]
    assert offered("header:a", None) == offered("header:a=b", None) == offered("method:", None) == []


def test_completion_replaces_the_whole_value_at_the_cursor() -> None:
    text = "a method:PO,GET b"

    found = complete(text, len("a method:P"), FIELDS, LOG)

    assert found == [Completion("POST", 9, 11, "POST", 1)]


@settings(deadline=None, max_examples=200)
@given(st.text('aeilmst:-"(),|=> /', max_size=12), st.integers(0, 12))
def test_completion_replaces_text_around_the_cursor_of_any_query(text: str, place: int) -> None:
    cursor = min(place, len(text))

    for found in complete(text, cursor, FIELDS, LOG):
        assert 0 <= found.start <= cursor <= found.end <= len(text)


@pytest.mark.parametrize("key", [field.key for field in FIELDS])
def test_completed_values_are_valid_and_match_as_many_rows_as_they_say(key: str) -> None:
    for found in complete(f"{key}:", len(key) + 1, FIELDS, LOG, limit=50):
        try:
            rows = compile_query(f"{key}:{found.insert.rstrip('=')}", FIELDS).rows(LOG)
        except QueryError as error:
            pytest.fail(str(error))
        assert found.count is not None
        assert len(rows) >= found.count


@pytest.mark.parametrize("text", ["lev", "level", "LEV", "x -lev", "(a OR lev"])
def test_word_that_begins_a_key_at_the_end_may_become_one(text: str) -> None:
    assert ends_in_key(text, FIELDS)


@pytest.mark.parametrize("text", ["", "lev ", "levx", "level:", "level:err", '"lev', "evel"])
def test_word_that_begins_no_key_or_is_finished_is_text(text: str) -> None:
    assert not ends_in_key(text, FIELDS)


def test_completion_that_is_stopped_offers_nothing() -> None:
    assert complete("method:", len("method:"), FIELDS, LOG, stop=lambda: True) == []
