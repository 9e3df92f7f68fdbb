from __future__ import annotations

import pytest

from tests import factories as make
from upl_tui.entries import Entry, Severity
from upl_tui.logs.same_key import same_key
from upl_tui.model import Kind

NETWORK = Kind.NETWORK


def request(text: str) -> Entry:
    entry = make.network()
    entry.text = text
    return entry


@pytest.mark.parametrize(
    ("kind", "one", "other", "same"),
    [
        (Kind.CONSOLE, make.console("stock 3 of 40"), make.console("stock 2 of 41"), True),
        (Kind.CONSOLE, make.console("stock"), make.console("stock", Severity.ERROR), False),
        (Kind.CONSOLE, make.console("failed\n at a:1"), make.console("failed\n at b:2"), True),
        (NETWORK, request("GET https://a.b/o/17?x=1 200 OK"), request("GET https://a.b/o/4 500"), True),
        (NETWORK, request("GET https://a.b/o/17"), request("POST https://a.b/o/17"), False),
        (NETWORK, request("GET https://a.b/deadbeef01/x"), request("GET https://a.b/0123456789ab/x"), True),
        (NETWORK, request("GET https://a.b/feedback"), request("GET https://a.b/facade"), False),
        (Kind.ACTION, make.action("clicked Pay"), make.action("clicked Pay"), True),
        (Kind.ACTION, make.action("clicked Pay"), make.action("clicked Back"), False),
    ],
)
def test_key_is_what_an_entry_is_apart_from_its_numbers(
    kind: Kind, one: Entry, other: Entry, same: bool
) -> None:
    log = make.log(kind, [one, other])

    assert (same_key(log, 0) == same_key(log, 1)) is same
