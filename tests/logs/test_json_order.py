from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.logs.json_order import ordered_json

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
)


def shuffled(value: object) -> object:
    """The same value, the keys of its objects in another order."""
    if isinstance(value, dict):
        return {key: shuffled(inner) for key, inner in reversed(value.items())}
    return [shuffled(inner) for inner in value] if isinstance(value, list) else value


@settings(max_examples=60, deadline=None)
@given(VALUES)
def test_order_of_keys_makes_no_difference_and_no_scalar_gets_lost(value: object) -> None:
    text = ordered_json(json.dumps(value))

    assert text == ordered_json(json.dumps(shuffled(value), ensure_ascii=False, indent=1))
    if isinstance(value, dict):
        assert all(f"{json.dumps(key, ensure_ascii=False)}: " in text for key in value)


def test_numbers_and_repeated_keys_stay_as_they_are_written() -> None:
    text = '{"b": 1.10, "a": 12345678901234567890123, "b": 1e400, "c": [], "d": {}}'

    assert ordered_json(text).split("\n") == [
        "{",
        '  "a": 12345678901234567890123',
        '  "b": 1.10',
        '  "b": 1e400',
        '  "c": []',
        '  "d": {}',
        "}",
    ]


@pytest.mark.parametrize("text", ["", "no JSON", '{"a": 1', "[" * 100_000, "[" * 80 + "]" * 80], ids=range(5))
def test_what_is_no_json_or_too_deep_stays(text: str) -> None:
    assert ordered_json(text) == text
