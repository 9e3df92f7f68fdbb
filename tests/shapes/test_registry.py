"""All families over all sample files: every count is worked out from the file itself, without the readers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from math import isnan
from typing import Any

import pytest

from tests.shapes.framed import CAPTURE_CLOCK, DATA
from upl_tui.clock import RecordingClock
from upl_tui.entries import NetworkEntry
from upl_tui.formats.frame import frame
from upl_tui.log import Log
from upl_tui.model import Kind
from upl_tui.shapes.read import read_log
from upl_tui.shapes.registry import FAMILIES, GENERIC, MAPPED, Family

YEAR_2001_MS = 1.0e12
Counts = dict[Kind, int]


def counts(console: int = 0, network: int = 0, action: int = 0) -> Counts:
    return {Kind.CONSOLE: console, Kind.NETWORK: network, Kind.ACTION: action}


def har(document: Any) -> Counts:
    """One request an entry."""
    return counts(network=len(document["log"]["entries"]))


def console_rows(rows: Any) -> Counts:
    """One message a row."""
    return counts(console=len(rows))


def protocol(events: Any) -> Counts:
    """Messages; requests, each hop of a redirect for itself, and WebSockets; pages of the main frame."""
    methods = [event["method"] for event in events]
    loads = [event for event in events if event["method"] == "Page.frameNavigated"]
    return counts(
        console=sum(
            map(
                methods.count,
                ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"),
            )
        ),
        network=methods.count("Network.requestWillBeSent") + methods.count("Network.webSocketCreated"),
        action=sum("parentId" not in event["params"]["frame"] for event in loads)
        + methods.count("Page.navigatedWithinDocument"),
    )


def replay(events: Any) -> Counts:
    """Plugin rows; requests but blank pages and what is told twice; what a person does, and pages."""

    def plugin(name: str) -> list[Any]:
        return [
            event["data"]["payload"] for event in events if event["data"].get("plugin", "").startswith(name)
        ]

    requests = [request for payload in plugin("rrweb/network") for request in payload["requests"]]
    pages = {request["name"] for request in requests if request["entryType"] == "navigation"}
    parts = [request for request in requests if request["entryType"] != "navigation"]
    changes = [event["data"] for event in events if event["type"] == 3]
    pressed = [data for data in changes if data["source"] == 2 and data["type"] in (2, 5, 6)]
    scrolled_or_typed = [data for data in changes if data["source"] in (3, 5)]
    visited = [event for event in events if event["type"] == 4 and event["data"]["href"] != "about:blank"]
    return counts(
        console=len(plugin("rrweb/console")),
        network=len(parts) + len(pages - {"about:blank"}),
        action=len(pressed) + len(scrolled_or_typed) + len(visited),
    )


def playwright(rows: Any) -> Counts:
    """Messages by their objects, resources of the network part, calls by their beginnings."""
    types = [row["type"] for row in rows]
    messages = [row for row in rows if row["type"] == "object" and row["class"] == "ConsoleMessage"]
    return counts(len(messages), types.count("resource-snapshot"), types.count("before"))


def sentry(event: Any) -> Counts:
    """Crumbs by type, and the event's own message and exceptions."""
    types = [crumb["type"] for crumb in event["breadcrumbs"]["values"]]
    own = len(event["exception"]["values"]) + ("logentry" in event)
    return counts(console=own + types.count("http") + types.count("error"), action=types.count("navigation"))


COUNTS: dict[str, Callable[[Any], Counts]] = {
    "capture/actions.json": lambda document: counts(action=len(document["actions"])),
    "capture/console.cdp.ndjson": protocol,
    "capture/console.ndjson": console_rows,
    "capture/network.cdp.ndjson": protocol,
    "capture/network.har.json": har,
    "capture/recording.json": lambda document: counts(),
    "capture/rrweb.json": replay,
    "chrome/console.cdp.ndjson": protocol,
    "chrome/network.har": har,
    "cdp/lighthouse-dbw.devtoolslog.json": protocol,
    "console/lighthouse-ConsoleMessages.json": console_rows,
    "har/browsertime-filamentgroup.har": har,
    "har/chrome59-nghttp2.har": har,
    "har/firefox54-filamentgroup.har": har,
    "har/minimal-no-dates.har": har,
    "har/playwright-redirect.har": har,
    "har/webpagetest-github.har": har,
    "ndjson/lnav-bunyan.ndjson": console_rows,
    "ndjson/lnav-pino.ndjson": console_rows,
    "playwright-trace/v4-0-trace.network": playwright,
    "playwright-trace/v4-0-trace.trace": playwright,
    "recorder/lighthouse-desktop-flow.json": lambda document: counts(action=len(document["steps"])),
    "rrweb/posthog-snapshot_data_by_window_id.json": lambda document: replay(
        [event for events in document["snapshot_data_by_window_id"].values() for event in events]
    ),
    "rrweb/rrweb-console-plugin-events.json": replay,
    "sentry/event-with-breadcrumbs.json": sentry,
}
RAW = {"capture/recording.json": 1}
"""Rows that are of no kind: the detail of the recording is no log."""
WITHOUT_DATES = {
    "capture/recording.json",
    "har/minimal-no-dates.har",
    "playwright-trace/v4-0-trace.network",
    "recorder/lighthouse-desktop-flow.json",
    "rrweb/rrweb-console-plugin-events.json",
}
LINES = (".ndjson", ".trace", ".network")


def content(name: str) -> Any:
    text = (DATA / name).read_text("utf-8")
    return (
        [json.loads(line) for line in text.split("\n") if line] if name.endswith(LINES) else json.loads(text)
    )


def read(name: str, kind: Kind, clock: RecordingClock = CAPTURE_CLOCK) -> Log:
    return read_log((DATA / name).read_bytes(), kind, clock)


def test_every_sample_file_has_its_counts() -> None:
    others = (".md", ".txt", ".jpg")
    files = {str(path.relative_to(DATA)) for path in DATA.rglob("*") if path.is_file()}
    files -= {name for name in files if name.startswith("stories/")}

    assert {name for name in files if not name.endswith(others)} == set(COUNTS)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("name", COUNTS)
def test_sample_has_as_many_entries_as_its_file_says(name: str, kind: Kind) -> None:
    log = read(name, kind, RecordingClock())

    account = log.account
    assert len(log) - account.raw == COUNTS[name](content(name))[kind]
    assert account.raw == RAW.get(name, 0)
    assert account.elements == account.understood + account.raw + sum(account.other.values())


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("name", COUNTS)
def test_sample_by_time_is_in_order_and_nothing_is_in_1970(name: str, kind: Kind) -> None:
    log = read(name, kind, RecordingClock())

    times = [log.at[row] for row in log.chronological() if not isnan(log.at[row])]
    started = log.account.started_at_ms
    assert times == sorted(times)
    assert all(at > -1 for at in times)
    assert started is None or started > YEAR_2001_MS
    assert (started is not None) == (len(log) > 0 and name not in WITHOUT_DATES)


def test_names_of_families_differ() -> None:
    shapes = [family.shape if isinstance(family, Family) else family for family in FAMILIES]
    names = [shape.name for shape in (*shapes, GENERIC, MAPPED)]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize("family", [family for family in FAMILIES if isinstance(family, Family)])
def test_family_that_takes_a_row_is_imported_for_it(family: Family) -> None:
    rows = [
        row
        for name in COUNTS
        for document in frame((DATA / name).read_bytes()).collections
        for row in document.sample()
    ]
    poorer = [without(row, key) for row in rows if isinstance(row, dict) for key in row]

    assert [row for row in (*rows, *poorer) if family.shape.fits(row) and not family.may_fit(row)] == []


def without(row: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != key}


def test_flat_rows_are_read_without_the_families_that_they_cannot_be_of() -> None:
    read = "from upl_tui.shapes.registry import family_of; family_of({'level': 'log', 'message': 'm'})"
    code = f"import sys; {read}; print(*(name for name in sys.modules if name.startswith('upl_tui.shapes')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    modules = {family.module for family in FAMILIES if isinstance(family, Family)}
    assert modules.isdisjoint(name.rpartition(".")[2] for name in done.stdout.split())


def test_playwright_network_part_counts_milliseconds() -> None:
    name = "playwright-trace/v4-0-trace.network"
    first, second = (row["snapshot"]["_monotonicTime"] for row in content(name))

    log = read(name, Kind.NETWORK, RecordingClock())

    assert log.at[1] - log.at[0] == pytest.approx(second - first, abs=0.1)


# ------------------------------------------------------------- the capture: the same second in every file


@pytest.mark.parametrize("name", ["capture/actions.json", "capture/rrweb.json"])
def test_order_click_of_the_capture_is_at_its_moment(name: str) -> None:
    log = read(name, Kind.ACTION)

    clicks = [at for at, text in zip(log.at, log.texts, strict=True) if 'clicked "Place order"' in text]
    assert clicks == [pytest.approx(24_650, abs=50)]


@pytest.mark.parametrize(
    "name", ["capture/network.har.json", "capture/network.cdp.ndjson", "capture/rrweb.json"]
)
def test_order_request_of_the_capture_is_at_its_moment(name: str) -> None:
    log = read(name, Kind.NETWORK)

    failed = [
        entry.at_ms
        for entry in log.entries()
        if isinstance(entry, NetworkEntry)
        and (entry.method, entry.status, entry.url.rpartition("/")[2]) == ("POST", 500, "orders")
    ]
    assert failed == [pytest.approx(24_714, abs=50)]


@pytest.mark.parametrize("name", ["capture/console.ndjson", "capture/console.cdp.ndjson"])
def test_browsers_own_message_of_the_capture_is_at_its_moment(name: str) -> None:
    log = read(name, Kind.CONSOLE)

    assert [at for at, text in zip(log.at, log.texts, strict=True) if "status of 500" in text] == [
        pytest.approx(24_909, abs=50)
    ]


@pytest.mark.parametrize(
    "name", ["capture/console.ndjson", "capture/console.cdp.ndjson", "capture/rrweb.json"]
)
def test_console_error_of_the_capture_is_at_its_moment(name: str) -> None:
    log = read(name, Kind.CONSOLE)

    assert [at for at, text in zip(log.at, log.texts, strict=True) if text.startswith("order attempt 1")] == [
        pytest.approx(24_918, abs=50)
    ]
