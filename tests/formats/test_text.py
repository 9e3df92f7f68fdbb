"""Lines of text become entries."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.formats.text import is_markup, text_rows


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.sampled_from(["a b", "", "  more", "\tx", "at f", "f@http://x/y:1:2", "é\u2028é", "[x]"]),
        max_size=12,
    )
)
def test_every_line_is_in_exactly_one_entry(lines: list[str]) -> None:
    data = "\r\n".join(lines).encode()

    rows = text_rows(data)

    kept = b"\n".join(rows.source(index) for index in range(len(rows)))
    assert [line.strip() for line in kept.split(b"\n") if line.strip()] == [
        line.strip().encode() for line in lines if line.strip()
    ]


def test_indented_lines_and_frames_belong_to_the_entry_above() -> None:
    rows = text_rows(b"Error: x\n    at f (a.js:1:2)\nat g\n\nnext\nh@http://a/b.js:3:4\r\n")

    assert [rows.value(0), rows.value(1)] == [
        "Error: x\n    at f (a.js:1:2)\nat g",
        "next\nh@http://a/b.js:3:4",
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b" <!doctype html>", True),
        (b"<?xml version='1.0'?>", True),
        (b"<Error><Code>", True),
        (b"<3 it", False),
    ],
)
def test_markup_is_told_from_text(data: bytes, expected: bool) -> None:
    assert is_markup(data) is expected
