from __future__ import annotations

import pytest
from textual._ansi_sequences import SYNC_END, SYNC_START

from upl_tui.tui.output import driver
from upl_tui.tui.output.cells import parse_cells
from upl_tui.tui.output.frame import Frame, Run, parse_frame
from upl_tui.tui.output.pen import NotUnderstood


def test_frame_is_runs_at_their_places_and_the_cursor() -> None:
    text = "\x1b[1;3H\x1b[31mab\x1b[0m\r\n\x1b[2;1H漢\x1b[2;5Hx\x1b[3;2H".replace("\r", "")

    frame = parse_frame(text, 5, 3)

    red = parse_cells("\x1b[31mab\x1b[0m")
    assert frame == Frame([Run(2, 0, red), Run(0, 1, parse_cells("漢")), Run(4, 1, parse_cells("x"))], (1, 2))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text",
        "\x1b[1;1Htext without a cursor",
        "text first\x1b[1;1H",
        "\x1b[1;5Hab\x1b[1;1H",
        "\x1b[4;1Ha\x1b[1;1H",
        "\x1b[0;1Ha\x1b[1;1H",
        "\x1b[3;1Hscrolls\n\x1b[1;1H",
        "\x1b[1;1Ha\nb\x1b[1;1H",
        "\x1b[1;1H\x1b[2J\x1b[1;1H",
    ],
)
def test_anything_but_a_frame_of_that_size_is_not_understood(text: str) -> None:
    with pytest.raises(NotUnderstood):
        parse_frame(text, 5, 3)


def test_textual_encloses_updates_as_expected() -> None:
    assert (driver.UPDATE_START, driver.UPDATE_END) == (SYNC_START, SYNC_END)
