from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories as make
from upl_tui.entries import Body, State
from upl_tui.logs.answer import answer_in_short
from upl_tui.redact import MASK, Masker


def short(text: str, mime: str = "application/json", status: int = 500) -> str:
    state = State.SERVER_ERROR if status >= 500 else State.CLIENT_ERROR if status >= 400 else State.OK
    entry = make.network(status=status, state=state, response_body=Body(text, mime=mime))
    return answer_in_short(entry, Masker())


def test_json_is_told_as_names_and_values() -> None:
    text = '{"error":{"code":"PAYMENT_GATEWAY","retry":false},"errors":[{"field":null}]}'

    assert short(text).split("\n") == [
        "error.code = PAYMENT_GATEWAY",
        "error.retry = false",
        "errors[0].field = null",
    ]


@pytest.mark.parametrize(
    ("text", "mime", "told"),
    [
        ("<html><head><title>502 Bad\n Gateway</title></head></html>", "text/html", "502 Bad Gateway"),
        ("<p>no title</p>", "text/html", ""),
        ("\n  upstream timed out\nat line 3", "text/plain", "upstream timed out"),
        ("", "text/plain", ""),
        ("x" * 20_000, "text/plain", ""),
    ],
)
def test_other_answers_are_told_by_their_title_or_first_line(text: str, mime: str, told: str) -> None:
    assert short(text, mime) == told


def test_answer_that_is_no_failure_is_not_told() -> None:
    assert short('{"ok":true}', status=200) == ""
    assert answer_in_short(make.network(status=500, state=State.SERVER_ERROR), Masker()) == ""


def test_secrets_of_an_answer_are_masked() -> None:
    told = short('{"error":"expired","access_token":"canary-1234567890"}')

    assert "canary" not in told
    assert MASK in told


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
@settings(max_examples=60, deadline=None)
def test_any_answer_takes_a_few_lines(value: object) -> None:
    for text in (json.dumps(value), json.dumps(value)[:-1]):
        told = short(text)

        assert len(told.split("\n")) <= 6
        assert max(map(len, told.split("\n"))) <= 300
