from __future__ import annotations

from typing import Any

from tests.shapes.framed import frame
from upl_tui.shapes.choose import choose
from upl_tui.shapes.registry import GENERIC, MAPPED

CONSOLE = {"level": "log", "message": "m"}
REQUEST = {"url": "https://a.test/", "method": "GET", "status": 200}
HAR = {"startedDateTime": "2026-11-22T05:45:14.839Z", "request": REQUEST, "response": {"status": 200}}
MAPPING = {"text": ("say.what",)}
OWN: dict[str, Any] = {"say": {"what": "hello"}}


def test_choose_takes_the_majority_and_tells_all_votes() -> None:
    choice = choose(frame([CONSOLE] * 6 + [REQUEST] * 3 + [{"a": 1}, b"{broken"]))

    assert (choice.shape.name, choice.share, choice.judged) == ("flat-console", 0.6, 10)
    assert choice.votes == (("flat console rows", 6), ("flat network rows", 3))


def test_choose_without_a_majority_is_generic() -> None:
    choice = choose(frame([CONSOLE] * 3 + [REQUEST] * 3))

    assert choice.shape is GENERIC
    assert [count for _, count in choice.votes] == [3, 3]


def test_choose_by_a_mapping_takes_rows_that_it_names() -> None:
    rows = frame([OWN] * 3 + [CONSOLE])

    assert choose(rows).shape is GENERIC
    assert choose(rows, MAPPING).shape is MAPPED


def test_choose_by_a_mapping_leaves_a_family_of_its_own_alone() -> None:
    rows = frame([HAR] * 3)

    assert choose(rows, {"url": ("request.url",)}).shape.name == "har"


def test_choose_by_a_mapping_that_names_nothing_here_is_as_without() -> None:
    assert choose(frame([CONSOLE] * 3), MAPPING).shape.name == "flat-console"
