from __future__ import annotations

import pytest

from tests.query.table import Item, ItemLog
from upl_tui.errors import QueryError
from upl_tui.query.search import compile_search, literal_search

LOG = ItemLog([Item(text="GET /api/users"), Item(text="get a b"), Item(text="*")])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("get", [0, 1]),
        ("GET", [0]),
        ("a b", [1]),
        ("/api", [0]),
        ("/api/users", [0]),
        ("/u.*s$/", [0]),
        ("/get/c", [1]),
        ("*", [2]),
        ("", []),
    ],
)
def test_search_finds_text_or_regex(text: str, rows: list[int]) -> None:
    search = compile_search(text)

    assert search.rows(LOG) == rows
    assert search.rows(LOG, [2, 1, 0]) == rows[::-1]
    assert all(bool(search.spans(item.text)) == (row in rows) for row, item in enumerate(LOG.items))


def test_search_stops_when_told() -> None:
    log = ItemLog([Item(text="a")] * 20_001)

    assert 0 < len(compile_search("a").rows(log, stop=lambda: True)) < 20_001


def test_search_for_an_invalid_regex_is_an_error_at_its_place() -> None:
    with pytest.raises(QueryError) as raised:
        compile_search("/a(/")

    assert raised.value.position == 3


def test_literal_search_finds_what_looks_like_something_else() -> None:
    log = ItemLog([Item(text="GET /a.c/ 200"), Item(text="GET /abc/ 200"), Item(text="get /A.C/ 200")])

    assert literal_search("/a.c/").rows(log) == [0]
