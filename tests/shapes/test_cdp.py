"""The capture holds one session as events, as a HAR and as a flat console: each is an oracle of the other."""

from __future__ import annotations

import copy
import json
from difflib import SequenceMatcher
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shapes.framed import CAPTURE_CLOCK, CAPTURE_START_MS, DATA, context, frame, sample
from upl_tui.clock import RecordingClock
from upl_tui.entries import (
    ActionEntry,
    Body,
    ConsoleEntry,
    Entry,
    NetworkEntry,
    RawEntry,
    Severity,
    State,
    TimeQuality,
)
from upl_tui.model import Kind
from upl_tui.shapes import har
from upl_tui.shapes.cdp import SHAPE
from upl_tui.shapes.levels import Scale, severity_of
from upl_tui.shapes.shape import Reading

LIGHTHOUSE_CLOCK = RecordingClock(started_at_ms=1776448773000.0, duration_ms=20000.0)


def read(values: list[Any], kind: Kind, clock: RecordingClock = CAPTURE_CLOCK) -> Reading:
    return SHAPE.read(frame(values), context(kind, clock))


def entries(reading: Reading) -> list[Entry]:
    return [reading.columns.entry(row) for row in range(len(reading.columns.texts))]


def requests(values: list[Any]) -> list[NetworkEntry]:
    found = entries(read(values, Kind.NETWORK))
    assert all(isinstance(entry, NetworkEntry) for entry in found)
    return [entry for entry in found if isinstance(entry, NetworkEntry)]


def messages(values: list[Any]) -> list[ConsoleEntry]:
    return [entry for entry in entries(read(values, Kind.CONSOLE)) if isinstance(entry, ConsoleEntry)]


def event(method: str, session: str = "", **params: Any) -> dict[str, Any]:
    return {"method": method, "params": params} | ({"sessionId": session} if session else {})


def sent(
    request_id: str = "1", at: float = 100.0, url: str = "https://a.example/x", **params: Any
) -> dict[str, Any]:
    return event(
        "Network.requestWillBeSent",
        session=params.pop("session", ""),
        requestId=request_id,
        timestamp=at,
        wallTime=CAPTURE_START_MS / 1000 + at - 99,
        request={"url": url, "method": "GET", "headers": {"A": "plain"}},
        type="Fetch",
        **params,
    )


def answered(request_id: str = "1", at: float = 100.5, status: int = 200, **params: Any) -> dict[str, Any]:
    response = {"url": "https://a.example/x", "status": status, "statusText": "OK", "headers": {"B": "plain"}}
    return event("Network.responseReceived", requestId=request_id, timestamp=at, response=response, **params)


def finished(request_id: str = "1", at: float = 101.0) -> dict[str, Any]:
    return event("Network.loadingFinished", requestId=request_id, timestamp=at, encodedDataLength=50)


def true_answer(status: int, request_id: str = "1", header: str = "true") -> dict[str, Any]:
    return event(
        "Network.responseReceivedExtraInfo",
        requestId=request_id,
        statusCode=status,
        headers={"B": header, "Set-Cookie": "a=1\nb=2"},
        headersText=f"HTTP/1.1 {status} Some Words\r\n\r\n",
    )


def test_capture_requests_agree_with_the_har_of_the_same_session() -> None:
    document = sample("capture/network.har.json")
    oracle = har.SHAPE.read(frame(document["log"]["entries"]), context(Kind.NETWORK, root=document))
    expected = [entry for entry in entries(oracle) if isinstance(entry, NetworkEntry)]

    found = requests(sample("capture/network.cdp.ndjson"))

    assert len(found) == len(expected) == 46
    for mine, other in zip(_by_url(found), _by_url(expected), strict=True):
        assert (mine.method, mine.url, mine.state, mine.error) == (
            other.method,
            other.url,
            other.state,
            other.error,
        )
        assert mine.status == other.status or mine.state is State.FAILED
        assert mine.at_ms is not None
        assert mine.at_ms == pytest.approx(other.at_ms, abs=50)
        assert (mine.type, mine.mime, mine.initiator) == (other.type, other.mime, other.initiator)
        assert dict(mine.request_headers) == dict(other.request_headers)
        assert _text_of(mine.request_body) == _text_of(other.request_body)
        if mine.status is not None and mine.duration_ms is not None and mine.type != "websocket":
            assert mine.duration_ms == pytest.approx(other.duration_ms, abs=5)
            for phase, ms in mine.timings.items():
                assert ms == pytest.approx(other.timings[phase], abs=5)


def test_capture_socket_and_stream_messages_agree_with_the_har() -> None:
    document = sample("capture/network.har.json")
    (expected,) = [
        har.entry_of(row) for row in document["log"]["entries"] if row.get("_resourceType") == "websocket"
    ]

    found = requests(sample("capture/network.cdp.ndjson"))

    (socket,) = [entry for entry in found if entry.type == "websocket"]
    (stream,) = [entry for entry in found if entry.type == "eventsource"]
    assert [(m.direction, m.opcode, m.text) for m in socket.messages] == [
        (m.direction, m.opcode, m.text) for m in expected.messages
    ]
    assert [(m.event, m.direction) for m in stream.messages] == [("stock", "receive")] * 3
    times = [m.at_ms for m in socket.messages if m.at_ms is not None]
    assert times == sorted(times)
    assert socket.at_ms is not None
    assert socket.at_ms < times[0] < 28_000


def test_capture_console_agrees_with_the_flat_console_of_the_same_session() -> None:
    flat = sample("capture/console.ndjson")

    found = messages(sample("capture/console.cdp.ndjson"))

    assert len(found) == len(flat) == 71
    alike = 0
    for entry, row in zip(found, flat, strict=True):
        assert entry.at_ms == pytest.approx(row["timestamp"] - CAPTURE_START_MS, abs=0.01)
        assert entry.severity is severity_of(row["level"], Scale(methods=True))
        assert entry.request_id == row.get("networkRequestId", "")
        if "line" in row:
            assert (entry.url, entry.line, entry.column) == (row["url"], row["line"], row["column"])
        likeness = SequenceMatcher(None, entry.text[:400], row["message"][:400]).ratio()
        assert likeness > 0.4, (entry.text, row["message"])
        alike += entry.text == row["message"]
    assert alike >= 63


def test_capture_navigations_agree_with_the_action_log_of_the_same_session() -> None:
    recorded = [row for row in sample("capture/actions.json")["actions"] if row["type"] == "navigation"]

    reading = read(sample("capture/network.cdp.ndjson"), Kind.ACTION)

    found = [
        entry for entry in entries(reading) if isinstance(entry, ActionEntry) and entry.url != "about:blank"
    ]
    assert [entry.to_url for entry in found] == [row["to"] for row in recorded]
    assert [entry.navigation_type for entry in found] == ["load", "push", "push", "pop", "pop", "load"]
    assert {entry.time_quality for entry in found} == {TimeQuality.INHERITED}
    for entry, row in zip(found, recorded, strict=True):
        assert entry.at_ms is not None
        assert 0 <= row["timestamp"] - CAPTURE_START_MS - entry.at_ms < 1000


@pytest.mark.parametrize(
    ("kind", "shown", "understood"),
    [(Kind.NETWORK, 29, 1289), (Kind.CONSOLE, 6, 6), (Kind.ACTION, 1, 1)],
)
def test_lighthouse_log_accounts_for_all_rows_of_all_kinds(kind: Kind, shown: int, understood: int) -> None:
    reading = read(sample("cdp/lighthouse-dbw.devtoolslog.json"), kind, LIGHTHOUSE_CLOCK)

    found = entries(reading)

    assert (len(found), reading.understood, reading.raw) == (shown, understood, 0)
    assert reading.understood + sum(reading.other.values()) == 1326
    assert all(entry.at_ms is not None and 0 < entry.at_ms < 20_000 for entry in found)


def test_lighthouse_log_gives_sensible_outcomes_and_sizes() -> None:
    reading = read(sample("cdp/lighthouse-dbw.devtoolslog.json"), Kind.NETWORK, LIGHTHOUSE_CLOCK)

    found = [entry for entry in entries(reading) if isinstance(entry, NetworkEntry)]

    gif = next(entry for entry in found if entry.url.endswith(".gif"))
    assert (gif.size_body, gif.status, len(gif.spans)) == (934285, 200, 548)
    assert [entry.error for entry in found if entry.state is State.FAILED] == ["net::ERR_CONNECTION_REFUSED"]
    (hop,) = [entry for entry in found if entry.state is State.REDIRECT]
    assert hop.redirect_to in {entry.url for entry in found}


@pytest.mark.parametrize("name", ["capture/network.cdp.ndjson", "cdp/lighthouse-dbw.devtoolslog.json"])
def test_columns_say_the_same_as_the_entry_read_again(name: str) -> None:
    for kind in Kind:
        reading = read(sample(name), kind)
        for row, entry in enumerate(entries(reading)):
            assert (reading.columns.texts[row], reading.columns.severity[row]) == (entry.text, entry.severity)
            assert reading.columns.at[row] == entry.at_ms


def test_chromedriver_rows_read_as_the_events_inside_them() -> None:
    plain = sample("capture/network.cdp.ndjson")
    wrapped = [
        {
            "level": "INFO",
            "timestamp": int(CAPTURE_START_MS) + 60_000,
            "message": json.dumps({"message": row, "webview": "B7E514E6A3A885E0"}),
        }
        for row in plain
    ]

    assert all(map(SHAPE.fits, wrapped))
    assert [entry.text for entry in requests(wrapped)] == [entry.text for entry in requests(plain)]
    assert [entry.at_ms for entry in requests(wrapped)] == [entry.at_ms for entry in requests(plain)]


@pytest.mark.parametrize("early", [True, False])
def test_true_status_and_headers_win_wherever_their_event_stands(early: bool) -> None:
    values = [sent(), answered(), finished()]
    values.insert(0 if early else 3, true_answer(304))

    (entry,) = requests(values)

    assert (entry.status, entry.status_text, entry.state, entry.from_cache) == (
        304,
        "Some Words",
        State.CACHED,
        "cache",
    )
    assert entry.response_headers == (("B", "true"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))
    assert entry.spans[0][0] == 0
    assert len(entry.spans) == 4


def test_redirect_makes_a_hop_of_each_answer_with_its_own_true_headers() -> None:
    answer = {"url": "https://a.example/x", "status": 302, "statusText": "Found", "headers": {}}
    values = [
        sent(url="https://a.example/old"),
        true_answer(302, header="first"),
        true_answer(200, header="second"),
        sent(url="https://a.example/new", at=100.25, redirectResponse=answer, redirectHasExtraInfo=True),
        answered(),
        finished(),
    ]

    reading = read(values, Kind.NETWORK)
    first, second = requests(values)

    assert (first.status, first.state, first.redirect_to) == (302, State.REDIRECT, "https://a.example/new")
    assert first.duration_ms == pytest.approx(250)
    assert second.duration_ms == pytest.approx(750)
    assert (first.response_headers[0], second.response_headers[0]) == (("B", "first"), ("B", "second"))
    assert (second.url, second.status) == ("https://a.example/new", 200)
    assert second.at_ms == pytest.approx(1250)
    assert reading.understood == 6


def test_internal_redirect_without_true_headers_leaves_them_to_the_next_hop() -> None:
    answer = {"url": "http://a.example/", "status": 307, "headers": {"Non-Authoritative-Reason": "HSTS"}}
    values = [
        sent(url="http://a.example/"),
        sent(url="https://a.example/", redirectResponse=answer, redirectHasExtraInfo=False),
        true_answer(200),
        answered(),
    ]

    first, second = requests(values)

    assert (first.status, second.status) == (307, 200)
    assert first.response_headers == (("Non-Authoritative-Reason", "HSTS"),)
    assert second.response_headers[0] == ("B", "true")


@pytest.mark.parametrize(
    ("params", "state", "error"),
    [
        ({"errorText": "", "blockedReason": "csp"}, State.BLOCKED, "blocked: csp"),
        ({"errorText": "net::ERR_ABORTED", "canceled": True}, State.ABORTED, "net::ERR_ABORTED"),
        (
            {"errorText": "net::ERR_FAILED", "corsErrorStatus": {"corsError": "MissingAllowOriginHeader"}},
            State.FAILED,
            "net::ERR_FAILED (CORS MissingAllowOriginHeader)",
        ),
        ({"errorText": ""}, State.FAILED, ""),
    ],
)
def test_failure_tells_who_stopped_the_request(params: dict[str, Any], state: State, error: str) -> None:
    (entry,) = requests([sent(), event("Network.loadingFailed", requestId="1", timestamp=100.5, **params)])

    assert (entry.state, entry.error, entry.status) == (state, error, None)


def test_request_without_an_end_is_pending_and_one_from_memory_is_cached() -> None:
    pending, cached = requests(
        [
            sent("1"),
            sent("2"),
            event("Network.requestServedFromCache", requestId="2"),
            answered("2"),
            finished("2"),
        ]
    )

    assert (pending.state, pending.severity) == (State.PENDING, Severity.WARN)
    assert (cached.state, cached.from_cache) == (State.CACHED, "memory")


def test_same_request_id_in_two_targets_is_two_requests() -> None:
    page, worker = requests([sent(session="A"), sent(session="B", url="https://b.example/")])

    assert (page.url, worker.url) == ("https://a.example/x", "https://b.example/")


def test_events_of_a_request_sent_before_the_log_began_are_kept_as_an_entry() -> None:
    socket = event(
        "Network.webSocketFrameReceived",
        requestId="9",
        timestamp=100.0,
        response={"opcode": 1, "payloadData": "hello"},
    )
    data = event("Network.dataReceived", requestId="8", timestamp=101.0, dataLength=7, encodedDataLength=5)

    first, second, third = requests([socket, data, true_answer(200, "7")])

    assert (first.type, first.messages[0].text, first.state) == ("websocket", "hello", State.UNKNOWN)
    assert (second.size_body, second.size_transfer) == (7, 5)
    assert third.status == 200
    assert all(entry.notes and entry.text.startswith("(request ") for entry in (first, second, third))


def test_body_of_the_request_is_read_from_text_pieces_or_said_to_be_absent() -> None:
    def body_of(**request: Any) -> Any:
        value = sent()
        value["params"]["request"].update(request)
        return requests([value])[0].request_body

    assert body_of(postData="a=1").text == "a=1"
    assert body_of(postDataEntries=[{"bytes": "AAE="}]).encoding == "base64"
    assert body_of(hasPostData=True).missing
    assert body_of() is None


def test_log_without_any_wall_time_still_has_order_and_distances() -> None:
    values = [sent("1", at=5000.0), sent("2", at=5000.5)]
    for value in values:
        del value["params"]["wallTime"]

    first, second = requests(values)

    assert first.at_ms is not None
    assert second.at_ms is not None
    assert second.at_ms > first.at_ms


def test_console_events_of_every_sort_say_level_place_and_origin() -> None:
    values = [
        event(
            "Log.entryAdded",
            entry={"source": "violation", "level": "verbose", "text": "slow", "lineNumber": 0},
        ),
        event(
            "Console.messageAdded",
            message={"source": "security", "level": "warning", "text": "old", "line": 7},
        ),
        event("Runtime.exceptionRevoked", exceptionId=3, reason="Handler added to rejected promise"),
        event(
            "Runtime.exceptionThrown",
            exceptionDetails={"text": "Uncaught", "exception": {"type": "string", "value": "x"}},
        ),
    ]

    log, old, revoked, thrown = messages(values)

    assert (log.severity, log.origin, log.line) == (Severity.DEBUG, "violation", 1)
    assert (old.severity, old.origin, old.line) == (Severity.WARN, "security", 7)
    assert (revoked.severity, revoked.text) == (
        Severity.INFO,
        "exception 3 withdrawn: Handler added to rejected promise",
    )
    assert (thrown.severity, thrown.text, thrown.args) == (Severity.ERROR, "Uncaught x", ("x",))


def test_console_groups_indent_what_is_inside_and_survive_unbalanced_ends() -> None:
    kinds = [
        "endGroup",
        "log",
        "startGroup",
        "log",
        "startGroupCollapsed",
        "log",
        "endGroup",
        "endGroup",
        "log",
    ]

    found = messages([event("Runtime.consoleAPICalled", type=kind, args=[]) for kind in kinds])

    assert [entry.group_depth for entry in found] == [0, 0, 0, 1, 1, 2, 1, 0, 0]


def test_browser_message_of_a_script_that_failed_is_an_exception() -> None:
    given = {"source": "javascript", "level": "error", "text": "Uncaught TypeError: x"}

    (entry,) = messages([event("Log.entryAdded", entry=given)])

    assert (entry.origin, entry.severity) == ("exception", Severity.ERROR)


def test_remark_on_a_navigation_stands_once_however_often_it_is_read() -> None:
    frame_of_page = (
        b'{"method": "Page.frameNavigated", "params": {"frame": {"url": "https://a.example/\xff"}}}'
    )
    reading = SHAPE.read(frame([frame_of_page]), context(Kind.ACTION))

    first, again = entries(reading), entries(reading)
    assert [entry.notes for entry in first] == [entry.notes for entry in again]
    assert len(again[0].notes) == 1


def test_moves_of_inner_frames_are_no_actions_and_a_fragment_is_told_from_going_back() -> None:
    def moved(url: str, frame_id: str = "top", how: str = "fragment") -> dict[str, Any]:
        return event("Page.navigatedWithinDocument", frameId=frame_id, url=url, navigationType=how)

    values = [
        event("Page.frameNavigated", frame={"id": "top", "url": "https://a.example/p"}, type="Navigation"),
        event("Page.frameNavigated", frame={"id": "ad", "parentId": "top", "url": "https://ads.example/"}),
        moved("https://ads.example/#x", frame_id="ad"),
        moved("https://a.example/p#x"),
        moved("https://a.example/q", how="historyApi"),
        moved("https://a.example/p"),
        event(
            "Page.frameNavigated",
            frame={"id": "top", "url": "https://a.example/"},
            type="BackForwardCacheRestore",
        ),
    ]

    reading = read(values, Kind.ACTION)

    assert [entry.text for entry in entries(reading)] == [
        "went to https://a.example/p",
        "went to /p#x (hash)",
        "went to /q (pushState)",
        "went back to /p",
        "went back to /",
    ]
    assert reading.other == {"protocol": 2}


def test_commands_answers_and_other_rows_stay_in_place_as_raw_rows() -> None:
    values = [
        {"id": 1, "method": "Network.enable", "params": {}},
        {"id": 1, "result": {}},
        sent(),
        b"{cut",
        "text",
        {"message": "just text"},
        {"message": '{"message":{"method":3}}'},
    ]

    for kind in Kind:
        found = entries(read(values, kind))

        assert sum(isinstance(entry, RawEntry) for entry in found) == 6
        assert all(entry.reason for entry in found if isinstance(entry, RawEntry))
    assert [type(entry) for entry in entries(read(values, Kind.NETWORK))][2] is NetworkEntry


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
REAL = [
    *{row["method"]: row for row in sample("capture/network.cdp.ndjson")}.values(),
    *{row["method"]: row for row in sample("capture/console.cdp.ndjson")}.values(),
    *[row for row in sample("capture/network.cdp.ndjson") if "redirectResponse" in row["params"]],
]


@st.composite
def bent_events(draw: st.DrawFn) -> Any:
    """A real event with a few of its values replaced by anything, and one of two request ids."""
    row = copy.deepcopy(draw(st.sampled_from(REAL)))
    if "requestId" in row["params"]:
        row["params"]["requestId"] = draw(st.sampled_from(["1", "2"]))
    for _ in range(draw(st.integers(0, 3))):
        target: Any = row
        while True:
            key = draw(st.sampled_from(sorted(target)))
            if not isinstance(target[key], dict) or not target[key] or draw(st.booleans()):
                break
            target = target[key]
        target[key] = draw(JSON)
    return row


@given(st.lists(bent_events() | JSON, max_size=12))
@settings(deadline=None, max_examples=200)
def test_any_rows_are_all_accounted_for(values: list[Any]) -> None:
    for kind in Kind:
        reading = read(values, kind)

        found = entries(reading)

        assert reading.understood + reading.raw + sum(reading.other.values()) == len(values)
        assert sum(isinstance(entry, RawEntry) for entry in found) == reading.raw
        shown = {start for entry in found for start, _ in entry.spans}
        assert len(shown) == reading.understood + reading.raw


@given(st.permutations(range(8)))
@settings(deadline=None, max_examples=50)
def test_order_of_events_beside_the_request_changes_nothing(order: list[int]) -> None:
    others = [
        true_answer(404),
        event("Network.requestWillBeSentExtraInfo", requestId="1", headers={"A": "true"}),
        answered(),
        finished(),
        event("Network.dataReceived", requestId="1", timestamp=100.6, dataLength=3, encodedDataLength=0),
        event("Network.dataReceived", requestId="1", timestamp=100.7, dataLength=4, encodedDataLength=0),
        event("Network.resourceChangedPriority", requestId="1", newPriority="Low", timestamp=100.2),
        sent(),
    ]

    (entry,) = requests([others[place] for place in order])

    assert (entry.status, entry.state, entry.size_body) == (404, State.CLIENT_ERROR, 7)
    assert entry.at_ms == pytest.approx(1000)
    assert entry.duration_ms == pytest.approx(1000)
    assert dict(entry.request_headers) == {"A": "true"}
    assert entry.response_headers[0] == ("B", "true")


def _text_of(body: Body | None) -> str | None:
    return None if body is None else body.text


def _by_url(found: list[NetworkEntry]) -> list[NetworkEntry]:
    return sorted(found, key=lambda entry: (entry.url, entry.method, entry.at_ms or 0))


def test_console_of_a_real_page_reads_as_its_devtools_show_it() -> None:
    lines = (DATA / "chrome/console.cdp.ndjson").read_text().splitlines()
    found = messages([json.loads(line) for line in lines])

    shown = [(entry.severity.word, entry.origin, entry.group_depth, entry.text) for entry in found]
    assert shown[:4] == [
        ("log", "console", 0, "start {a: 1, list: Array(3)} null undefined 42 true"),
        ("info", "console", 0, "info cart has 3"),
        ("debug", "console", 0, "debug"),
        ("warn", "console", 0, "careful styled"),
    ]
    depths = {text: depth for _, _, depth, text in shown}
    assert [depths[text] for text in ("outer", "inside", "inner", "deep")] == [0, 1, 1, 2]
    assert ("error", "console", 0, "Assertion failed: one is not two") in shown
    assert [origin for _, origin, _, text in shown if "CORS policy" in text] == ["network", "network"]
    assert [(word, origin, text.partition("\n")[0]) for word, origin, _, text in shown[-5:]] == [
        ("error", "exception", "Uncaught TypeError: thrown late"),
        ("error", "rejection", "Uncaught (in promise) Error: nobody caught me"),
        ("error", "rejection", "Uncaught (in promise) {code: 13}"),
        ("error", "rejection", "Uncaught (in promise) just words"),
        ("error", "exception", "Uncaught TypeError: Cannot read properties of null (reading 'property')"),
    ]
