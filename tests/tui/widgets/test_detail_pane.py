from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.hands import press, rest, until
from upl_tui.logs.spec import Section
from upl_tui.tui.widgets.detail_pane import DetailPane
from upl_tui.tui.widgets.said import Said

BODY = json.dumps({"items": [{"name": f"cup {number}"} for number in range(30_000)]}, indent=2)


class PaneApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def compose(self) -> ComposeResult:
        yield DetailPane()

    @property
    def pane(self) -> DetailPane:
        return self.query_one(DetailPane)

    def on_said(self, message: Said) -> None:
        self.said.append(message.text)


@asynccontextmanager
async def reading(*sections: Section) -> AsyncIterator[tuple[PaneApp, Pilot[None]]]:
    app = PaneApp()
    async with app.run_test(size=(80, 20)) as pilot:
        app.pane.read("N1", lambda: [[section] for section in sections])
        await until(lambda: app.pane.text.folding_parts())
        app.pane.text.focus()
        await rest(pilot)
        yield app, pilot


def title(app: PaneApp) -> str:
    return str(app.pane.border_title)


async def test_title_has_the_path_of_the_line_under_the_cursor() -> None:
    async with reading(Section("body", "Body", BODY, "json")) as (app, pilot):
        await press(pilot, *"jjjj")
        await until(lambda: title(app) == "N1  $.items[0].name")

        await press(pilot, "g")
        await until(lambda: title(app) == "N1")


async def test_search_goes_to_the_first_hit_of_a_long_text_and_counts_all() -> None:
    async with reading(Section("body", "Body", BODY, "json")) as (app, pilot):
        await press(pilot, "slash", *"cup 29", "enter")
        await until(lambda: "/cup 29 1/1111" in title(app))

        assert app.pane.text.line_text().strip() == '"name": "cup 29"'


async def test_search_without_a_hit_says_so() -> None:
    async with reading(Section("body", "Body", BODY, "json")) as (app, pilot):
        await press(pilot, "slash", *"teapot", "enter")
        await until(lambda: app.said)

        assert app.said == ["Not found here: teapot"]


async def test_another_entry_stops_the_one_that_is_read() -> None:
    made: list[int] = []

    def endless() -> str:
        made.append(1)
        return "x" * 100_000

    first = Section("body", "Body", "first", "json", more=iter(endless, None))
    async with reading(first) as (app, _):
        app.pane.read("N2", lambda: [[Section("body", "Body", "second")]])
        await until(lambda: title(app) == "N2")
        count = len(made)
        await app.workers.wait_for_complete()

        assert len(made) <= count + 40
