from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.hands import press, rest
from upl_tui.logs.spec import Section
from upl_tui.tui.widgets.detail_text import DetailText
from upl_tui.tui.widgets.section_rows import SectionRows
from upl_tui.tui.widgets.text_rows import TextRows

EMPTY = SectionRows(TextRows(""))


def section(key: str, lines: int = 30, language: str = "text") -> Section:
    return Section(key, key.title(), "\n".join(f"{key} {i}" for i in range(lines)), language)


def detail(*keys: str) -> SectionRows:
    return EMPTY.with_more([section(key) for key in keys])


class DetailApp(App[None]):
    def compose(self) -> ComposeResult:
        yield DetailText()

    @property
    def text(self) -> DetailText:
        return self.query_one(DetailText)


@asynccontextmanager
async def showing(sections: SectionRows) -> AsyncIterator[tuple[DetailText, Pilot[None]]]:
    app = DetailApp()
    async with app.run_test(size=(40, 10)) as pilot:
        app.text.show_sections(sections)
        app.text.focus()
        await rest(pilot)
        yield app.text, pilot


async def test_more_sections_leave_cursor_and_scroll_where_they_are() -> None:
    async with showing(detail("one")) as (text, pilot):
        await press(pilot, *"jjjjjjjjjjjj")
        before = (text.cursor, text.top, text.render_line(0).text)

        text.extend_sections(detail("one", "two", "three"))
        await rest(pilot)

        assert (text.cursor, text.top, text.render_line(0).text) == before
        await press(pilot, "}")
        assert text.line_text() == "Two"


async def test_section_that_was_open_is_opened_again_when_it_arrives() -> None:
    async with showing(detail("one", "two")) as (text, pilot):
        await press(pilot, "}")

        text.show_sections(detail("one"))
        assert text.line_text() == "One"
        text.extend_sections(detail("one", "two"))
        await rest(pilot)

        assert text.line_text() == "Two"
        assert text.render_line(0).text.rstrip() == "Two"


async def test_section_that_arrives_after_the_person_moved_is_not_opened() -> None:
    async with showing(detail("one", "two")) as (text, pilot):
        await press(pilot, "}")
        text.show_sections(detail("one"))
        await press(pilot, "j")

        text.extend_sections(detail("one", "two"))

        assert text.line_text() == "one 0"


async def test_section_wanted_is_remembered_past_an_entry_that_had_no_time_to_show_it() -> None:
    async with showing(detail("one", "two")) as (text, pilot):
        await press(pilot, "}")
        text.show_sections(detail("one"))
        text.show_sections(detail("one"))

        text.extend_sections(detail("one", "two"))

        assert text.line_text() == "Two"


async def test_entry_left_at_its_first_section_opens_the_next_one_there() -> None:
    async with showing(detail("one", "two")) as (text, pilot):
        await press(pilot, "}", "g")

        text.show_sections(detail("one", "two"))

        assert text.line_text() == "One"


async def test_entry_opens_at_its_top_when_the_one_before_was_left_there() -> None:
    async with showing(detail("overview", "two")) as (text, pilot):
        text.show_sections(detail("explained", "overview", "two"))
        await rest(pilot)

        assert text.line_text() == "Explained"
