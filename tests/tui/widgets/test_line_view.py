from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult
from textual.strip import Strip

from tests.hands import resize, rest
from upl_tui.tui.widgets.line_view import LineView


class Deaf(LineView):
    """A view that is never told of its size, as Textual leaves one that appears while another scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[int] = []

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Resize):
            await super().on_event(event)

    def width_changed(self, width: int) -> None:
        self.told.append(width)

    def render_blank(self, y: int, width: int) -> Strip:
        return self.paint([(f"{width}", "", False)], width)


class ViewApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Deaf()


async def test_view_that_gets_no_resize_is_laid_out_for_the_width_it_is_drawn_in() -> None:
    app = ViewApp()
    async with app.run_test(size=(40, 5)) as pilot:
        await rest(pilot)
        view = app.query_one(Deaf)
        assert view.told == [39]

        await resize(pilot, 30, 5)
        await rest(pilot)
        assert view.told == [39, 29]
