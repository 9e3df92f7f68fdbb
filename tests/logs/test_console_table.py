from __future__ import annotations

from typing import Any

import pytest

from upl_tui.logs.console_table import table_text
from upl_tui.redact import MASK, Masker


def test_table_of_objects_has_a_column_for_every_key() -> None:
    text = table_text(([{"sku": "A1", "qty": 2}, {"sku": "茶", "note": None}],), Masker())

    assert text.split("\n") == [
        "(index)  sku  qty  note",
        "───────  ───  ───  ────",
        "0        A1   2",
        "1        茶        null",
    ]


def test_table_of_a_mapping_and_of_plain_values_is_indexed_by_its_keys() -> None:
    text = table_text(({"a": [1, 2], "b": True},), Masker())

    assert [line.split() for line in text.split("\n")[2:]] == [["a", "1", "2"], ["b", "true"]]
    assert text.startswith("(index)  0  1  Values")


def test_second_argument_names_the_columns() -> None:
    text = table_text(([{"sku": "A1", "qty": 2}], ["qty", "unknown"]), Masker())

    assert text.split("\n")[0].split() == ["(index)", "qty"]


def test_cells_are_masked_cut_and_on_one_line() -> None:
    rows = [{"password": "hunter2", "note": "x" * 99, "lines": "a\nb"}]

    masked = table_text((rows,), Masker()).split("\n")[2]

    assert MASK in masked
    assert "hunter2" not in masked
    assert "x" * 39 + "…" in masked
    assert masked.endswith("a b")
    assert "hunter2" in table_text((rows,), Masker(reveal=True))


def test_what_does_not_fit_is_counted() -> None:
    rows = [{f"k{n}": n for n in range(32)}] * 1003

    assert table_text((rows,), Masker()).split("\n")[-2:] == ["3 more rows", "2 more columns"]


@pytest.mark.parametrize("args", [(), ("text",), (3,), ([],), ({},), (None, 4)])
def test_what_is_no_table_draws_none(args: tuple[Any, ...]) -> None:
    assert table_text(args, Masker()) == ""


def test_table_of_a_deep_value_survives() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]

    assert "…" in table_text(([{"deep": deep}],), Masker())
