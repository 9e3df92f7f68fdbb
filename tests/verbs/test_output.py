"""Writing results."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upl_tui.errors import UsageError
from upl_tui.verbs.output import json_line, json_text, table_text, write


@pytest.mark.parametrize("encoding", ["ascii", "utf-8", "latin-1"])
def test_text_is_written_whatever_the_streams_encoding(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))

    write("日本 \ud800 end\n")

    assert raw.getvalue().endswith(b"end\n")


@given(
    st.recursive(
        st.none() | st.text() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(),
        st.lists,
        max_leaves=5,
    )
)
def test_json_of_any_value_is_read_back(value: object) -> None:
    assert json.loads(json_line(value)) == json.loads(json_text(value)) == value


def test_table_pads_all_columns_but_the_last() -> None:
    assert table_text([("a", "long", "x"), ("bcd", "", "")]) == "a    long  x\nbcd\n"
    assert table_text([]) == ""


def test_json_deeper_than_the_fast_writer_goes_is_written() -> None:
    value: list[object] = []
    for _ in range(400):
        value = [value]

    assert json.loads(json_line(value)) == value


def test_file_that_cannot_be_written_is_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write("x", str(tmp_path / "nowhere" / "file"))

    assert list(tmp_path.iterdir()) == []
