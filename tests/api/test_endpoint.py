"""Where a key may be sent."""

from __future__ import annotations

import pytest

from upl_tui.api.endpoint import parse_endpoint
from upl_tui.errors import UsageError
from upl_tui.settings import DEFAULT_API_BASE


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("api.userplane.io", DEFAULT_API_BASE),
        ("https://api.userplane.io", DEFAULT_API_BASE),
        (" https://API.userplane.io:443/ ", DEFAULT_API_BASE),
        (DEFAULT_API_BASE, DEFAULT_API_BASE),
        (f"{DEFAULT_API_BASE}/", DEFAULT_API_BASE),
        ("api.example.com:8443", "https://api.example.com:8443/api/v1"),
        ("https://example.com/userplane/api/v1", "https://example.com/userplane/api/v1"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/api/v1"),
        ("http://localhost:8080/x", "http://localhost:8080/x"),
        ("http://[::1]:8080", "http://[::1]:8080/api/v1"),
    ],
)
def test_address_of_any_accepted_form_is_normalised(text: str, url: str) -> None:
    assert parse_endpoint(text).url == url


@pytest.mark.parametrize(
    "text",
    [
        "",
        "http://api.userplane.io",
        "http://127.1",
        "http://0x7f000001",
        "ftp://api.userplane.io",
        "file:///etc/passwd",
        "https://user:pw@api.userplane.io",
        "https://api.userplane.io@evil.example",
        "https://evil.example\\@api.userplane.io",
        "https://api.userplane.io/?key=1",
        "https://api.userplane.io/#x",
        "https://api.userplane.io/a/../b",
        "https://api.userplane.io/%2e%2e",
        "https://api.user\nplane.io",
        "https://api.userplane.io:99999",
        "https://api.usërplane.io",
        "https://[::1",
        "https://",
    ],
)
def test_address_of_any_other_form_is_refused_unquoted(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_endpoint(text)

    assert "pw" not in str(caught.value)


@pytest.mark.parametrize("text", ["userplane.com", "https://api.userplane.com/api/v1"])
def test_old_domain_is_allowed_with_a_warning(text: str) -> None:
    assert "userplane.com" in parse_endpoint(text).warning
    assert parse_endpoint(DEFAULT_API_BASE).warning == ""
    assert parse_endpoint("notuserplane.com").warning == ""
