from __future__ import annotations

import json
from base64 import b64encode

from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.entries import SocketFrame
from upl_tui.logs.bodies.events import documents_view, event_stream_view, message_text
from upl_tui.redact import MASK, Masker


def test_events_are_listed_with_name_id_size_and_laid_out_data() -> None:
    view = event_stream_view('event: tick\nid: 7\ndata: {"a":1}\n\n: hello\n\ndata: two\ndata: lines\n')

    assert view.name == "event stream · 3"
    assert view.text.split("\n") == [
        *("↓ event tick id 7 7 B", "{", '  "a": 1', "}"),
        *("↓ 0 B", ": hello"),
        *("↓ 9 B", "two", "lines"),
    ]


@given(st.text("abdt: \n\r\ufeff", max_size=80))
@settings(deadline=None, max_examples=150)
def test_event_stream_keeps_every_letter_of_any_data(text: str) -> None:
    stream = "\n".join(f"data:{line}" for line in text.replace("\r", "").split("\n"))

    assert view_letters(event_stream_view(stream).text) == view_letters(text)
    event_stream_view(text)


def view_letters(text: str) -> list[str]:
    shown = (line for line in text.split("\n") if not line.startswith("↓"))
    return sorted(char for char in "".join(shown) if char in "abdt:")


@given(st.lists(st.dictionaries(st.text(max_size=4), st.integers()), min_size=2, max_size=5))
@settings(deadline=None, max_examples=60)
def test_documents_are_all_there(documents: list[dict[str, int]]) -> None:
    view = documents_view("\n".join(map(json.dumps, documents)))

    assert view is not None
    assert view.name == f"NDJSON · {len(documents)}"
    decoder, position, found = json.JSONDecoder(), 0, []
    while position < len(view.text):
        value, position = decoder.raw_decode(view.text, position)
        found.append(value)
        position += 1
    assert found == documents


def test_lines_that_are_not_all_json_are_no_documents() -> None:
    assert documents_view('{"a":1}\nplain') is None
    assert documents_view('{"a":1}') is None


def test_message_shows_direction_time_size_and_masked_json() -> None:
    sent = SocketFrame("send", 2100.0, 1, '{"token":"canary"}')

    assert message_text(sent, Masker()) == f'↑ 0:02.100 18 B\n{{\n  "token": "{MASK}"\n}}'
    assert message_text(SocketFrame("receive", None, 9, ""), Masker()) == "↓ - 0 B ping"


def test_binary_message_is_dumped_up_to_a_limit() -> None:
    frame = SocketFrame("receive", 0.0, 2, b64encode(bytes(2000)).decode())

    lines = message_text(frame, Masker()).split("\n")

    assert lines[0] == "↓ 0:00.000 2.0 kB binary"
    assert lines[1].startswith("00000000: 0000")
    assert lines[-1] == "976 B more"
