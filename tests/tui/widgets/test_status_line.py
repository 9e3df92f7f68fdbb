from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from upl_tui.tui.widgets.status_line import StatusLine

HINTS = [("e", "next error"), ("f", "filter"), ("x", "explain"), ("y", "copy"), ("?", "help"), ("q", "quit")]


class LineApp(App[None]):
    def compose(self) -> ComposeResult:
        yield StatusLine()

    @property
    def line(self) -> StatusLine:
        return self.query_one(StatusLine)

    @property
    def text(self) -> str:
        return self.line.render_line(0).text


async def test_hints_at_most_five_stand_until_there_is_a_message() -> None:
    app = LineApp()
    async with app.run_test(size=(70, 3)):
        app.line.set_hints(HINTS)
        assert app.text.rstrip() == "e next error · f filter · x explain · y copy · ? help"

        app.line.set_message("Not found: [/x]\x1b", "warn")
        assert app.text.rstrip() == "! Not found: [/x]\\x1b"

        app.line.set_message("")
        assert app.text.startswith("e next error")


@pytest.mark.parametrize(("kind", "sign"), [("error", "✕"), ("warn", "!"), ("good", "✓")])
async def test_message_kinds_are_told_apart_without_colour(kind: str, sign: str) -> None:
    app = LineApp()
    async with app.run_test(size=(40, 3)):
        app.line.set_message("text", kind)

        assert app.text.rstrip() == f"{sign} text"


async def test_facts_stand_at_the_right_while_there_is_room() -> None:
    app = LineApp()
    async with app.run_test(size=(40, 3)):
        app.line.set_facts("31/71")
        app.line.set_message("short")
        assert app.text == "short" + " " * 30 + "31/71"

        app.line.set_message("long " * 20)
        assert "31/71" not in app.text
        assert app.text.rstrip().endswith("…")


async def test_count_down_ends_with_the_next_message() -> None:
    app = LineApp()
    async with app.run_test(size=(60, 3)):
        app.line.count_down(4.2, "HTTP 429; attempt 1 of 4")
        assert app.text.rstrip() == "! HTTP 429; attempt 1 of 4, next in 4 s"

        app.line.set_message("loaded")
        assert app.text.rstrip() == "loaded"
