"""Messages as they went over the wire, and their parts."""

from __future__ import annotations

from tests.factories import json_body, log, network
from upl_tui.entries import Body, State
from upl_tui.export.picked import Picked
from upl_tui.export.raw_http import headers_text, raw_http, request_bodies, response_bodies
from upl_tui.log import Log
from upl_tui.model import Kind
from upl_tui.redact import Masker


def one(**more: object) -> Log:
    fields: dict[str, object] = {
        "method": "POST",
        "status": 201,
        "status_text": "Created",
        "request_headers": ((":authority", "shop.test"), ("x-a", "1"), ("x-a", "2")),
        "response_headers": (("content-type", "application/json"),),
        "request_body": json_body('{"a":1}'),
        "response_body": json_body('{"b":2}'),
    }
    return log(Kind.NETWORK, [network("https://shop.test/api?x=1", **fields | more)])  # type: ignore[arg-type]


def test_request_and_answer_read_as_on_the_wire() -> None:
    text = raw_http(Picked(one(), [0]), Masker()).text

    assert text == (
        "# POST changes data on the server\n"
        "POST /api?x=1 HTTP/1.1\nHost: shop.test\nx-a: 1\nx-a: 2\nContent-Type: application/json\n\n"
        '{"a":1}\n\n'
        "HTTP/1.1 201 Created\ncontent-type: application/json\n\n"
        '{"b":2}\n'
    )


def test_request_without_an_answer_says_what_became_of_it() -> None:
    given = one(status=None, state=State.ABORTED, error="net::ERR_ABORTED", response_headers=())

    assert "# no answer: aborted, net::ERR_ABORTED\n" in raw_http(Picked(given, [0]), Masker()).text


def test_headers_are_those_recorded_with_their_repeats() -> None:
    text = headers_text(Picked(one(), [0]), Masker()).text

    assert text.startswith(
        "POST https://shop.test/api?x=1\n:authority: shop.test\nx-a: 1\nx-a: 2\n\nHTTP/1.1 201"
    )


def test_bodies_are_text_or_a_file() -> None:
    given = one(response_body=Body(text="AAH/", encoding="base64", mime="image/png"))

    assert request_bodies(Picked(given, [0]), Masker()).text == '{"a":1}'
    made = response_bodies(Picked(given, [0], folder="/x"), Masker())
    assert made.text == "/x/N1-response.bin"
    assert [file.data for file in made.files] == [b"\x00\x01\xff"]


def test_missing_body_says_why() -> None:
    made = response_bodies(Picked(one(response_body=Body(missing="too large")), [0]), Masker())

    assert made.text == ""
    assert made.notes == ("N1 has no response body: too large",)
