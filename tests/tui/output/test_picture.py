from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tui.output.model import Screen, TerminalModel
from tests.tui.output.painting import AGREED, UNSURE, Step, histories
from upl_tui.tui.output.frame import parse_frame
from upl_tui.tui.output.picture import Picture

History = list[Step]


class Output:
    """A picture and the terminal that is sent its sequences."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self._terminal = TerminalModel(screen)
        self.forget()

    def forget(self) -> None:
        """Start anew with all unknown, in the size that the terminal has now."""
        size = (self.screen.columns, self.screen.lines)
        self._picture = Picture(*size, erases_in_colour=self.screen.erases_in_colour)

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size."""
        self.screen.resize(lines, columns)
        self.forget()

    def show(self, text: str) -> str:
        """Send the differences to a frame; what was sent."""
        sent = self._picture.show(parse_frame(text, *self._picture.size))
        self._terminal.feed(sent)
        return sent


def take(output: Output, step: Step) -> None:
    if step.size != (output.screen.columns, output.screen.lines):
        output.resize(*step.size)
    if step.forgets:
        output.forget()
    output.show(step.frame())


@settings(deadline=None, max_examples=150)
@given(history=histories(AGREED), erases_in_colour=st.booleans())
def test_terminal_after_differences_shows_what_it_shows_after_textuals_own_output(
    history: History, erases_in_colour: bool
) -> None:
    ours = Output(Screen(*history[0].size, erases_in_colour=erases_in_colour))
    plain = Screen(*history[0].size)
    terminal = TerminalModel(plain)

    for step in history:
        take(ours, step)
        plain.resize(*reversed(step.size))
        terminal.feed(step.frame())

        assert ours.screen.looks() == plain.looks()
        assert (ours.screen.cursor.x, ours.screen.cursor.y) == (plain.cursor.x, plain.cursor.y)
        assert ours.screen.cursor.attrs == plain.cursor.attrs
        assert (ours.screen.link, ours.screen.margins) == ("", None)


def all_narrow(char: str) -> int:
    """A terminal older than the emoji."""
    return 1 if cell_len(char) == 2 and not "\u1100" <= char <= "\uffe6" else cell_len(char)


def all_wide(char: str) -> int:
    """A terminal in an East Asian setting."""
    return 2 if char in "éЯ→\ue0b0" else cell_len(char)


@pytest.mark.parametrize("width_of", [cell_len, all_narrow, all_wide])
@settings(deadline=None, max_examples=100)
@given(history=histories([*AGREED, *UNSURE]))
def test_terminal_of_any_opinion_on_widths_after_differences_shows_what_a_repaint_shows(
    width_of: Callable[[str], int], history: History
) -> None:
    ours = Output(Screen(*history[0].size, width_of=width_of))

    for step in history:
        take(ours, step)
        repainted = Output(Screen(*step.size, width_of=width_of))
        repainted.show(step.whole_frame())

        assert ours.screen.looks() == repainted.screen.looks()
