from __future__ import annotations

from tests import factories as make
from upl_tui.entries import Entry, State
from upl_tui.logs import LOGS
from upl_tui.logs.network import NETWORK
from upl_tui.logs.network_context import MARKS, context, mark_words, marks
from upl_tui.logs.repeats import tags
from upl_tui.logs.spec import Around, cell_of
from upl_tui.model import Kind
from upl_tui.redact import MASK, Masker

MARK = next(column for column in NETWORK.columns if column.key == "marks")


def shown(*entries: Entry, row: int = 0, links: dict[str, str] | None = None) -> dict[str, str]:
    around = Around(make.log(Kind.NETWORK, entries), row, Masker(), links or {})
    return {section.key: section.text for section in context(around)}


def test_marks_are_letters_that_the_legend_explains() -> None:
    entry = make.network(
        method="POST", duration_ms=1000.0, request_headers=(("Sec-Fetch-Site", "cross-site"),)
    )

    assert marks(entry) == ["3", "m", "s"]
    assert set(marks(entry)) <= set(dict(MARKS))
    assert mark_words(entry) == "third-party, mutating, slow"
    assert marks(make.network(from_cache="disk")) == ["c"]
    assert marks(make.network(type="preflight", method="OPTIONS")) == ["p"]


def test_cell_of_the_marks_has_the_letters_of_the_logs_tags() -> None:
    failed = make.network(status=500, state=State.SERVER_ERROR, at_ms=0.0, duration_ms=1.0)
    log = make.log(Kind.NETWORK, [failed, make.network(at_ms=5.0), make.network(at_ms=9.0)])
    log.tags.update(tags(log))

    assert [cell_of(MARK, log, row, Masker()).text for row in range(3)] == ["", "r", "d"]


def test_context_wraps_sentences_and_adds_ids_they_do_not_name() -> None:
    redirect = make.network("https://a.test/", status=302, state=State.REDIRECT, redirect_to="/b", at_ms=0.0)
    goal = make.network("https://a.test/b", at_ms=5.0)

    text = shown(redirect, goal)["explained"]

    assert text == "Redirected: N1 (302), then N2 (200)."
    assert shown(goal) == {}
    assert shown(make.raw()) == {}


def test_context_masks_secrets_and_keeps_lines_short() -> None:
    cookie = "token=canary1; Domain=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJib2IifQ.c2lnbmF0dXJl"
    entry = make.network("https://a.test/", response_headers=(("Set-Cookie", cookie),))

    text = shown(entry)["explained"]

    assert "eyJ" not in text
    assert MASK in text
    assert max(map(len, text.split("\n"))) <= 52


def test_links_of_the_config_become_addresses() -> None:
    entry = make.network(response_headers=(("X-Request-Id", "req 1"),))

    assert shown(entry, links={"x-request-id": "https://logs.test/?q={id}"}) == {
        "links": "x-request-id: https://logs.test/?q=req%201"
    }
    assert LOGS[Kind.NETWORK].context is context
