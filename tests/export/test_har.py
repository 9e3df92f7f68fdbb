"""HAR documents, read by parsers that nobody here wrote, and by our own reader."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from haralyzer import HarParser
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import json_body, log, network, raw
from tests.shapes.families import CLOCK, log_of
from upl_tui.clock import RecordingClock
from upl_tui.entries import Body, NetworkEntry, SocketFrame, State
from upl_tui.export.har import har
from upl_tui.export.picked import Picked
from upl_tui.export.sent import body_bytes
from upl_tui.log import Log
from upl_tui.logs.requests import body_text
from upl_tui.model import Kind, Recording
from upl_tui.redact import Masker
from upl_tui.session import Session
from upl_tui.shapes.read import read_log

WEB = re.compile("(?:http|ws)s?://")
_NUMBERS = (int, float)
_HEADER = {"name": str, "value": str}
_REQUIRED: dict[str, Any] = {
    "startedDateTime": str,
    "time": _NUMBERS,
    "request": {
        "method": str,
        "url": str,
        "httpVersion": str,
        "cookies": [_HEADER],
        "headers": [_HEADER],
        "queryString": [_HEADER],
        "headersSize": int,
        "bodySize": int,
    },
    "response": {
        "status": int,
        "statusText": str,
        "httpVersion": str,
        "cookies": [_HEADER],
        "headers": [_HEADER],
        "content": {"size": int, "mimeType": str},
        "redirectURL": str,
        "headersSize": int,
        "bodySize": int,
    },
    "cache": {},
    "timings": dict.fromkeys(("send", "wait", "receive"), _NUMBERS),
}
"""What HAR 1.2 requires of an entry."""

_FAMILIES = (
    "har/browsertime-filamentgroup.har",
    "har/chrome59-nghttp2.har",
    "har/firefox54-filamentgroup.har",
    "har/playwright-redirect.har",
    "har/webpagetest-github.har",
    "cdp/lighthouse-dbw.devtoolslog.json",
    "capture/network.cdp.ndjson",
    "capture/network.har.json",
    "playwright-trace/v4-0-trace.network",
)


def exported(given: Log, masker: Masker | None = None, session: Session | None = None) -> str:
    made = har(Picked(given, given.chronological(), session or Session()), masker or Masker(reveal=True))
    return made.text


def assert_has(value: Any, shape: Any) -> None:
    if isinstance(shape, dict):
        assert isinstance(value, dict)
        for name, inner in shape.items():
            assert_has(value[name], inner)
    elif isinstance(shape, list):
        for item in value:
            assert_has(item, shape[0])
    else:
        assert isinstance(value, shape)
        assert not isinstance(value, bool)


def requests_of(given: Log) -> list[NetworkEntry]:
    entries = (given.entry(row) for row in given.chronological())
    return [entry for entry in entries if isinstance(entry, NetworkEntry) and WEB.match(entry.url)]


def body_data(entry: NetworkEntry) -> bytes:
    return body_bytes(entry.response_body, Masker(reveal=True)) or b""


@pytest.fixture(params=_FAMILIES)
def recorded(request: pytest.FixtureRequest, data: Path) -> Log:
    """The network log of a file of each recorder family."""
    return read_log((data / request.param).read_bytes(), Kind.NETWORK, RecordingClock())


def test_every_family_gives_what_the_standard_requires(recorded: Log) -> None:
    document = json.loads(exported(recorded))["log"]

    assert document["version"] == "1.2"
    assert document["creator"]["name"] == "upl-tui"
    assert document["entries"]
    pages = {page["id"] for page in document["pages"]}
    for entry in document["entries"]:
        assert_has(entry, _REQUIRED)
        assert entry.get("pageref", next(iter(pages), None)) in {*pages, None}


def test_independent_parser_finds_the_same_requests(recorded: Log) -> None:
    parser = HarParser(json.loads(exported(recorded)))

    wanted = requests_of(recorded)
    entries = parser.har_data["entries"]
    assert [entry["request"]["url"] for entry in entries] == [entry.url for entry in wanted]
    assert [entry["response"]["status"] for entry in entries] == [entry.status or 0 for entry in wanted]
    assert sum(len(page.entries) for page in parser.pages) == len(wanted)


def test_our_own_reader_finds_the_same_requests(recorded: Log) -> None:
    before = requests_of(recorded)

    again = read_log(
        exported(recorded).encode(), Kind.NETWORK, RecordingClock(recorded.account.started_at_ms)
    )

    after = requests_of(again)
    assert len(after) == len(before)
    for old, new in zip(before, after, strict=True):
        for name in (
            "url",
            "method",
            "status",
            "duration_ms",
            "request_headers",
            "response_headers",
            "timings",
        ):
            assert getattr(new, name) == getattr(old, name), name
        assert body_text(new.response_body) == body_text(old.response_body)
        if recorded.account.started_at_ms is not None:
            assert new.at_ms == pytest.approx(old.at_ms or 0.0, abs=0.002)


@pytest.mark.skipif(shutil.which("mitmdump") is None, reason="mitmproxy is not installed here")
def test_mitmproxy_loads_the_same_statuses_and_body_bytes(recorded: Log, tmp_path: Path) -> None:
    (tmp_path / "out.har").write_text(exported(recorded))
    (tmp_path / "tell.py").write_text(
        "from base64 import b64encode\n"
        "def response(flow):\n"
        "    response = flow.response\n"
        "    print('FLOW', response.status_code, b64encode(response.content).decode(), flush=True)\n"
    )
    done = subprocess.run(
        ["mitmdump", "-n", "-q", "-r", "out.har", "-s", "tell.py"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    flows = [line.split(" ")[1:] for line in done.stdout.splitlines() if line.startswith("FLOW")]
    wanted = [
        [str(entry.status or 0), b64encode(body_data(entry)).decode()] for entry in requests_of(recorded)
    ]
    assert flows == wanted


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(),
    header=st.text(),
    data=st.binary(max_size=20),
    at=st.floats(allow_nan=True),
    state=st.sampled_from(State),
    status=st.none() | st.integers(1, 999),
)
def test_any_recorded_text_gives_a_valid_document(
    text: str, header: str, data: bytes, at: float, state: State, status: int | None
) -> None:
    entry = network(
        f"https://shop.test/{text}",
        state=state,
        status=status,
        at_ms=at,
        request_headers=((header, text), ("Cookie", text)),
        response_headers=(("Set-Cookie", f"{header}={text}; Path=/; HttpOnly"),),
        request_body=json_body(text),
        response_body=Body(text=b64encode(data).decode(), encoding="base64", mime=text),
        messages=(SocketFrame("send", None, 1, text),),
        initiator=text,
        remote=text,
    )

    (shown,) = json.loads(exported(log(Kind.NETWORK, [entry]), Masker()))["log"]["entries"]

    assert_has(shown, _REQUIRED)


def test_states_without_an_answer_come_back_as_they_were() -> None:
    states = [State.FAILED, State.BLOCKED, State.ABORTED, State.PENDING]
    given = [network(state=state, status=None, error="", at_ms=float(n)) for n, state in enumerate(states)]
    session = Session(Recording("r", "w"))

    again = log_of(exported(log(Kind.NETWORK, given), session=session).encode(), Kind.NETWORK, CLOCK)

    assert [entry.state for entry in requests_of(again)] == states


def test_unknown_times_are_minus_one_and_an_unknown_start_is_said() -> None:
    document = json.loads(exported(log(Kind.NETWORK, [network()])))["log"]

    (entry,) = document["entries"]
    assert set(entry["timings"].values()) == {-1}
    assert entry["time"] == -1
    assert entry["startedDateTime"] == "1970-01-01T00:00:02.000Z"
    assert "count from 1970" in document["comment"]


def test_masked_document_holds_no_secret_and_lists_what_was_masked() -> None:
    entry = network(
        "https://me:hunter1@shop.test/?token=hunter2hunter2",
        request_headers=(("Authorization", "Bearer hunter3hunter3hunter3"), ("Cookie", "sid=hunter4")),
        response_headers=(("Set-Cookie", "sid=hunter5; Path=/"),),
        request_body=json_body('{"password":"hunter6"}'),
        response_body=Body(
            text=b64encode(b'{"password":"hunter7"}').decode(), encoding="base64", mime="application/json"
        ),
        messages=(SocketFrame("send", 1.0, 1, '{"password":"hunter8"}'),),
        redirect_to="https://shop.test/?token=hunter9hunter9",
    )

    text = exported(log(Kind.NETWORK, [entry]), Masker())

    assert "hunter" not in text
    assert b64encode(b"hunter7")[:6].decode() not in text
    assert "header authorization (1)" in json.loads(text)["log"]["comment"]


def test_rows_that_are_no_web_requests_are_left_out_with_a_note() -> None:
    given = log(Kind.NETWORK, [network(), network("data:text/plain,x"), raw()])

    made = har(Picked(given, range(3)), Masker())

    assert len(json.loads(made.text)["log"]["entries"]) == 1
    assert made.notes == ("2 rows are left out: a HAR holds requests over HTTP and WebSockets.",)


def test_messages_of_a_socket_and_of_an_event_stream_keep_their_times() -> None:
    frames = (SocketFrame("send", 1500.0, 1, "hi"), SocketFrame("receive", 1600.0, 1, "yo"))
    given = [
        network("wss://shop.test/ws", type="websocket", messages=frames),
        network("https://shop.test/events", type="eventsource", messages=frames),
    ]
    session = Session(Recording("r", "w"))
    text = exported(log(Kind.NETWORK, given), session=session)
    socket, stream = json.loads(text)["log"]["entries"]

    assert [message["data"] for message in socket["_webSocketMessages"]] == ["hi", "yo"]
    assert [message["time"] for message in socket["_webSocketMessages"]] == [1.5, 1.6]
    assert len(stream["_eventSourceMessages"]) == 2
