from __future__ import annotations

import pytest

from upl_tui.tui.output.pen import PLAIN, NotUnderstood, Pen, after_sgr, change, for_blank

RED_ON_BLUE = after_sgr(PLAIN, "31;44")


def test_sgr_of_rich_is_read_in_any_order_and_reset_by_zero() -> None:
    pen = after_sgr(PLAIN, "4;1;38;2;1;2;3;48;5;200")

    assert pen == Pen((1, 4), "38;2;1;2;3", "48;5;200")
    assert after_sgr(pen, "0") == after_sgr(pen, "") == PLAIN
    assert after_sgr(pen, "39;49") == Pen((1, 4))


@pytest.mark.parametrize("parameters", ["22", "10", "38", "38;2;1;2", "38;9;1", "48;5"])
def test_sgr_that_rich_never_writes_is_not_understood(parameters: str) -> None:
    with pytest.raises(NotUnderstood):
        after_sgr(PLAIN, parameters)


@pytest.mark.parametrize(
    ("before", "wanted", "sequence"),
    [
        ("", "", ""),
        ("31;44", "", "\x1b[m"),
        ("31;44", "32;44", "\x1b[32m"),
        ("1;31;44", "31;44", "\x1b[22m"),
        ("1;2;38;5;100;44", "2;38;5;100;44", "\x1b[22;2m"),
        ("21;31", "31", "\x1b[0;31m"),
    ],
)
def test_change_is_the_shortest_sequence(before: str, wanted: str, sequence: str) -> None:
    wanted_pen = after_sgr(PLAIN, wanted)

    assert change(after_sgr(PLAIN, before), wanted_pen) == (sequence, wanted_pen)


def test_blank_is_drawn_with_whatever_pen_has_its_background() -> None:
    assert change(RED_ON_BLUE, for_blank(after_sgr(PLAIN, "1;32;44"))) == ("", RED_ON_BLUE)


def test_underline_and_reverse_are_seen_on_blanks() -> None:
    underlined = after_sgr(RED_ON_BLUE, "4")

    assert for_blank(underlined) == underlined
    assert change(underlined, for_blank(RED_ON_BLUE)) == ("\x1b[24m", RED_ON_BLUE)


def test_link_is_opened_with_its_id_and_closed() -> None:
    linked = PLAIN._replace(link="id=7;https://example.com")

    assert change(PLAIN, linked)[0] == "\x1b]8;id=7;https://example.com\x1b\\"
    assert change(linked, PLAIN)[0] == "\x1b]8;;\x1b\\"
