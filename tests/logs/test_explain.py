from __future__ import annotations

from pathlib import Path

import pytest

from tests import factories as make
from upl_tui.clock import RecordingClock
from upl_tui.entries import NetworkEntry, State
from upl_tui.logs.explain import explain
from upl_tui.model import Kind
from upl_tui.shapes.read import read_log

DATA = Path(__file__).parent.parent / "data"
API = "https://shop.test/api"


def said(row: int, *entries: NetworkEntry) -> list[str]:
    """Explanations of a row, each with its proof."""
    found = explain(make.log(Kind.NETWORK, entries), row)
    return [f"{explanation.text} {' '.join(explanation.ids)}" for explanation in found]


def at(ms: float, url: str = API, duration: float = 100.0, **more: object) -> NetworkEntry:
    fields: dict[str, object] = {"url": url, "at_ms": ms, "duration_ms": duration}
    return make.network(**fields | more)  # type: ignore[arg-type]


def page(ms: float, url: str = "https://shop.test/checkout") -> NetworkEntry:
    return at(ms, url, type="document")


def test_plain_answer_needs_no_explanation() -> None:
    assert said(0, at(0)) == []
    assert explain(make.log(Kind.NETWORK, [make.raw()]), 0) == []


@pytest.mark.parametrize(
    ("error", "word"),
    [
        ("net::ERR_NAME_NOT_RESOLVED", "looked up"),
        ("net::ERR_CERT_DATE_INVALID", "certificate"),
        ("net::ERR_CONNECTION_REFUSED", "accepts connections"),
    ],
)
def test_failure_of_the_network_is_put_in_words(error: str, word: str) -> None:
    (text,) = said(0, at(0, status=None, state=State.FAILED, error=error))

    assert word in text
    assert text.endswith(" N1")


def test_abort_by_a_navigation_names_the_page() -> None:
    aborted = at(0, status=None, state=State.ABORTED, duration=1050.0)

    (text,) = said(0, aborted, page(1000))

    assert "Probably aborted by the navigation N2 to /checkout" in text
    assert text.endswith("N1 N2")


def test_abort_for_a_later_request_to_the_same_path_names_that() -> None:
    first = at(0, f"{API}/search?q=k", status=None, state=State.ABORTED, duration=150.0)

    assert "N2 to the same path replaced it" in said(0, first, at(160, f"{API}/search?q=ke"))[0]
    assert "does not say why" in said(0, first, at(160, f"{API}/other"))[0]


def test_request_that_never_ended_names_the_page_that_left() -> None:
    pending = at(0, status=None, state=State.PENDING)

    assert said(0, pending, page(500)) == ["It never ended: N2 left the page while it was under way. N1 N2"]
    assert said(0, pending) == ["It never ended while the recording ran. N1"]


def test_request_that_outlived_its_page_names_the_next() -> None:
    assert said(0, at(0, duration=700.0), page(500)) == ["It ended after N2 had left the page. N1 N2"]


def test_redirects_of_a_real_recording_are_told_in_order_from_any_of_them() -> None:
    log = read_log((DATA / "har/playwright-redirect.har").read_bytes(), Kind.NETWORK, RecordingClock())

    for row in range(3):
        chain = next(one for one in explain(log, row) if one.text.startswith("Redirected"))
        assert chain.text == "Redirected: N1 (301), then N2 (301), then N3 (200)."
        assert chain.ids == ("N1", "N2", "N3")


def test_redirect_into_nowhere_and_in_a_circle_ends() -> None:
    away = at(0, status=302, state=State.REDIRECT, redirect_to="/elsewhere")
    circle = [
        at(ms, f"{API}/{here}", status=302, state=State.REDIRECT, redirect_to=there)
        for ms, here, there in ((0, "a", "b"), (10, "b", "a"), (20, "a", "b"))
    ]

    assert said(0, away) == ["A redirect whose next request is not in this log. N1"]
    assert any("N1 (302), then N2 (302)" in text for text in said(0, *circle))


def test_refused_then_signed_in_names_both_tries_and_what_came_between() -> None:
    refused = at(0, status=401, state=State.CLIENT_ERROR)
    refresh = at(200, "https://shop.test/oauth/token", method="POST")
    tries = (refused, refresh, at(500))

    text = "N1 was refused (401); tried again after N2, which probably signed in again, as N3: 200. N1 N2 N3"
    assert text in said(0, *tries)
    assert text in said(2, *tries)
    assert "N1 was refused (401); tried again as N2: 200. N1 N2" in said(0, refused, at(500))
    assert said(0, refused) == ["Not signed in, and not tried again within a minute. N1"]


def test_repeats_are_told_from_both_sides() -> None:
    failed = at(0, status=500, state=State.SERVER_ERROR)

    assert said(0, at(0), at(40)) == ["Sent again as N2: 200. N1 N2"]
    assert said(1, at(0), at(40)) == ["The same request as N1, 40 ms later. N1 N2"]
    assert said(0, failed, at(400)) == ["Tried again as N2: 200. N1 N2"]
    assert said(1, failed, at(400)) == ["Tried again after N1 failed (500!), 400 ms later. N1 N2"]


def test_explanations_of_the_captured_session_name_rows_that_exist() -> None:
    log = read_log((DATA / "capture/network.har.json").read_bytes(), Kind.NETWORK, RecordingClock())
    ids = {log.id(row) for row in range(len(log))}

    told = {log.id(row): explain(log, row) for row in range(len(log))}

    assert all(one.ids and ids.issuperset(one.ids) for found in told.values() for one in found)
    for row, word in {
        "N14": "Not modified",
        "N15": "Redirected",
        "N21": "CORS",
        "N23": "whether N22 is allowed",
        "N25": "N26",
        "N35": "never ended",
        "N42": "Content-Security-Policy",
        "N44": "Retry-After",
        "N45": "N44 failed",
    }.items():
        assert any(word in one.text for one in told[row]), row
