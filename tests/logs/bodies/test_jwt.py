from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.logs.bodies.jwt import token_text, tokens_in
from upl_tui.redact import Masker

SIGNATURE = "c2lnbmF0dXJlLWNhbmFyeQ"


def encoded(value: Any) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def token(claims: Any, header: Any = None) -> str:
    return f"{encoded(header or {'alg': 'HS256'})}.{encoded(claims)}.{SIGNATURE}"


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text(), min_size=1))
@settings(deadline=None, max_examples=60)
def test_tokens_in_decodes_the_claims(claims: dict[str, Any]) -> None:
    found = list(tokens_in(f"Bearer {token(claims)}, {token(claims)}"))

    assert found == [({"alg": "HS256"}, claims)]


def test_token_text_shows_claims_and_dates_but_neither_secret_nor_signature() -> None:
    claims = {"sub": "u1", "email": "a@b.test", "exp": 1767225600, "iat": True, "password": "canary"}
    [(header, found)] = tokens_in(token(claims))

    text = token_text("In the header", header, found, Masker())

    assert text.startswith("In the header\n{")
    assert '"sub": "u1"' in text
    assert '"email": "a@b.test"' in text
    assert text.endswith("\nexpires 2026-01-01 00:00:00 UTC")
    assert "canary" not in text
    assert SIGNATURE not in text


@given(
    st.text("eyJabc.-_ \n", max_size=60) | st.text(max_size=40).map(lambda text: f"eyJhIjoxfQ.eyJ{text}.x")
)
@settings(deadline=None, max_examples=200)
def test_any_text_has_tokens_or_none(text: str) -> None:
    for header, claims in tokens_in(text):
        token_text("here", header, claims, Masker())


def test_what_is_no_token_has_no_claims() -> None:
    assert list(tokens_in(f"{encoded([1])}.{encoded({'a': 1})}.x")) == []
    assert list(tokens_in("eyJhbGciOiJIUzI1NiJ9")) == []
