from __future__ import annotations

import pytest

from tests.query.table import FIELDS, Item, ItemLog
from upl_tui.errors import QueryError
from upl_tui.query.compile import Query, QueryContext, compile_query
from upl_tui.query.complete import complete

SAVED = {
    "slow": "duration:>100",
    "mine": "url:app OR @slow",
    "bad": "status:>=abc",
    "via-bad": "@bad",
    "me": "x @me",
    "ping": "@pong",
    "pong": "-@ping",
    "a": "@b",
    "b": "@c",
    "c": "@slow",
} | {f"double{n}": f"@double{n + 1} @double{n + 1}" for n in range(3)}
LOG = ItemLog(
    [Item(text="x", duration=200, url="lib"), Item(text="y", duration=1, url="app"), Item(text="@x")]
)


def query(text: str, *, strict: bool = True) -> Query:
    return compile_query(text, FIELDS, QueryContext(strict=strict, saved=SAVED))


@pytest.mark.parametrize(
    ("text", "rows"),
    [("@slow", [0]), ("-@slow", [1, 2]), ("@mine", [0, 1]), ("@mine y", [1]), ("(@slow OR y)", [0, 1])],
)
def test_saved_filter_means_its_query_in_parentheses(text: str, rows: list[int]) -> None:
    assert query(text).rows(LOG) == rows


def test_saved_filter_that_leaves_nothing_is_named_as_typed() -> None:
    assert query("y @slow").emptied_by(LOG) == "@slow"


@pytest.mark.parametrize("text", ['"@x"', "url:@slow", "a@slow", "@", "@/x/"])
def test_at_sign_elsewhere_is_searched_as_text(text: str) -> None:
    assert query(text).warnings == ()


def test_unknown_name_headless_is_an_error_that_suggests_one() -> None:
    with pytest.raises(QueryError) as raised:
        query("y @slwo")

    assert raised.value.position == 2
    assert "@slow" in raised.value.hint


def test_unknown_name_on_the_screen_is_searched_with_a_warning() -> None:
    lenient = query("@x", strict=False)

    assert lenient.rows(LOG) == [2]
    assert lenient.warnings == ("no saved filter @x: matched as text",)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("y @bad", 'In the saved filter @bad: "abc" is no status.'),
        ("y @via-bad", 'In the saved filter @bad: "abc" is no status.'),
        ("y @me", "A saved filter cannot stand for itself: @me → @me."),
        ("y @ping", "A saved filter cannot stand for itself: @ping → @pong → @ping."),
        ("y @a", "Saved filters go deeper than 3: @a → @b → @c → @slow."),
        ("y @slow" + " @slow" * 100, "Saved filters are used more than 100 times here."),
    ],
)
def test_saved_filter_that_cannot_be_is_told_where_its_name_stands(text: str, sentence: str) -> None:
    with pytest.raises(QueryError) as raised:
        query(text)

    assert raised.value.title == sentence
    assert raised.value.position == (2 if text.count("@") == 1 else text.rindex("@"))


def test_filters_as_deep_as_they_may_be_are_compiled_and_asked() -> None:
    deep = "(x (y OR " * 25 + "z" + "))" * 25
    saved = {f"n{n}": deep.replace("z", f"@n{n + 1}") for n in range(2)} | {"n2": deep}

    found = compile_query(deep.replace("z", "@n0"), FIELDS, QueryContext(saved=saved))

    assert found.rows(LOG) == []


def test_warnings_of_a_saved_filter_name_it() -> None:
    warned = compile_query("@odd", FIELDS, QueryContext(saved={"odd": "stauts:4xx"}))

    assert warned.warnings == ('@odd: unknown key "stauts": matched as text, did you mean status?',)


def test_names_are_completed_behind_the_sign() -> None:
    found = complete("y -@sl", 6, FIELDS, saved=SAVED)

    assert [(choice.insert, choice.start, choice.end, choice.help) for choice in found] == [
        ("@slow", 3, 6, "duration:>100")
    ]
