from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Input, Static

from tests.hands import press, rest
from upl_tui.tui.widgets.prompt import Prompt


class PromptApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        yield Static("content")
        yield Prompt()

    @property
    def prompt(self) -> Prompt:
        return self.query_one(Prompt)

    @property
    def lines(self) -> str:
        return "\n".join(
            "".join(child.render_line(0).text for child in line.query("Static, Input"))
            if line.children
            else line.render_line(0).text
            for line in self.prompt.children
        )

    def on_prompt_changed(self, message: Prompt.Changed) -> None:
        self.said.append(("changed", message.text))

    def on_prompt_submitted(self, message: Prompt.Submitted) -> None:
        self.said.append(("submitted", message.text))

    def on_prompt_cancelled(self, message: Prompt.Cancelled) -> None:
        self.said.append(("cancelled", message.text))


async def test_keys_already_typed_when_it_opens_are_not_lost() -> None:
    app = PromptApp()
    async with app.run_test() as pilot:
        assert not app.prompt.is_open

        app.prompt.open("/")
        for key in "ab":
            app.post_message(events.Key(key, key))
        await rest(pilot)

        assert app.prompt.text == "ab"


async def test_open_is_filled_and_typing_tells_changes_until_enter() -> None:
    app = PromptApp()
    async with app.run_test() as pilot:
        app.prompt.open("filter: ", "a")
        await rest(pilot)
        assert app.lines.startswith("filter: a")

        await press(pilot, "b", "enter")

        assert app.said == [("changed", "ab"), ("submitted", "ab")]
        assert not app.prompt.is_open


async def test_open_at_once_after_mounting_takes_the_keys() -> None:
    app = PromptApp()
    async with app.run_test() as pilot:
        late = Prompt(id="late")
        app.screen.mount(late)
        late.open(":", "")
        await press(pilot, "q")

        assert late.text == "q"


async def test_escape_cancels_and_opening_again_starts_anew() -> None:
    app = PromptApp()
    async with app.run_test() as pilot:
        app.prompt.open("/", "x")
        app.prompt.show_error(0, "no")
        await press(pilot, "escape")
        app.prompt.open(":", "")
        await rest(pilot)

        assert app.said == [("cancelled", "x")]
        assert app.prompt.is_open
        assert app.prompt.text == ""
        assert "no" not in app.lines


async def test_error_is_shown_until_the_text_changes_and_enter_waits() -> None:
    app = PromptApp()
    async with app.run_test() as pilot:
        app.prompt.open("filter: ", "level:>> x")
        app.prompt.show_error(6, "Not a level: [>>]")
        await press(pilot, "enter")
        assert "✕ Not a level: [>>]" in app.lines
        assert app.prompt.is_open
        assert app.said == []
        assert _underlined(app.query_one(Input)) == ">>"

        await press(pilot, "backspace")
        assert "Not a level" not in app.lines
        await press(pilot, "enter")
        assert app.said[-1] == ("submitted", "level:>> ")


async def test_error_of_what_was_submitted_opens_the_line_again() -> None:
    app = PromptApp()
    async with app.run_test() as pilot:
        app.prompt.open("filter: ", "(")
        await press(pilot, "enter")
        was_open = app.prompt.is_open
        app.prompt.show_error(1, "A bracket is open.")
        await press(pilot, ")")

        assert (was_open, app.prompt.is_open) == (False, True)
        assert app.prompt.text == "()"


async def test_tab_takes_the_first_completion() -> None:
    app = PromptApp()
    async with app.run_test() as pilot:
        app.prompt.open("filter: ", "x lev")
        app.prompt.show_completions(2, ["level:", "levels:"])
        await rest(pilot)
        assert "Tab level:   levels:" in app.lines
        await press(pilot, "tab", "tab")

        assert app.prompt.text == "x level:"
        assert app.said == [("changed", "x level:")]
        assert app.query_one(Input).has_focus


async def test_up_and_down_go_through_what_was_submitted() -> None:
    app = PromptApp()
    async with app.run_test() as pilot:
        for text in ("one", "two", "two"):
            app.prompt.open("/", text)
            await press(pilot, "enter")
        app.prompt.open("/")
        await press(pilot, "up")
        assert app.prompt.text == "two"
        await press(pilot, "up", "up")
        assert app.prompt.text == "one"
        await press(pilot, "down", "down")
        assert app.prompt.text == ""


async def test_note_stands_at_the_right() -> None:
    app = PromptApp()
    async with app.run_test(size=(40, 6)) as pilot:
        app.prompt.open("/", "x")
        app.prompt.show_note("31/71")
        await rest(pilot)

        assert app.lines.split("\n")[0].endswith("31/71")


def _underlined(entry: Input) -> str:
    return "".join(
        segment.text for segment in entry.render_line(0) if segment.style and segment.style.underline
    )
