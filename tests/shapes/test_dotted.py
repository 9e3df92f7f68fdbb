from __future__ import annotations

from upl_tui.shapes.dotted import Dotted


def test_get_gives_the_first_value_that_is_there_and_notes_its_key() -> None:
    row = Dotted({"a": None, "b": {"c": 0}})

    assert row.get("a", "x.y", "b.c", "b") == 0
    assert row.used == {"b.c"}


def test_typed_questions_get_nothing_from_other_types() -> None:
    row = Dotted({"text": 3, "number": "x", "flag": True, "items": {"0": 1}, "minus": -1})

    assert row.text("text", "none") == ""
    assert row.number("number") is None
    assert row.number("flag") is None
    assert row.items("items") is None
    assert row.amount("minus") is None
    assert row.number("minus") == -1
    assert row.used == {"minus"}


def test_row_that_is_no_object_has_nothing() -> None:
    assert Dotted(None).get("a") is None
    assert Dotted(["a"]).get("0") is None


def test_keys_stand_under_the_key_that_the_row_was_found_at() -> None:
    row = Dotted({"a": {"b": "x"}})
    row.text("a.b")

    assert row.keys() == {"a.b"}
    assert row.keys("params") == {"params.a.b"}
