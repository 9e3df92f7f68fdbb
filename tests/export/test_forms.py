"""All forms: what holds for each of them, whatever was recorded."""

from __future__ import annotations

from base64 import b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import action, console, json_body, log, network, raw
from upl_tui.entries import Body, Element, Entry, SocketFrame, State
from upl_tui.export.forms import FORMS, Form, forms_of
from upl_tui.kinds import Kind
from upl_tui.model import Recording
from upl_tui.redact import Masker
from upl_tui.session import Session
from upl_tui.timeline import Timeline

FORM = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)


def secretive() -> dict[Kind, Entry]:
    """An entry of each kind, full of secrets."""
    url = "https://me:hunter1@shop.test/?token=hunter2hunter2"
    return {
        Kind.CONSOLE: console("password=hunter3", args=({"password": "hunter4"},), url=url, stack_text=url),
        Kind.NETWORK: network(
            url,
            "POST",
            text=f"POST {url}",
            request_headers=(("Authorization", "Bearer hunter5hunter5hunter5"), ("Cookie", "sid=hunter6")),
            response_headers=(("Set-Cookie", "sid=hunter7; Path=/"),),
            request_body=json_body('{"password":"hunter8"}'),
            response_body=Body(text=b64encode(b'{"password":"hunter9"}').decode(), encoding="base64"),
            messages=(SocketFrame("send", 1.0, 1, "token=hunter10hunter10"),),
            error="token=hunter11hunter11",
            initiator=url,
        ),
        Kind.ACTION: action(
            'typed "hunter12" into Password',
            "input",
            Element(type="password"),
            value="hunter12",
            url=url,
            at_ms=1.0,
        ),
    }


def test_keys_are_single_letters_and_unique() -> None:
    assert len({form.key for form in FORMS}) == len(FORMS)
    assert all(len(form.key) == 1 and form.key.isalpha() for form in FORMS)


@FORM
def test_no_form_lets_a_secret_through(form: Form) -> None:
    logs = {kind: log(kind, [entry]) for kind, entry in secretive().items()}

    for kind in form.kinds:
        made = form.make(logs[kind], [0], Masker(), Session(Recording("r", "w"), logs))

        assert made.text
        assert "hunter" not in made.text
        assert all(b"hunter" not in file.data for file in made.files)
        assert b64encode(b"hunter9")[:8].decode() not in made.text


@FORM
def test_rows_that_nobody_understood_never_raise(form: Form) -> None:
    for kind in form.kinds:
        made = form.make(log(kind, [raw("\x1b]52;c;eA==\x07 ?"), raw("")]), [0, 1], Masker())

        assert made.text or made.notes


@settings(max_examples=25, deadline=None)
@given(
    text=st.text() | st.sampled_from(["\ud800", "\udc00\ud800", "\x00"]),
    state=st.sampled_from(State),
    at=st.none() | st.floats(),
)
def test_any_text_can_be_written_in_any_form(text: str, state: State, at: float | None) -> None:
    entries: dict[Kind, Entry] = {
        Kind.CONSOLE: console(text, url=text, at_ms=at, args=(text,)),
        Kind.NETWORK: network(
            f"https://h.test/{text}",
            state=state,
            status=None,
            at_ms=at,
            error=text,
            request_headers=((text, text), ("x", text)),
            response_headers=((text, text),),
            request_body=json_body(text, text),
            response_body=json_body(text, text, missing=text),
        ),
        Kind.ACTION: action(text, url=text, at_ms=at, label=text),
    }
    logs = {kind: log(kind, [entry]) for kind, entry in entries.items()}
    for kind in Kind:
        for form in forms_of(kind):
            form.make(logs[kind], [0], Masker(), Session(logs=logs)).text.encode()


@pytest.mark.parametrize("key", [form.key for form in FORMS if form.key not in "bq"])
def test_what_is_pasted_holds_no_control_character(key: str) -> None:
    nasty = "a\x1b[201~\rtouch owned\x00\x9b\u202e"
    entry = network(
        f"https://h.test/{nasty}",
        "POST",
        error=nasty,
        request_headers=(("x", nasty),),
        request_body=json_body(nasty),
    )
    (form,) = (form for form in FORMS if form.key == key)

    text = form.make(log(Kind.NETWORK, [entry]), [0], Masker(reveal=True)).text

    assert not any(character in text for character in "\x1b\r\x00\x9b")


def test_rows_of_the_timeline_are_written_as_those_of_their_own_log() -> None:
    logs = {kind: log(kind, [entry]) for kind, entry in secretive().items()}
    timeline = Timeline(logs.values())
    row = next(row for row in range(3) if timeline.id(row) == "N1")
    by_key = {form.key: form for form in FORMS}

    for key in "cmj":
        one = by_key[key].make(timeline, [row], Masker()).text
        assert one == by_key[key].make(logs[Kind.NETWORK], [0], Masker()).text
    assert by_key["i"].make(timeline, range(3), Masker()).text.split() == [
        timeline.id(row) for row in range(3)
    ]
    assert by_key["m"].make(timeline, range(3), Masker()).text.count("\n") == 5
    assert by_key["c"].make(timeline, range(3), Masker()).text.count("curl ") == 1
