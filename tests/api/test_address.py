"""Which storage addresses are opened."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.api.address import checked, parse_origins, resolve_host
from upl_tui.errors import DownloadError, UsageError
from upl_tui.model import Part


async def public(host: str) -> Iterable[str]:
    return ["93.184.216.34", "2606:2800:220:1::1"]


@pytest.mark.parametrize(
    "url",
    [
        "https://bucket.s3.eu-west-1.amazonaws.com/a/b%2Fc?X-Amz-Signature=ab%2Bc&x=%20",
        "https://storage.example.com:443/f",
        "https://xn--bcher-kva.example/f",
        "https://my_bucket.example.com/f",
    ],
)
async def test_public_https_address_is_allowed_with_its_query_untouched(url: str) -> None:
    parsed = await checked(url, Part.CONSOLE, frozenset(), public)

    assert parsed.query.decode() == url.partition("?")[2]


@pytest.mark.parametrize(
    "url",
    [
        "http://storage.example.com/f?sig=secret",
        "ftp://storage.example.com/f?sig=secret",
        "file:///etc/passwd?sig=secret",
        "data:text/plain,secret",
        "https://user:secret@storage.example.com/f",
        "https://storage.example.com@evil.example/f?sig=secret",
        "https://storage.example.com:8443/f?sig=secret",
        "https://127.0.0.1/f?sig=secret",
        "https://169.254.169.254/latest?sig=secret",
        "https://127.1/f?sig=secret",
        "https://2130706433/f?sig=secret",
        "https://0x7f000001/f?sig=secret",
        "https://0x7f.0.0.0x1/f?sig=secret",
        "https://[::1]/f?sig=secret",
        "https://[::ffff:127.0.0.1]/f?sig=secret",
        "https://localhost/f?sig=secret",
        "https://host/f?sig=secret",
        "https://storage.example.com./f?sig=secret",
        "https://-a.example.com/f?sig=secret",
        "https:///f?sig=secret",
        "//storage.example.com/f?sig=secret",
        "https://storage.example.com:port/f?sig=secret",
        "https://storage.example.com/\x00?sig=secret",
        "",
    ],
)
async def test_any_other_address_is_refused_without_its_query(url: str) -> None:
    with pytest.raises(DownloadError) as caught:
        await checked(url, Part.CONSOLE, frozenset(), public)

    assert caught.value.code == "REFUSED_ADDRESS"
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.8",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1",
        "::",
    ],
)
async def test_public_name_of_an_inner_host_is_refused(address: str) -> None:
    async def resolve(host: str) -> Iterable[str]:
        return ["93.184.216.34", address]

    with pytest.raises(DownloadError, match="inside this network"):
        await checked("https://storage.example.com/f", Part.CONSOLE, frozenset(), resolve)


async def test_name_only_a_proxy_knows_passes() -> None:
    async def nobody(host: str) -> Iterable[str]:
        return []

    assert (await checked("https://a.example.com/f", Part.CONSOLE, frozenset(), nobody)).host


async def test_extra_origin_is_compared_exactly() -> None:
    extra = parse_origins(["http://127.0.0.1:9000", "https://minio.internal/"])

    for url in ("http://127.0.0.1:9000/f?x=1", "https://minio.internal:443/f"):
        await checked(url, Part.CONSOLE, extra, public)
    for url in ("http://127.0.0.1:9001/f", "https://127.0.0.1:9000/f", "http://minio.internal/f"):
        with pytest.raises(DownloadError):
            await checked(url, Part.CONSOLE, extra, public)


@pytest.mark.parametrize(
    "text", ["", "minio", "http://", "http://a/path", "http://a?q", "http://u@a", "ftp://a", "http://a:b"]
)
def test_malformed_origin_is_a_usage_error(text: str) -> None:
    with pytest.raises(UsageError, match="origin"):
        parse_origins([text])


@given(st.text() | st.from_regex(r"https?://[^/]*/.*"))
@settings(deadline=None, max_examples=300)
async def test_any_text_is_allowed_or_refused_in_our_own_words(url: str) -> None:
    try:
        parsed = await checked(url, Part.CONSOLE, frozenset(), public)
    except DownloadError:
        return
    assert (parsed.scheme, parsed.port, parsed.userinfo) == ("https", None, b"")


async def test_system_resolves_loopback() -> None:
    assert await resolve_host("localhost") & {"127.0.0.1", "::1"}
    assert await resolve_host("name.invalid") == set()
