"""Values end where the standard parser says they end."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.checks import dumped, values
from upl_tui.formats.tokens import flat_value_end, skip_value


@settings(deadline=None, max_examples=300)
@given(values, st.integers(0, 3), st.sampled_from(["", " ", ",", "]", "}\n"]), st.text("x ", max_size=3))
def test_skip_value_ends_where_the_value_ends(value: Any, style: int, behind: str, before: str) -> None:
    text = dumped(value, style)
    data = (before + text + behind).encode()

    assert skip_value(data, len(before), len(data)) == len(before) + len(text.encode())


@pytest.mark.parametrize("depth", [1, 39, 41, 42, 43, 1000, 100_000])
def test_skip_value_walks_any_depth(depth: int) -> None:
    data = b'[{"a":' * depth + b'"}"' + b"}]" * depth + b","

    assert skip_value(data, 0, len(data)) == len(data) - 1
    assert flat_value_end(data, 0, len(data)) == (len(data) - 1 if depth <= 20 else -1)


@settings(deadline=None, max_examples=100)
@given(values.filter(lambda value: isinstance(value, list | dict)), st.integers(0, 3), st.data())
def test_skip_value_of_a_cut_list_or_object_is_none(value: Any, style: int, data: st.DataObject) -> None:
    whole = dumped(value, style).encode()
    cut = data.draw(st.integers(1, len(whole) - 1))

    assert skip_value(whole[:cut], 0, cut) == -1
    assert skip_value(whole, 0, cut) == -1
    assert json.loads(whole) == value
