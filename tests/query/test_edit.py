from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories as make
from tests.query.table import FIELDS, Item, ItemLog
from upl_tui.entries import Entry
from upl_tui.errors import QueryError
from upl_tui.logs.console import CONSOLE
from upl_tui.model import Kind
from upl_tui.query.compile import compile_query
from upl_tui.query.edit import add_term, range_term, remove_term, replace_terms, written
from upl_tui.query.parser import parse
from upl_tui.query.syntax import Form, Term, Value

VALUES = st.text(st.sampled_from(list("aA \"\\/:,()|*.-!<>=~'\n\x00é")) | st.characters(), max_size=10)


@settings(deadline=None, max_examples=300)
@given(VALUES, st.sampled_from(["url", ""]))
def test_written_value_is_read_back_as_itself(value: str, key: str) -> None:
    term = parse(written(key, value))

    assert term in (Term(key, (Value(value),)), Term(key, (Value(value, Form.QUOTED),)))


@settings(deadline=None, max_examples=100)
@given(VALUES, VALUES, st.booleans())
def test_added_term_keeps_or_drops_exactly_its_value_and_goes_again(
    value: str, other: str, drop: bool
) -> None:
    log = ItemLog([Item(text="a", url=value), Item(text="b", url=other), Item(text="a")])
    before = "a OR b"

    after = add_term(before, "url", value, drop=drop)

    rows = compile_query(
        after,
        FIELDS,
    ).rows(log)
    holds = [value in url if drop or value in url else False for url in (value, other)]
    assert (0 in rows) is not drop
    assert not (drop and holds[1] and 1 in rows)
    assert remove_term(after, "url", value, drop=drop) == "(a OR b)"
    assert add_term(after, "url", value, drop=drop) == "(a OR b)"


@pytest.mark.parametrize(
    ("before", "value", "drop", "after"),
    [
        ("", "GET", False, "method:GET"),
        ("a", "GET", True, "a -method:GET"),
        ("a -method:GET b", "GET", True, "a b"),
        ("a method:GET b", "GET", True, "a b -method:GET"),
        ('method:"GET"', "GET", False, ""),
        ("a AND method:GET", "GET", False, "a"),
        ("a OR b", "GET", False, "(a OR b) method:GET"),
        ("(a OR b)", "GET", False, "(a OR b) method:GET"),
        ("(a OR b) c", "GET", False, "(a OR b) c method:GET"),
        ("-(a OR b)", "GET", False, "-(a OR b) method:GET"),
        ("(a) OR (b)", "GET", False, "((a) OR (b)) method:GET"),
        ("method:GET,POST", "GET", False, "method:GET,POST method:GET"),
    ],
)
def test_term_is_added_taken_out_or_turned_round(before: str, value: str, drop: bool, after: str) -> None:
    assert add_term(before, "method", value, drop=drop) == after


def test_adding_to_a_query_that_is_not_valid_is_an_error() -> None:
    with pytest.raises(QueryError):
        add_term("a (", "url", "x", drop=False)


@pytest.mark.parametrize(
    ("before", "term", "after"),
    [
        ("", "level:error", "level:error"),
        ("a level:warn level:info", "level:error", "a level:error"),
        ("a OR level:warn", "level:error", "(a OR level:warn) level:error"),
        ("a level:warn", "", "a"),
        ("level:warn", "", ""),
        ("-level:warn", "level:error", "-level:warn level:error"),
    ],
)
def test_terms_of_a_key_are_replaced_by_one(before: str, term: str, after: str) -> None:
    assert replace_terms(before, "level", term) == after


@given(st.floats(-1e7, 1e7), st.floats(0, 1e7))
def test_range_term_keeps_both_of_its_ends_and_nothing_a_millisecond_outside(
    start: float, length: float
) -> None:
    end = start + length
    entries: list[Entry] = [
        make.console(index=i, at_ms=at) for i, at in enumerate((start - 1, start, end, end + 1))
    ]

    rows = compile_query(range_term(start, end), CONSOLE.fields).rows(make.log(Kind.CONSOLE, entries))

    assert rows == [1, 2]
