"""What must hold for every framed file, and JSON texts to frame."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from upl_tui.formats.rows import Document, Unparsed

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    | st.sampled_from(['"', "\\", '\\"', "}", "},{", "[", "],", '{"a":1}', "\n", "\r\n", "\u2028", "é", "🤖"])
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["a", "b", "é", "}{"]), inner, max_size=4)
    ),
    max_leaves=12,
)
objects = st.dictionaries(st.sampled_from(["t", "msg", "args", "}"]), values, min_size=1, max_size=3)


def dumped(value: Any, style: int) -> str:
    """JSON in one of four ways of writing."""
    if style == 0:
        return json.dumps(value, separators=(",", ":"))
    if style == 1:
        return json.dumps(value, ensure_ascii=False)
    if style == 2:
        return json.dumps(value, indent=2, ensure_ascii=False)
    return json.dumps(value, indent="\t").replace("\n", "\r\n")


def spans(document: Document) -> list[tuple[int, int]]:
    return sorted(span for rows in document.collections for span in zip(rows.starts, rows.ends, strict=True))


def assert_sound(document: Document) -> None:
    """Spans are inside the data and apart from each other; values are what their bytes say."""
    for start, end in spans(document):
        assert 0 <= start < end <= len(document.data)
    for (_, end), (start, _) in pairwise(spans(document)):
        assert end <= start
    for rows in document.collections:
        assert len(rows.starts) == len(rows.ends)
        assert rows.keys is None or len(rows.keys) == len(rows)
        batched = [value for _, batch in rows.batches(3) for value in batch]
        assert len(batched) == len(rows)
        for index in range(len(rows)):
            rows.value(index)
            assert rows.source(index).strip()


def loaded(document: Document) -> list[list[Any]]:
    """All values of all collections."""
    return [[rows.value(index) for index in range(len(rows))] for rows in document.collections]


def unparsed(document: Document) -> int:
    """Number of raw rows."""
    return sum(isinstance(value, Unparsed) for one in loaded(document) for value in one)
