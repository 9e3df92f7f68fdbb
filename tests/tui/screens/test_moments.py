"""One moment for all tabs, driven by keys over the demo's real server."""

from __future__ import annotations

import pytest

from tests.driver import Driver, driving
from tests.hands import click
from upl_tui.bundle import FileSource
from upl_tui.disk import NamedFile
from upl_tui.model import Kind
from upl_tui.tui.widgets.moment_strip import LABELS

ALL_LOADED = "167 entries"


async def open_all(driver: Driver) -> None:
    await driver.keys("5")
    await driver.shows(ALL_LOADED)
    await driver.until(lambda: driver.screen.strip.extent)


async def go_to(driver: Driver, name: str) -> None:
    await driver.keys("colon", *name, "enter")
    await driver.until(lambda: driver.row().startswith(f"{name} "))


async def bound(driver: Driver, second: int, side: str) -> None:
    """Begin or end the range at a second."""
    await driver.keys("colon", *f"0:0{second}", "enter")
    await driver.until(lambda: driver.screen.moment == second * 1000)
    await driver.keys(f"{side}_parenthesis")


async def test_switching_through_all_tabs_keeps_the_moment_and_the_old_cursor_exactly() -> None:
    async with driving() as driver:
        await open_all(driver)
        await driver.keys("2")
        await go_to(driver, "C26")
        moment = driver.screen.moment

        await driver.keys("3", "4", "5", "1", "right_square_bracket")
        await driver.until(lambda: driver.open_tab == "console")

        assert driver.screen.moment == moment == driver.screen.session.logs[Kind.CONSOLE].at[25]
        assert driver.row().startswith("C26 ")


@pytest.mark.parametrize(
    ("typed", "words", "row"),
    [
        (":9:59", "9:59.000 is past the end of the recording: at 0:", "A50 "),
        (":-1:00", "-0:59.000 is before the start of the recording: at 0:00.000", "A1 "),
    ],
)
async def test_moment_outside_of_the_recording_says_so_and_goes_to_its_nearest_end(
    typed: str, words: str, row: str
) -> None:
    async with driving() as driver:
        await open_all(driver)
        await driver.keys("4", *":0:01", "enter")
        await driver.shows("at 0:01.000")

        await driver.keys(*typed, "enter")

        await driver.shows(words)
        await driver.until(lambda: driver.row().startswith(row))
        start, end = driver.screen.strip.extent or (0.0, 0.0)
        assert start <= (driver.screen.moment or 0.0) <= end


async def test_opening_another_tab_places_its_cursor_at_the_last_entry_before_the_moment() -> None:
    async with driving() as driver:
        await open_all(driver)
        await driver.keys("2")
        await go_to(driver, "C48")
        moment = driver.screen.moment
        assert moment is not None

        await driver.keys("4")
        await driver.until(lambda: driver.open_tab == "action")

        actions = driver.screen.session.logs[Kind.ACTION]
        row = actions.row_of(driver.row().split()[0])
        assert row is not None
        assert actions.at[row] <= moment < actions.at[row + 1]


async def test_comma_and_full_stop_step_the_clock_by_a_second_on_any_tab() -> None:
    async with driving() as driver:
        await open_all(driver)
        await go_to(driver, "A7")
        moment = driver.screen.moment
        assert moment is not None

        await driver.keys("full_stop", "full_stop", "1", ",")
        await driver.until(lambda: driver.open_tab == "info")

        assert driver.screen.moment == pytest.approx(moment + 1000)


async def test_clock_stops_at_both_ends_of_the_recording() -> None:
    async with driving() as driver:
        await open_all(driver)
        await driver.keys("g", ",", ",", ",")
        assert driver.screen.moment == 0

        await driver.keys("G", "full_stop", "full_stop", "full_stop")
        assert driver.screen.moment == driver.screen.strip.extent[1]  # type: ignore[index]


async def test_written_moments_and_steps_are_gone_to() -> None:
    async with driving() as driver:
        await open_all(driver)

        await driver.keys("colon", *"0:10", "enter")
        await driver.until(lambda: driver.screen.moment == 10_000)
        await driver.keys("colon", *"+5s", "enter")
        await driver.until(lambda: driver.screen.moment == 15_000)

        assert driver.row().split()[1] <= "0:15.000"


async def test_range_narrows_every_tab_and_says_so_until_its_end_is_set_twice() -> None:
    async with driving(size=(140, 40)) as driver:
        await open_all(driver)
        await bound(driver, 4, "left")
        await bound(driver, 8, "right")

        await driver.shows("0:04.000..0:08.000", "of 167 entries")
        for key, total in (("2", "of 71"), ("3", "of 46"), ("4", "of 50")):
            await driver.keys(key)
            await driver.shows("0:04.000..0:08.000", total)
            assert all("0:04" <= row.split()[1] <= "0:08.001" for row in driver.rows() if row)

        await driver.keys("right_parenthesis")
        await driver.shows("50 actions", "range is cleared")
        await driver.until(lambda: "of 50" not in driver.facts())


async def test_range_holds_beside_a_filter_with_or_and_while_the_filter_is_off() -> None:
    async with driving(size=(140, 40)) as driver:
        await open_all(driver)
        await bound(driver, 4, "left")
        await driver.keys("f", *"type:network OR type:action", "enter")
        await driver.shows("of 167 entries", "filter type:network OR type:action")
        await driver.until(
            lambda: all(row[0] in "NA" and row.split()[1] >= "0:04" for row in driver.rows() if row)
        )

        await driver.keys("F")

        await driver.until(lambda: any(row.startswith("C") for row in driver.rows()))
        assert all(row.split()[1] >= "0:04" for row in driver.rows() if row)


async def test_in_range_is_a_word_of_the_filter() -> None:
    async with driving() as driver:
        await open_all(driver)
        await go_to(driver, "N44")
        await driver.keys("left_parenthesis", "right_parenthesis", "f", *"is:in-range", "enter")

        await driver.shows("1 of 167 entries")


async def test_entry_outside_of_the_range_that_is_gone_to_clears_the_range() -> None:
    async with driving() as driver:
        await open_all(driver)
        await driver.keys("colon", *"0:10", "enter", "left_parenthesis")
        await driver.shows("of 167 entries")

        await go_to(driver, "A1")

        assert "of 167" not in driver.facts()


async def test_time_styles_change_on_all_tabs_and_come_round() -> None:
    async with driving() as driver:
        await open_all(driver)
        await go_to(driver, "N44")

        seen = []
        for _ in range(4):
            await driver.keys("t")
            seen.append(driver.row().split()[1])
        await driver.keys("t", "3")
        await driver.until(lambda: driver.open_tab == "network")

        assert seen[0].startswith("+0:00.")
        assert seen[2] == "05:45:42.714" or seen[2].count(":") == 2
        assert seen[3] == "0:24.714" or seen[3].startswith("0:24.")
        assert driver.row().split()[1].startswith("+")


async def test_zero_counts_times_from_here_and_again_from_the_start() -> None:
    async with driving() as driver:
        await open_all(driver)
        await go_to(driver, "A7")

        await driver.keys("T")
        assert driver.row().split()[1] == "+0:00.000"
        await driver.keys("k")
        assert driver.row().split()[1].startswith("-0:00.")
        await driver.keys("j", "T")
        assert driver.row().split()[1].startswith("0:0")


async def test_everything_around_the_moment_opens_on_the_timeline_at_the_same_entry() -> None:
    async with driving() as driver:
        await driver.keys("3")
        await driver.shows("46 requests")
        await go_to(driver, "N44")

        await driver.keys("c")

        await driver.shows("around:0:24.", "of 167 entries")
        await driver.until(lambda: driver.row().startswith("N44 "))
        assert {row[0] for row in driver.rows() if row} == {"A", "C", "N"}


async def test_click_on_the_strip_sets_the_moment_and_stays_on_the_tab() -> None:
    async with driving() as driver:
        await open_all(driver)
        await driver.keys("4")
        await driver.until(lambda: driver.open_tab == "action")

        await click(driver.pilot, driver.screen.strip, offset=(len(LABELS[0]) + 48, 0))

        assert driver.screen.moment == pytest.approx(27_000 / 2, rel=0.1)
        assert driver.open_tab == "action"
        assert driver.row().split()[1] <= "0:14"


async def test_strip_gives_way_on_a_low_screen() -> None:
    async with driving(size=(100, 15)) as low, driving(size=(100, 16)) as high:
        assert not low.screen.strip.display
        assert high.screen.strip.display


async def test_log_without_times_is_said_and_keeps_its_own_order(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("logs") / "console.ndjson"
    path.write_text("".join(f'{{"level":"log","message":"m{n}"}}\n' for n in range(5)))
    source = FileSource("one", [NamedFile("console.ndjson", path.stat().st_size, lambda: path.open("rb"))])

    async with driving(lambda on_wait: source) as driver:
        await driver.keys("5")
        await driver.shows("5 entries", "5 without time")

        assert [row.split()[0] for row in driver.rows() if row] == ["C1", "C2", "C3", "C4", "C5"]
        await driver.keys("full_stop")
        assert "no moment yet" in driver.status()
        await driver.until(lambda: "C without times" in driver.screen.strip.render_line(0).text)
