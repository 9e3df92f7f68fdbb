from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories as make
from upl_tui.logs.correlation import CorrelationId, ids, link, values

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.mark.parametrize(
    ("name", "value", "id"),
    [
        ("traceparent", f"00-{TRACE}-00f067aa0ba902b7-01", TRACE),
        ("sentry-trace", f"{TRACE}-00f067aa0ba902b7-1", TRACE),
        ("baggage", f"a=1,sentry-environment=x,sentry-trace_id={TRACE}", TRACE),
        ("b3", f"{TRACE}-e457b5a2e4d86bd1-1", TRACE),
        ("X-B3-TraceId", TRACE, TRACE),
        ("x-datadog-trace-id", "7277407061855694839", "7277407061855694839"),
        (
            "x-cloud-trace-context",
            "105445aa7843bc8bf206b12000100000/1;o=1",
            "105445aa7843bc8bf206b12000100000",
        ),
        (
            "x-amzn-trace-id",
            "Self=1-67891234-12456789abcdef012345678;Root=1-67891233-abcdef012345678912345678",
            "1-67891233-abcdef012345678912345678",
        ),
        ("uber-trace-id", f"{TRACE}:00f067aa0ba902b7:0:1", TRACE),
        ("CF-Ray", "230b030023ae2822-SJC", "230b030023ae2822-SJC"),
        (
            "x-vercel-id",
            "fra1::iad1::abcde-1700000000000-0123456789ab",
            "fra1::iad1::abcde-1700000000000-0123456789ab",
        ),
        ("x-request-id", " req-9913 ", "req-9913"),
        ("traceparent", "odd", "odd"),
    ],
)
def test_id_is_found_in_a_header_of_either_side(name: str, value: str, id: str) -> None:
    expected = [CorrelationId(name.lower(), id)]

    assert ids(make.network(request_headers=((name, value),))) == expected
    assert ids(make.network(response_headers=((name, value),))) == expected


def test_ids_come_once_and_the_trace_first() -> None:
    entry = make.network(
        request_headers=(("X-Request-Id", "r-1"), ("traceparent", f"00-{TRACE}-00f067aa0ba902b7-01")),
        response_headers=(("x-request-id", "r-1"), ("X-B3-TraceId", TRACE)),
    )

    assert values(entry) == [TRACE, "r-1"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("baggage", "user=1"), ("x-request-id", ""), ("x-request-id", "x" * 5000), ("etag", "r")],
)
def test_header_without_an_id_gives_none(name: str, value: str) -> None:
    assert ids(make.network(request_headers=((name, value),))) == []


@given(st.text(min_size=1, max_size=50))
@settings(max_examples=100, deadline=None)
def test_link_carries_any_id_through_a_url_parser(id: str) -> None:
    if any("\ud800" <= character <= "\udfff" for character in id):
        return

    address = link(CorrelationId("x-request-id", id), {"x-request-id": "https://logs.test/?q={id}&a=1"})

    assert parse_qs(urlsplit(address).query, keep_blank_values=True) == {"q": [id], "a": ["1"]}


def test_link_without_a_template_is_none() -> None:
    assert link(CorrelationId("cf-ray", "1"), {"x-request-id": "https://logs.test/{id}"}) == ""
