from __future__ import annotations

import pytest

from tests import factories as make
from tests.logs.test_explain import said
from upl_tui.entries import NetworkEntry, State

URL = "https://api.test/track"
ORIGIN = ("Origin", "https://shop.test")


def refused(error: str = "net::ERR_FAILED (CORS X)", **more: object) -> NetworkEntry:
    fields: dict[str, object] = {
        "status": None,
        "state": State.FAILED,
        "error": error,
        "at_ms": 1000.0,
        "request_headers": (ORIGIN,),
    }
    return make.network(URL, "POST", **fields | more)  # type: ignore[arg-type]


def preflight(status: int | None = 204, at_ms: float = 1002.0, **headers: str) -> NetworkEntry:
    state = State.OK if status == 204 else State.FAILED if status is None else State.SERVER_ERROR
    answer = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    asked = (ORIGIN, ("Access-Control-Request-Method", "POST"))
    return make.network(
        URL, "OPTIONS", status, state, at_ms=at_ms, request_headers=asked, response_headers=answer
    )


def test_cors_without_a_header_is_told_by_the_recorders_word_and_by_the_headers() -> None:
    by_word = said(0, refused("net::ERR_FAILED (CORS MissingAllowOriginHeader)"))
    by_headers = said(0, refused("CORS error", response_headers=(("Server", "x"),)))

    for told in (by_word, by_headers):
        assert told == ["CORS: the page may not read it: the answer has no Access-Control-Allow-Origin. N1"]


def test_cors_mismatch_names_both_origins() -> None:
    answer = (("Access-Control-Allow-Origin", "https://other.test"),)

    (text,) = said(0, refused("CORS AllowOriginMismatch", response_headers=answer))

    assert "is https://other.test, the page is https://shop.test" in text


def test_cors_without_evidence_says_so() -> None:
    assert "the recorder does not say why" in said(0, refused("CORS error"))[0]


@pytest.mark.parametrize("at_ms", [998.0, 1002.0])
def test_refused_preflight_is_named_whether_recorded_before_or_after(at_ms: float) -> None:
    (text,) = said(0, refused(), preflight(500, at_ms))

    assert text == "CORS: the preflight N2 was refused: its outcome was 500!. N1 N2"


def test_preflight_that_does_not_allow_the_method_is_no_matter_of_origin() -> None:
    allowed = preflight(access_control_allow_origin="*")

    (text,) = said(0, refused("CORS MethodDisallowedByPreflightResponse"), allowed)

    assert "the preflight does not allow the method" in text
    assert text.endswith("N1 N2")


def test_preflight_names_the_request_it_asks_for() -> None:
    answered = make.network(URL, "POST", at_ms=1000.0)

    told = said(1, answered, preflight(access_control_allow_origin="*"))

    assert told == ["The browser's question whether N1 is allowed: 204. N2 N1"]


def test_mixed_content_is_told_as_blocked_or_let_pass() -> None:
    referer = (("Referer", "https://shop.test/"),)
    blocked = make.network(
        "http://img.test/a", status=None, state=State.BLOCKED, error="blocked: mixed-content"
    )
    passed = make.network("http://img.test/a", request_headers=referer)
    local = make.network("http://localhost:3000/a", request_headers=referer)

    assert "which the browser blocked" in said(0, blocked)[0]
    assert "let it pass" in said(0, passed)[0]
    assert said(0, local) == []


@pytest.mark.parametrize(
    ("cookie", "url", "fault"),
    [
        ("a=1; SameSite=None", "https://a.test/", "SameSite=None without Secure"),
        ("a=1; Secure", "http://a.test/", "Secure, but set over plain http"),
        ("__Host-a=1; Secure", "https://a.test/", "Path=/ and no Domain"),
        ("__Secure-a=1", "https://a.test/", "asks for Secure"),
        ("a=1; Domain=b.test", "https://a.test:8443/", "Domain=b.test is not the host's"),
        ("a=1; Secure", "http://localhost:3000/", ""),
        ("a=1; Domain=.a.test; Secure; SameSite=None", "https://x.a.test/", ""),
        ("__Host-a=1; Secure; Path=/", "https://a.test/", ""),
    ],
)
def test_cookie_that_browsers_refuse_says_why(cookie: str, url: str, fault: str) -> None:
    told = said(0, make.network(url, response_headers=(("Set-Cookie", cookie),)))

    assert [fault in text for text in told] == [True] * bool(fault)
