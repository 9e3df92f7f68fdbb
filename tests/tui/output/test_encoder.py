from __future__ import annotations

import pytest

from upl_tui.tui.output.cells import Cell, parse_cells
from upl_tui.tui.output.encoder import Encoder

BLUE = "\x1b[44m"
END = "\x1b[0m"


def cells(text: str) -> list[Cell]:
    return list(parse_cells(text))


def row(before: str, after: str, *, erases_in_colour: bool = True) -> str:
    encoder = Encoder(erases_in_colour=erases_in_colour)
    encoder.move(0, 0)
    encoder.row(0, cells(before), cells(after))
    return encoder.sequence().removeprefix("\x1b[1H")


def test_only_changed_cells_are_drawn_and_short_gaps_with_them() -> None:
    assert row("one two three and four", "one TWO three and FOUR") == "\x1b[4CTWO\x1b[11CFOUR"
    assert row("a-b-c", "A-B-C") == "A-B-C"


def test_blanks_are_erased_to_the_end_of_the_row_and_in_it() -> None:
    assert row("a" + "x" * 20, "a" + " " * 20) == "\x1b[C\x1b[K"
    assert row("x" * 20 + "|", " " * 20 + "|") == "\x1b[20X"
    assert row("x" * 20 + "|", " " * 20 + "!") == "\x1b[20X\x1b[20C!"


def test_blanks_in_colour_are_drawn_where_the_terminal_erases_without() -> None:
    after = f"{BLUE}{' ' * 20}{END}"

    assert row("x" * 20, after) == f"{BLUE}\x1b[K\x1b[m"
    assert row("x" * 20, after, erases_in_colour=False) == f"{BLUE}{' ' * 20}\x1b[m"
    assert row("x" * 20, " " * 20, erases_in_colour=False) == "\x1b[K"
    assert row("x" * 20 + "|", " " * 20 + "|", erases_in_colour=False) == " " * 20


def test_wide_character_is_drawn_once_for_both_cells() -> None:
    assert row("漢字a", "漢語b") == "\x1b[2C語b"
    assert row("漢字a", "ab字a") == "ab"


def test_row_is_drawn_to_its_end_from_an_uncertain_character_on() -> None:
    assert row("a é bcd e", "A é bcd E") == "A\x1b[Cé bcd E"
    assert row("a é bcd e", "A é bcd e") == "A"
    assert row("aé bcd", "a- bcd") == "\x1b[C- bcd"


def test_wide_uncertain_character_comes_onto_blanks_and_leaves_the_cursor_behind_it() -> None:
    assert row("a....b", "a🚀..b") == "\x1b[C  \x1b[2G🚀\x1b[4G..b"


@pytest.mark.parametrize(
    ("start", "end", "sequence"),
    [
        ((0, 0), (0, 0), ""),
        ((5, 5), (0, 5), "\r"),
        ((5, 5), (4, 5), "\b"),
        ((5, 5), (9, 5), "\x1b[4C"),
        ((50, 5), (5, 5), "\x1b[6G"),
        ((5, 5), (5, 6), "\x1b[B"),
        ((5, 5), (0, 0), "\x1b[1H"),
        ((50, 5), (60, 30), "\x1b[31;61H"),
        (None, (4, 2), "\x1b[3;5H"),
    ],
)
def test_cursor_goes_the_shortest_way(
    start: tuple[int, int] | None, end: tuple[int, int], sequence: str
) -> None:
    encoder = Encoder(erases_in_colour=True)
    if start is not None:
        encoder.move(*start)
    before = encoder.sequence()

    encoder.move(*end)

    assert encoder.sequence().removeprefix(before) == sequence
