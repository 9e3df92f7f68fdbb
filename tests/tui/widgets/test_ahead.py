from __future__ import annotations

from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from tests.hands import press, rest, until
from upl_tui.tui.widgets.ahead import Ahead
from upl_tui.tui.widgets.line_view import LineView


class Numbers(LineView):
    """A hundred lines that note when they are drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[int] = []

    @property
    def line_count(self) -> int:
        return 100

    def row_key(self, index: int) -> int:
        return index

    def render_row(self, index: int, width: int, selected: bool) -> Strip:
        self.drawn.append(index)
        return self.paint([(f"line {index}", "", False)], width, selected)


class NumbersApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Numbers()

    def on_mount(self) -> None:
        numbers = self.query_one(Numbers)
        numbers.rows_changed()
        numbers.focus()


async def test_page_is_drawn_before_the_person_turns_to_it() -> None:
    app = NumbersApp()
    async with app.run_test(size=(20, 10)) as pilot:
        await rest(pilot)
        numbers = app.query_one(Numbers)
        await press(pilot, "space")
        await rest(pilot)
        page = range(numbers.top, numbers.top + numbers.page)
        following = range(page.stop, page.stop + numbers.page)
        await until(lambda: {*page, *following} <= set(numbers.drawn))

        numbers.drawn.clear()
        await press(pilot, "space")
        beyond = set(range(following.stop, following.stop + numbers.page))
        await until(lambda: beyond <= set(numbers.drawn))
        assert numbers.top == following.start
        assert set(numbers.drawn) - beyond == {numbers.cursor}


async def test_page_above_is_drawn_ahead_on_the_way_up() -> None:
    app = NumbersApp()
    async with app.run_test(size=(20, 10)) as pilot:
        numbers = app.query_one(Numbers)
        await press(pilot, "G", "b")
        above = set(range(numbers.top - numbers.page, numbers.top))

        await until(lambda: above <= set(numbers.drawn))


async def test_rows_asked_for_before_are_left_once_others_are_asked_for() -> None:
    app = NumbersApp()
    done: list[int] = []
    async with app.run_test() as pilot:
        await rest(pilot)
        widget: Widget = app.query_one(Numbers)
        ahead = Ahead(widget, done.append)

        ahead.prepare(range(50))
        ahead.prepare((7, 8))
        await until(lambda: done[-1:] == [8])
        ahead.prepare((9,))
        await until(lambda: done[-1:] == [9])

    assert done == [7, 8, 9]
