from __future__ import annotations

from tests.driver import Driver, driving
from upl_tui.settings import Settings
from upl_tui.tui.screens.recording import Start

RULES = Settings(
    filters={"shop": '"[shop]"', "bad": "level:loud"},
    noise={"default": {"console": "@shop", "network": "type:image"}, "broken": {"console": "level:loud"}},
)


async def open_console(driver: Driver) -> None:
    await driver.shows("71 entries")


async def test_zn_hides_noise_says_how_much_and_shows_it_again() -> None:
    async with driving(start=Start("console"), settings=RULES) as driver:
        await open_console(driver)

        await driver.keys("zn")
        await driver.shows("59 of 71 entries", "12 hidden by noise (default)")

        await driver.keys("zn")
        await driver.until(lambda: "hidden by noise" not in driver.facts())
        assert "71 entries" in driver.facts()
        await driver.shows("A noise rule is no filter (the config file, noise.broken.console)")


async def test_zn_on_a_log_without_rules_says_where_to_write_them() -> None:
    async with driving(start=Start("action"), settings=RULES) as driver:
        await driver.shows("50 actions")

        await driver.keys("zn")

        await driver.shows("There are no noise rules for this log", 'action = "FILTER" below [noise.default]')


async def test_hidden_rows_are_counted_among_those_that_the_filter_keeps() -> None:
    async with driving(start=Start("console", "promo"), settings=RULES) as driver:
        await driver.shows("1 of 71 entries")

        await driver.keys("zn")

        await driver.shows("0 of 71 entries", "1 hidden by noise", "noise leaves none")


async def test_id_of_a_row_that_is_noise_switches_the_rules_off() -> None:
    async with driving(start=Start("console"), settings=RULES) as driver:
        await open_console(driver)
        await driver.keys("zn")
        await driver.shows("hidden by noise")

        await driver.keys("colon", "C1", "enter")

        await driver.shows("Noise rules are off: C1 is one of their rows.")
        await driver.until(lambda: driver.row().startswith("C1 "))
        assert "hidden by noise" not in driver.facts()


async def test_saved_filter_is_typed_by_its_name_and_offered() -> None:
    async with driving(start=Start("console"), settings=RULES) as driver:
        await open_console(driver)

        await driver.keys("f", "@")
        await driver.keys("shop", "enter")

        await driver.shows("filter @shop", "12 of 71 entries")


async def test_saved_filter_that_is_none_is_named_and_the_rows_stay() -> None:
    async with driving(start=Start("console"), settings=RULES) as driver:
        await open_console(driver)

        await driver.keys("f", "@bad", "enter")
        prompt = driver.pane.log_list.filter_prompt

        await driver.until(lambda: prompt.is_wrong)
        assert "71 entries" in driver.facts()
