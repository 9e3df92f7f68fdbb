from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shapes.framed import context, frame
from upl_tui.entries import Entry, NetworkEntry, RawEntry, State
from upl_tui.model import Kind
from upl_tui.shapes.halves import SHAPE, join_halves
from upl_tui.shapes.shape import Reading

START = 1795326314828.0


def half(word: str, at: float, **more: Any) -> dict[str, Any]:
    return {"type": word, "timestamp": START + at, **more}


def entries_of(reading: Reading) -> list[Entry]:
    return [reading.columns.entry(row) for row in range(len(reading.columns.texts))]


def requests_of(rows: list[Any]) -> list[NetworkEntry]:
    reading = SHAPE.read(frame(rows), context(Kind.NETWORK))
    return [entry for entry in entries_of(reading) if isinstance(entry, NetworkEntry)]


def test_read_joins_halves_by_their_id_whatever_comes_first() -> None:
    slow, fast = requests_of(
        [
            half(
                "request",
                0,
                requestId="1",
                url="https://e/slow",
                method="POST",
                headers={"A": "1"},
                body="sent",
            ),
            half("request", 5, requestId="2", url="https://e/fast", method="GET"),
            half("response", 9, requestId="2", url="https://e/fast", status=204),
            half(
                "response",
                30,
                requestId="1",
                status=500,
                headers={"B": "2"},
                body="got",
                mimeType="text/plain",
            ),
        ]
    )

    assert (slow.url, slow.status, slow.state, slow.duration_ms) == (
        "https://e/slow",
        500,
        State.SERVER_ERROR,
        30.0,
    )
    assert (slow.request_headers, slow.response_headers) == ((("A", "1"),), (("B", "2"),))
    assert slow.request_body is not None
    assert slow.response_body is not None
    assert (slow.request_body.text, slow.response_body.text, slow.mime) == ("sent", "got", "text/plain")
    assert len(slow.spans) == 2
    assert (fast.status, fast.duration_ms, fast.at_ms) == (204, 4.0, 5.0)


def test_read_without_ids_gives_a_response_to_the_oldest_open_request_of_its_address() -> None:
    rows = [
        half(word, at, url="https://e/")
        for at, word in enumerate(["request", "request", "response", "response"])
    ]

    assert [entry.duration_ms for entry in requests_of(rows)] == [2.0, 2.0]


def test_read_of_a_request_without_answer_is_no_failure_and_a_lone_response_is_kept() -> None:
    lone, open_request = requests_of(
        [half("response", 0, url="https://e/a", status=200), half("request", 1, url="https://e/b")]
    )

    assert (lone.status, open_request.status) == (200, None)


def test_join_halves_makes_one_list_of_requests_and_responses() -> None:
    requests = frame([{"id": "1", "url": "https://e/", "timestamp": START}])
    responses = frame([{"id": "1", "status": 404, "timestamp": START + 7}])
    data = requests.data + responses.data
    responses.starts[0] += len(requests.data)
    responses.ends[0] += len(requests.data)
    requests.data = responses.data = data
    requests.path, responses.path = "requests", "responses"

    (rows,) = join_halves([requests, responses])

    (entry,) = entries_of(SHAPE.read(rows, context(Kind.NETWORK)))
    assert isinstance(entry, NetworkEntry)
    assert (entry.url, entry.status, entry.duration_ms) == ("https://e/", 404, 7.0)


def test_join_halves_leaves_other_lists_alone() -> None:
    rows = frame([{"url": "https://e/"}])
    rows.path = "requests"

    assert join_halves([rows]) == [rows]


ROWS = st.lists(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["request", "response", "res", "other"])},
        optional={
            "requestId": st.sampled_from(["1", "2", 3, None]),
            "url": st.sampled_from(["https://e/a", "https://e/b", 7]),
            "timestamp": st.sampled_from([START, START + 5, None, "x"]),
            "status": st.sampled_from([200, 0, "500", None]),
        },
    )
    | st.none()
    | st.text(max_size=3),
    max_size=12,
)


@settings(deadline=None)
@given(ROWS, st.sampled_from(list(Kind)))
def test_read_of_generated_halves_counts_every_row_once(rows: list[Any], kind: Kind) -> None:
    reading = SHAPE.read(frame(rows), context(kind))

    entries = entries_of(reading)
    assert reading.understood + reading.raw + sum(reading.other.values()) == len(rows)
    assert reading.raw == sum(isinstance(entry, RawEntry) for entry in entries)
    if kind is Kind.NETWORK:
        assert sum(len(entry.spans) for entry in entries) == len(rows)


@pytest.mark.parametrize(
    "value", [{"type": "request"}, {"url": "https://e/"}, None, [], {"type": "click", "id": 1}]
)
def test_fits_wants_the_word_and_an_address_or_id(value: Any) -> None:
    assert not SHAPE.fits(value)
    assert SHAPE.fits({"type": "request", "url": "https://e/"})
