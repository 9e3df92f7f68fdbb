from __future__ import annotations

import pytest

from tests.driver import driving
from upl_tui.settings import Settings


async def test_key_that_the_config_moves_works_at_its_new_place_only() -> None:
    async with driving(settings=Settings(keys={"error-next": "x"})) as driver:
        await driver.keys("2")
        await driver.shows("entries")
        first = driver.row()

        await driver.keys("e")
        unmoved = driver.row()
        await driver.keys("x")

        assert unmoved == first
        assert "ERROR" in driver.row()


async def test_palette_has_one_line_an_action_with_all_its_keys() -> None:
    async with driving() as driver:
        await driver.keys("3")
        await driver.shows("46 requests")

        commands = list(driver.pilot.app.get_system_commands(driver.screen))

        titles = [command.title for command in commands]
        assert len(titles) == len(set(titles))
        helps = {command.title: command.help for command in commands}
        assert helps["Down"] == "key j, Down"
        assert helps["edit the filter"] == "key f, &"


async def test_palette_does_what_the_keys_do() -> None:
    async with driving() as driver:
        await driver.keys("2")
        await driver.shows("entries")
        commands = {command.title: command for command in driver.pilot.app.get_system_commands(driver.screen)}

        result = commands["next error"].callback()
        await result if result is not None else None
        await driver.until(lambda: "ERROR" in driver.row())

        assert "key e" in commands["next error"].help
        assert "Screenshot" not in commands


@pytest.mark.parametrize("size", [(100, 30), (160, 48)], ids=["stacked", "side by side"])
async def test_divider_moves_and_a_pane_takes_all_the_room(size: tuple[int, int]) -> None:
    async with driving(size=size) as driver:
        await driver.keys("2")
        await driver.shows("entries")
        await driver.keys("enter")
        await driver.until(lambda: driver.detail())
        detail, rows = driver.pane.detail.region, driver.pane.log_list.region

        await driver.keys("<")
        await driver.until(lambda: driver.pane.detail.region.area > detail.area)
        await driver.keys(">", ">")
        await driver.until(lambda: driver.pane.detail.region.area < detail.area)
        await driver.keys("\\")
        await driver.until(lambda: driver.pane.detail.region.area == 0)
        full = driver.pane.log_list.region
        await driver.keys("\\")
        await driver.until(lambda: driver.pane.detail.region.area > 0)

        assert full.width == size[0]
        assert full.height >= rows.height
