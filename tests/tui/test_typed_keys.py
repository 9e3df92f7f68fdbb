"""Keys that arrive together."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, Static

from tests.hands import key_event, press, rest
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
            app.post_message(key_event(key))
        await rest(pilot)

        assert app.query_one(Input).value == "abc"


async def test_key_whose_widget_is_gone_does_not_hold_back_the_next() -> None:
    app = Opening()
    async with app.run_test() as pilot:
        await press(pilot, "o")
        line = app.query_one(Input)
        app.post_message(key_event("x"))
        await line.remove()
        await press(pilot, "o", "y")

        assert "y" in app.query_one(Input).value


async def test_keys_typed_while_they_are_held_are_done_in_their_order_afterwards() -> None:
    app = Opening()
    async with app.run_test() as pilot:
        app.hold_keys()
        for key in "oabc":
            app.post_message(key_event(key))
        await rest(pilot)
        assert not app.query(Input)

        app.let_keys_go()
        await rest(pilot)

        assert app.query_one(Input).value == "abc"
