from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from tests.hands import click, resize
from upl_tui.tui.widgets.tab_bar import TabBar

TABS = [("info", "Info"), ("console", "Console"), ("network", "Network")]


class BarApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.activated: list[str] = []

    def compose(self) -> ComposeResult:
        yield TabBar(TABS)

    @property
    def bar(self) -> TabBar:
        return self.query_one(TabBar)

    def on_tab_bar_activated(self, message: TabBar.Activated) -> None:
        self.activated.append(message.key)


async def test_bar_shows_numbers_titles_badges_and_brackets_the_open_tab() -> None:
    app = BarApp()
    async with app.run_test(size=(60, 5)):
        app.bar.set_badge("console", "71 ✕9")
        app.bar.set_active("network")

        assert app.bar.render_line(0).text.rstrip() == " 1 Info  2 Console 71 ✕9 [3 Network]"


async def test_bar_shows_hits_behind_badges_and_keeps_them_longer() -> None:
    app = BarApp()
    async with app.run_test(size=(60, 5)) as pilot:
        app.bar.set_badge("console", "71 ✕9")
        app.bar.set_hits("console", 4)
        app.bar.set_hits("network", 0)
        assert app.bar.render_line(0).text.rstrip() == "[1 Info] 2 Console 71 ✕9 /4  3 Network /0"

        await resize(pilot, 40, 5)
        assert app.bar.render_line(0).text.rstrip() == "[1 Info] 2 Console ✕9 /4  3 Network /0"

        app.bar.set_hits("console", None)
        app.bar.set_hits("network", None)
        assert app.bar.render_line(0).text.rstrip() == "[1 Info] 2 Console 71 ✕9  3 Network"


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (33, "[1 Info] 2 Console ✕9  3 Network"),
        (30, "[1 Info] 2 Console  3 Network"),
        (20, "[1 Info] 2 ✕9  3"),
        (14, "[1 Info] 2  3"),
    ],
)
async def test_bar_without_room_drops_counts_then_problems_then_titles(width: int, shown: str) -> None:
    app = BarApp()
    async with app.run_test(size=(width, 5)):
        app.bar.set_badge("console", "1,000,000 ✕9")

        assert app.bar.render_line(0).text.rstrip() == shown


async def test_click_on_a_tab_tells_its_key() -> None:
    app = BarApp()
    async with app.run_test(size=(60, 5)) as pilot:
        await click(pilot, TabBar, offset=(10, 0))
        await click(pilot, TabBar, offset=(55, 0))

        assert app.activated == ["console"]


async def test_hostile_badge_is_harmless() -> None:
    app = BarApp()
    async with app.run_test(size=(60, 5)):
        app.bar.set_badge("info", "\x1b[2J")

        assert "\\x1b[2J" in app.bar.render_line(0).text
