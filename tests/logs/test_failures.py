from __future__ import annotations

import pytest

from tests import factories as make
from upl_tui.entries import State
from upl_tui.logs.failures import WORDS, failure_word


@pytest.mark.parametrize(
    ("error", "word"),
    [
        ("net::ERR_NAME_NOT_RESOLVED", "DNS"),
        ("NS_ERROR_UNKNOWN_HOST", "DNS"),
        ("getaddrinfo ENOTFOUND api.test", "DNS"),
        ("A server with the specified hostname could not be found.", "DNS"),
        ("net::ERR_CERT_AUTHORITY_INVALID", "TLS"),
        ("net::ERR_SSL_PROTOCOL_ERROR", "TLS"),
        ("SEC_ERROR_UNKNOWN_ISSUER", "TLS"),
        ("net::ERR_CONNECTION_REFUSED", "refused"),
        ("NS_ERROR_CONNECTION_REFUSED", "refused"),
        ("net::ERR_CONNECTION_TIMED_OUT", "timeout"),
        ("net::ERR_TIMED_OUT", "timeout"),
        ("timeout of 5000ms exceeded", "timeout"),
        ("net::ERR_CONNECTION_RESET", "reset"),
        ("net::ERR_EMPTY_RESPONSE", "reset"),
        ("The network connection was lost.", "reset"),
        ("net::ERR_INTERNET_DISCONNECTED", "offline"),
        ("net::ERR_FAILED (CORS MissingAllowOriginHeader)", "CORS"),
        ("blocked: csp", "CSP"),
        ("net::ERR_BLOCKED_BY_CSP", "CSP"),
        ("blocked: mixed-content", "mixed"),
        ("net::ERR_BLOCKED_BY_CLIENT", "blocked"),
        ("net::ERR_UNSAFE_PORT", "blocked"),
        ("something else", "failed"),
        ("", "failed"),
    ],
)
def test_error_of_any_browser_has_a_word(error: str, word: str) -> None:
    assert failure_word(make.network(state=State.FAILED, status=None, error=error)) == word
    assert word in WORDS


def test_state_speaks_before_the_error() -> None:
    assert failure_word(make.network(state=State.PENDING, status=None)) == "pending"
    assert failure_word(make.network(state=State.ABORTED, error="net::ERR_TIMED_OUT")) == "aborted"
    assert failure_word(make.network(state=State.BLOCKED, status=None)) == "blocked"


@pytest.mark.parametrize("state", [State.OK, State.SERVER_ERROR, State.CLIENT_ERROR, State.CACHED])
def test_request_with_an_answer_has_no_word(state: State) -> None:
    assert failure_word(make.network(state=state, status=500, error="timeout")) == ""


def test_words_fit_the_status_column() -> None:
    assert max(map(len, WORDS)) <= 7
