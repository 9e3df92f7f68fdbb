"""Write the pictures of the README from the demo recording: ``python -m tests.screenshots``."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.driver import Driver, driving

FOLDER = Path(__file__).parent.parent / "screenshots"
SIZE = (120, 36)


async def info(driver: Driver) -> None:
    """The metadata."""
    await driver.shows("Captured", "video/webm", "image/jpeg")


async def console(driver: Driver) -> None:
    """The console with its errors only."""
    await driver.keys("2")
    await driver.shows("71 entries")
    await driver.keys("f", *"level:error", "enter")
    await driver.shows("of 71")


async def network(driver: Driver) -> None:
    """The failed order, opened."""
    await driver.keys("3")
    await driver.shows("46 requests")
    await driver.keys("slash", *"orders", "enter")
    await driver.shows("/orders 1/")
    await driver.keys("g", "n")
    await driver.until(lambda: driver.row().startswith("N44"))
    await driver.keys("enter")
    await driver.shows("Overview")


async def actions(driver: Driver) -> None:
    """What the user did."""
    await driver.keys("4")
    await driver.shows("actions", "clicked")
    await driver.keys("G")


async def timeline(driver: Driver) -> None:
    """All logs by time, around the failed order."""
    await driver.keys("5")
    await driver.shows("167 entries")
    await driver.keys("colon", *"N44", "enter")
    await driver.until(lambda: "N44" in driver.row())


async def story(driver: Driver) -> None:
    """Why the order failed."""
    await driver.keys("6")
    await driver.shows("The story of N44", "started-by")


async def write_all() -> None:
    """Write every picture."""
    for scene in (info, console, network, actions, timeline, story):
        async with driving(size=SIZE) as driver:
            await scene(driver)
            await driver.settled()
            picture = driver.pilot.app.export_screenshot(title="upl-tui")
            (FOLDER / f"{scene.__name__}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(write_all())
