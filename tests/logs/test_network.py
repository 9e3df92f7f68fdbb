from __future__ import annotations

import pytest

from tests import factories as make
from tests.logs.asking import cells, matches, sections
from upl_tui.entries import Body, Frame, NetworkEntry, Severity, SocketFrame, State
from upl_tui.logs.network import NETWORK
from upl_tui.logs.spec import Cell
from upl_tui.model import Kind
from upl_tui.redact import MASK, Masker

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJib2IifQ.c2lnbmF0dXJl"


def order() -> NetworkEntry:
    return make.network(
        "https://user:hunter2@api.shop.test/v1/orders?page=2&token=canary1#top",
        "POST",
        500,
        State.SERVER_ERROR,
        severity=Severity.ERROR,
        status_text="Internal Server Error",
        type="fetch",
        mime="application/json",
        duration_ms=2345.6,
        size_transfer=1234,
        size_body=4321,
        timings={"wait": 2300.0, "dns": 1.5, "queued": 3.0},
        request_headers=(
            ("Authorization", "Bearer canary2"),
            ("Cookie", "sid=canary3"),
            ("Content-Type", "application/json"),
            ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
            ("Referer", "https://www.shop.test/checkout"),
        ),
        response_headers=(("Set-Cookie", "s=canary4; Path=/\nt=canary5"), ("Server", "x")),
        request_body=make.json_body('{"operationName":"PlaceOrder","password":"canary6"}'),
        response_body=make.json_body('{"error":{"code":"card_declined","token":"canary7"}}'),
        initiator="script",
        initiator_stack=(Frame("pay", "https://shop.test/app.js", 31, 7),),
        messages=(
            SocketFrame("send", 2100.0, 1, '{"token":"canary8"}'),
            SocketFrame("receive", None, 1, "ok", "tick"),
        ),
        remote="10.0.0.1:443",
        protocol="h2",
        priority="High",
        error="why",
    )


def test_cells_of_a_failed_request() -> None:
    shown = cells(NETWORK, order())

    assert {key: cell.text for key, cell in shown.items()} == {
        "method": "POST",
        "status": "500!",
        "marks": "ms",
        "host": "api.shop.test",
        "target": f"/v1/orders?page=2&token={MASK}#top (PlaceOrder)",
        "type": "fetch",
        "size": "1.2 kB",
        "duration": "2.35 s",
        "waterfall": "",
    }
    assert shown["status"].style == "error"
    assert shown["duration"].style == "warn"


def test_cells_fit_their_columns() -> None:
    for state in State:
        text = cells(NETWORK, make.network(state=state, status=404))["status"].text
        assert len(text) <= 7


def test_cells_of_odd_requests() -> None:
    assert cells(NETWORK, make.network("data:text/plain,hello"))["target"].text == "data:text/plain,hello"
    assert cells(NETWORK, make.network("https://a.test"))["target"].text == "/"
    assert cells(NETWORK, make.network(from_cache="disk", size_body=5))["size"].text == "cached"
    assert cells(NETWORK, make.network())["size"].text == ""
    assert cells(NETWORK, make.network())["duration"].text == ""


def test_raw_row_has_cells_of_its_own() -> None:
    shown = cells(NETWORK, make.raw("token=canary12"))

    assert shown["method"] == Cell("raw", "muted")
    assert shown["target"] == Cell(f"token={MASK}", "muted")
    assert all(not shown[key].text for key in ("status", "host", "type", "size", "duration"))


def test_sections_come_in_order_and_hold_no_secret() -> None:
    source = b'{"request":{"url":"https://x.test/?token=canary1","headers":[{"name":"Cookie","value":"sid=canary3"}]}}'

    shown = sections(NETWORK, order(), source)

    assert list(shown) == [
        *(
            "overview",
            "headers",
            "query",
            "payload",
            "response",
            "timing",
            "cookies",
            "initiator",
            "messages",
        ),
        "raw",
    ]
    everything = "\n".join(section.text for section in shown.values())
    assert "canary" not in everything
    assert "hunter2" not in everything
    assert "canary1" in sections(NETWORK, order(), source, reveal=True)["overview"].text


def test_sections_say_what_was_recorded() -> None:
    shown = sections(NETWORK, order())

    assert f"URL: https://{MASK}@api.shop.test/v1/orders?page=2&token={MASK}#top" in shown["overview"].text
    for line in (
        "Status: 500 Internal Server Error",
        "State: server error",
        "Transferred: 1.2 kB",
        "Body: 4.3 kB",
        "Duration: 2.35 s",
        "GraphQL operation: PlaceOrder",
        "traceparent: 4bf92f3577b34da6a3ce929d0e0e4736",
        "Page: https://www.shop.test/checkout",
        "Time: 0:02.000",
    ):
        assert line in shown["overview"].text.split("\n")
    assert shown["headers"].text.startswith(
        f"Request headers\nAuthorization: Bearer {MASK}\nCookie: sid={MASK}\n"
    )
    assert (
        f"\n\nResponse headers\nSet-Cookie: s={MASK}; Path=/\nSet-Cookie: t={MASK}\n" in shown["headers"].text
    )
    assert shown["query"].text == f"page = 2\ntoken = {MASK}"
    assert shown["payload"].text == (f'{{\n  "operationName": "PlaceOrder",\n  "password": "{MASK}"\n}}')
    assert shown["response"].language == "json"
    assert shown["timing"].text.startswith("Waiting for the server took 2.30 s of 2.35 s.\n\ndns ")
    assert shown["cookies"].text == f"Sent\nsid={MASK}\n\nSet by the response\ns={MASK}; Path=/\nt={MASK}"
    assert shown["messages"].text == (f'↑ 0:02.100 19 B\n{{\n  "token": "{MASK}"\n}}\n↓ - 2 B tick\nok\n')
    assert shown["initiator"].text == "script\nat pay (https://shop.test/app.js:31:7)"


@pytest.mark.parametrize(
    ("body", "text", "language"),
    [
        (Body(text='{"a":1}', mime="text/plain"), '{\n  "a": 1\n}', "json"),
        (Body(text='{"a": cut', mime="application/json"), '{"a": cut', "json"),
        (Body(text="<p>", mime="text/html; charset=utf-8"), "<p>", "html"),
        (Body(text="a{}", mime="text/css"), "a{}", "css"),
        (Body(text="f()", mime="application/javascript"), "f()", "javascript"),
        (Body(text="<a/>", mime="image/svg+xml"), "<a/>", "xml"),
        (Body(text="x", truncated=True), "x", "text"),
        (Body(missing="too large"), "Not recorded: too large", "text"),
        (Body(text="eyJhIjoxfQ==", encoding="base64"), '{\n  "a": 1\n}', "json"),
        (
            Body(text="/9j/4AAQ", encoding="base64"),
            "00000000: ffd8 ffe0 0010                           ......",
            "text",
        ),
        (
            Body(text="user=ann+b&password=canary1&x=", mime="application/x-www-form-urlencoded"),
            f"user = ann b\npassword = {MASK}\nx = ",
            "form",
        ),
    ],
)
def test_response_section_lays_a_body_out(body: Body, text: str, language: str) -> None:
    shown = sections(NETWORK, make.network("https://a.test/", response_body=body))["response"]

    assert (shown.text, shown.language) == (text, language)


def test_titles_say_what_and_how_much() -> None:
    shown = sections(NETWORK, order())
    cut = Body(text="x", truncated=True)

    assert [section.title for section in shown.values()] == [
        "Overview",
        "Headers · 5 sent, 2 received",
        "Payload · query parameters · 2",
        "Payload · JSON · 51 B",
        "Response · JSON · 52 B",
        "Timing",
        "Cookies · 1 sent, 2 set",
        "Initiator",
        "Messages · 2",
        "Raw",
    ]
    assert (
        sections(NETWORK, make.network(response_body=cut))["response"].title
        == "Response · 1 B · cut by the recorder"
    )


def test_empty_sections_are_left_out() -> None:
    assert list(sections(NETWORK, make.network("https://a.test/"))) == ["overview", "raw"]
    assert list(sections(NETWORK, make.raw())) == ["reason", "raw"]
    assert sections(NETWORK, make.network("https://a.test/?b=1"))["query"].text == "b = 1"


def test_raw_section_masks_base64_that_holds_secrets() -> None:
    body = Body(text="eyJ0b2tlbiI6ImFiY2RlZjEifQ==", encoding="base64", mime="application/json")
    source = b'{"content":{"text":"eyJ0b2tlbiI6ImFiY2RlZjEifQ==","encoding":"base64"}}'
    entry = make.network(response_body=body, used_keys=frozenset({"url"}))

    shown = sections(NETWORK, entry, source)

    assert "eyJ0b2tl" not in shown["raw"].text + shown["other"].text
    assert "eyJ0b2tl" in sections(NETWORK, entry, source, reveal=True)["raw"].text


def test_raw_section_of_joined_rows_shows_each_and_what_was_not_used() -> None:
    entry = make.network(spans=((0, 30), (31, 60)), used_keys=frozenset({"params.url", "method"}))
    source = b'{"method":"a","params":{"url":"u"}}\n{"method":"b","params":{"url":"v","more":1}}'

    shown = sections(NETWORK, entry, source)

    assert shown["other"].text == '{\n  "params": {\n    "more": 1\n  }\n}'
    assert shown["raw"].text.count('"method"') == 2


@pytest.mark.parametrize(
    "query",
    [
        "method:POST",
        "status:500",
        "status-code:5xx",
        "status:>=400",
        "state:server_error",
        "url:orders",
        "domain:*.shop.test",
        "host:api.shop.test",
        "path:/v1/*",
        "query:page=2",
        "scheme:https",
        "mime-type:json",
        "resource-type:fetch",
        "larger-than:1k",
        "smaller-than:2k",
        "size:1k..2k",
        "slower-than:2s",
        "time:>2s",
        "duration:>1s",
        "faster-than:3s",
        "header:content-type=application/json",
        "header:server",
        "has-request-header:Authorization",
        "has-response-header:server",
        "cookie-name:sid",
        "set-cookie-name:t",
        r'body:/"code":\s*"card_declined"/',
        "req-body:PlaceOrder",
        "-req-body:card_declined",
        "op:PlaceOrder",
        "trace:4bf92f35",
        "error:why",
        "initiator:app.js",
        "page:/checkout",
        "remote:10.0.0.1",
        "protocol:h2",
        "priority:high",
        "is:failed is:error is:problem is:mutating is:graphql",
        "-is:third-party",
        "has:body has:request-body has:cookies has:set-cookie has:messages has:stack has:trace has:error",
        "type:network",
        "id:N1 at:2s",
    ],
)
def test_field_answers_of_a_whole_request(query: str) -> None:
    assert matches(NETWORK, order(), query)


@pytest.mark.parametrize(
    "query",
    [
        "status:200",
        "mime-type:a",
        "larger-than:0",
        "slower-than:0ms",
        "body:a",
        "op:a",
        "trace:a",
        "has:body",
        "is:failed",
    ],
)
def test_field_of_a_bare_request_does_not_match(query: str) -> None:
    assert not matches(NETWORK, make.network(status=None, state=State.UNKNOWN), query)


def test_fields_of_raw_rows_answer_what_they_can() -> None:
    assert matches(NETWORK, make.raw(), "is:raw text:row type:network")
    assert not matches(NETWORK, make.raw(), "method:GET OR has:body OR header:x OR status:>0")


def test_to_json_has_the_fields_of_the_contract() -> None:
    log = make.log(Kind.NETWORK, [order(), make.raw()])

    shown = NETWORK.to_json(log, 0, Masker())

    assert shown | {"text": ""} == {
        "id": "N1",
        "kind": "network",
        "at_ms": 2000.0,
        "severity": "error",
        "text": "",
        "parsed": True,
        "method": "POST",
        "url": f"https://{MASK}@api.shop.test/v1/orders?page=2&token={MASK}#top",
        "status": 500,
        "duration_ms": 2345.6,
        "state": "server_error",
    }
    assert "canary" not in shown["text"]
    assert "method" not in NETWORK.to_json(log, 1, Masker())
