from __future__ import annotations

import pytest

from upl_tui.shapes.aliases import Field, Row, fold, is_number, is_text

TEXT = Field.of("text", "message text inner.words", is_text, ("data", lambda value: value is not None))


@pytest.mark.parametrize(
    "key", ["resourceType", "resource_type", "Resource-Type", "RESOURCE TYPE", "resourcetype"]
)
def test_fold_makes_all_spellings_one(key: str) -> None:
    assert fold(key) == "resourcetype"


@pytest.mark.parametrize(
    ("value", "found", "used"),
    [
        ({"text": "b", "message": "a"}, "a", {"message"}),
        ({"text": "b", "message": ""}, "b", {"text"}),
        ({"data": {"text": "b"}}, "b", {"data.text"}),
        ({"data": {"text": "b"}, "Text": "c"}, "c", {"Text"}),
        ({"data": {"other": 1}}, {"other": 1}, {"data"}),
        ({"inner": {"words": "no container"}}, None, set()),
        ({"data": {"data": {"text": "too deep"}}}, {"data": {"text": "too deep"}}, {"data"}),
        ({}, None, set()),
    ],
)
def test_get_takes_the_first_fitting_name_and_notes_its_key(
    value: dict[str, object], found: object, used: set[str]
) -> None:
    row = Row(value)

    assert row.get(TEXT) == found
    assert row.used == used


def test_get_asks_a_users_mapping_first_at_any_depth() -> None:
    mapping = {"text": ("a.b.c", "x.y")}

    assert Row({"message": "m", "a": {"b": {"c": "deep"}}}, mapping).get(TEXT) == "deep"
    assert Row({"message": "m", "x.y": "literal"}, mapping).get(TEXT) == "literal"
    assert Row({"message": "m", "a": 3}, mapping).get(TEXT) == "m"


def test_text_of_numbers_is_their_digits_and_of_anything_else_empty() -> None:
    number = Field.of("n", "n", lambda value: True)

    assert [Row({"n": value}).text(number) for value in ("x", 7, 7.0, True, [1], None)] == [
        "x",
        "7",
        "7",
        "",
        "",
        "",
    ]


def test_has_looks_here_and_one_level_deeper() -> None:
    row = Row({"URL": 1, "data": {"statusCode": 2}})

    assert row.has(frozenset(["url"]))
    assert row.has(frozenset(["statuscode"]))
    assert not row.has(frozenset(["status"]))


def test_is_number_takes_no_booleans() -> None:
    assert is_number(1.5)
    assert not is_number(True)
