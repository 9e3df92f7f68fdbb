"""Rows for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import console, log, network
from upl_tui.export.picked import Picked
from upl_tui.export.tables import csv_text, json_entries, json_list, ndjson, text_rows
from upl_tui.model import Kind
from upl_tui.redact import Masker
from upl_tui.safe_text import visible


def picked(*texts: str) -> Picked:
    given = log(Kind.CONSOLE, [console(text) for text in texts])
    return Picked(given, range(len(given)))


def parsed(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_csv_is_read_back_by_the_standard_reader(texts: list[str]) -> None:
    rows = parsed(csv_text(picked(*texts), Masker(reveal=True)).text)

    assert [row["id"] for row in rows] == [f"C{number}" for number in range(1, len(texts) + 1)]
    assert [row["text"].removeprefix("'") for row in rows] == [
        visible(text).removeprefix("'") for text in texts
    ]


@pytest.mark.parametrize("text", ['=HYPERLINK("http://evil")', "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"])
def test_csv_cell_that_would_be_a_formula_gets_an_apostrophe(text: str) -> None:
    (row,) = parsed(csv_text(picked(text), Masker()).text)

    assert row["text"].startswith("'")


def test_csv_leaves_numbers_alone_and_ends_lines_as_the_standard_says() -> None:
    given = log(Kind.NETWORK, [network(at_ms=-5.5, duration_ms=None)])

    text = csv_text(Picked(given, [0]), Masker()).text

    (row,) = parsed(text)
    assert row["at_ms"] == "-5.5"
    assert row["duration_ms"] == ""
    assert text.count("\r\n") == text.count("\n") == 2


def test_json_of_one_row_is_an_object_and_of_several_a_list() -> None:
    one, two = picked("a"), picked("a", "b")

    assert json.loads(json_entries(one, Masker()).text)["id"] == "C1"
    assert [entry["id"] for entry in json.loads(json_entries(two, Masker()).text)] == ["C1", "C2"]
    assert len(json.loads(json_list(one, Masker()).text)) == 1
    assert [json.loads(line)["id"] for line in ndjson(two, Masker()).text.splitlines()] == ["C1", "C2"]


def test_text_rows_are_one_line_each() -> None:
    text = text_rows(picked("two\nlines", "\x1b[2J"), Masker()).text

    assert text.count("\n") == 2
    assert text[:-1].replace("\n", "").isprintable()
