from __future__ import annotations

from upl_tui.tui.output.cells import UNKNOWN, parse_cells
from upl_tui.tui.output.scroll import Row, Scroll, find_scroll

WIDTH = 30


def row(text: str) -> Row:
    return list(parse_cells(text.ljust(WIDTH)))


LINES = [row(letter * WIDTH) for letter in "abcdefghijklmnopqrst"]


def changed(shown: list[Row], wanted: list[Row]) -> dict[int, Row]:
    return {y: new for y, (old, new) in enumerate(zip(shown, wanted, strict=True)) if old != new}


def test_list_that_moved_up_under_a_header_is_a_scroll_of_its_rows() -> None:
    header, footer = row("header"), row("footer")
    shown = [header, *LINES[:8], footer]
    wanted = [header, *LINES[3:11], footer]

    assert find_scroll(shown, changed(shown, wanted)) == Scroll(1, 8, 3)


def test_list_that_moved_down_is_a_scroll_though_one_row_changed_meanwhile() -> None:
    shown = LINES[2:10]
    wanted = [*LINES[1:5], row("other"), *LINES[6:9]]

    assert find_scroll(shown, changed(shown, wanted)) == Scroll(0, 7, -1)


def test_rows_that_hardly_differ_are_no_scroll_because_drawing_costs_less() -> None:
    shown = [row(f"{number} is the number of this") for number in range(8)]
    wanted = [*shown[1:], row("8 is the number of this")]

    assert find_scroll(shown, changed(shown, wanted)) is None


def test_rows_of_which_a_part_is_unknown_are_not_scrolled() -> None:
    shown = [[*line[:-1], UNKNOWN] for line in LINES[:8]]
    wanted = [[*line[:-1], UNKNOWN] for line in LINES[1:9]]

    assert find_scroll(shown, changed(shown, wanted)) is None


def test_few_rows_or_new_ones_are_no_scroll() -> None:
    shown = LINES[:8]

    assert find_scroll(shown, changed(shown, LINES[10:18])) is None
    assert find_scroll(shown, {1: LINES[2], 2: LINES[3]}) is None
