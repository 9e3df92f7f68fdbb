from __future__ import annotations

import threading
from time import process_time

import pytest

from tests.query.table import Item, ItemLog
from upl_tui.errors import QueryError
from upl_tui.query.compile import compile_query
from upl_tui.query.matcher import Budget
from upl_tui.query.regexes import LONGEST_TEXT, compile_regex

RUNAWAYS = [r"/(a|aa)+$/", r"/(a+)+$/", r"/(?:a?){40}(a|aa)*!$/", r"/a+$/"]


@pytest.mark.parametrize("text", RUNAWAYS)
def test_runaway_regex_on_long_lines_ends_within_a_second(text: str) -> None:
    log = ItemLog([Item(text="a" * length + "!b") for length in (30, 100, 100_000, 1_000_000)])
    query = compile_query(f"x OR {text}", ())

    started = process_time()
    try:
        rows = query.rows(log)
    except QueryError as error:
        rows = []
        answer = error.title
    else:
        answer = ""

    assert process_time() - started < 1
    assert answer in ("", "The regular expression is too slow.")
    assert set(rows) <= {0, 1, 2, 3}


def test_runaway_regex_names_its_place_and_leaves_other_threads_running() -> None:
    log = ItemLog([Item(text="a" * 100 + "!")])
    ticks = 0
    answers: list[QueryError] = []

    def search() -> None:
        with pytest.raises(QueryError) as raised:
            compile_query("a /(a|aa)+$/", ()).rows(log)
        answers.append(raised.value)

    worker = threading.Thread(target=search)
    worker.start()
    while worker.is_alive():
        worker.join(0.001)
        ticks += 1

    assert answers[0].position == 3
    assert ticks > 20


def test_many_slow_searches_are_stopped_although_each_one_ends() -> None:
    log = ItemLog([Item(text="a" * 22 + "!")] * 20_000)

    with pytest.raises(QueryError, match="too slow"):
        compile_query("/(a|a)+$/", ()).rows(log)


def test_marking_gives_up_on_a_runaway_regex() -> None:
    assert compile_query("/(a|aa)+$/ b", ()).spans("a" * 100 + "!b") == [(101, 102)]


def test_regex_looks_at_the_beginning_of_an_enormous_text() -> None:
    regex = compile_regex("b", ignore_case=False, position=0)

    assert regex.matches("a" * (LONGEST_TEXT - 1) + "b", Budget())
    assert not regex.matches("a" * LONGEST_TEXT + "b", Budget())


@pytest.mark.parametrize(
    "source",
    [
        "(" * 3000,
        "a{9999999999999999999}",
        "((a{99}){99}){99}",
        "a**",
        "[a",
        "\\",
        "(?<n",
        "(?P<n>a)(?P>x)",
        "*",
    ],
)
def test_invalid_or_enormous_regex_is_an_error_inside_the_query(source: str) -> None:
    with pytest.raises(QueryError, match="regular expression") as raised:
        compile_regex(source, ignore_case=True, position=5)

    assert 5 <= raised.value.position <= 5 + len(source)


@pytest.mark.parametrize(
    "source", ["[[a]", "[a&&b]", "(?i)a", r"\p{L}+", r"\/a", "(?<=a+)b", "[a||b]", "a{,"]
)
def test_regex_of_common_dialects_is_accepted_without_a_warning(source: str) -> None:
    compile_regex(source, ignore_case=True, position=0)
