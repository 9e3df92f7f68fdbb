"""Keys that arrive together."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, Static

from upl_tui.tui.typed_keys import OneKeyAtATime


class Opening(OneKeyAtATime):
    """Opens an input on ``o``, after a mount that takes its time."""

    BINDINGS = [Binding("o", "open", "open")]  # noqa: RUF012 - declared so by Textual

    def compose(self) -> ComposeResult:
        yield Static("nothing here can be focused")

    async def action_open(self) -> None:
        line = Input()
        await self.mount(line)
        self.screen.set_focus(line)


async def test_keys_behind_one_that_opens_an_input_go_into_it() -> None:
    app = Opening()
    async with app.run_test() as pilot:
        for key in "oabc":
            app.post_message(events.Key(key, key))
        while not app.query(Input) or app.query_one(Input).value != "abc":
            await pilot.pause()


async def test_key_whose_widget_is_gone_does_not_hold_back_the_next() -> None:
    app = Opening()
    async with app.run_test() as pilot:
        app.post_message(events.Key("o", "o"))
        while not app.query(Input):
            await pilot.pause()
        line = app.query_one(Input)
        app.post_message(events.Key("x", "x"))
        await line.remove()
        app.post_message(events.Key("o", "o"))
        app.post_message(events.Key("y", "y"))

        while not app.query(Input) or "y" not in app.query_one(Input).value:
            await pilot.pause()


async def test_keys_typed_while_they_are_held_are_done_in_their_order_afterwards() -> None:
    app = Opening()
    async with app.run_test() as pilot:
        app.hold_keys()
        for key in "oabc":
            app.post_message(events.Key(key, key))
        await pilot.pause()
        assert not app.query(Input)

        app.let_keys_go()

        while not app.query(Input) or app.query_one(Input).value != "abc":
            await pilot.pause()
