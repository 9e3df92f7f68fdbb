from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.query.naive import ASKS, ITEMS, MOMENTS, TERMS, WINDOW_MS, Ask
from tests.query.table import FIELDS, Item, ItemLog
from upl_tui.entries import Severity
from upl_tui.errors import QueryError
from upl_tui.query.compile import Query, QueryContext, compile_query

CONTEXT = QueryContext(moment_of=MOMENTS.get, window_ms=WINDOW_MS)
LOGS = st.lists(ITEMS, max_size=6)
PIECES = ["url:", "level:", "status:", "at:", " OR ", " AND ", "NOT ", "..", "header:", "//", "is:", "(?i"]
ODD = st.lists(
    st.sampled_from(list("ab:/\"\\ -!()|,.*=<>~'&\n\t\x00é\ud800i0123xX[{+?")) | st.sampled_from(PIECES),
    max_size=20,
).map("".join)


def query(text: str, *, strict: bool = False) -> Query:
    return compile_query(text, FIELDS, QueryContext(MOMENTS.get, WINDOW_MS, strict))


def texts(*lines: str) -> ItemLog:
    return ItemLog([Item(text=line) for line in lines])


@settings(deadline=None, max_examples=250)
@given(ASKS, LOGS)
def test_rows_of_any_query_are_what_its_words_say(ask: Ask, items: Sequence[Item]) -> None:
    rows = query(ask.text, strict=True).rows(ItemLog(items))

    assert rows == [row for row, item in enumerate(items) if ask.holds(row, item)]


@settings(deadline=None, max_examples=70)
@given(ASKS, LOGS, st.integers(1, 4))
def test_slices_and_single_rows_agree_with_rows_in_any_order(
    ask: Ask, items: Sequence[Item], size: int
) -> None:
    compiled, log = query(ask.text), ItemLog(items)
    within = list(range(len(items)))[::-1]

    rows = compiled.rows(log, within)

    assert rows == compiled.rows(log)[::-1]
    assert [row for part in compiled.slices(log, within, size) for row in part] == rows
    assert [row for row in within if compiled.matches(log, row)] == rows


@settings(deadline=None, max_examples=70)
@given(ASKS, ASKS, LOGS)
def test_query_that_narrows_another_has_only_its_rows(ask: Ask, other: Ask, items: Sequence[Item]) -> None:
    log = ItemLog(items)
    compiled, wider = query(ask.text), query(other.text)
    longer = query(f"{other.text} {ask.text}")

    assert longer.narrows(wider)
    assert longer.rows(log, wider.rows(log)) == longer.rows(log)
    if compiled.narrows(wider):
        assert set(compiled.rows(log)) <= set(wider.rows(log))


@settings(deadline=None, max_examples=70)
@given(st.lists(TERMS, min_size=1, max_size=4), LOGS)
def test_emptied_by_names_the_first_term_that_leaves_nothing(terms: list[Ask], items: Sequence[Item]) -> None:
    rows = set(range(len(items)))
    expected = ""
    for term in terms:
        left = {row for row in rows if term.holds(row, items[row])}
        if rows and not left:
            expected = term.text
        rows = left

    assert query(" ".join(term.text for term in terms)).emptied_by(ItemLog(items)) == expected


@settings(deadline=None, max_examples=70)
@given(st.lists(TERMS, min_size=1, max_size=3), st.text("abABéя c\n", max_size=20))
def test_spans_are_ordered_inside_the_text_and_matched_by_their_term(terms: list[Ask], text: str) -> None:
    spans = query(" OR ".join(term.text for term in terms)).spans(text)

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))
    if spans:
        assert any(term.holds(0, Item(text=text)) for term in terms)


@settings(deadline=None, max_examples=300)
@given(ODD | st.text(max_size=40))
def test_any_text_gives_a_query_or_an_error_with_a_position_inside(text: str) -> None:
    try:
        rows = query(text).rows(texts("a", "url:b"))
    except QueryError as error:
        rows, position = [], error.position
    else:
        position = 0

    assert 0 <= position <= len(text)
    assert set(rows) <= {0, 1}


@pytest.mark.parametrize("text", ["", "   ", "*", '""'])
def test_query_that_asks_nothing_keeps_every_row(text: str) -> None:
    assert query(text).rows(texts("a", "")) == [0, 1]


def test_rows_stopped_after_a_slice_gives_what_was_found_so_far() -> None:
    log = texts(*["a"] * 20_001)

    rows = query("a").rows(log, stop=lambda: True)

    assert 0 < len(rows) < 20_001
    assert rows == list(range(len(rows)))


@pytest.mark.parametrize(
    ("text", "shown", "spans"),
    [
        ("err", "Error: err", [(0, 3), (7, 10)]),
        ("Err", "Error: err", [(0, 3)]),
        ('"r r"', "er rr", [(1, 4)]),
        ("/e.r/", "exr EYR", [(0, 3), (4, 7)]),
        ("a*c", "xabcx abc", [(1, 4), (6, 9)]),
        ("text:ab ba", "aba", [(0, 3)]),
        ("-ab -(-cd)", "abcd", [(2, 4)]),
        ("url:ab", "ab", []),
        ("text:=ab", "ab", []),
        ('"" /x*/', "aaa", []),
    ],
)
def test_spans_mark_what_the_query_looks_for_in_text(
    text: str, shown: str, spans: list[tuple[int, int]]
) -> None:
    assert query(text).spans(shown) == spans


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("localhost:3000", "GET http://localhost:3000/x"),
        ("https://x.com/p?a=b&c=(1)", "fetch https://x.com/p?a=b&c=(1) failed"),
        ("render()", "at render() in app.js"),
        ("(render())", "at render()"),
        ("std::vector", "std::vector"),
        ("TypeError:", "TypeError: x"),
        (r"C:\dir", r"C:\dir\file"),
        ("a,b", "a,b"),
        ("--verbose", "--verbose"),
        ("a=b&c", "?a=b&c"),
        ("/api/users", "GET /api/users/1"),
        ("//", "a // b"),
        ("12:30", "at 12:30"),
    ],
)
def test_text_that_looks_like_syntax_is_searched_as_it_is_even_when_strict(text: str, row: str) -> None:
    compiled = query(text, strict=True)

    assert compiled.rows(texts(row, "other")) == [0]
    assert compiled.warnings == ()


def test_unknown_key_is_text_with_a_warning_and_an_error_when_strict() -> None:
    compiled = query("statuz:404")

    assert compiled.rows(texts("statuz:404", "404")) == [0]
    assert compiled.warnings == ('unknown key "statuz": matched as text, did you mean status?',)
    with pytest.raises(QueryError, match="Did you mean status") as raised:
        query("a statuz:404", strict=True)
    assert raised.value.position == 2


@pytest.mark.parametrize("text", ["stauts:500", "status:500", "state:1", "STATUS:5"])
def test_key_of_another_log_is_an_error_when_strict(text: str) -> None:
    context = QueryContext(strict=True, known_keys=("status", "state", "text"))

    with pytest.raises(QueryError, match="Other logs have sta"):
        compile_query(text, FIELDS[:1], context)
    assert compile_query("localhost:3000", FIELDS[:1], context).rows(texts("at localhost:3000")) == [0]
    assert compile_query('"status:500"', FIELDS[:1], context).rows(texts("status:500", "a")) == [0]


def test_lower_case_operator_between_terms_is_warned_of() -> None:
    assert query("is:failed or is:pending").warnings == (
        '"or" is searched as text: write OR for the operator',
    )
    assert query("this or that").warnings == ()


def test_path_that_runs_into_a_later_slash_is_warned_of() -> None:
    assert query("url:/a level:error b/").warnings == (
        "/a level:error b/ is one regular expression: quote the path to end it",
    )
    assert query("url:/the cause: x/").warnings == ()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("size:>2", [2]),
        ("size:>=2", [1, 2]),
        ("size:<2", [0]),
        ("larger-than:2", [2]),
        ("url:ab*ba", [1]),
        ("url:ab*", [0, 1]),
    ],
)
def test_bounds_and_ends_are_kept_exactly(text: str, rows: list[int]) -> None:
    log = ItemLog([Item(size=1, url="aba"), Item(size=2, url="abba"), Item(size=3, url="xaba"), Item()])

    assert query(text, strict=True).rows(log) == rows


def test_dear_terms_see_only_rows_that_cheap_ones_left() -> None:
    log = ItemLog([Item(text="a", severity=Severity.INFO)])

    assert query("url:a level:error").rows(log) == []
    assert log.columns_read == []
