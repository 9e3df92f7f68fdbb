from __future__ import annotations

import json
from base64 import b64encode
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.entries import Body
from upl_tui.logs.bodies import body_sections
from upl_tui.logs.spec import Section
from upl_tui.redact import MASK, Masker

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x78\x00\x00\x00\x50\x08\xff"
MIMES = [
    "application/json",
    "application/x-ndjson",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
    "text/html",
    "image/svg+xml",
    "text/css",
    "application/javascript",
    "text/event-stream",
    "application/octet-stream",
    "",
]


def shown(body: Body | None, *, reveal: bool = False) -> list[Section]:
    return list(body_sections("response", "Response", body, Masker(reveal=reveal)))


@pytest.mark.parametrize(
    ("body", "titles", "language"),
    [
        (Body(text='{"a":1}', mime="application/json"), ["Response · JSON · 7 B"], "json"),
        (Body(text='{"a":1}\n{"a":2}'), ["Response · NDJSON · 2 · 15 B"], "json"),
        (Body(text="a=1&b=2", mime="x-www-form-urlencoded"), ["Response · form · 2 · 7 B"], "form"),
        (Body(text="%7B%22a%22%3A1%7D"), ["Response · URL-encoded JSON · 17 B"], "json"),
        (
            Body(text="data: x\n\n", mime="text/event-stream"),
            ["Response · event stream · 1 · 9 B"],
            "messages",
        ),
        (Body(text="<a/>", mime="text/html"), ["Response · HTML · 4 B"], "html"),
        (Body(text="<a></a>"), ["Response · markup · 7 B"], "xml"),
        (Body(text="f()", mime="text/javascript"), ["Response · JavaScript · 3 B"], "javascript"),
        (Body(text="plain"), ["Response · 5 B"], "text"),
        (Body(text=b64encode(PNG).decode(), encoding="base64"), ["Response · PNG 120x80 · 26 B"], "text"),
        (Body(text=b64encode(PNG * 2).decode()), ["Response · base64 of PNG 120x80 · 72 B"], "text"),
        (Body(missing="too large"), ["Response"], "text"),
        (
            Body(text='{"query":"query A { b }","variables":{"c":1}}'),
            ["Response · GraphQL query A · 45 B", "Response · variables"],
            "graphql",
        ),
    ],
)
def test_body_gets_the_view_of_its_kind(body: Body, titles: list[str], language: str) -> None:
    sections = shown(body)

    assert [section.title for section in sections] == titles
    assert sections[0].language == language


@given(
    st.sampled_from(MIMES), st.text(max_size=80) | st.text("{}[]<>&=%;:\n\"'/", max_size=80), st.booleans()
)
@settings(deadline=None, max_examples=300)
def test_any_body_is_shown(mime: str, text: str, encoded: bool) -> None:
    data = b64encode(text.encode(errors="replace")).decode()
    body = Body(text=data, encoding="base64", mime=mime) if encoded else Body(text=text, mime=mime)

    sections = shown(body)

    assert all(section.text for section in sections)
    assert len({section.key for section in sections}) == len(sections)
    if mime.startswith(("text/h", "image", "text/css", "application/j")) and not text.startswith("%7"):
        assert "".join("".join(s.text for s in shown(body, reveal=True)).split()) == "".join(text.split())


@pytest.mark.parametrize("mime", MIMES)
def test_secret_is_masked_in_every_view(mime: str) -> None:
    secret = "Zq9canaryQWERTZ"
    inside = json.dumps({"password": secret, "deep": {"apiKey": secret}})
    for text in (
        inside,
        f"{inside}\n{inside}",
        urlencode({"password": secret, "x": inside}),
        urlencode({"": inside})[1:],
        f'--b\r\nContent-Disposition: form-data; name="password"\r\n\r\n{secret}\r\n--b--',
        f"data: {inside}\n\n",
        f"<input name='password' value='{secret}'><p>",
        f'{{"query":"mutation {{ a(password: \\"{secret}\\") }}","variables":{inside}}}',
        f"var password='{secret}';" + "f();" * 200,
    ):
        for body in (Body(text=text, mime=mime), Body(b64encode(text.encode()).decode(), "base64", mime)):
            assert secret not in "".join(section.text for section in shown(body))


def test_long_json_is_laid_out_as_it_is_asked_for_and_whole() -> None:
    rows = [{"id": number, "token": "canary", "text": "x" * 60} for number in range(20_000)]

    [section] = shown(Body(text=json.dumps(rows), mime="application/json"))

    assert section.title == "Response · JSON · 2.1 MB"
    assert 0 < len(section.text) < 400_000
    text = section.text + "".join(section.more)
    assert json.loads(text) == [{**row, "token": MASK} for row in rows]


def test_long_text_is_shown_as_it_is_from_its_beginning_on() -> None:
    [section] = shown(Body(text="<p>" + "x" * 3_000_000, mime="text/html"))

    assert section.title == "Response · HTML · 3.0 MB"
    assert len(section.text) < 400_000
    assert len(section.text + "".join(section.more)) == 3_000_003


def test_no_body_has_no_section() -> None:
    assert shown(None) == []
    assert shown(Body()) == []
    assert shown(Body(text="")) == []
