"""The Story tab, driven by keys over the demo's real server."""

from __future__ import annotations

import json
from pathlib import Path

from tests.driver import Driver, driving
from tests.story.scenes import STORIES
from upl_tui.bundle import open_path
from upl_tui.story import RULES
from upl_tui.tui.screens.help import HelpScreen
from upl_tui.tui.screens.recording import Start


async def open_at(driver: Driver, tab: str, name: str) -> None:
    await driver.keys(tab)
    await driver.until(lambda: driver.screen.open_pane and driver.pane.has_log)
    await driver.keys("colon", *name, "enter")
    await driver.until(lambda: driver.row().startswith(name))


async def test_explain_on_the_failed_order_tells_click_request_console_and_retry() -> None:
    async with driving(size=(140, 40)) as driver:
        await open_at(driver, "3", "N44")

        await driver.keys("x")
        await driver.shows("The story of N44", "failure")

        steps = [line.split()[1:3] for line in driver.text().split("\n") if line.startswith("  0:2")]
        assert steps == [
            ["N43", "context"],
            ["A49", "action"],
            ["A50", "action"],
            ["N44", "failure"],
            ["C70", "seen"],
            ["N45", "retry"],
        ]
        assert "(also C69)" in driver.text()
        assert "6 Story ✕17" in driver.screen.tab_bar.render_line(0).text


async def test_enter_on_a_step_opens_its_tab_at_that_entry_and_escape_comes_back() -> None:
    async with driving(size=(140, 40)) as driver:
        await open_at(driver, "2", "C64")
        await driver.keys("x")
        await driver.shows("The story of C64", "failure")

        await driver.keys("k", "k", "enter")
        await driver.until(lambda: driver.open_tab == "network" and driver.row().startswith("N42"))

        await driver.keys("6", "escape")
        await driver.until(lambda: driver.open_tab == "network")


async def test_problems_are_gone_through_from_either_list_and_each_is_told() -> None:
    async with driving(size=(140, 40)) as driver:
        await driver.keys("6")
        await driver.shows("The story of N44", "because:")

        await driver.keys("right_curly_bracket")
        await driver.shows("The story of N41")
        await driver.keys("j")
        await driver.shows("The story of N43")
        await driver.keys("left_curly_bracket", "left_curly_bracket")
        await driver.shows("The story of N44")


async def test_row_that_is_no_problem_has_a_story_too_and_a_step_of_it_again() -> None:
    async with driving(size=(140, 40)) as driver:
        await open_at(driver, "4", "A7")
        await driver.keys("x")
        await driver.shows("The story of A7", "N29")

        await driver.keys("j", "x")
        await driver.shows("The story of N29")


async def test_explain_works_on_the_timeline() -> None:
    async with driving(size=(140, 40)) as driver:
        await open_at(driver, "5", "C70")

        await driver.keys("x")

        await driver.shows("The story of C70", "A49")


async def test_explain_without_an_entry_says_what_to_do() -> None:
    async with driving() as driver:
        await driver.keys("x")

        await driver.until(lambda: "x tells the story of an entry" in driver.status())


async def test_story_of_a_recording_with_a_missing_log_says_what_it_cannot_know() -> None:
    async with driving(lambda on_wait: open_path(STORIES / "no-actions"), size=(140, 40)) as driver:
        await driver.keys("6")

        await driver.shows("The story of N3", "There is no action log")


async def test_rage_clicks_can_be_filtered_once_the_logs_were_linked() -> None:
    async with driving(size=(140, 40)) as driver:
        await driver.keys("6")
        await driver.shows("The story of N44")

        await driver.keys("4")
        await driver.until(lambda: driver.open_tab == "action" and driver.pane.has_log)
        await driver.keys("f", *"is:rage", "enter")

        await driver.until(
            lambda: [row.split()[0] for row in driver.rows() if row] == ["A14", "A15", "A16", "A17"]
        )


def write_alike(folder: Path) -> None:
    """40 messages that differ in a number alone, and another one."""
    said = [
        {"timestamp": 1000 * number, "level": "error", "message": f"Order {number} is gone"}
        for number in range(1, 41)
    ]
    (folder / "console.json").write_text(json.dumps([*said, {**said[0], "message": "Other"}]))


async def test_problems_that_are_alike_share_a_line_that_enter_opens(tmp_path: Path) -> None:
    write_alike(tmp_path)
    async with driving(lambda on_wait: open_path(tmp_path), size=(140, 40)) as driver:
        await driver.keys("6")
        await driver.shows("The story of C1", "▸ error: Order {} is gone (40 times, until")
        assert "Order 17" not in driver.text()

        await driver.keys("enter")
        await driver.shows("▾ error: Order {} is gone", "Order 3 is gone")
        await driver.keys("j", "j", "j")
        await driver.shows("The story of C3")
        await driver.keys("enter")
        await driver.until(lambda: driver.open_tab == "console" and driver.row().startswith("C3 "))

        await driver.keys("6", "tab", "tab", "k", "k", "k", "enter")
        await driver.shows("▸ error: Order {} is gone")


async def test_search_counts_the_problems_that_are_shown_and_again_when_a_line_opens(tmp_path: Path) -> None:
    write_alike(tmp_path)
    async with driving(lambda on_wait: open_path(tmp_path), size=(140, 40)) as driver:
        await driver.keys("6")
        await driver.shows("The story of C1")

        await driver.keys("slash", *"is gone", "enter")
        await driver.until(lambda: "problems 1/1 " in driver.facts())
        await driver.keys("enter")
        await driver.until(lambda: "/41 " in driver.facts())
        await driver.keys("n", "n", "n")
        await driver.shows("The story of C3")

        await driver.keys("k", "k", "k", "enter")
        await driver.until(lambda: "/1 " in driver.facts())


async def test_help_on_the_story_has_the_rules() -> None:
    async with driving(size=(140, 60)) as driver:
        await driver.keys("6")
        await driver.shows("The story of N44")

        await driver.keys("question_mark")
        await driver.until(lambda: isinstance(driver.screen.app.screen, HelpScreen))

        shown = driver.screen.app.screen
        assert isinstance(shown, HelpScreen)
        assert "next problem" in shown.text
        assert all(rule.definition in " ".join(shown.text.split()) for rule in RULES)


async def test_no_width_breaks_the_story() -> None:
    async with driving(size=(24, 12)) as driver:
        await driver.keys("6")
        await driver.until(lambda: driver.screen.open_story and driver.screen.open_story.has_class("-loaded"))

        await driver.shows("N44")


async def test_clicks_in_a_rage_are_told_as_soon_as_the_actions_are_there() -> None:
    async with driving(start=Start(tab="actions", query="is:rage")) as driver:
        await driver.shows("4 of 50 actions", "rage")


async def test_filter_by_what_the_story_finds_shows_it_once_it_is_known() -> None:
    async with driving(start=Start(tab="actions", query="is:before-error")) as driver:
        await driver.keys("6")
        await driver.shows("The story of")
        await driver.keys("4")

        await driver.shows("9 of 50 actions", "rage")


async def test_failing_order_is_found_understood_and_handed_over_in_twelve_keys() -> None:
    async with driving(size=(120, 40)) as driver:
        await driver.keys("6")
        await driver.shows("The story of N44")
        await driver.keys("enter")
        await driver.until(lambda: driver.open_tab == "network" and driver.row().startswith("N44"))
        await driver.keys("enter")
        await driver.shows("PAYMENT_GATEWAY", "Message C69", "Action A49")

        await driver.keys("y", "c")
        await driver.until(lambda: "cURL" in driver.status())
        await driver.keys("y", "r")
        await driver.until(lambda: "HAR" in driver.status())
        await driver.keys("y", "m")
        await driver.until(lambda: "Markdown" in driver.status())

        await driver.keys("x")
        await driver.shows("The story of N44", "retried")
