from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from upl_tui.tui.widgets.text_rows import TextRows, shown

TEXT = st.text(st.characters() | st.sampled_from("\n\r\t\x1b漢e\u0301👩a b"), max_size=200)


def lines(rows: TextRows) -> list[str]:
    return [rows.text[slice(*rows.span(row))] for row in range(len(rows))]


@given(TEXT)
@settings(deadline=None)
def test_rows_without_width_are_the_lines(text: str) -> None:
    assert lines(TextRows(text)) == text.replace("\r\n", "\n").split("\n")


@given(TEXT, st.integers(10, 60))
@settings(deadline=None)
def test_rows_with_a_width_fit_it_and_lose_nothing(text: str, width: int) -> None:
    rows = TextRows(text, width)

    assert "".join(lines(rows)) == text.replace("\r\n", "").replace("\n", "")
    assert all(cell_len(shown(line)) <= width for line in lines(rows))


@given(TEXT, st.none() | st.integers(1, 60), st.data())
@settings(deadline=None)
def test_row_at_a_position_is_the_row_that_holds_it(
    text: str, width: int | None, data: st.DataObject
) -> None:
    rows = TextRows(text, width)
    position = data.draw(st.integers(0, len(text)))

    row = rows.row_at(position)

    assert rows.span(row)[0] <= position
    assert row + 1 == len(rows) or position < rows.span(row + 1)[0]


@given(TEXT, TEXT, st.none() | st.integers(1, 60))
@settings(deadline=None)
def test_rows_below_known_ones_are_those_of_the_whole_text(above: str, below: str, width: int | None) -> None:
    whole = TextRows(above + below, width)

    extended = TextRows(above + below, width, TextRows(above, width))

    assert lines(extended) == lines(whole)


def test_rows_wrapped_are_as_few_as_possible() -> None:
    assert lines(TextRows("a" * 25 + "\n" + "漢" * 10, 10)) == [
        "a" * 10,
        "a" * 10,
        "a" * 5,
        "漢" * 5,
        "漢" * 5,
    ]


def test_line_span_of_a_wrapped_row_is_the_whole_line() -> None:
    rows = TextRows("ab\r\n" + "x" * 25, 10)

    assert rows.line_span(0) == (0, 2)
    assert rows.line_span(2) == (4, 29)
