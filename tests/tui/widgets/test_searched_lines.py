"""Lines with a search, on the Info list: what is marked is what was found, however the lines are broken."""

from __future__ import annotations

import itertools
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from tests.hands import resize, rest
from tests.tui.widgets.logs import HOSTILE
from upl_tui.info import Group, Line
from upl_tui.query.search import compile_search
from upl_tui.safe_text import visible
from upl_tui.tui.fitting import broken
from upl_tui.tui.widgets.info_pane import InfoView


class Shown(App[None]):
    def __init__(self, *groups: Group) -> None:
        super().__init__()
        self.groups = groups
        self.view = InfoView()

    def compose(self) -> ComposeResult:
        yield self.view

    def on_mount(self) -> None:
        self.view.show(self.groups)

    def marked(self) -> str:
        """What is drawn reversed, line by line."""
        strips = (self.view.render_line(y) for y in range(self.view.size.height))
        return "".join(s.text for strip in strips for s in strip if s.style and s.style.reverse)


NOTES = Group(
    "Notes", (Line("Creator", "Mara"), Line("", "one two three four five six seven eight nine ten"))
)


async def test_hit_that_is_broken_over_two_lines_is_marked_on_both() -> None:
    app = Shown(NOTES)
    async with app.run_test(size=(24, 12)) as pilot:
        await rest(pilot)
        app.view.set_hits(compile_search("three four five six").spans(app.view.searched_text))

        assert app.marked().replace(" ", "") == "threefourfivesix"
        await resize(pilot, 60, 12)
        await rest(pilot)
        assert app.marked() == "three four five six"


async def test_hit_over_label_and_value_is_found_as_it_reads() -> None:
    app = Shown(NOTES)
    async with app.run_test(size=(60, 12)) as pilot:
        await rest(pilot)
        app.view.set_hits(compile_search("Creator Mara").spans(app.view.searched_text))

        place = app.view.enter(1)

        assert place is not None
        assert place.total == 1
        assert app.view.line == NOTES.lines[0]
        assert app.marked() == "CreatorMara"


async def test_hostile_value_is_searched_as_it_is_shown_and_other_text_forgets_the_hits() -> None:
    app = Shown(Group("Other", (Line("key", HOSTILE),)))
    async with app.run_test(size=(30, 20)) as pilot:
        await rest(pilot)
        app.view.set_hits(compile_search(r"\x1b").spans(app.view.searched_text))
        assert app.marked() == r"\x1b"

        app.view.show((NOTES,))

        assert not app.marked()
        assert app.view.step(1) is None


@given(st.text(st.sampled_from("ab 漢é "), max_size=60), st.integers(2, 12))
@settings(max_examples=150, deadline=None)
def test_broken_lines_fit_and_leave_out_nothing_but_blanks(text: str, room: int) -> None:
    from rich.cells import cell_len

    text = visible(text)
    lines = [text[start:end] for start, end in broken(text, room)]

    assert lines
    assert all(cell_len(line) <= room for line in lines)
    assert re.sub(" ", "", "".join(lines)) == re.sub(" ", "", text)
    assert not any(a and b and a[-1] != " " and b[0] == " " for a, b in itertools.pairwise(lines))


def test_broken_lines_of_a_megabyte_are_made_in_one_pass() -> None:
    text = "x" * 1_000_000

    lines = list(broken(text, 80))

    assert len(lines) == 12_500
    assert lines[-1] == (999_920, 1_000_000)
