from __future__ import annotations

from base64 import b64encode, urlsafe_b64encode

from hypothesis import given
from hypothesis import strategies as st

from upl_tui.logs.bodies.encoding import from_base64, from_base64url


@given(st.binary(max_size=60))
def test_what_was_encoded_is_decoded(data: bytes) -> None:
    assert from_base64(b64encode(data).decode()) == data
    assert from_base64url(urlsafe_b64encode(data).decode().rstrip("=")) == data


@given(st.text(max_size=40))
def test_any_text_is_bytes_or_none(text: str) -> None:
    from_base64(text)
    from_base64url(text)
