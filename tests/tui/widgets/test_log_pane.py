from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Event

from textual.app import App, ComposeResult

from tests import factories as make
from tests.hands import press, until
from tests.tui.widgets.logs import SPEC
from upl_tui.entries import Entry
from upl_tui.log import Log
from upl_tui.logs.spec import Section
from upl_tui.redact import Masker
from upl_tui.states import Availability, PartState
from upl_tui.tui.widgets.log_pane import LogPane

LARGE = 200_000


class Sections:
    """Makes a quick section, then waits to be let go before each slow one."""

    def __init__(self) -> None:
        self.go_on = Event()
        self.made: list[str] = []

    def __call__(self, entry: Entry, source: bytes, masker: Masker) -> Iterator[Section]:
        yield Section("quick", "Quick", f"quick of {entry.text}")
        for key in ("slow", "slower"):
            self.go_on.wait(10)
            self.made.append(f"{key} of {entry.text}")
            yield Section(key, key.title(), f"{key} of {entry.text}")


class PaneApp(App[None]):
    def __init__(self, sections: Sections) -> None:
        super().__init__()
        self.pane = LogPane(replace(SPEC, sections=sections), lambda name: None)

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.pane.show_log(large_log(), PartState(Availability.READY))

    def detail(self) -> str:
        text = self.pane.detail.text
        return "\n".join(text.render_line(y).text.rstrip() for y in range(text.size.height))


def large_log() -> Log:
    entries = [make.console(text, spans=((0, LARGE),)) for text in ("one", "two")]
    return make.log(SPEC.kind, entries, b" " * LARGE)


async def test_detail_of_a_large_entry_shows_what_is_made_while_the_rest_is_made() -> None:
    sections = Sections()
    app = PaneApp(sections)
    async with app.run_test(size=(60, 40)) as pilot:
        await press(pilot, "enter")
        await until(lambda: "quick of one" in app.detail())
        assert sections.made == []
        app.pane.detail.text.focus()
        await press(pilot, "j")

        sections.go_on.set()

        await until(lambda: "slower of one" in app.detail())
        assert "slow of one" in app.detail()
        assert app.pane.detail.text.cursor == 1


async def test_sections_of_an_entry_the_person_left_are_neither_shown_nor_made_to_the_end() -> None:
    sections = Sections()
    app = PaneApp(sections)
    async with app.run_test(size=(60, 40)) as pilot:
        await press(pilot, "enter")
        await until(lambda: "quick of one" in app.detail())
        await press(pilot, "j")
        await until(lambda: "quick of two" in app.detail())

        sections.go_on.set()

        await until(lambda: "slower of two" in app.detail())
        assert "of one" not in app.detail()
        assert "slower of one" not in sections.made


async def test_detail_that_is_closed_is_not_made_to_the_end() -> None:
    sections = Sections()
    app = PaneApp(sections)
    async with app.run_test(size=(60, 40)) as pilot:
        await press(pilot, "enter")
        await until(lambda: "quick of one" in app.detail())
        await press(pilot, "enter")

        sections.go_on.set()

        await until(lambda: sections.made)
        await app.workers.wait_for_complete()
        assert sections.made == ["slow of one"]
