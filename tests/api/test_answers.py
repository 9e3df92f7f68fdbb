"""Bodies of every kind."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.api.answers import data_of, error_of
from upl_tui.errors import ApiError


@pytest.mark.parametrize(
    ("body", "content_type", "code", "words"),
    [
        (b"", "application/json", "MALFORMED", "it is empty"),
        (b"", "", "MALFORMED", "it is empty"),
        (b"{", "application/json", "MALFORMED", "it is not JSON"),
        (b"<html>", "text/html; charset=utf-8", "NOT_THE_API", "(text/html)"),
        (b"hello", "", "NOT_THE_API", "(no content type)"),
        (b"{}", "application/json", "MALFORMED", "no data"),
        (b"[]", "application/json", "MALFORMED", "no data"),
        (b"null", "application/json", "MALFORMED", "no data"),
        (b'{"data":[]}', "application/json", "MALFORMED", "no data"),
        (b"[" * 100_000, "application/json", "MALFORMED", "not JSON"),
    ],
)
def test_answer_without_data_is_an_error(body: bytes, content_type: str, code: str, words: str) -> None:
    with pytest.raises(ApiError) as caught:
        data_of(body, 200, content_type)

    assert caught.value.code == code
    assert words in caught.value.title


@pytest.mark.parametrize(
    "title", [b'"\\ud83d"', b'"\xff"', b"NaN", b"123456789012345678901234567890"], ids=repr
)
def test_one_odd_value_does_not_hide_the_answer(title: bytes) -> None:
    assert "title" in data_of(b'{"data":{"title":' + title + b"}}", 200, "application/json")


def test_byte_order_mark_does_not_hide_the_answer() -> None:
    assert data_of(b'\xef\xbb\xbf{"data":{"a":1}}', 200, "application/json") == {"a": 1}


@pytest.mark.parametrize(
    "body",
    [
        b'{"error":"NOT_A_MEMBER","message":"No."}',
        b'{"defined":true,"code":"NOT_A_MEMBER","status":403,"message":"No.","data":null}',
        b'{"error":{"odd":1},"code":"NOT_A_MEMBER","message":7}',
    ],
)
def test_error_of_either_documented_form_gives_its_code(body: bytes) -> None:
    assert error_of(body, 403, str).code == "NOT_A_MEMBER"


@given(st.binary(max_size=200), st.integers(100, 999), st.text(max_size=20))
@settings(deadline=None, max_examples=200)
def test_any_bytes_are_data_or_an_api_error(body: bytes, status: int, content_type: str) -> None:
    assert isinstance(error_of(body, status, str), ApiError)
    with contextlib.suppress(ApiError):
        assert isinstance(data_of(body, status, content_type), dict)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(JSON, JSON, JSON)
@settings(deadline=None, max_examples=150)
def test_any_error_body_is_an_api_error(error: object, code: object, message: object) -> None:
    body = json.dumps({"error": error, "code": code, "message": message}).encode("utf-8", "surrogatepass")

    assert error_of(body, 400, str).title
