"""Drives the screen in tests: keys in, text out, and waiting for conditions only."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from tests.hands import press, rest, until
from upl_tui.loader import DemoSource, OnWait, RecordingSource
from upl_tui.settings import Settings
from upl_tui.tui.app import UplApp
from upl_tui.tui.screens.recording import RecordingScreen, Start
from upl_tui.tui.widgets.info_pane import InfoPane
from upl_tui.tui.widgets.line_view import LineView
from upl_tui.tui.widgets.log_pane import LogPane
from upl_tui.tui.widgets.notice import Notice


class Driver:
    """One running screen of a recording."""

    def __init__(self, pilot: Pilot[int], screen: RecordingScreen) -> None:
        self.pilot = pilot
        self.screen = screen

    async def keys(self, *keys: str) -> None:
        """Press keys by Textual's names; a string of several characters that is no name is typed."""
        for key in keys:
            named = key in _NAMES or "_" in key or "+" in key
            await press(self.pilot, *([key] if named else list(key)))

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until a condition holds; fail with what the screen says when it never does."""
        await until(condition, lambda: f"on screen:\n{self.text()}")
        await rest(self.pilot)

    async def shows(self, *words: str) -> None:
        """Wait until all words are on the screen."""
        await self.until(lambda: all(word in self.text() for word in words))

    async def settled(self) -> None:
        """Wait until no worker is under way, so that nothing more will change by itself."""
        await self.until(lambda: all(worker.is_finished for worker in self.pilot.app.workers))

    @property
    def pane(self) -> LogPane:
        """The open log pane."""
        pane = self.screen.open_pane
        assert pane is not None
        return pane

    @property
    def open_tab(self) -> str:
        """Key of the open tab."""
        return self.screen.switcher.current or ""

    def rows(self) -> list[str]:
        """Lines of the open table, without its header."""
        return _lines(self.pane.log_list.table)[1:]

    def row(self) -> str:
        """Line under the cursor of the open table."""
        table = self.pane.log_list.table
        return table.render_line(table.HEADER_LINES + table.cursor - table.top).text.rstrip()

    def facts(self) -> str:
        """The line above what the open tab shows."""
        pane = self.screen.open_pane
        return str((pane.log_list if pane else self.screen.open_story or self.screen.info).facts.content)

    def detail(self) -> list[str]:
        """Lines of the open detail."""
        return _lines(self.pane.detail.text)

    def status(self) -> str:
        """The last line."""
        return self.screen.status.render_line(0).text.rstrip()

    def text(self) -> str:
        """Everything the open tab, the tab bar and the status line say."""
        screen = self.screen
        parts = [str(screen.title_line.content), screen.tab_bar.render_line(0).text, self.status()]
        if screen.open_story is not None:
            story = screen.open_story
            told = [str(story.chain.border_title), *_lines(story.chain)]
            return "\n".join([*parts, self.facts(), *_notice(story.notice), *_lines(story.ranked), *told])
        pane = screen.open_pane or screen.info
        if isinstance(pane, InfoPane):
            parts += [*_notice(pane.notice), self.facts(), *_lines(pane.view)]
        else:
            parts += [*_notice(pane.notice), self.facts(), *self.rows(), *self.detail()]
        return "\n".join(parts)


_NAMES = {"enter", "escape", "tab", "space", "slash", "colon", "backspace", "down", "up", "home", "end"}


def _notice(notice: Notice) -> list[str]:
    return [str(notice.render())] if notice.region.height else []


def _lines(view: LineView) -> list[str]:
    if not view.is_mounted or not view.region.height:
        return []
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


@asynccontextmanager
async def driving(
    source: Callable[[OnWait], RecordingSource] | None = None,
    start: Start | None = None,
    *,
    size: tuple[int, int] = (100, 30),
    settings: Settings | None = None,
) -> AsyncIterator[Driver]:
    """Run the screen on a source, the demo when none is given; toasts are on, as for a person."""
    screen = RecordingScreen(source or (lambda on_wait: DemoSource(Settings(), "", on_wait)), start, settings)
    app = UplApp(settings or Settings(), screen)
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = Driver(pilot, screen)
        await driver.until(lambda: app.screen is screen)
        yield driver
