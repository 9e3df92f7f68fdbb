from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from tests.hands import click, rest
from tests.tui.widgets.logs import SPEC, console_log, rows_of
from upl_tui.entries import Severity
from upl_tui.tui.widgets.bar_marks import Marks, marks_by_cell
from upl_tui.tui.widgets.log_table import LogTable

ERROR = int(Severity.ERROR)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=60), st.integers(1, 30))
@settings(deadline=None, max_examples=150)
def test_every_mark_is_in_its_cell_and_no_cell_marks_more(rows: list[tuple[bool, bool]], cells: int) -> None:
    hits = [at for at, (hit, _) in enumerate(rows) if hit]
    severities = bytes(ERROR if problem else 0 for _, problem in rows)

    marks = marks_by_cell(cells, len(rows), hits, severities, (ERROR,))

    assert len(marks) == cells
    if len(rows) >= cells:
        for cell, mark in enumerate(marks):
            mine = rows[len(rows) * cell // cells : len(rows) * (cell + 1) // cells]
            assert mark == Marks(any(hit for hit, _ in mine), any(problem for _, problem in mine))
    assert any(mark.hit for mark in marks) == bool(hits)


def test_glyphs_differ_in_shape() -> None:
    glyphs = {Marks(hit, problem).glyph for hit in (False, True) for problem in (False, True)}

    assert len(glyphs) == 4


class BarApp(App[None]):
    def compose(self) -> ComposeResult:
        yield LogTable()

    @property
    def table(self) -> LogTable:
        return self.query_one(LogTable)

    def on_mount(self) -> None:
        log = console_log([f"message {i}" for i in range(1000)])
        severities = bytearray(1000)
        severities[990] = ERROR
        self.table.show(SPEC, rows_of(log, severities=bytes(severities)))
        self.table.focus()


def bar(app: BarApp) -> list[str]:
    shown = app.table.vertical_scrollbar
    return [strip.text for strip in shown.render_lines(shown.size.region)]


async def test_bar_shows_hits_and_problems_where_they_are() -> None:
    app = BarApp()
    async with app.run_test(size=(60, 21)) as pilot:
        app.table.set_hits([500])
        await rest(pilot)

        cells = bar(app)
        assert cells[-1] == "•"
        assert [at for at, cell in enumerate(cells) if cell == "━"] == [len(cells) // 2]


async def test_click_on_the_bar_goes_to_what_it_marks() -> None:
    app = BarApp()
    async with app.run_test(size=(60, 21)) as pilot:
        await click(pilot, offset=(59, 10))
        await rest(pilot)

        assert abs(app.table.cursor - 500) < 50
        assert app.table.top <= app.table.cursor < app.table.top + app.table.page
