"""Grouping, what was in flight, and chosen columns: driven by keys over the demo."""

from __future__ import annotations

from tests.driver import Driver, driving
from upl_tui.settings import Settings
from upl_tui.tui.screens.facets import FacetsScreen
from upl_tui.tui.screens.help import HelpScreen


async def network(driver: Driver) -> None:
    await driver.keys("3")
    await driver.shows("46 requests")


def grouping(driver: Driver) -> FacetsScreen | None:
    screen = driver.screen.app.screen
    return screen if isinstance(screen, FacetsScreen) else None


def lines(driver: Driver) -> list[str]:
    screen = grouping(driver)
    assert screen is not None
    return [screen.table.render_line(y).text.rstrip() for y in range(screen.table.size.height)]


async def grouped(driver: Driver, *words: str) -> None:
    await driver.until(lambda: grouping(driver) and all(word in "\n".join(lines(driver)) for word in words))


async def test_equals_groups_the_shown_rows_and_enter_drills_in() -> None:
    async with driving(size=(120, 40)) as driver:
        await network(driver)
        await driver.keys("f", *"method:GET", "enter")
        await driver.shows("35 of 46")

        await driver.keys("equals_sign")
        await grouped(driver, "status", "404")
        await driver.keys("tab", "tab")
        await grouped(driver, "template", "/img/{id}.png", "7 ████")
        await driver.keys("enter")

        await driver.shows('filter method:GET template:"/img/{id}.png"', "7 of 46")
        assert grouping(driver) is None


async def test_minus_drops_a_group_and_escape_changes_nothing() -> None:
    async with driving(size=(120, 40)) as driver:
        await network(driver)

        await driver.keys("colon", *"facets host", "enter")
        await grouped(driver, "domain", "127.0.0.1:44575")
        await driver.keys("escape")
        await driver.shows("46 requests")
        await driver.keys("colon", *"facets host", "enter")
        await grouped(driver, "127.0.0.1:44575")
        await driver.keys("-")

        await driver.shows("filter -domain:=127.0.0.1:44575", "5 of 46")


async def test_s_sorts_groups_by_errors_then_by_the_slowest() -> None:
    async with driving(size=(120, 40)) as driver:
        await network(driver)
        await driver.keys("colon", *"facets template", "enter")
        await grouped(driver, "/api/orders")

        await driver.keys("s", "s")

        await driver.until(lambda: lines(driver)[1].startswith("/events"))


async def test_group_of_rows_without_a_value_drills_in_too() -> None:
    async with driving(size=(120, 40)) as driver:
        await network(driver)
        await driver.keys("equals_sign")
        await grouped(driver, "(none)")

        await driver.keys("j", "enter")

        await driver.shows("filter -status:>=0", "8 of 46")


async def test_console_and_actions_are_grouped_by_fields_of_their_own() -> None:
    async with driving(size=(120, 40)) as driver:
        for key, words, first in (("2", "71 entries", "error"), ("4", "50 actions", "click")):
            await driver.keys(key)
            await driver.shows(words)
            await driver.keys("equals_sign")
            await grouped(driver, first, "count")
            await driver.keys("escape")


async def test_facets_of_an_unknown_field_name_the_known() -> None:
    async with driving(size=(120, 40)) as driver:
        await network(driver)

        await driver.keys("colon", *"facets bogus", "enter")

        await driver.shows('This log has no field "bogus"', "template")


async def test_equals_on_info_says_what_to_open() -> None:
    async with driving() as driver:
        await driver.shows("Notes")

        await driver.keys("equals_sign")

        await driver.shows("There are no rows here")


async def test_i_on_an_action_shows_the_requests_that_were_running() -> None:
    async with driving(size=(120, 40)) as driver:
        await driver.keys("4")
        await driver.shows("50 actions")
        await driver.keys("colon", *"A15", "enter")
        await driver.until(lambda: driver.row().startswith("A15"))

        await driver.keys("i")

        await driver.shows("filter is:pending near:A15", "of 46 requests")
        assert driver.open_tab == "network"
        rows = [row for row in driver.rows() if row]
        moment = driver.screen.moment_of("A15")
        log = driver.screen.session.logs[driver.pane.spec.kind]
        assert moment is not None
        for row in rows:
            entry = log.entry(int(row.split()[0][1:]) - 1)
            assert (entry.at_ms or 0) <= moment


async def test_columns_are_chosen_by_command_and_back() -> None:
    async with driving(size=(120, 40)) as driver:
        await network(driver)
        header = driver.pane.log_list.table

        await driver.keys("colon", *"columns duration,path", "enter")
        await driver.until(lambda: header.render_line(0).text.split() == ["id", "time", "Time", "Path"])
        await driver.keys("colon", *"columns bogus", "enter")
        await driver.shows('no column "bogus"')
        await driver.keys("colon", *"columns", "enter")

        await driver.until(lambda: "Status" in header.render_line(0).text)


async def test_columns_and_links_of_the_config_are_used() -> None:
    settings = Settings(
        columns={"network": ("status", "target")}, links={"x-request-id": "https://logs.test/?q={id}"}
    )
    async with driving(size=(120, 40), settings=settings) as driver:
        await network(driver)
        assert driver.pane.log_list.table.render_line(0).text.split() == ["id", "time", "Status", "Path"]

        await driver.keys("colon", *"N44", "enter")
        await driver.until(lambda: driver.row().startswith("N44"))
        await driver.keys("enter")

        await driver.shows("Explained", "Retry-After", "https://logs.test/?q=req-9913")


async def test_help_explains_the_marks() -> None:
    async with driving(size=(120, 60)) as driver:
        await network(driver)

        await driver.keys("question_mark")

        await driver.until(lambda: isinstance(driver.screen.app.screen, HelpScreen))
        screen = driver.screen.app.screen
        assert isinstance(screen, HelpScreen)
        await driver.keys("G")
        await driver.until(
            lambda: (
                "retry: the same method"
                in "\n".join(screen.viewer.render_line(y).text for y in range(screen.viewer.size.height))
            )
        )


async def test_long_path_keeps_its_end_in_a_narrow_list() -> None:
    async with driving(size=(60, 40)) as driver:
        await network(driver)
        await driver.keys("f", *"path:recommendations", "enter")
        await driver.shows("2 of 46")

        row = driver.row()

        assert "…" in row
        assert "cart=c_7f31" in row
