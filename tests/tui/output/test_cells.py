from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from upl_tui.tui.output.cells import first_uncertain, is_certain, parse_cells, text_of
from upl_tui.tui.output.pen import NotUnderstood

FAMILY = "\U0001f469\u200d\U0001f680"


@settings(deadline=None, max_examples=200)
@given(
    text=st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.sampled_from("é漢\u0301\ufe0f\u200d")
    )
)
def test_cells_hold_the_text_and_are_as_many_as_textual_counts(text: str) -> None:
    cells = parse_cells("_" + text)

    assert text_of(cells) == "_" + text
    assert len(cells) == cell_len("_" + text)


def test_cells_of_wide_and_marked_characters() -> None:
    assert [text for text, _ in parse_cells(f"a\u0301漢{FAMILY}b")] == ["a\u0301", "漢", "", FAMILY, "", "b"]


def test_mark_joins_the_character_before_it_though_another_pen_draws_it() -> None:
    assert [text for text, _ in parse_cells("漢\x1b[1m\u0301\x1b[0m")] == ["漢\u0301", ""]


@pytest.mark.parametrize(
    "text", ["a\tb", "a\x1b[2Kb", "\x1b[1mnever ended", "\x9bm", "\u0301", "\x1b]8;;x\x1b\\y", "\x1b"]
)
def test_text_with_anything_else_in_it_is_not_understood(text: str) -> None:
    with pytest.raises(NotUnderstood):
        parse_cells(text)


@pytest.mark.parametrize("text", ["a", "漢", "한", "ﾊ", "│", "▄", "…", "✓", "e\u0301", "漢\u0301"])
def test_character_that_terminals_agree_on_is_certain(text: str) -> None:
    assert is_certain(text)


@pytest.mark.parametrize(
    "text", ["é", "→", "Я", "🚀", "✅", FAMILY, "❤\ufe0f", "\ue0b0", "\xad", "\U000e1234", "क\u093f"]
)
def test_character_that_terminals_disagree_on_is_not(text: str) -> None:
    assert not is_certain(text)


def test_row_is_uncertain_from_such_a_character_on_and_at_the_edge_one_column_earlier() -> None:
    assert first_uncertain(parse_cells("plain")) == 5
    assert first_uncertain(parse_cells("a🚀bcd")) == 1
    assert first_uncertain(parse_cells("abcdé")) == 3
