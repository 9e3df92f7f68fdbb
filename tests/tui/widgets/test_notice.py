from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from upl_tui.states import Availability, PartState
from upl_tui.tui.widgets.notice import Notice


class NoticeApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0

    def compose(self) -> ComposeResult:
        yield Notice(lambda: self.seconds)

    @property
    def notice(self) -> Notice:
        return self.query_one(Notice)

    @property
    def text(self) -> str:
        return self.notice.render().plain


async def test_progress_tells_bytes_share_and_rate() -> None:
    app = NoticeApp()
    async with app.run_test():
        app.notice.show_loading("Loading the console log")
        app.notice.show_progress(500, None)
        assert "500 B" in app.text

        app.seconds = 2.0
        app.notice.show_progress(10_000_000, 50_000_000)

        assert app.text.split("\n") == [
            "… Loading the console log",
            "  " + "━" * 6 + "╌" * 24 + " 10.0 MB of 50.0 MB · 5.0 MB/s",
            "",
            "  Esc cancel",
        ]


@pytest.mark.parametrize(
    ("availability", "sign", "key"),
    [
        (Availability.NOT_CAPTURED, "○", False),
        (Availability.EMPTY, "○", False),
        (Availability.PENDING, "…", True),
        (Availability.CANCELLED, "■", True),
        (Availability.OFFLINE, "✕", True),
        (Availability.EXPIRED, "✕", False),
    ],
)
async def test_states_are_told_apart_without_colour(availability: Availability, sign: str, key: bool) -> None:
    app = NoticeApp()
    async with app.run_test():
        app.notice.show_state(PartState(availability, "A sentence.", "A hint."))

        assert app.text.startswith(f"{sign} A sentence.\n  A hint.")
        assert ("r load again" in app.text) is key


async def test_state_with_hostile_words_shows_them_literally() -> None:
    app = NoticeApp()
    async with app.run_test():
        app.notice.show_state(PartState(Availability.MISSING, "[/red][@click=app.quit]x\x1b]0;y\x07"))

        assert "[/red][@click=app.quit]x\\x1b]0;y\\x07" in app.text


async def test_state_without_a_title_is_named_by_its_availability() -> None:
    app = NoticeApp()
    async with app.run_test():
        app.notice.show_state(PartState(Availability.RATE_LIMITED))

        assert app.text.startswith("✕ Rate limited")
