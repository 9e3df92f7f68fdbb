from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.logs.urls import Url, cut_middle, is_third_party


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


SEGMENTS = st.lists(st.text("abcäß%20.-_~", min_size=1, max_size=8), max_size=5)
HOSTS = st.from_regex(r"[a-z][a-z0-9-]{0,8}(\.[a-z]{2,5}){0,2}(:[0-9]{1,5})?", fullmatch=True)


@given(HOSTS, SEGMENTS, st.text("ab=&+?/", max_size=12), st.text("ab?/", max_size=5))
@settings(max_examples=150, deadline=None)
def test_parts_are_those_of_the_standard_library(
    host: str, segments: list[str], query: str, fragment: str
) -> None:
    text = f"https://{host}/{'/'.join(segments)}?{query}#{fragment}"

    ours, theirs = Url.of(text), urlsplit(text)

    assert ours == (theirs.scheme, theirs.netloc, theirs.path, theirs.query, theirs.fragment)


@pytest.mark.parametrize(
    ("target", "width", "cut"),
    [
        ("/api/orders/4711?page=2", 30, "/api/orders/4711?page=2"),
        ("/api/v1/customers/orders/4711?page=2", 24, "/api/v1/cus…/4711?page=2"),
        ("/api/recommendations?cart=c_7f31", 31, "/a…/recommendations?cart=c_7f31"),
        ("/api/recommendations?cart=c_7f31", 16, "/api/…art=c_7f31"),
        ("/a/b", 3, "…/b"),
        ("/a/b", 1, "b"),
        ("/a/b", 0, ""),
    ],
)
def test_long_target_is_cut_in_the_middle(target: str, width: int, cut: str) -> None:
    assert cut_middle(target, width) == cut


@given(st.text(max_size=60), st.integers(0, 70))
@settings(max_examples=150, deadline=None)
def test_cut_target_has_the_width_and_keeps_both_ends(target: str, width: int) -> None:
    cut = cut_middle(target, width)

    assert len(cut) == min(len(target), width)
    if len(target) > width >= 3:
        start, end = cut.split("…", 1) if "…" not in target else (cut[0], cut[-1])
        assert target.startswith(start)
        assert target.endswith(end)


def test_cut_targets_that_differ_in_the_end_differ() -> None:
    one, two = (f"/api/v1/customers/orders/items?sort=asc&page={page}" for page in (1, 2))

    assert cut_middle(one, 20) != cut_middle(two, 20)
