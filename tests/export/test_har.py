"""HAR documents, read by parsers that nobody here wrote, and by our own reader."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

import pytest
from haralyzer import HarParser
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chromium import needs_chromium, page
from tests.export.har_rules import faults
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
_FAMILIES = (
    "har/browsertime-filamentgroup.har",
    "har/chrome59-nghttp2.har",
    "har/firefox54-filamentgroup.har",
    "har/playwright-redirect.har",
    "har/webpagetest-github.har",
    "cdp/lighthouse-dbw.devtoolslog.json",
    "capture/network.cdp.ndjson",
    "capture/network.har.json",
    "chrome/network.har",
    "playwright-trace/v4-0-trace.network",
)


def exported(given: Log, masker: Masker | None = None, session: Session | None = None) -> str:
    made = har(Picked(given, given.chronological(), session or Session()), masker or Masker(reveal=True))
    return made.text


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
    document = json.loads(exported(recorded))

    assert faults(document) == []
    assert len(document["log"]["entries"]) == len(requests_of(recorded))


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

    document = json.loads(exported(log(Kind.NETWORK, [entry]), Masker()))

    assert faults(document) == []
    assert len(document["log"]["entries"]) == 1


def test_states_without_an_answer_come_back_as_they_were() -> None:
    states = [State.FAILED, State.BLOCKED, State.ABORTED, State.PENDING]
    given = [network(state=state, status=None, error="", at_ms=float(n)) for n, state in enumerate(states)]
    session = Session(Recording("r", "w"))

    again = log_of(exported(log(Kind.NETWORK, given), session=session).encode(), Kind.NETWORK, CLOCK)

    assert [entry.state for entry in requests_of(again)] == states


def test_start_that_nobody_knows_is_said() -> None:
    document = json.loads(exported(log(Kind.NETWORK, [network()])))["log"]

    (entry,) = document["entries"]
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
        network("https://shop.test/chat", type="fetch", mime="text/event-stream", messages=frames),
    ]
    session = Session(Recording("r", "w"))
    text = exported(log(Kind.NETWORK, given), session=session)
    socket, *streams = json.loads(text)["log"]["entries"]

    assert [message["data"] for message in socket["_webSocketMessages"]] == ["hi", "yo"]
    assert [message["time"] for message in socket["_webSocketMessages"]] == [1.5, 1.6]
    for stream in streams:
        assert [message["time"] for message in stream["_eventSourceMessages"]] == [1.5, 1.6]


def test_messages_without_time_and_name_have_what_chrome_demands_of_each() -> None:
    frames = (SocketFrame("receive", None, None, "hi"),)
    given = [
        network("wss://shop.test/ws", type="websocket", messages=frames),
        network("https://shop.test/events", type="eventsource", messages=frames),
    ]
    text = exported(log(Kind.NETWORK, given), session=Session(Recording("r", "w")))
    socket, stream = json.loads(text)["log"]["entries"]

    assert socket["_webSocketMessages"] == [{"type": "receive", "time": -1, "opcode": 1, "data": "hi"}]
    assert stream["_eventSourceMessages"] == [
        {"time": -1, "eventName": "message", "eventId": "", "data": "hi"}
    ]
    again = requests_of(log_of(text.encode(), Kind.NETWORK, CLOCK))
    assert [entry.messages[0].at_ms for entry in again] == [None, None]


@pytest.mark.parametrize(
    ("initiator", "shown"),
    [
        ("parser https://shop.test/:25", {"type": "parser", "url": "https://shop.test/", "lineNumber": 24}),
        ("https://shop.test/:25", {"url": "https://shop.test/", "lineNumber": 24}),
        ("script", {"type": "script"}),
    ],
)
def test_initiator_is_a_type_and_a_place(initiator: str, shown: dict[str, Any]) -> None:
    (entry,) = json.loads(exported(log(Kind.NETWORK, [network(initiator=initiator)])))["log"]["entries"]

    assert entry["_initiator"] == shown


def test_type_and_port_have_the_words_of_chrome() -> None:
    given = network(type="beacon", remote="[::1]:8080")

    (entry,) = json.loads(exported(log(Kind.NETWORK, [given])))["log"]["entries"]

    assert entry["_resourceType"] == "ping"
    assert (entry["serverIPAddress"], entry["connection"]) == ("::1", "8080")


@pytest.mark.parametrize(
    ("body", "counted", "size"),
    [
        (json_body("é"), None, 2),
        (json_body("é"), 70, 70),
        (json_body("é", truncated=True), None, -1),
        (Body(text="/w==", encoding="base64"), None, 1),
        (None, None, -1),
    ],
)
def test_size_that_was_not_counted_is_that_of_the_body(
    body: Body | None, counted: int | None, size: int
) -> None:
    given = network(response_body=body, size_body=counted)

    (entry,) = json.loads(exported(log(Kind.NETWORK, [given])))["log"]["entries"]

    assert entry["response"]["content"]["size"] == size


@needs_chromium
def test_chrome_devtools_load_the_same_requests_and_bodies(data: Path, tmp_path: Path) -> None:
    with page("devtools://devtools/bundled/devtools_app.html", tmp_path) as devtools:
        for name in _FAMILIES:
            given = read_log((data / name).read_bytes(), Kind.NETWORK, RecordingClock())

            loaded = devtools.value(f"({_DEVTOOLS_LOAD})({json.dumps(exported(given))})")

            wanted = sorted(requests_of(given), key=lambda entry: entry.at_ms or 0.0)
            for shown, entry in zip(loaded, wanted, strict=True):
                assert (shown["method"], shown["url"]) == (entry.method, entry.url), name
                assert shown["status"] == (entry.status or 0), name
                assert body_of(shown) == body_data(entry), name
                assert shown["ms"] == pytest.approx(entry.duration_ms or 0.0, abs=1.1), name
                assert not entry.messages or shown["messages"] == len(entry.messages), name


def body_of(shown: dict[str, Any]) -> bytes:
    return b64decode(shown["body"]) if shown["packed"] else str(shown["body"]).encode()


_DEVTOOLS_LOAD = """async (text) => {
  const har = await import("devtools://devtools/bundled/models/har/har.js");
  const root = new har.HARFormat.HARRoot(JSON.parse(text));
  return Promise.all(har.Importer.Importer.requestsFromHARLog(root.log).map(async (request) => {
    const content = await request.requestContentData();
    const packed = !content.isTextContent;
    return {
      method: request.requestMethod, url: request.url(), status: request.statusCode,
      body: packed ? content.base64 : content.text, packed,
      ms: request.duration * 1000,
      messages: request.frames().length + request.eventSourceMessages().length,
    };
  }));
}"""
"""What the Network panel's own importer makes of a HAR."""
