from __future__ import annotations

import pytest

from tests.query.table import FIELDS
from upl_tui.entries import ConsoleEntry, Severity
from upl_tui.log import Account, Columns, Log
from upl_tui.model import Kind
from upl_tui.query.compile import compile_query


@pytest.mark.parametrize(
    ("query", "other"),
    [
        ("error", "err"),
        ("Error", "err"),
        ("a b", "a"),
        ("a", ""),
        ("level:error", "level:error,warn"),
        ("level:error", "level:>=warn"),
        ("status:>=500", "status:>=400"),
        ("status:404", "status:4xx"),
        ("url:abc", "url:ab,x"),
        ("-ab", "-abc"),
        ("a", "a OR b"),
        ("a OR b", "a OR b OR c"),
        ("(a OR b) c", "b OR a"),
        ("/x/ is:failed", "/x/"),
        ("is:failed", "is:failed,cached"),
    ],
)
def test_stricter_query_narrows_and_the_wider_one_does_not(query: str, other: str) -> None:
    one, two = compile_query(query, FIELDS), compile_query(other, FIELDS)

    assert one.narrows(two)
    assert not two.narrows(one)


@pytest.mark.parametrize(
    ("query", "other"), [("err", "Err"), ('"a"', '"b"'), ("/ab/", "/a/"), ("url:a", "a"), ("a*b", "ab")]
)
def test_query_narrows_nothing_that_is_uncertain(query: str, other: str) -> None:
    assert not compile_query(query, FIELDS).narrows(compile_query(other, FIELDS))


def test_enormous_queries_are_not_compared() -> None:
    text = " ".join(f"w{number}" for number in range(200))

    assert not compile_query(f"{text} x", FIELDS).narrows(compile_query(text, FIELDS))


def test_query_works_over_a_real_log() -> None:
    entries = [
        ConsoleEntry(index=0, text="slow", severity=Severity.WARN, at_ms=10.0),
        ConsoleEntry(index=1, text="fast", severity=Severity.ERROR),
    ]
    log = Log(Kind.CONSOLE, b"", Columns.of(entries), Account())

    assert compile_query("level:warn slow at:0..1s id:C1", FIELDS).rows(log) == [0]
