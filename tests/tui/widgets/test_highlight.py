from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.tui.widgets.highlight import LONGEST, LOOKS, tokens

LANGUAGES = ["text", "json", "javascript", "html", "xml", "css", "headers", "heading"]


def looks(line: str, language: str) -> dict[str, str]:
    return {line[start:end]: look for start, end, look in tokens(line, language)}


def test_json_tells_keys_from_values() -> None:
    found = looks('  "name": "Ann", "age": 3, "on": true', "json")

    assert found == {
        '"name"': "key",
        '"Ann"': "string",
        '"age"': "key",
        "3": "number",
        '"on"': "key",
        "true": "literal",
    }


def test_headers_name_is_a_key() -> None:
    assert looks("content-type: text/html", "headers") == {"content-type": "key"}
    assert looks("no header here", "headers") == {}


def test_heading_is_one_from_end_to_end() -> None:
    assert looks("Request headers", "heading") == {"Request headers": "heading"}


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("javascript", "return 'a' // why", {"return": "keyword", "'a'": "string", "// why": "comment"}),
        ("css", "a { color: #fff }", {"a": "key"}),
        ("html", '<a href="x">', {"a": "key", "href": "key", '"x"': "string"}),
    ],
)
def test_code_is_coloured(language: str, line: str, expected: dict[str, str]) -> None:
    assert expected.items() <= looks(line, language).items()


@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
@settings(deadline=None, max_examples=200)
def test_any_line_gives_ordered_tokens_inside_it(line: str, language: str) -> None:
    found = tokens(line, language)

    places = [place for start, end, _ in found for place in (start, end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(line) for place in places)
    assert {look for _, _, look in found} <= set(LOOKS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit", ["<!--", "<![CDATA[", "/*", '"\\', "`${", "[" * 10])
def test_hostile_line_is_done_with_at_once(language: str, unit: str) -> None:
    tokens("warm up", language)
    began = time.perf_counter()

    for length in (990, 1_010, LONGEST, LONGEST + 1, 100_000):
        tokens((unit * length)[:length], language)

    assert time.perf_counter() - began < 0.5


def test_messages_are_json_below_lines_of_words() -> None:
    assert tokens("↑ 0:01.000 19 B", "messages") == ((0, 15, "heading"),)
    assert tokens('  "a": 1', "messages") == tokens('  "a": 1', "json")


def test_form_lines_have_their_names_as_keys() -> None:
    assert tokens("user = ann", "form") == ((0, 4, "key"),)
    assert tokens("goes on", "form") == ()


def test_graphql_has_keywords() -> None:
    assert (0, 5, "keyword") in tokens("query A {", "graphql")
