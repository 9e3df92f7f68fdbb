"""What + and - offer."""

from __future__ import annotations

import pytest

from tests.factories import action, console, network, raw
from upl_tui.entries import Entry, Severity
from upl_tui.logs import LOGS
from upl_tui.logs.facets import facets, telling_text
from upl_tui.model import Kind
from upl_tui.query.edit import written


@pytest.mark.parametrize(
    ("kind", "entry", "offered"),
    [
        (Kind.CONSOLE, console(severity=Severity.WARN), ("level", "warn")),
        (
            Kind.NETWORK,
            network(method="POST"),
            ("method", "POST"),
        ),
        (Kind.NETWORK, network(url="https://shop.example/a?b=1"), ("path", "/a")),
        (Kind.ACTION, action(), ("action", "click")),
    ],
)
def test_facets_offer_what_the_entry_has(kind: Kind, entry: Entry, offered: tuple[str, str]) -> None:
    assert offered in facets(LOGS[kind], entry)


@pytest.mark.parametrize("kind", list(Kind))
def test_facets_of_a_raw_entry_can_be_written_as_a_filter(kind: Kind) -> None:
    assert all(written(key, value) for key, value in facets(LOGS[kind], raw()))


@pytest.mark.parametrize("kind", list(Kind))
def test_facets_name_fields_of_their_kind(kind: Kind) -> None:
    spec = LOGS[kind]

    assert set(spec.facets) <= {field.key for field in spec.fields}


@pytest.mark.parametrize(
    ("kind", "entry", "text"),
    [
        (
            Kind.NETWORK,
            network(text="GET https://a.example/x/y?z=1 200", url="https://a.example/x/y?z=1"),
            "/x/y",
        ),
        (
            Kind.NETWORK,
            network(text="GET https://a.example/ 200", url="https://a.example/"),
            "GET https://a.example/ 200",
        ),
        (Kind.CONSOLE, console("\n  one\ntwo"), "one"),
        (Kind.CONSOLE, console("x" * 5000), "x" * 200),
        (Kind.CONSOLE, console(""), ""),
    ],
)
def test_telling_text_is_found_in_the_text_of_the_entry(kind: Kind, entry: Entry, text: str) -> None:
    assert telling_text(LOGS[kind], entry) == text
    assert text in entry.text
