from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.logs.json_lines import Region, outermost
from upl_tui.tui.widgets.folds import FoldedRows, Folds
from upl_tui.tui.widgets.text_rows import TextRows

values = st.recursive(
    st.integers() | st.text("ab ", max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab", max_size=3), inner, max_size=4),
)


def regions(text: str) -> list[Region]:
    found: list[Region] = []
    waiting = list(outermost(text, 0, len(text)))
    while waiting:
        region = waiting.pop()
        found.append(region)
        waiting += outermost(text, region.start + 1, region.end)
    return sorted(found)


@given(st.lists(values, max_size=6), st.sets(st.integers(0, 30)), st.none() | st.integers(4, 20))
@settings(deadline=None, max_examples=200)
def test_rows_are_those_that_no_closed_fold_hides(value: Any, closed: set[int], width: int | None) -> None:
    text = json.dumps(value, indent=2)
    folds = Folds()
    chosen = [region for number, region in enumerate(regions(text)) if number in closed]
    folds.close(chosen)
    whole = TextRows(text, width)

    rows = FoldedRows(whole, folds.outermost())

    def is_hidden(row: int) -> bool:
        line, _ = whole.line_span(row)
        return any(region.start < line <= region.end for region in chosen)

    expected = [whole.span(row) for row in range(len(whole)) if not is_hidden(row)]
    assert [rows.span(row) for row in range(len(rows))] == expected
    for row, (start, _) in enumerate(expected):
        assert rows.row_at(start) == row
        if region := rows.fold_behind(row):
            assert all(rows.row_at(position) == row for position in range(region.start, region.end + 1))
            assert folds.hiding(region.end) == region
    assert sum(rows.fold_behind(row) is not None for row in range(len(rows))) == len(folds.outermost())


def test_deep_fold_says_so_once_when_it_is_opened() -> None:
    folds, region = Folds(), Region(1, 5)
    folds.close([region], deep=True)

    assert folds.is_closed(region)
    assert folds.open(region)
    assert not folds.is_closed(region)
    folds.close([region])
    assert not folds.open(region)
