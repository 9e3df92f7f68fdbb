from __future__ import annotations

from typing import Any

import pytest

from tests import factories as make
from upl_tui.entries import Body, Severity, State
from upl_tui.logs.network_fields import FIELDS
from upl_tui.logs.requests import (
    OUTLINED_FLAGS,
    body_text,
    cookies,
    flags,
    is_third_party_request,
    operation,
    outcome,
    page_of,
    set_cookies,
    size_of,
)
from upl_tui.model import Kind
from upl_tui.query.compile import compile_query


@pytest.mark.parametrize(
    ("state", "status", "word"),
    [
        (State.OK, 200, "200"),
        (State.REDIRECT, 302, "302"),
        (State.CACHED, 304, "304"),
        (State.CLIENT_ERROR, 404, "404!"),
        (State.SERVER_ERROR, 500, "500!"),
        (State.FAILED, None, "failed"),
        (State.BLOCKED, None, "blocked"),
        (State.ABORTED, 200, "aborted"),
        (State.PENDING, None, "pending"),
        (State.UNKNOWN, None, "-"),
    ],
)
def test_outcome_is_a_word_that_needs_no_colour(state: State, status: int | None, word: str) -> None:
    assert outcome(make.network(state=state, status=status)) == word


def test_outcome_of_an_error_without_state_or_status_is_failed() -> None:
    entry = make.network(state=State.UNKNOWN, status=None, severity=Severity.ERROR)

    assert outcome(entry) == "failed"


def test_cookies_of_all_cookie_headers() -> None:
    entry = make.network(
        request_headers=(("Cookie", "a=1; b=x=y;"), ("cookie", "c\nd=2")),
        response_headers=(("Set-Cookie", "s=1; Path=/\nt=2"), ("set-cookie", "u=; Max-Age=0")),
    )

    assert list(cookies(entry)) == [("a", "1"), ("b", "x=y"), ("c", ""), ("d", "2")]
    assert list(set_cookies(entry)) == [("s", "1; Path=/"), ("t", "2"), ("u", "; Max-Age=0")]


@pytest.mark.parametrize(
    ("body", "url", "name"),
    [
        ('{"operationName": "Login", "query": "query X { a }"}', "https://a.test/graphql", "Login"),
        ('{"query":"\\n  mutation PlaceOrder($a: Int) { b }"}', "https://a.test/graphql", "PlaceOrder"),
        ('[{"operationName":"First"},{"operationName":"Second"}]', "https://a.test/graphql", "First"),
        ('{"query":"{ a }"}', "https://a.test/graphql", ""),
        ("", "https://a.test/graphql?query=%7Ba%7D&operationName=My+Query", "My Query"),
        ("", "https://a.test/", ""),
    ],
)
def test_operation_is_the_name_of_the_graphql_operation(body: str, url: str, name: str) -> None:
    assert operation(make.network(url, request_body=make.json_body(body))) == name


def test_page_is_told_by_headers_before_the_recorders_name() -> None:
    referer = (("Referer", "https://shop.test/a"), ("Origin", "https://shop.test"))

    assert page_of(make.network(request_headers=referer, page_ref="page_1")) == "https://shop.test/a"
    assert page_of(make.network(request_headers=referer[1:], page_ref="page_1")) == "https://shop.test"
    assert page_of(make.network(page_ref="page_1")) == "page_1"


def test_third_party_by_the_browsers_word_or_by_the_hosts() -> None:
    origin = ("Origin", "https://shop.test")

    assert is_third_party_request(make.network(request_headers=(("Sec-Fetch-Site", "cross-site"),)))
    assert not is_third_party_request(
        make.network("https://t.example/", request_headers=(("sec-fetch-site", "same-site"), origin))
    )
    assert is_third_party_request(make.network("https://t.example/", request_headers=(origin,)))
    assert not is_third_party_request(make.network("https://t.example/"))


def test_flags_of_a_cors_preflight_that_was_refused() -> None:
    entry = make.network(
        method="OPTIONS",
        status=None,
        state=State.FAILED,
        error="CORS: PreflightMissingAllowOriginHeader",
        severity=Severity.ERROR,
        request_headers=(("Access-Control-Request-Method", "PUT"),),
    )

    assert flags(entry) == {"error", "problem", "failed", "cors", "preflight"}


@pytest.mark.parametrize("word", OUTLINED_FLAGS)
@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("more", [{}, {"method": "POST"}, {"from_cache": "disk"}])
def test_filter_by_a_word_that_an_outline_answers_says_what_the_whole_entry_says(
    word: str, state: State, more: dict[str, Any]
) -> None:
    entry = make.network(state=state, **more)
    log = make.log(Kind.NETWORK, [entry])

    assert compile_query(f"is:{word}", FIELDS).rows(log) == ([0] if word in flags(entry) else [])


def test_flags_of_a_pending_mutation() -> None:
    entry = make.network(method="DELETE", status=None, state=State.PENDING, severity=Severity.WARN)

    assert flags(entry) == {"warning", "problem", "pending", "running", "mutating"}


def test_size_is_that_on_the_wire_where_known() -> None:
    assert size_of(make.network(size_transfer=0, size_body=5)) == 0
    assert size_of(make.network(size_body=5)) == 5
    assert size_of(make.network()) is None


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (None, None),
        (Body(), None),
        (Body(text="plain"), "plain"),
        (Body(text="eyJhIjoxfQ==", encoding="base64"), '{"a":1}'),
        (Body(text="/9j/4AAQ", encoding="base64"), None),
        (Body(text="no base64!", encoding="base64"), None),
    ],
)
def test_body_text_decodes_what_is_text(body: Body | None, text: str | None) -> None:
    assert body_text(body) == text
