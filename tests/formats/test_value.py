"""The bytes of one row become its value."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.checks import values
from upl_tui.formats.value import Unparsed, is_json, read_json, read_mended, read_text


@settings(deadline=None, max_examples=200)
@given(values)
def test_both_parsers_read_what_json_wrote(value: Any) -> None:
    raw = json.dumps(value).encode()

    assert read_json(raw) == (value, "")
    assert read_mended(raw) == (value, "")
    assert is_json(raw)


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=40) | st.text('[]{}",:\\ud8fNa1 ', max_size=30).map(str.encode))
def test_no_bytes_raise(raw: bytes) -> None:
    read_json(raw)
    read_mended(raw)
    read_text(raw)
    is_json(raw)


@pytest.mark.parametrize(
    ("raw", "value", "remark"),
    [
        (rb'{"a":"cut \ud83e"}', {"a": "cut \ufffd"}, "half a surrogate pair replaced"),
        (rb'"\udc00 \ud83e\udd16 \\ud800"', "\ufffd \U0001f916 \\ud800", "half a surrogate pair replaced"),
        (b'{"a":"x\xffy"}', {"a": r"x\xffy"}, "bad UTF-8 at byte 7"),
        (b'"\xed\xa0\x80"', r"\xed\xa0\x80", "bad UTF-8 at byte 1"),
        (b"-Infinity", -math.inf, ""),
        (b"1e400", math.inf, ""),
        (b'{"a":1,"a":2}', {"a": 2}, ""),
    ],
)
def test_what_the_fast_parser_refuses_is_mended(raw: bytes, value: object, remark: str) -> None:
    assert read_json(raw) == (value, remark)


def test_long_integers_are_exact_and_very_long_ones_keep_their_digits() -> None:
    digits = "9" * 5000

    assert read_mended(b"123456789012345678901234567890")[0] == 123456789012345678901234567890
    assert read_mended(digits.encode())[0] == digits


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"[" * 2000 + b"]" * 2000, "nested deeper than 500 levels"),
        (b"[" * 200_000, "nested deeper than 500 levels"),
        (b'{"a":' * 200_000, "nested deeper than 500 levels"),
        (b'{"a":"x', "cut: the JSON does not end"),
        (b'{"a":[1,', "cut: the JSON does not end"),
        (b"\xff{}", "bad UTF-8 at byte 0"),
        (b"hello", "not JSON"),
        ('{"é":oops}'.encode(), "unexpected character at byte 6"),
        (b"{} {}", "unexpected character at byte 3"),
        (b"", "empty"),
    ],
)
def test_what_is_no_json_says_why(raw: bytes, reason: str) -> None:
    assert read_json(raw) == (Unparsed(reason), "")


def test_one_hundred_levels_are_a_value() -> None:
    value, _ = read_json(b"[" * 100 + b"]" * 100)

    assert not isinstance(value, Unparsed)


def test_text_is_a_string_and_a_json_line_its_object() -> None:
    assert read_text(b"a\r\n  at b\xff") == ("a\n  at b\\xff", "bad UTF-8 at byte 9")
    assert read_text(b'{"a":1}') == ({"a": 1}, "")
    assert read_text(b'{"a":1') == ('{"a":1', "")
