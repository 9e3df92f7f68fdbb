"""Keys of two strokes."""

from __future__ import annotations

import pytest
from textual.app import ComposeResult
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widgets import Input

from tests.hands import key_event, press, rest, until
from upl_tui.tui import prefix_keys
from upl_tui.tui.key_names import key_name
from upl_tui.tui.prefix_keys import PrefixKeys
from upl_tui.tui.screens.menu import Menu
from upl_tui.tui.widgets.said import Said


class Prefixed(PrefixKeys):
    """Says which action ran; the focus may be on an input."""

    BINDINGS = [  # noqa: RUF012 - declared so by Textual
        Binding("z", "app.prefix('z')", "look"),
        Binding("x", "app.prefix('x')", "nothing"),
        Binding("z>w", "do('wrap')", "wrap"),
        Binding("z>.", "do('dot')", "path"),
        Binding("w", "do('w alone')", "w"),
        Binding("down", "do('down')", "down"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def compose(self) -> ComposeResult:
        yield Input(disabled=True)

    def action_do(self, what: str) -> None:
        self.done.append(what)


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefix_keys, "PAUSE_SECONDS", 0.01)


async def until_menu(app: Prefixed, pilot: Pilot[int]) -> None:
    await until(lambda: isinstance(app.screen, Menu))
    await rest(pilot)


@pytest.mark.parametrize(("keys", "done"), [("zww", ["wrap", "w alone"]), ("z.zw", ["dot", "wrap"])])
async def test_second_stroke_that_arrives_with_the_first_acts_without_a_menu(
    keys: str, done: list[str]
) -> None:
    app = Prefixed()
    async with app.run_test() as pilot:
        for key in keys:
            app.post_message(key_event(key))
        await rest(pilot)

        assert app.done == done
        assert not isinstance(app.screen, Menu)


async def test_pause_opens_the_menu_whose_key_acts(no_pause: None) -> None:
    app = Prefixed()
    async with app.run_test() as pilot:
        await press(pilot, "z")
        await until_menu(app, pilot)

        await press(pilot, "w")

        assert app.done == ["wrap"]
        assert not isinstance(app.screen, Menu)


async def test_escape_closes_the_menu_and_does_nothing(no_pause: None) -> None:
    app = Prefixed()
    async with app.run_test() as pilot:
        await press(pilot, "z")
        await until_menu(app, pilot)

        await press(pilot, "escape", "w")

        assert app.done == ["w alone"]


async def test_unknown_second_stroke_shows_what_there_is() -> None:
    app = Prefixed()
    async with app.run_test() as pilot:
        await press(pilot, "z", "q")

        assert isinstance(app.screen, Menu)
        assert app.done == []


async def test_escape_and_other_keys_forget_the_first_stroke() -> None:
    app = Prefixed()
    async with app.run_test() as pilot:
        await press(pilot, "z", "escape", "w", "z", "down", "w")

        assert app.done == ["w alone", "down", "w alone"]


async def test_prefix_of_nothing_says_so_and_its_second_stroke_is_no_key_of_its_own() -> None:
    said: list[str] = []

    def listen(message: object) -> None:
        if isinstance(message, Said):
            said.append(message.text)

    app = Prefixed()
    async with app.run_test(message_hook=listen) as pilot:
        await press(pilot, "x", "w")

        assert set(said) == {"No key that begins with x does anything here."}
        assert not app.done
        await press(pilot, "w")
        assert app.done == ["w alone"]


async def test_letters_of_a_prefix_can_be_typed_into_an_input() -> None:
    app = Prefixed()
    async with app.run_test() as pilot:
        entry = app.query_one(Input)
        entry.disabled = False
        entry.focus()
        await rest(pilot)
        await press(pilot, "z", "w")

        assert entry.value == "zw"
        assert app.done == []


def test_key_name_of_two_strokes_is_what_a_person_types() -> None:
    assert key_name("z>w") == "zw"
    assert key_name("y>.") == "y."
