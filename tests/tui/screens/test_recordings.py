"""The list of recordings, over the demo's real server and the fault server's lists."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from tests.driver import driving
from tests.faultserver.server import FaultServer
from tests.hands import rest, until
from upl_tui.loader import ApiRecordings, DemoRecordings
from upl_tui.settings import Settings
from upl_tui.tui.app import UplApp
from upl_tui.tui.screens.recording import RecordingScreen
from upl_tui.tui.screens.recordings import RecordingsScreen


class ListDriver:
    """One running list."""

    def __init__(self, app: UplApp, screen: RecordingsScreen) -> None:
        self.app = app
        self.screen = screen

    def text(self) -> str:
        """What the list says."""
        table = self.screen.table
        lines = [table.render_line(y).text for y in range(table.size.height)]
        return "\n".join([str(self.screen.notice.render()), *lines, self.screen.status.render_line(0).text])

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for a condition."""
        await until(condition, self.text)


@asynccontextmanager
async def listing(source: ApiRecordings) -> AsyncIterator[ListDriver]:
    screen = RecordingsScreen(source)
    app = UplApp(Settings(), screen)
    async with app.run_test(size=(110, 20), notifications=True) as pilot:
        driver = ListDriver(app, screen)
        await driver.until(lambda: app.screen is screen)
        yield driver
        await rest(pilot)


def workspace(server: FaultServer, name: str) -> ApiRecordings:
    settings = Settings(api_base=server.api_base, api_key=server.key)
    return ApiRecordings(settings, name)


async def test_list_shows_the_demo_and_enter_opens_a_recording() -> None:
    async with listing(DemoRecordings(Settings())) as driver:
        await driver.until(lambda: "5 of 5 recordings" in driver.text())

        driver.screen.table.activate()

        await driver.until(lambda: isinstance(driver.app.screen, RecordingScreen))


async def test_list_fetches_pages_as_the_cursor_nears_its_end(
    fault_server: FaultServer,
) -> None:
    async with listing(workspace(fault_server, "ws_25")) as driver:
        await driver.until(lambda: "of 25 recordings" in driver.text())
        first = len(driver.screen.table.recordings)

        def all_are_there() -> bool:
            driver.screen.table.action_last()
            return len(driver.screen.table.recordings) == 25

        assert first < 25
        await driver.until(all_are_there)


async def test_list_that_is_empty_says_so(fault_server: FaultServer) -> None:
    async with listing(workspace(fault_server, "ws_empty")) as driver:
        await driver.until(lambda: "no recordings in this workspace" in driver.text())


async def test_list_finds_titles_and_shows_all_again() -> None:
    async with listing(DemoRecordings(Settings())) as driver:
        await driver.until(lambda: "5 of 5 recordings" in driver.text())

        driver.screen.table.narrow("voucher")
        assert driver.screen.table.line_count == 1
        driver.screen.action_show_all()
        assert driver.screen.table.line_count == 5


async def test_list_of_hostile_titles_shows_no_control_character(fault_server: FaultServer) -> None:
    async with listing(workspace(fault_server, "ws_hostile_list")) as driver:
        await driver.until(lambda: driver.screen.table.recordings)

        assert all(character.isprintable() or character == "\n" for character in driver.text())


async def test_list_command_opens_the_neighbours_of_a_recording() -> None:
    async with driving() as driver:
        await driver.shows("zendesk")

        await driver.keys("colon", *"list", "enter")

        app = driver.pilot.app
        await driver.until(lambda: isinstance(app.screen, RecordingsScreen))
