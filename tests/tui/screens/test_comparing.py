"""Two marked rows side by side, driven by keys over the demo's real server."""

from __future__ import annotations

from functools import partial

import pytest

from tests.driver import Driver, driving
from upl_tui.kinds import Kind
from upl_tui.log import Account, Columns, Log
from upl_tui.tui.screens.comparing import advice, marked_rows
from upl_tui.tui.screens.reader import Reader
from upl_tui.tui.screens.recording import Start
from upl_tui.tui.widgets.detail_pane import DetailPane


async def mark(driver: Driver, *names: str) -> None:
    for name in names:
        await driver.keys("colon", *name, "enter")
        await driver.until(partial(on_row, driver, name))
        await driver.keys("m")
        await driver.until(partial(on_row, driver, f"{name}*"))


def on_row(driver: Driver, start: str) -> bool:
    return driver.row().startswith(start)


async def read(driver: Driver) -> str:
    """Open the differences, and give what the box shows of them."""
    await driver.keys("d")
    await driver.until(
        lambda: isinstance(driver.pilot.app.screen, Reader) and box(driver).text.line_count > 1
    )
    return "\n".join(
        box(driver).text.render_line(y).text.rstrip() for y in range(box(driver).text.size.height)
    )


def box(driver: Driver) -> DetailPane:
    screen = driver.pilot.app.screen
    assert isinstance(screen, Reader)
    return screen.pane


async def test_retry_is_compared_with_the_first_try_masked_like_the_detail() -> None:
    async with driving(start=Start(tab="network"), size=(120, 60)) as driver:
        await driver.shows("46 requests")
        await mark(driver, "N45", "N44")

        shown = await read(driver)

        assert "- N44 0:24.714 POST 127.0.0.1:44575/api/orders" in shown
        assert "+ N45 0:26.121" in shown
        assert "3 of 8 parts differ: Overview, Headers, Response." in shown
        assert "The same in both: Payload, Cookies, Initiator." in shown
        assert "- Status: 500 Internal Server Error" in shown
        assert "+ Status: 201 Created" in shown
        assert "~ x-request-id: req-9913 → req-9914" in shown
        assert "Masked values look the same whatever they are" in shown


async def test_search_goes_through_the_differences_and_esc_clears_it_before_it_closes() -> None:
    async with driving(start=Start(tab="network"), size=(120, 40)) as driver:
        await driver.shows("46 requests")
        await mark(driver, "N44", "N45")
        await read(driver)

        await driver.keys("slash", *"x-request-id", "enter")
        await driver.until(lambda: "1/2" in str(box(driver).border_title))
        await driver.keys("n")
        await driver.until(lambda: "2/2" in str(box(driver).border_title))
        await driver.keys("n")
        await driver.until(lambda: "went on at the other end" in str(box(driver).border_subtitle))
        await driver.keys("escape")
        await driver.until(lambda: "/" not in str(box(driver).border_title))
        await driver.keys("escape")

        await driver.until(lambda: driver.pilot.app.screen is driver.screen)


async def test_other_than_two_marks_say_what_to_do() -> None:
    async with driving(start=Start(tab="network"), size=(140, 30)) as driver:
        await driver.shows("46 requests")

        await driver.keys("d")
        await driver.shows("m marks the row under the cursor")
        await mark(driver, "N43")
        await driver.keys("d")
        await driver.shows("N43 is marked, m marks another one")
        await mark(driver, "N44", "N45")
        await driver.keys("d")
        await driver.shows("3 are: N43, N44, N45.")


async def test_two_marks_of_the_tab_count_before_those_of_other_logs() -> None:
    async with driving(start=Start(tab="network"), size=(120, 50)) as driver:
        await driver.shows("46 requests")
        await mark(driver, "N44", "N45")
        await driver.keys("2")
        await driver.shows("71 entries")
        await mark(driver, "C26")
        await driver.keys("d")
        await driver.shows("3 are: C26, N44, N45.")

        await driver.keys("3")
        await driver.until(lambda: driver.open_tab == "network")

        assert "N44 0:24.714" in await read(driver)


@pytest.mark.parametrize(
    ("marked", "says"),
    [
        ([], "none is marked yet"),
        (["N1"], "N1 is marked"),
        ([f"N{number}" for number in range(1, 10)], "9 are: N1, N2, N3, N4, N5, N6, …. m takes"),
    ],
)
def test_advice_names_the_rows_and_the_key(marked: list[str], says: str) -> None:
    assert says in advice(marked)


def test_marked_rows_are_in_the_order_of_time_with_those_without_any_last() -> None:
    columns = Columns(entry=lambda row: None, texts=["", "", ""])  # type: ignore[arg-type,return-value]
    columns.at.extend([float("nan"), 20.0, 10.0])
    log = Log(Kind.CONSOLE, b"", columns, Account())
    log.tags["marked"] = {0, 1, 2}

    assert [row for _, row in marked_rows([log])] == [2, 1, 0]
