from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.logs.pretty import pretty_json

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@given(
    st.lists(values) | st.dictionaries(st.text(), values),
    st.sampled_from([None, (",", ":"), (" ,\n", " : ")]),
)
@settings(deadline=None, max_examples=60)
def test_pretty_json_lays_out_as_the_standard_library_does(
    value: object, separators: tuple[str, str] | None
) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=separators).replace("\ud800", "")

    assert pretty_json(text) in (json.dumps(json.loads(text), ensure_ascii=False, indent=2), text)


def test_pretty_json_keeps_what_a_parser_would_change() -> None:
    text = r'{"a":1,"a":12345678901234567890123,"b":1.50,"c":"\u00e9\/","d":[],"e":{}}'

    assert pretty_json(text).replace("\n", "").replace("  ", "").replace('": ', '":') == text


@pytest.mark.parametrize(
    "text", ["", "plain", '{"cut": ', "[1,]", "{a: 1}", '"string"', "12", '{"a": NaN}', "[\ud800]"]
)
def test_pretty_json_of_no_json_stays(text: str) -> None:
    assert pretty_json(text) == text


def test_pretty_json_of_deep_nesting_stays_small() -> None:
    deep = "[" * 500 + "1" + "]" * 500
    wide = "[" * 63 + ",".join(["[[]]"] * 20_000) + "]" * 63

    assert json.loads(pretty_json(deep)) == json.loads(deep)
    assert len(pretty_json(deep)) < 20_000
    assert pretty_json(wide) == wide
