from __future__ import annotations

import pytest

from upl_tui.query.foreign import from_comparison, from_mitmproxy


@pytest.mark.parametrize(
    ("text", "here"),
    [
        ("~m POST ~c 500", "method:POST status:500"),
        ("~u foo.*bar & !~e", "url:/foo.*bar/ -is:failed"),
        ('(~d x.com | ~b "a b")', '(domain:x.com OR body:"a b")'),
        ("~m", "method:"),
        ("~/src", ""),
        ("~unknown x", ""),
    ],
)
def test_mitmproxy_filter_is_translated(text: str, here: str) -> None:
    assert from_mitmproxy(text, max(0, text.find("~"))) == here


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("level", ">", "info", "x"), ("level", "level:>info")),
        (("a>=5",), ("a", "a:>=5")),
        (("a", "!=b"), ("a", "-a:b")),
        (("a", ">"), None),
        (("a", "b"), None),
        (("a=b",), None),
    ],
)
def test_comparison_without_a_colon_is_translated(
    words: tuple[str, ...], found: tuple[str, str] | None
) -> None:
    assert from_comparison(words) == found
