"""The page of console entries, against what is known of the demo's tour."""

from __future__ import annotations

import pytest

from tests import factories as make
from tests.driver import driving
from tests.story.scenes import demo
from upl_tui.cli import main
from upl_tui.entries import Element
from upl_tui.kinds import Kind
from upl_tui.links.stopping import Stopped
from upl_tui.logs import LOGS
from upl_tui.query.compile import compile_query
from upl_tui.timeline import TIMELINE, Timeline
from upl_tui.timeline.pages import Pages, tell_pages
from upl_tui.tui.screens.recording import Start

CHECKOUT_FROM_MS = 16_517 + 103
"""The answer with the page, by the demo's network log."""


def test_console_of_the_demo_is_found_by_the_page_it_was_written_on() -> None:
    logs = demo().logs
    console = logs[Kind.CONSOLE]
    tell_pages(logs)

    found = compile_query("page:checkout", LOGS[Kind.CONSOLE].fields).rows(console)
    elsewhere = compile_query("page:product,cart -page:checkout", LOGS[Kind.CONSOLE].fields).rows(console)

    assert found == [row for row in range(len(console)) if console.at[row] >= CHECKOUT_FROM_MS]
    assert found
    assert elsewhere
    assert set(found).isdisjoint(elsewhere)


def test_timeline_of_the_demo_finds_entries_of_all_kinds_by_page() -> None:
    logs = demo().logs
    tell_pages(logs)
    timeline = Timeline(logs.values())

    found = compile_query("page:checkout", TIMELINE.fields).rows(timeline)

    assert {timeline.native(row)[0].kind for row in found} == set(Kind)


def test_entry_that_says_its_page_is_not_asked_of_others() -> None:
    logs = {
        Kind.CONSOLE: make.log(Kind.CONSOLE, [make.console(page_url="https://a.test/own"), make.console()]),
        Kind.ACTION: make.log(Kind.ACTION, [make.action(at_ms=500.0, url="https://a.test/told")]),
    }
    tell_pages(logs)
    fields = LOGS[Kind.CONSOLE].fields

    assert compile_query("page:own", fields).rows(logs[Kind.CONSOLE]) == [0]
    assert compile_query("page:told", fields).rows(logs[Kind.CONSOLE]) == [1]


@pytest.mark.parametrize(
    ("moment", "page"), [(None, ""), (99.0, ""), (100.0, "/a"), (299.0, "/a"), (300.0, "/b")]
)
def test_page_is_that_of_the_latest_document_that_is_no_frame(moment: float | None, page: str) -> None:
    frame = (("Sec-Fetch-Dest", "iframe"),)
    asked = [
        make.network("/a", type="document", at_ms=90.0, duration_ms=10.0),
        make.network("/frame", type="document", at_ms=150.0, request_headers=frame),
        make.network("/b", type="document", at_ms=300.0),
    ]
    console = make.log(Kind.CONSOLE, [make.console()])

    pages = Pages.of({Kind.CONSOLE: console, Kind.NETWORK: make.log(Kind.NETWORK, asked)})

    assert pages.at(moment) == page


def test_pages_of_another_clock_are_not_told() -> None:
    hour = 3_600_000.0
    actions = [make.action(at_ms=hour, element=Element())]
    logs = {
        Kind.CONSOLE: make.log(Kind.CONSOLE, [make.console()]),
        Kind.ACTION: make.log(Kind.ACTION, actions),
    }

    assert Pages.of(logs) == Pages()


def test_looking_pages_up_stops_when_it_is_told_to() -> None:
    with pytest.raises(Stopped):
        tell_pages(demo().logs, lambda: True)


async def test_filter_by_page_loads_what_tells_it_and_shows_the_rows() -> None:
    async with driving(start=Start("console", "page:checkout"), size=(120, 40)) as driver:
        await driver.until(lambda: set(driver.screen.session.logs) == set(Kind))
        await driver.until(lambda: "C71" in driver.text())

        assert "0 of 71" not in driver.text()


async def test_filter_by_page_works_on_the_timeline_too() -> None:
    async with driving(start=Start("timeline", "page:checkout type:console"), size=(120, 40)) as driver:
        await driver.until(lambda: any(row.startswith("C") for row in driver.rows()))


def test_filter_by_page_works_without_a_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["console", "demo", "--filter", "page:checkout", "--format", "ndjson"]) == 0

    assert capsys.readouterr().out.count("\n") > 10
