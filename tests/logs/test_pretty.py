from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.logs import pretty
from upl_tui.logs.pretty import pretty_json, pretty_slices


def in_parts(text: str, size: int) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pretty, "_PART", size)
        patch.setattr(pretty, "_LONG", 2 * size)
        return pretty_json(text)


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


@given(
    st.lists(values, min_size=2, max_size=12),
    st.sampled_from([None, (",", ":"), (" ,\n", " : ")]),
    st.integers(1, 40),
    st.booleans(),
)
@settings(deadline=None, max_examples=150)
def test_pretty_json_part_by_part_lays_out_as_a_whole(
    value: object, separators: tuple[str, str] | None, size: int, escaped: bool
) -> None:
    text = json.dumps({"a": [value, value]}, ensure_ascii=escaped, separators=separators)

    assert in_parts(text, size) == in_parts(text, len(text))


@given(
    st.lists(values, min_size=2, max_size=12).map(json.dumps) | st.text('{}[],:"1 ', max_size=80),
    st.integers(1, 12),
    st.integers(1, 30),
)
@settings(deadline=None, max_examples=150)
def test_pretty_slices_are_the_whole_laid_out(text: str, part: int, size: int) -> None:
    slices = [text[start : start + size] for start in range(0, len(text), size)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pretty, "_PART", part)
        patch.setattr(pretty, "_LONG", 2 * part)
        shown = "".join(pretty_slices(slices, len(text)))

    blank_first = not text[:size].strip() and text.strip()
    assert shown == (text if blank_first else in_parts(text, part))


@given(
    st.lists(
        st.sampled_from(
            [*'{}[],:"\\ 1', '"a":', '"b"', '"a": {', "[1,", "],", "},", "null", "1e5", "\\u00e9"]
        ),
        max_size=40,
    ).map("".join),
    st.integers(1, 12),
)
@settings(deadline=None, max_examples=300)
def test_pretty_json_of_any_text_changes_nothing_but_space(text: str, size: int) -> None:
    assert "".join(in_parts(text, size).split()) == "".join(text.split())


def test_pretty_json_of_a_cut_text_lays_out_its_beginning() -> None:
    rows = [{"id": i, "name": "x" * 40} for i in range(5_000)]
    text = json.dumps(rows)[:200_000]

    shown = pretty_json(text)

    assert shown.startswith('[\n  {\n    "id": 0,\n    "name": "xxx')
    assert shown.count("\n") > 5_000
    assert "".join(shown.split()) == "".join(text.split())


@pytest.mark.parametrize("quote", ["\\n", '\\"', "x"])
def test_pretty_json_of_a_huge_string_keeps_it(quote: str) -> None:
    value = {"before": [1, "a"], "text": quote * 150_000, "after": {"b": [2.50]}}
    text = json.dumps(value)

    assert pretty_json(text) == json.dumps(value, indent=2)
    assert "".join(pretty_json(text[:-1]).split()) == "".join(text[:-1].split())


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
