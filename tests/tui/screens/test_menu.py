from __future__ import annotations

from textual.app import App
from textual.containers import VerticalScroll

from tests.hands import press, rest, until
from upl_tui.tui.screens.menu import Choice, Menu

CHOICES = [Choice(letter, f"choice {letter}", letter) for letter in "abcdefghijklmnopqrs"]


async def test_menu_of_more_choices_than_lines_fits_the_screen_and_scrolls() -> None:
    app: App[None] = App()
    async with app.run_test(size=(60, 12)) as pilot:
        menu = Menu("letters", CHOICES)
        answers: list[str | None] = []
        await app.push_screen(menu, answers.append)
        box = menu.query_one(VerticalScroll)
        await rest(pilot)

        assert box.region.bottom <= 12
        await press(pilot, "pagedown")
        await until(lambda: box.scroll_y > 0)

        await press(pilot, "q")
        assert answers == ["q"]
