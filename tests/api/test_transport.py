"""Settings of the environment that make HTTP impossible, and faults in words."""

from __future__ import annotations

import logging
import ssl
from pathlib import Path

import httpx
import pytest

import upl_tui.api
from upl_tui.api.transport import FAULTS, explain, open_client
from upl_tui.errors import UsageError


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("HTTPS_PROXY", "http://user:secret@[::1"),
        ("https_proxy", "gopher://proxy.example:70"),
        ("HTTP_PROXY", "http://proxy.example:port"),
        ("NO_PROXY", "http://[::1"),
        ("ALL_PROXY", "socks5://user:secret@proxy.example:1080"),
        ("all_proxy", "socks5h://proxy.example:1080"),
    ],
)
async def test_unusable_proxy_names_the_variable_and_not_its_value(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F04."""
    monkeypatch.setenv("HTTPS_PROXY", "proxy.example:3128")
    monkeypatch.setenv(variable, value)

    with pytest.raises(UsageError) as caught:
        await open_client("*/*", 20)

    assert variable in caught.value.title
    assert "secret" not in str(caught.value)


async def test_unreadable_certificates_name_the_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "missing.pem"))

    with pytest.raises(UsageError, match="SSL_CERT_FILE"):
        await open_client("*/*", 20)


async def test_usable_proxy_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "proxy.example:3128")

    async with await open_client("*/*", 20) as client:
        assert client.follow_redirects is False


async def test_cookies_are_not_kept() -> None:
    async with await open_client("*/*", 20) as client:
        request = httpx.Request("GET", "https://api.userplane.io/")
        client.cookies.extract_cookies(
            httpx.Response(200, headers={"Set-Cookie": "a=b; Path=/"}, request=request)
        )

        assert "cookie" not in client.build_request("GET", "https://api.userplane.io/").headers


@pytest.mark.parametrize(
    ("fault", "code", "passing"),
    [
        (httpx.ConnectError("x"), "OFFLINE", True),
        (httpx.ConnectTimeout("x"), "TIMEOUT", True),
        (httpx.ReadTimeout("x"), "TIMEOUT", True),
        (httpx.ReadError("x"), "CONNECTION_LOST", True),
        (httpx.RemoteProtocolError("x"), "CONNECTION_LOST", True),
        (httpx.ProxyError("x"), "PROXY", False),
        (httpx.LocalProtocolError("x"), "BAD_ANSWER", False),
        (httpx.DecodingError("x"), "BAD_ANSWER", False),
        (httpx.StreamClosed(), "BAD_ANSWER", False),
        (httpx.InvalidURL("x"), "BAD_ANSWER", False),
    ],
)
def test_fault_is_told_in_our_own_words(fault: Exception, code: str, passing: bool) -> None:
    trouble = explain(fault, "api.example.com")

    assert isinstance(fault, FAULTS)
    assert (trouble.code, trouble.passing) == (code, passing)
    assert "api.example.com" in trouble.title


def test_certificate_fault_is_not_tried_again() -> None:
    fault = httpx.ConnectError("x")
    fault.__cause__ = ssl.SSLCertVerificationError()

    assert explain(fault, "api.example.com").code == "TLS"


def test_chatty_loggers_are_held() -> None:
    """S06."""
    assert upl_tui.api.__name__
    for name in ("httpx", "httpcore", "httpcore.http11", "httpcore.connection"):
        assert not logging.getLogger(name).isEnabledFor(logging.INFO)
