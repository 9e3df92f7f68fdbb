from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.logs.templates import message_template, path_template


@pytest.mark.parametrize(
    ("path", "template"),
    [
        ("/api/orders", "/api/orders"),
        ("/api/orders/4711", "/api/orders/{id}"),
        ("/api/orders/4711/items/2", "/api/orders/{id}/items/{id}"),
        ("/u/550e8400-e29b-41d4-a716-446655440000/x", "/u/{id}/x"),
        ("/commit/8c0c3f7cb80d2", "/commit/{id}"),
        ("/report/2026-11-22", "/report/{id}"),
        ("/report/2026-11-22T05:45:14Z", "/report/{id}"),
        ("/customers/cus_9s6XKzkNRiz8i3", "/customers/{id}"),
        ("/assets/app.8c0c3f7c.js", "/assets/app.{id}.js"),
        ("/assets/vendor-8c0c3f7cb8.min.css", "/assets/vendor-{id}.min.css"),
        ("/img/9.png", "/img/{id}.png"),
        ("/v2/login", "/v2/login"),
        ("/api/v1.2/users", "/api/v1.2/users"),
        ("/deadbeef/facade", "/deadbeef/facade"),
        ("/checkout/", "/checkout/"),
        ("/", "/"),
        ("", ""),
    ],
)
def test_template_takes_ids_out_of_a_path(path: str, template: str) -> None:
    assert path_template(path) == template


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=4))
@settings(max_examples=50, deadline=None)
def test_paths_that_differ_in_numbers_share_a_template(numbers: list[int]) -> None:
    path = "/".join(["", *(f"part/{number}" for number in numbers)])

    assert path_template(path) == "/".join(["", *("part/{id}" for _ in numbers)])


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_template_of_any_path_keeps_its_segments(path: str) -> None:
    assert path_template(path).count("/") == path.count("/")
    assert path_template(path_template(path)) == path_template(path)


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("took 12.5 ms for 3 rows", "took {} ms for {} rows"),
        ("GET https://a.test/x?y=1 404", "GET {} {}"),
        ("job 550e8400-e29b-41d4-a716-446655440000 done", "job {} done"),
        ("first\nsecond 5", "first"),
        ("Cannot read properties of undefined (reading 'id')",) * 2,
    ],
)
def test_template_takes_numbers_and_addresses_out_of_a_message(text: str, template: str) -> None:
    assert message_template(text) == template
