from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.logs.urls import Url, is_third_party


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("https://a.test:8080/b/c?d=e#f", ("https", "a.test:8080", "/b/c", "d=e", "f")),
        ("https://u:p@a.test", ("https", "a.test", "", "", "")),
        ("/b?c", ("", "", "/b", "c", "")),
        ("//cdn.test/x.js", ("", "cdn.test", "/x.js", "", "")),
        ("data:text/html,<p>", ("data", "", "text/html,<p>", "", "")),
        ("http://[::1", ("http", "[::1", "", "", "")),
        ("", ("", "", "", "", "")),
    ],
)
def test_url_parts_of_anything(text: str, parts: tuple[str, ...]) -> None:
    assert Url.of(text) == parts


def test_url_target_is_what_follows_the_host() -> None:
    assert Url.of("https://a.test").target == "/"
    assert Url.of("https://a.test/b?c=d#e").target == "/b?c=d#e"


def test_url_file_is_the_last_segment_or_the_host() -> None:
    assert Url.of("https://a.test/b/app.js?v=1").file == "app.js"
    assert Url.of("https://a.test/b/").file == "b"
    assert Url.of("https://a.test/").file == "a.test"


@pytest.mark.parametrize(
    ("url", "page", "third"),
    [
        ("https://cdn.shop.test/x", "https://www.shop.test/", False),
        ("https://shop.co.uk/x", "https://other.co.uk/", True),
        ("https://a.shop.co.uk/x", "https://b.shop.co.uk/", False),
        ("https://t.example/x", "https://shop.test/", True),
        ("http://127.0.0.1:81/x", "http://127.0.0.1:80/", False),
        ("http://127.0.0.1/x", "http://10.0.0.1/", True),
        ("/x", "https://shop.test/", False),
        ("https://t.example/x", "", False),
    ],
)
def test_is_third_party_compares_sites(url: str, page: str, third: bool) -> None:
    assert is_third_party(url, page) is third


@given(st.text())
@settings(deadline=None, max_examples=100)
def test_url_of_any_text_never_raises(text: str) -> None:
    url = Url.of(text)

    assert url.target
    assert isinstance(url.site + url.file, str)
