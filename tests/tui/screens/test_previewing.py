"""The thumbnail over the screen, from the demo's and the fault server's storage."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Static

from tests.driver import Driver, driving
from tests.faultserver.server import FaultServer
from tests.hands import resize
from upl_tui.api.storage import Piece
from upl_tui.bundle import open_path
from upl_tui.kinds import Part
from upl_tui.loader import ApiSource
from upl_tui.settings import Settings
from upl_tui.tui.screens.picture import PictureScreen
from upl_tui.tui.screens.recording import Start
from upl_tui.tui.widgets.half_blocks import HalfBlocks


async def opened(driver: Driver) -> PictureScreen:
    await driver.keys("p")
    await driver.until(lambda: isinstance(driver.pilot.app.screen, PictureScreen))
    screen = driver.pilot.app.screen
    assert isinstance(screen, PictureScreen)
    return screen


def said(screen: PictureScreen) -> str:
    return str(screen.query_one(Static).visual)


@pytest.mark.parametrize("tab", ["info", "network", "story"])
async def test_thumbnail_is_drawn_on_every_tab_and_closes(tab: str) -> None:
    async with driving(start=Start(tab=tab), size=(80, 30)) as driver:
        await driver.shows("Order fails")
        screen = await opened(driver)

        picture = screen.query_one(HalfBlocks)
        await driver.until(lambda: picture.size.height > 10)
        assert str(screen.box.border_title) == "thumbnail.jpg · JPEG 640x360 · 19.1 kB"
        await driver.keys("escape")
        await driver.until(lambda: driver.pilot.app.screen is driver.screen)


async def test_picture_follows_the_size_of_the_window() -> None:
    async with driving(size=(100, 40)) as driver:
        await driver.shows("Order fails")
        picture = (await opened(driver)).query_one(HalfBlocks)
        await driver.until(lambda: picture.size.width > 90)

        await resize(driver.pilot, 50, 40)

        await driver.until(lambda: 40 <= picture.size.width <= 46)


async def test_thumbnail_is_fetched_once_for_as_often_as_it_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Part] = []
    pieces = ApiSource.pieces

    def noted(self: ApiSource, part: Part) -> AsyncGenerator[Piece, None]:
        asked.append(part)
        return pieces(self, part)

    monkeypatch.setattr(ApiSource, "pieces", noted)
    async with driving(size=(80, 30)) as driver:
        await driver.shows("Order fails")
        for _ in range(2):
            picture = (await opened(driver)).query_one(HalfBlocks)
            await driver.until(partial(is_drawn, picture))
            await driver.keys("escape")
            await driver.until(lambda: driver.pilot.app.screen is driver.screen)

        assert asked == [Part.THUMBNAIL]


def is_drawn(picture: HalfBlocks) -> bool:
    return picture.size.height > 10


async def test_switched_off_pictures_are_described() -> None:
    async with driving(size=(80, 30), settings=Settings(images="never")) as driver:
        await driver.shows("Order fails")
        screen = await opened(driver)

        await driver.until(lambda: said(screen) == "Pictures are switched off; --images blocks draws them.")
        assert "JPEG 640x360 · 19.1 kB" in str(screen.box.border_title)


async def test_recording_in_a_file_has_no_thumbnail(tmp_path: Path) -> None:
    (tmp_path / "console.ndjson").write_text('{"level": "error", "message": "boom", "timestamp": 1}\n')
    async with driving(lambda on_wait: open_path(tmp_path)) as driver:
        await driver.until(lambda: driver.screen.session.recording)
        screen = await opened(driver)

        await driver.until(lambda: said(screen) == "A recording in a file has no thumbnail with it.")


@pytest.mark.parametrize(
    ("recording_id", "says"),
    [
        ("rec_thumb_bomb", "The picture cannot be shown: too large, 13000x13000 pixels."),
        ("rec_no_such_key", "The thumbnail is missing in storage"),
    ],
)
async def test_thumbnail_that_cannot_be_had_or_shown_is_a_sentence(
    recording_id: str, says: str, fault_server: FaultServer
) -> None:
    base = Settings(
        api_base=fault_server.api_base,
        api_key=fault_server.key,
        storage_origins=tuple(fault_server.storage_origins),
    )
    async with driving(lambda on_wait: ApiSource(base, "ws_test", recording_id, on_wait)) as driver:
        await driver.until(lambda: driver.screen.session.recording)
        screen = await opened(driver)

        await driver.until(lambda: said(screen) != "Loading…")
        assert says in said(screen)
