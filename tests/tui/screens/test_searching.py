"""One search over all tabs, driven by keys over the demo's real server."""

from __future__ import annotations

from tests.driver import Driver, driving
from upl_tui.info import Line, info_groups
from upl_tui.model import Kind
from upl_tui.redact import Masker

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
    """Hits of Info and each kind's log, counted over their texts; the timeline has those of all logs."""
    logs = driver.screen.session.logs
    groups = info_groups(driver.screen.session, Masker())
    told = [
        f"{line.label} {line.value}" for group in groups for line in (Line(group.title, ""), *group.lines)
    ]
    counts = {kind: sum(text in words.lower() for words in log.texts) for kind, log in logs.items()}
    named = {"Console": Kind.CONSOLE, "Network": Kind.NETWORK, "Actions": Kind.ACTION}
    found = {name: f"/{counts[kind]}" for name, kind in named.items() if kind in counts}
    found["Info"] = f"/{sum(words.lower().count(text) for words in told)}"
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

        await driver.until(lambda: Kind.CONSOLE in driver.screen.session.logs)
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

        await driver.until(
            lambda: hits(driver).keys() == {"Info", "Console", "Network", "Actions", "Timeline"}
        )
        assert hits(driver)["Console"] != "/0"


async def test_new_search_takes_the_place_of_the_old_one_everywhere() -> None:
    async with driving(size=SIZE) as driver:
        await open_all(driver)

        await driver.keys("slash", *"error", "enter", "slash", *"get", "enter")

        await driver.until(lambda: hits(driver) == naive(driver, "get"))


async def test_search_on_info_goes_from_hit_to_hit_and_says_when_it_went_round() -> None:
    async with driving(size=SIZE) as driver:
        await driver.shows("Mara Lindqvist")
        total = int(naive(driver, "order")["Info"][1:])
        seen = set()

        await driver.keys("slash", *"order", "enter")
        await driver.until(lambda: f"/order 1/{total}" in driver.facts())
        for number in range(2, total + 1):
            seen.add(driver.screen.info.view.cursor)
            await driver.keys("n")
            await driver.shows(f"/order {number}/{total}")
        assert len(seen) > 1

        await driver.keys("n")
        await driver.shows("The search went on at the other end.")
        assert f"/order 1/{total}" in driver.facts()
        await driver.keys("N")
        await driver.until(lambda: f"/order {total}/{total}" in driver.facts())


async def test_search_on_info_goes_on_in_a_log_and_comes_back_to_info() -> None:
    async with driving(size=SIZE) as driver:
        await driver.keys("3")
        await driver.shows("46 requests")
        await driver.keys("1", "slash", *"lindqvist", "enter")
        await driver.shows("/lindqvist 1/")
        await driver.keys("3", "n")

        await driver.shows("The search went on in Info.")

        assert driver.open_tab == "info"
        line = driver.screen.info.view.line
        assert line is not None
        assert line.value == "Mara Lindqvist"


async def test_search_on_the_story_counts_in_both_lists_and_steps_into_the_other_one() -> None:
    async with driving(size=SIZE) as driver:
        await driver.keys("6")
        await driver.shows("The story of")
        story = driver.screen.open_story
        assert story is not None

        await driver.keys("slash", *"unclear", "enter")

        await driver.until(lambda: "/unclear problems 0/0 · story 1/2" in driver.facts())
        assert story.chain.has_focus
        await driver.keys("n")
        await driver.until(lambda: "story 2/2" in driver.facts())
        assert hits(driver)["Story"] == "/2"
        await driver.keys("escape")
        await driver.until(lambda: not hits(driver))
        assert driver.open_tab == "story"


async def test_other_problem_is_searched_anew() -> None:
    async with driving(size=SIZE) as driver:
        await driver.keys("6")
        await driver.shows("The story of")
        story = driver.screen.open_story
        assert story is not None
        await driver.keys("slash", *"api/", "enter")
        await driver.until(lambda: hits(driver).get("Story"))

        for _ in range(4):
            await driver.keys("n")
            await driver.settled()
            counts = [lines.searched_text.count("api/") for lines in (story.ranked, story.chain)]
            await driver.shows(f"6 Story ✕17 /{sum(counts)}")


async def test_search_for_what_a_step_says_is_that_of_its_own_tab() -> None:
    async with driving(size=SIZE) as driver:
        await driver.keys("3")
        await driver.shows("46 requests")
        await driver.keys("6")
        await driver.shows("The story of N44")

        await driver.keys("*")

        await driver.shows("//api/orders")
        assert hits(driver)["Network"] != "/0"
