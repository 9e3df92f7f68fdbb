from __future__ import annotations

import random
from math import inf

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories as make
from upl_tui.entries import NetworkEntry, State
from upl_tui.log import Log
from upl_tui.logs import repeats
from upl_tui.logs.repeats import DUPLICATE_MS, RETRY_MS, Repeat, tags
from upl_tui.model import Kind

URL = "https://shop.test/api/cart"


def at(ms: float, duration: float | None = 10.0, **more: object) -> NetworkEntry:
    fields: dict[str, object] = {"url": URL, "at_ms": ms, "duration_ms": duration}
    return make.network(**fields | more)  # type: ignore[arg-type]


def failed(ms: float, duration: float = 10.0) -> NetworkEntry:
    return at(ms, duration, status=500, state=State.SERVER_ERROR)


def log(*entries: NetworkEntry) -> Log:
    return make.log(Kind.NETWORK, entries)


def test_duplicate_begins_within_the_limit_and_not_later() -> None:
    assert repeats.duplicates(log(at(0), at(DUPLICATE_MS))) == [Repeat(1, 0)]
    assert repeats.duplicates(log(at(0), at(DUPLICATE_MS + 1))) == []


def test_duplicate_begins_while_the_first_is_under_way() -> None:
    assert repeats.duplicates(log(at(0, 5000), at(4000))) == [Repeat(1, 0)]
    assert repeats.duplicates(log(at(0, None, state=State.PENDING, status=None), at(9e6))) == [Repeat(1, 0)]
    assert repeats.duplicates(log(at(0, 9000), at(2000, 10), at(8000))) == [Repeat(1, 0), Repeat(2, 0)]


def test_duplicate_has_the_same_method_url_and_body() -> None:
    def post(ms: float, body: str) -> NetworkEntry:
        return at(ms, method="POST", request_body=make.json_body(body))

    assert repeats.duplicates(log(at(0), at(5, method="HEAD"), at(9, url=f"{URL}?b"))) == []
    assert repeats.duplicates(log(post(0, "a"), post(5, "b"))) == []
    assert repeats.duplicates(log(post(0, "a"), post(5, "b"), post(9, "a"))) == [Repeat(2, 0)]
    assert repeats.duplicates(log(at(0), at(5, url=f"{URL}#top"))) == [Repeat(1, 0)]


def test_what_the_browser_sends_or_answers_on_its_own_is_no_duplicate() -> None:
    redirect = at(0, status=302, state=State.REDIRECT)

    assert repeats.duplicates(log(redirect, at(5))) == []
    assert repeats.duplicates(log(at(0, method="OPTIONS"), at(5, method="OPTIONS"))) == []
    assert repeats.duplicates(log(at(0), at(5, from_cache="memory"))) == []
    assert repeats.duplicates(log(at(0, url="data:,x"), at(5, url="data:,x"))) == []


def test_retry_follows_a_failure_within_the_limit() -> None:
    assert repeats.retries(log(failed(0), at(10 + RETRY_MS))) == [Repeat(1, 0)]
    assert repeats.retries(log(failed(0), at(11 + RETRY_MS))) == []
    assert repeats.retries(log(failed(0), failed(500), at(900))) == [Repeat(1, 0), Repeat(2, 1)]
    assert repeats.retries(log(at(0), at(500))) == []


def test_request_that_the_page_aborted_is_not_retried_but_repeated() -> None:
    aborted = at(0, status=None, state=State.ABORTED)

    assert repeats.retries(log(aborted, at(500))) == []
    assert repeats.duplicates(log(aborted, at(500))) == [Repeat(1, 0)]


def test_retry_is_no_duplicate() -> None:
    assert tags(log(failed(0), at(500)))["duplicate"] == set()
    assert tags(log(failed(0), at(500)))["retry"] == {1}


def test_request_that_ends_after_a_navigation_outlives_its_page() -> None:
    page = at(1000, 100, url="https://shop.test/next", type="document")
    frame = at(
        1000, 100, url="https://ads.test/", type="document", request_headers=(("Sec-Fetch-Dest", "iframe"),)
    )

    assert tags(log(at(900, 200), page, at(1050, 10)))["after-navigation"] == {0}
    assert tags(log(at(900, 100), page))["after-navigation"] == set()
    assert tags(log(at(900, 200), frame))["after-navigation"] == set()
    assert tags(log(at(900, 200, state=State.REDIRECT, status=302), page))["after-navigation"] == set()


def test_request_without_an_end_never_ended() -> None:
    pending = at(0, None, state=State.PENDING, status=None)
    unknown = at(0, None, state=State.UNKNOWN, status=None)

    assert tags(log(pending, unknown, at(5)))["never-ended"] == {0, 1}
    assert repeats.lifetime(pending) == (0, inf)


def test_rows_without_a_time_and_raw_rows_have_no_tags() -> None:
    entries = [make.network(URL, at_ms=None), make.network(URL, at_ms=None), make.raw()]

    assert not any(tags(make.log(Kind.NETWORK, entries)).values())


REQUESTS = st.lists(
    st.tuples(st.integers(0, 4000), st.integers(0, 3000), st.sampled_from("ab"), st.sampled_from((200, 500))),
    max_size=12,
)


@given(REQUESTS)
@settings(max_examples=150, deadline=None)
def test_tags_are_those_of_the_rule_applied_to_every_pair(requests: list[tuple[int, int, str, int]]) -> None:
    entries = [
        at(start, length, url=name, status=status, state=State.OK if status == 200 else State.SERVER_ERROR)
        for start, length, name, status in requests
    ]

    known = tags(log(*entries))

    def order(row: int) -> tuple[float, int]:
        return requests[row][0], row

    rows = sorted(range(len(requests)), key=order)
    retry, duplicate = set(), set()
    for place, row in enumerate(rows):
        start, _, name, _ = requests[row]
        before = [other for other in rows[:place] if requests[other][2] == name]
        if before and requests[before[-1]][3] == 500:
            first, length, _, _ = requests[before[-1]]
            retry |= {row} if 0 <= start - first - length <= RETRY_MS else set()
        close = (start - requests[o][0] <= DUPLICATE_MS or start < sum(requests[o][:2]) for o in before)
        duplicate |= {row} if any(close) else set()
    assert known["retry"] == retry
    assert known["duplicate"] == duplicate - retry


def test_tags_do_not_depend_on_the_order_in_the_file() -> None:
    entries = [at(0), at(400), failed(5000), at(6000), at(90_000, 5000), at(94_000)]
    shuffled = random.Random(1).sample(entries, len(entries))

    def moments(log: Log, word: str) -> set[float]:
        return {log.at[row] for row in tags(log)[word]}

    for word in repeats.TAGS:
        assert moments(log(*shuffled), word) == moments(log(*entries), word)
