"""One search over all logs, driven by keys over the demo's real server."""

from __future__ import annotations

from tests.driver import Driver, driving
from upl_tui.model import Kind

SIZE = (160, 40)


async def open_all(driver: Driver) -> None:
    """Load all logs; the console is open then."""
    for key, words in (("3", "46 requests"), ("4", "50 actions"), ("5", "167 entries"), ("2", "71 entries")):
        await driver.keys(key)
        await driver.shows(words)


def hits(driver: Driver) -> dict[str, str]:
    """What the tab bar says of the hits of each tab."""
    bar = driver.screen.tab_bar.render_line(0).text.replace("[", " ").replace("]", " ")
    tabs = [part.split() for part in bar.split("  ") if part.strip()]
    return {words[1]: words[-1] for words in tabs if words[-1].startswith("/")}


def naive(driver: Driver, text: str) -> dict[str, str]:
    """Hits of each kind's log, counted over its texts; the timeline has all of them."""
    logs = driver.screen.session.logs
    counts = {kind: sum(text in words.lower() for words in log.texts) for kind, log in logs.items()}
    named = {"Console": Kind.CONSOLE, "Network": Kind.NETWORK, "Actions": Kind.ACTION}
    found = {name: f"/{counts[kind]}" for name, kind in named.items() if kind in counts}
    return {**found, "Timeline": f"/{sum(counts.values())}"}


async def test_search_on_one_tab_counts_the_hits_of_all() -> None:
    async with driving(size=SIZE) as driver:
        await open_all(driver)

        await driver.keys("slash", *"error", "enter")

        await driver.until(lambda: hits(driver) == naive(driver, "error"))
        await driver.keys("3")
        await driver.until(lambda: "/error" in driver.facts())
        total = naive(driver, "error")["Network"][1:]
        await driver.keys("n")
        await driver.until(lambda: f"/error 1/{total}" in driver.facts())


async def test_search_without_a_hit_here_says_where_there_are_some_and_n_goes_there() -> None:
    async with driving(size=SIZE) as driver:
        await open_all(driver)
        await driver.keys("4")

        await driver.keys("slash", *"typeerror", "enter")
        await driver.until(lambda: hits(driver) == naive(driver, "typeerror"))
        found = {name: count[1:] for name, count in hits(driver).items()}
        assert (found["Network"], found["Actions"]) == ("0", "0")
        await driver.shows(f"Not found here: {found['Console']} in Console (2); n goes on there.")

        await driver.keys("n")
        await driver.shows("The search went on in Console.")
        assert driver.open_tab == "console"
        assert "TypeError" in driver.row()
        await driver.keys("1", "4", "N")
        await driver.shows("The search went on in Console.")


async def test_search_without_a_hit_anywhere_says_what_was_not_searched() -> None:
    async with driving(size=SIZE) as driver:
        await driver.keys("3")
        await driver.shows("46 requests")

        await driver.keys("slash", *"no such text", "enter")

        await driver.shows("Not found in any open log: 2 opens Console, 4 opens Actions.")


async def test_log_that_is_opened_after_the_search_is_searched_too() -> None:
    async with driving(size=SIZE) as driver:
        await driver.keys("3")
        await driver.shows("46 requests")
        await driver.keys("slash", *"error", "enter")
        await driver.until(lambda: "Network" in hits(driver))

        await driver.keys("2")

        await driver.until(lambda: hits(driver).get("Console") == naive(driver, "error")["Console"])
        await driver.keys("n")
        await driver.until(lambda: "/error" in driver.facts() and "/error 0/" not in driver.facts())


async def test_escape_on_any_tab_clears_the_search_on_all() -> None:
    async with driving(size=SIZE) as driver:
        await open_all(driver)
        for tab in ("3", "1"):
            await driver.keys("2", "slash", *"error", "enter")
            await driver.until(lambda: hits(driver) == naive(driver, "error"))

            await driver.keys(tab, "escape")

            await driver.until(lambda: not hits(driver))
            assert all(
                "/error" not in str(pane.log_list.facts.content) for pane in driver.screen.panes.values()
            )


async def test_search_for_what_an_entry_says_goes_to_all_tabs() -> None:
    async with driving(size=SIZE) as driver:
        await open_all(driver)

        await driver.keys("*")

        await driver.until(lambda: hits(driver).keys() == {"Console", "Network", "Actions", "Timeline"})
        assert hits(driver)["Console"] != "/0"


async def test_new_search_takes_the_place_of_the_old_one_everywhere() -> None:
    async with driving(size=SIZE) as driver:
        await open_all(driver)

        await driver.keys("slash", *"error", "enter", "slash", *"get", "enter")

        await driver.until(lambda: hits(driver) == naive(driver, "get"))
