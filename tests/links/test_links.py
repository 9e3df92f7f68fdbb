"""Links of the demo against what is known of it, and of any logs against rules that always hold."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from tests.factories import action, console, log, network
from tests.story.scenes import demo
from upl_tui.clock import RecordingClock
from upl_tui.entries import Severity, State
from upl_tui.links import Links
from upl_tui.links.stopping import Stopped
from upl_tui.model import Kind
from upl_tui.shapes.read import read_log
from upl_tui.story import Scene, problems, tell

URL = "https://shop.test/api/orders?page=2"
LINKED = {
    "C29": "N18",
    "C32": "N21",
    "C33": "N21",
    "C34": "N21",
    "C35": "N17",
    "C38": "N17",
    "C51": "N32",
    "C52": "N32",
    "C59": "N42",
    "C61": "N41",
    "C62": "N41",
    "C67": "N43",
    "C68": "N43",
    "C69": "N44",
    "C70": "N44",
}
"""What the recorded shop's own code says: which request each console entry is about."""
UNLINKED = ("C16", "C53", "C60", "C64", "C65", "C66", "C71")


@pytest.fixture(scope="module")
def links() -> Links:
    return demo().links


@pytest.mark.parametrize(("message", "request_id"), LINKED.items())
def test_console_entry_of_the_demo_is_linked_to_the_request_it_is_about(
    links: Links, message: str, request_id: str
) -> None:
    link = links.request_of(int(message[1:]) - 1)

    assert link is not None
    assert link.id == request_id
    assert message in {back.id for back in links.messages_of(link.row)}


@pytest.mark.parametrize("message", UNLINKED)
def test_console_entry_of_the_demo_that_is_about_no_request_is_linked_to_none(
    links: Links, message: str
) -> None:
    assert links.request_of(int(message[1:]) - 1) is None


def test_browsers_message_that_names_a_request_is_not_about_its_page_or_script(data: Path) -> None:
    files = {Kind.CONSOLE: "chrome/console.cdp.ndjson", Kind.NETWORK: "chrome/network.har"}
    logs = {
        kind: read_log((data / name).read_bytes(), kind, RecordingClock(started_at_ms=1795382432303.0))
        for kind, name in files.items()
    }

    found = Links.of(logs)

    about = {f"C{row + 1}": found.request_of(row) for row in range(len(logs[Kind.CONSOLE]))}
    wanted = {"C5": "N3", "C6": "N4", "C8": "N6", "C11": "N7", "C14": "N11", "C17": "N13", "C18": "N16"}
    assert {name: link.id for name, link in about.items() if link and name in wanted} == wanted


def test_redirect_and_preflight_of_the_demo_are_joined_both_ways(links: Links) -> None:
    joined = {
        name: [link.id for link in links.joined(int(name[1:]) - 1)] for name in ("N15", "N24", "N22", "N23")
    }

    assert joined == {"N15": ["N24"], "N24": ["N15"], "N22": ["N23"], "N23": ["N22"]}


def test_deeds_of_the_demo_started_the_requests_that_its_code_sends(links: Links) -> None:
    started = {
        name: [link.id for link in links.requests_of(int(name[1:]) - 1)]
        for name in ("A7", "A8", "A11", "A12", "A33", "A49", "A50")
    }

    assert started == {
        "A7": ["N29"],
        "A8": ["N30"],
        "A11": ["N32"],
        "A12": ["N33"],
        "A33": ["N43"],
        "A49": ["N44"],
        "A50": [],
    }


def test_going_back_is_a_deed_of_its_own_and_not_part_of_the_click_before(links: Links) -> None:
    assert links.action_of(Kind.ACTION, 17) is None
    assert [link.id for link in links.requests_of(17)] == ["N34"]


def test_every_link_can_be_followed_back(links: Links) -> None:
    for kind in (Kind.CONSOLE, Kind.NETWORK):
        for row in range(len(links.logs[kind])):
            for link in links.linked(kind, row):
                if link.kind is not Kind.ACTION:
                    back = {(other.kind, other.row) for other in links.linked(link.kind, link.row)}
                    assert (kind, row) in back


def test_three_observers_of_one_error_are_one_failure_and_the_same_one_twice_is_not() -> None:
    said = [
        console("Error: no", Severity.ERROR, at_ms=1000.0),
        console("Uncaught (in promise) Error: no", Severity.ERROR, at_ms=1001.0, origin="rejection"),
        console("Uncaught (in promise) Error: no", Severity.ERROR, at_ms=1100.0, origin="rejection"),
    ]

    links = Links.of({Kind.CONSOLE: log(Kind.CONSOLE, said)})

    assert [links.same_failure(row) for row in range(3)] == [(1,), (0,), ()]


def test_clocks_that_disagree_by_the_ids_link_nothing_by_time() -> None:
    asked = [network(f"https://shop.test/{n}", at_ms=1000.0 * n, request_id=str(n)) for n in range(1, 5)]
    said = [console("?", Severity.ERROR, at_ms=1000.0 * n + 9000, request_id=str(n)) for n in range(1, 5)]
    said.append(console("GET https://shop.test/4 is slow", at_ms=4100.0))

    links = Links.of({Kind.NETWORK: log(Kind.NETWORK, asked), Kind.CONSOLE: log(Kind.CONSOLE, said)})

    assert links.clocks.apart == {frozenset((Kind.CONSOLE, Kind.NETWORK)): 9000.0}
    assert [link.id for row in range(4) if (link := links.request_of(row))] == ["N1", "N2", "N3", "N4"]
    assert not links.clocks.comparable(Kind.CONSOLE, Kind.NETWORK)


def test_no_logs_and_raw_rows_are_no_error() -> None:
    assert Links.of({}).requests_of(0) == ()

    deeds = log(Kind.ACTION, [action(at_ms=None)])
    assert Links.of({Kind.ACTION: deeds}).linked(Kind.ACTION, 0) == ()


def test_linking_stops_when_it_is_told_to() -> None:
    said = [console("Failed to fetch", Severity.ERROR, at_ms=float(n)) for n in range(2000)]
    asked = [network(at_ms=0.0, state=State.FAILED, severity=Severity.ERROR)]
    logs = {Kind.CONSOLE: log(Kind.CONSOLE, said), Kind.NETWORK: log(Kind.NETWORK, asked)}

    with pytest.raises(Stopped):
        Links.of(logs, stop=lambda: True)


def test_time_for_linking_grows_with_the_entries_and_not_with_their_pairs() -> None:
    def seconds(count: int, step: float) -> float:
        asked = [
            network(at_ms=step * n, state=State.SERVER_ERROR, severity=Severity.ERROR, text=f"POST {URL} 500")
            for n in range(count)
        ]
        said = [console(f"{URL} is odd", Severity.ERROR, at_ms=step * n) for n in range(count)]
        done = [action(at_ms=step * n, selector="#x") for n in range(count)]
        logs = {Kind.NETWORK: log(Kind.NETWORK, asked), Kind.CONSOLE: log(Kind.CONSOLE, said)}
        began = process_time()
        scene = Scene.of(logs | {Kind.ACTION: log(Kind.ACTION, done)})
        problems(scene)
        for name in ("N1", "C1", "A1"):
            tell(scene, name)
        return process_time() - began

    for step in (0.0, 10.0):
        few = min(seconds(500, step) for _ in range(3))

        assert seconds(4000, step) < 8 * 4 * few
