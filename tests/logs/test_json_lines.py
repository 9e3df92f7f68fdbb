from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.logs.json_lines import count_inside, outermost, parent_line, path_at, region_at, summary

keys = st.text(max_size=6) | st.sampled_from(["a", "}", "]", '"', "{", "a b", "\\"])
scalars = st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["{", "[", "}", "],"])
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4)
)
documents = st.lists(values, min_size=1) | st.dictionaries(keys, values, min_size=1)


def laid_out(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=True)


def lines_of(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def walked(value: Any, path: str = "$") -> list[tuple[str, Any]]:
    """Path and value of each line of a laid out value, a line that closes left out."""
    found = [(path, value)]
    if isinstance(value, dict):
        for key, inner in value.items():
            plain = re.fullmatch(r"[A-Za-z_$][A-Za-z0-9_$]*", key)
            step = f".{key}" if plain else f"[{json.dumps(key, ensure_ascii=False)}]"
            found += walked(inner, path + step)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += walked(inner, f"{path}[{index}]")
    return found


@given(documents, st.sampled_from(["", "Title\n"]), st.sampled_from(["", "\n\nNext\n{\n}"]))
@settings(deadline=None, max_examples=200)
def test_each_line_has_the_path_the_size_and_the_end_of_its_value(
    document: Any, before: str, after: str
) -> None:
    inner = laid_out(document)
    text, floor = before + inner + after, len(before)
    stop = floor + len(inner)
    opening = [line for line in lines_of(inner) if not inner[line:].lstrip(" ").startswith(("}", "]"))]
    for line, (path, value) in zip(opening, walked(document), strict=True):
        line += floor

        region = region_at(text, line, stop)

        assert path_at(text, line, floor) == path
        assert (region is not None) == bool(isinstance(value, dict | list) and value)
        if region:
            assert json.loads(text[region.start - 1 : region.end + 1]) == value
            assert count_inside(text, region) == len(value)
            assert path_at(text, text.rfind("\n", 0, region.end) + 1, floor) == path


@given(documents)
@settings(deadline=None, max_examples=100)
def test_parent_of_a_line_is_the_one_that_opens_it(document: Any) -> None:
    text = laid_out(document)
    for line in lines_of(text)[1:]:
        parent = parent_line(text, line, 0)

        if parent is None:
            assert not text.startswith(" ", line)
        else:
            region = region_at(text, parent, len(text))
            assert region is not None
            assert region.start < line <= region.end


def test_outermost_regions_leave_out_what_is_inside_of_them() -> None:
    text = laid_out([{"a": {"b": 1}}, [], [[2]], 3])

    regions = list(outermost(text, 2, len(text)))

    assert [json.loads(text[r.start - 1 : r.end + 1]) for r in regions] == [{"a": {"b": 1}}, [[2]]]


def test_summary_counts_keys_and_items() -> None:
    text = laid_out({"one": {"a": 1}, "many": [0] * 1234})
    regions = list(outermost(text, 2, len(text)))

    assert [summary(text, region) for region in regions] == ["…} 1 key", "…] 1,234 items"]


def test_json_that_is_cut_opens_nothing_that_it_does_not_close() -> None:
    cut = laid_out({"a": {"b": [1, 2]}}).rpartition("]")[0]
    text = f"{cut}\n{laid_out({'z': [1]})}"

    assert list(outermost(text, 0, len(cut))) == []
    assert region_at(text, 0, len(text)) is None
