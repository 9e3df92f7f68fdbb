from __future__ import annotations

from tests import factories as make
from tests.story.scenes import demo
from upl_tui.entries import Severity
from upl_tui.links import Links
from upl_tui.logs.spec import Section
from upl_tui.model import Kind
from upl_tui.redact import Masker
from upl_tui.timeline.linked import linked_section, with_linked


def test_failed_order_of_the_demo_names_its_messages_and_its_click() -> None:
    section = linked_section(demo().links, Kind.NETWORK, 43, Masker())

    names = [line.partition(":")[0] for line in section.text.split("\n")]
    assert [name.split()[:2] for name in names] == [["Message", "C69"], ["Message", "C70"], ["Action", "A49"]]
    assert all(name.endswith(")") for name in names)


def test_message_of_the_demo_names_its_request_with_its_outcome() -> None:
    text = linked_section(demo().links, Kind.CONSOLE, 68, Masker()).text

    assert text.startswith("Request N44 (")
    assert "POST /api/orders 500!" in text.split("\n")[0]


def test_many_links_are_cut_and_unread_logs_are_named_with_their_keys() -> None:
    network = make.log(Kind.NETWORK, [make.network("https://a.test/api/x", at_ms=0.0, duration_ms=5.0)])
    said = make.console("https://a.test/api/x failed", severity=Severity.ERROR, at_ms=2.0)
    links = Links.of({Kind.NETWORK: network, Kind.CONSOLE: make.log(Kind.CONSOLE, [said] * 20)})

    lines = linked_section(links, Kind.NETWORK, 0, Masker(), [Kind.ACTION]).text.split("\n")

    assert len(lines) == 10
    assert lines[-2:] == ["And 12 more.", "Not loaded: action log (4)"]


def test_secrets_of_linked_entries_are_masked() -> None:
    url = "https://a.test/x?token=canary1234"
    network = make.log(Kind.NETWORK, [make.network(url, at_ms=0.0, duration_ms=9.0)])
    console = make.log(
        Kind.CONSOLE,
        [make.console(f"{url} failed, password=canary99", severity=Severity.ERROR, at_ms=3.0)],
    )
    links = Links.of({Kind.NETWORK: network, Kind.CONSOLE: console})

    told = [linked_section(links, kind, 0, Masker()).text for kind in (Kind.NETWORK, Kind.CONSOLE)]

    assert all(told)
    assert "canary" not in "".join(told)


def test_links_stand_behind_the_message_or_before_the_overview() -> None:
    linked = Section("linked", "Linked", "Request N1")

    def keys(*own: str, linked: Section = linked) -> list[str]:
        return [section.key for section in with_linked((Section(key, key, key) for key in own), linked)]

    assert keys("message", "stack", "overview") == ["message", "linked", "stack", "overview"]
    assert keys("explained", "overview", "raw") == ["explained", "linked", "overview", "raw"]
    assert keys("message", linked=Section("linked", "Linked", "")) == ["message"]
