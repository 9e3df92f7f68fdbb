from __future__ import annotations

import base64
import copy
import tracemalloc
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shapes.framed import CAPTURE_CLOCK, CAPTURE_START_MS, DATA, context, frame, sample
from upl_tui.clock import RecordingClock
from upl_tui.entries import Depth, Entry, NetworkEntry, RawEntry, Severity, State, TimeQuality
from upl_tui.log import Account, Log
from upl_tui.model import Kind
from upl_tui.shapes.har import SHAPE, entry_of
from upl_tui.shapes.read import read_log
from upl_tui.shapes.shape import Reading

SAMPLES = {
    "har/chrome59-nghttp2.har": ("Chrome", 11),
    "har/firefox54-filamentgroup.har": ("Firefox", 15),
    "har/browsertime-filamentgroup.har": ("Browsertime", 44),
    "har/webpagetest-github.har": ("WebPageTest", 16),
    "har/playwright-redirect.har": ("Playwright", 3),
    "har/minimal-no-dates.har": ("", 2),
    "capture/network.har.json": ("Chrome", 46),
    "chrome/network.har": ("Chrome", 17),
}


def read(values: list[Any], kind: Kind = Kind.NETWORK, root: Any = None, **clock: Any) -> Reading:
    return SHAPE.read(frame(values), context(kind, RecordingClock(**clock) if clock else CAPTURE_CLOCK, root))


def read_sample(name: str, **clock: Any) -> list[Entry]:
    document = sample(name)
    return entries(read(document["log"].pop("entries"), root=document, **clock))


def entries(reading: Reading) -> list[Entry]:
    return [reading.columns.entry(row) for row in range(len(reading.columns.texts))]


def row(response: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    return {
        "startedDateTime": "2026-11-22T05:45:15.828Z",
        "time": 12.5,
        "request": {"method": "GET", "url": "https://a.example/x", "headers": []},
        "response": {"status": 200, "statusText": "OK", "headers": [], "content": {}} | (response or {}),
        "timings": {},
    } | fields


def only(value: dict[str, Any]) -> NetworkEntry:
    (entry,) = entries(read([value]))
    assert isinstance(entry, NetworkEntry)
    return entry


@pytest.mark.parametrize(("name", "expected"), SAMPLES.items())
def test_real_files_are_recognised_and_read_whole(name: str, expected: tuple[str, int]) -> None:
    document = sample(name)
    rows = document["log"].pop("entries")

    reading = read(rows, root=document)

    assert all(map(SHAPE.fits, rows))
    assert (reading.dialect, reading.understood, reading.raw, reading.other) == (*expected, 0, {})
    for given_row, entry in zip(rows, entries(reading), strict=True):
        assert isinstance(entry, NetworkEntry)
        assert (entry.url, entry.method) == (given_row["request"]["url"], given_row["request"]["method"])


@pytest.mark.parametrize("name", SAMPLES)
def test_columns_say_the_same_as_the_entry_read_again(name: str) -> None:
    document = sample(name)
    reading = read(document["log"]["entries"])

    columns = reading.columns

    for at, severity, text, entry in zip(
        columns.at, columns.severity, columns.texts, entries(reading), strict=True
    ):
        assert (severity, text) == (entry.severity, entry.text)
        assert entry.at_ms == at or (entry.at_ms is None and at != at)


def test_capture_gives_times_states_and_details_of_the_session() -> None:
    found = read_sample("capture/network.har.json")

    order = next(e for e in found if isinstance(e, NetworkEntry) and e.status == 500)
    socket = next(e for e in found if isinstance(e, NetworkEntry) and e.messages)
    states = {e.state for e in found if isinstance(e, NetworkEntry)}

    assert order.at_ms == 24714
    assert order.time_quality is TimeQuality.EXACT
    assert order.text == f"POST {order.url} 500 Internal Server Error"
    assert (order.type, order.severity, order.priority) == ("fetch", Severity.ERROR, "High")
    assert order.request_body is not None
    assert order.request_body.text is not None
    assert '"email"' in order.request_body.text
    assert order.response_body is not None
    assert len(socket.messages) == 15
    first = socket.messages[0]
    assert (first.direction, first.opcode) == ("send", 1)
    assert first.at_ms is not None
    assert socket.at_ms is not None
    assert socket.at_ms < first.at_ms < socket.at_ms + 1000
    assert states == {
        State.OK,
        State.CACHED,
        State.REDIRECT,
        State.CLIENT_ERROR,
        State.SERVER_ERROR,
        State.FAILED,
        State.BLOCKED,
        State.ABORTED,
        State.PENDING,
    }


def test_firefox_without_time_sums_the_phases_and_reads_status_0_with_an_answer_as_cached() -> None:
    found = [e for e in read_sample("har/firefox54-filamentgroup.har") if isinstance(e, NetworkEntry)]

    assert [e.duration_ms is None for e in found] == [not e.timings for e in found]
    assert found[0].duration_ms == sum(ms for phase, ms in found[0].timings.items() if phase != "ssl")
    assert sum(e.status is None and e.state is State.CACHED for e in found) == 5
    assert all(e.request_body is None for e in found)


def test_chrome_error_webpagetest_strings_and_browsertime_initiator_are_understood() -> None:
    chrome = [e for e in read_sample("har/chrome59-nghttp2.har") if isinstance(e, NetworkEntry)]
    webpagetest = [e for e in read_sample("har/webpagetest-github.har") if isinstance(e, NetworkEntry)]
    browsertime = [e for e in read_sample("har/browsertime-filamentgroup.har") if isinstance(e, NetworkEntry)]

    assert [e.error for e in chrome if e.state is State.BLOCKED] == ["net::ERR_BLOCKED_BY_CLIENT"]
    assert sum(e.response_body is not None and e.response_body.encoding == "base64" for e in chrome) == 3
    assert {e.status for e in webpagetest} >= {200, 300, 404, 500}
    assert browsertime[1].initiator == "https://www.filamentgroup.com/:25"


def test_har_without_dates_keeps_order_without_times() -> None:
    reading = read(sample("har/minimal-no-dates.har")["log"]["entries"])

    assert [e.at_ms for e in entries(reading)] == [None, None]
    assert {e.time_quality for e in entries(reading)} == {TimeQuality.NONE}


@pytest.mark.parametrize(
    ("value", "status", "state", "error"),
    [
        (row({"status": 0, "_error": "net::ERR_FAILED"}), None, State.FAILED, "net::ERR_FAILED"),
        (row({"status": 0, "_error": None}, time=0), None, State.PENDING, ""),
        (row({"status": 0, "_error": None}, time=12.5), None, State.FAILED, ""),
        (row({"status": 0}, time=None), None, State.FAILED, ""),
        (row({"status": -1, "_failureText": "csp"}), None, State.BLOCKED, "csp"),
        (row({"status": 200, "_failureText": "net::ERR_ABORTED"}), 200, State.ABORTED, "net::ERR_ABORTED"),
        (row({"status": -1}, _wasAborted=True), None, State.ABORTED, ""),
        (row({"status": "-2"}), None, State.FAILED, ""),
        (row({"status": 0, "error": "Connection reset"}), None, State.FAILED, "Connection reset"),
        (row({"status": 0, "_error": "", "_blockedReason": "csp"}), None, State.BLOCKED, "blocked: csp"),
        (row({"status": "404"}), 404, State.CLIENT_ERROR, ""),
        (row(_fromCache="disk"), 200, State.CACHED, ""),
        (row(_fetchType="Network Load"), 200, State.OK, ""),
        (row({"_fetchedViaServiceWorker": True}), 200, State.CACHED, ""),
        (row() | {"response": None}, None, State.UNKNOWN, ""),
    ],
)
def test_each_dialects_spelling_of_an_outcome_is_understood(
    value: dict[str, Any], status: int | None, state: State, error: str
) -> None:
    entry = only(value)

    assert (entry.status, entry.state, entry.error) == (status, state, error)


@pytest.mark.parametrize("time", [1795326316.828, 1795326316828])
def test_socket_messages_in_seconds_or_milliseconds_have_the_same_time(time: float) -> None:
    message = {"type": "receive", "time": time, "opcode": 1, "data": "hi"}

    entry = only(row(_webSocketMessages=[message, None, 3]))

    assert entry.messages[0].at_ms == pytest.approx(2000)
    assert (entry.messages[0].direction, entry.messages[0].text) == ("receive", "hi")


def test_phases_leave_out_what_does_not_apply_and_ssl_is_counted_once() -> None:
    timings = {"blocked": -1, "dns": "2", "connect": 30, "ssl": 20, "send": 1, "wait": 10, "waitNanos": 1}

    entry = only(row(time=-1, timings=timings))
    nanos = only(row(time=None, timings={"waitNanos": 2_500_000}))

    assert entry.timings == {"dns": 2, "connect": 30, "ssl": 20, "send": 1, "wait": 10}
    assert entry.duration_ms == 43
    assert nanos.duration_ms == 2.5


def test_bodies_of_forms_files_and_outside_stores_are_told() -> None:
    form = {"mimeType": "application/x-www-form-urlencoded", "params": [{"name": "a b", "value": "1&2"}]}
    parts = [
        {"name": "title", "value": "Report"},
        {"name": "file", "fileName": "a.pdf", "contentType": "application/pdf"},
    ]
    multipart = {"mimeType": "multipart/form-data", "params": parts}

    def request_body(post: dict[str, Any]) -> Any:
        value = row()
        value["request"]["postData"] = post
        return only(value).request_body

    assert request_body(form).text == "a+b=1%262"
    assert request_body({"params": [{"name": "cut", "value": "\ud83e"}]}).text == "cut=%EF%BF%BD"
    assert request_body(multipart).text == "title: Report\nfile: (a.pdf application/pdf)"
    assert request_body({"mimeType": "", "text": "", "params": []}) is None
    assert "outside" in request_body({"mimeType": "x/y", "_sha1": "abc"}).missing
    outside = only(row({"content": {"_file": "abc.bin", "size": 9}})).response_body
    dropped = only(row({"content": {"size": 9}})).response_body
    assert outside is not None
    assert "outside" in outside.missing
    assert dropped is not None
    assert "did not keep" in dropped.missing


def test_used_keys_leave_the_recorders_own_fields_over() -> None:
    value = row({"_odd": 1, "cookies": []}, _connectionId=7, cache={"beforeRequest": {}})

    used = only(value).used_keys

    assert {"request.url", "response.status", "timings.wait", "response.cookies"} <= used
    assert not used & {"_connectionId", "response._odd", "cache"}


@pytest.mark.parametrize(
    ("root", "dialect"),
    [
        ({"log": {"creator": {"name": "WebInspector"}}}, "Chrome"),
        ({"log": {"creator": {"name": "WebKit Web Inspector"}}}, "Safari"),
        ([{"log": {"creator": {"name": "mitmproxy"}}}], "mitmproxy"),
        ({"creator": {"name": "Charles Proxy"}}, "Charles"),
        ({"log": {"creator": {"name": "Our own tool"}}}, "Our own tool"),
        ({"log": {"creator": "odd"}}, ""),
        ([], ""),
        (None, ""),
    ],
)
def test_dialect_is_named_by_the_creator(root: Any, dialect: str) -> None:
    assert read([row()], root=root).dialect == dialect


def test_rows_that_are_no_entries_stay_in_place_as_raw_rows() -> None:
    reading = read([row(), b"{broken", "text", {"request": {}}, row()])

    found = entries(reading)

    assert (reading.understood, reading.raw) == (2, 3)
    assert [type(entry) for entry in found] == [NetworkEntry, RawEntry, RawEntry, RawEntry, NetworkEntry]
    assert [entry.text for entry in found[1:4]] == ["{broken", "text", '{"request": {}}']
    assert all(entry.reason for entry in found if isinstance(entry, RawEntry))
    assert found[1].time_quality is TimeQuality.INHERITED
    assert found[1].at_ms == found[0].at_ms == 1000


def test_another_kind_of_log_counts_the_requests_and_keeps_raw_rows() -> None:
    reading = read([row(), b"{broken", row()], kind=Kind.CONSOLE)

    assert (reading.understood, reading.raw, reading.other) == (0, 1, {"network": 2})
    assert [entry.text for entry in entries(reading)] == ["{broken"]


def test_monotonic_time_counts_milliseconds_even_where_it_looks_like_seconds() -> None:
    values = [row(_monotonicTime=9_000_000.5 + step, startedDateTime={}) for step in (0, 0.25, 100)]

    reading = SHAPE.read(frame(values), context(Kind.NETWORK, RecordingClock()))

    assert list(reading.columns.at) == [0, 0.25, 100]


def test_entry_without_a_start_is_placed_by_its_monotonic_time() -> None:
    values = [row(_monotonicTime=5_000_000.0 + step, startedDateTime={}) for step in (0, 250)]

    first, second = entries(read(values))

    assert first.at_ms is not None
    assert second.at_ms == pytest.approx(first.at_ms + 250)
    assert second.time_quality is TimeQuality.CONVERTED


@pytest.mark.parametrize(
    "stamp",
    ["2026-11-22T05:45:15.8280000Z", "2026-11-22T14:45:15.828+09:00", "2026-11-22T05:45:15.828000+00:00"],
)
def test_start_with_seven_digits_or_a_zone_is_the_same_moment(stamp: str) -> None:
    entry = only(row(startedDateTime=stamp))

    assert entry.at_ms == pytest.approx(1000)


def test_bodies_are_not_kept_in_memory_but_read_again_on_demand() -> None:
    rows = frame(
        row({"content": {"text": f"{number:06}" * 20_000, "size": 120_000}}) for number in range(100)
    )

    tracemalloc.start()
    reading = SHAPE.read(rows, context(Kind.NETWORK))
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    last = reading.columns.entry(99)
    assert kept < len(rows.data) / 20
    assert isinstance(last, NetworkEntry)
    assert last.response_body is not None
    assert last.response_body.text == "000099" * 20_000


def test_entry_of_reads_one_entry_without_a_collection() -> None:
    content = {"text": base64.b64encode(b"\x00").decode(), "encoding": "base64", "mimeType": "image/png"}

    entry = entry_of(row({"content": content}))

    assert entry.response_body is not None
    assert (entry.response_body.encoding, entry.type) == ("base64", "image")


def json_values(integers: st.SearchStrategy[int]) -> st.SearchStrategy[Any]:
    return st.recursive(
        st.none() | st.booleans() | integers | st.floats() | st.text(max_size=12),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=8,
    )


JSON = json_values(st.integers())
OF_64_BITS = json_values(st.integers(-(2**63), 2**64 - 1))
PATHS = (
    "startedDateTime time request response timings cache pageref serverIPAddress _serverPort _initiator "
    "_webSocketMessages _resourceType _fromCache _priority _requestId request.url request.method "
    "request.headers request.postData request.postData.params request.httpVersion response.status "
    "response.statusText response.headers response.content response.redirectURL response.content.text "
    "response.content.encoding response.content.size response._error response._transferSize "
    "response.bodySize timings.wait timings.ssl"
)
BASE = row(
    {"content": {"text": "x", "size": 1}},
    _initiator={"type": "script", "stack": {"callFrames": []}},
    _webSocketMessages=[{"type": "send", "time": CAPTURE_START_MS, "data": "x"}],
)


@given(
    st.lists(
        JSON
        | st.lists(st.tuples(st.sampled_from(PATHS.split()), JSON), max_size=4).map(lambda it: mutated(it))
    )
)
@settings(deadline=None, max_examples=150)
def test_any_rows_are_all_accounted_for(values: list[Any]) -> None:
    for kind in Kind:
        reading = read(values, kind=kind)

        assert reading.understood + reading.raw + sum(reading.other.values()) == len(values)
        assert len(entries(reading)) == reading.understood + reading.raw == len(reading.columns.at)


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(PATHS.split()), OF_64_BITS), max_size=4).map(
            lambda it: mutated(it)
        ),
        max_size=4,
    )
)
@settings(deadline=None, max_examples=150)
def test_head_says_what_the_whole_entry_says(values: list[Any]) -> None:
    reading = read(values)
    log = Log(Kind.NETWORK, b"", reading.columns, Account())

    for number in range(len(log)):
        head, whole = log.head(number), log.entry(number)
        if isinstance(whole, NetworkEntry):
            assert [getattr(head, name) for name in HEAD] == [getattr(whole, name) for name in HEAD]
        else:
            assert isinstance(head, RawEntry)


HEAD = [
    *("index", "at_ms", "severity", "text", "url", "method", "status", "state", "error", "type", "mime"),
    *("size_transfer", "size_body", "duration_ms", "from_cache", "request_id", "request_headers"),
    *("response_headers", "request_body", "protocol", "remote", "redirect_to", "page_ref", "priority"),
    *("initiator", "initiator_stack"),
]


def mutated(changes: list[tuple[str, Any]]) -> dict[str, Any]:
    value = copy.deepcopy(BASE)
    value["request"]["postData"] = {"mimeType": "a/b", "params": []}
    for path, replacement in changes:
        *parents, last = path.split(".")
        target: Any = value
        for key in parents:
            target = target.get(key) if isinstance(target, dict) else None
        if isinstance(target, dict):
            target[last] = replacement
    return value


@pytest.mark.parametrize(
    "path",
    [*sorted((DATA / "har").glob("*.har")), DATA / "capture/network.har.json"],
    ids=lambda path: path.name,
)
def test_outline_says_what_the_whole_entry_says(path: Path) -> None:
    log = read_log(path.read_bytes(), Kind.NETWORK, RecordingClock())
    asked = ["url", "method", "status", "state", "error", "type", "mime", "size_transfer", "size_body"]
    asked += ["duration_ms", "from_cache", "severity", "text"]

    for name in asked:
        outlined = log.column(f"outlined {name}", attrgetter(name), Depth.OUTLINE)
        assert list(outlined) == [getattr(entry, name) for entry in log.entries()]


def test_chromes_own_har_tells_what_became_of_each_request() -> None:
    found = [entry for entry in read_sample("chrome/network.har") if isinstance(entry, NetworkEntry)]

    outcomes = {entry.url.split("/", 3)[3]: (entry.status, entry.state) for entry in found[2:]}
    assert outcomes == {
        "api/missing": (404, State.CLIENT_ERROR),
        "api/order": (500, State.SERVER_ERROR),
        "api/slow": (None, State.ABORTED),
        "api/ok": (200, State.FAILED),
        "api/put": (403, State.CLIENT_ERROR),
        "old": (302, State.REDIRECT),
        "api/ok?moved=1": (200, State.OK),
        "api/drop": (None, State.FAILED),
        "ws": (101, State.OK),
        "nows": (None, State.FAILED),
        "events": (200, State.ABORTED),
        "beacon": (204, State.OK),
        "missing.png": (404, State.CLIENT_ERROR),
        "api/never": (None, State.PENDING),
    }
    by_path = {entry.url.split("/", 3)[3]: entry for entry in found}
    assert by_path["nows"].error == "Error during WebSocket handshake: Unexpected response code: 404"
    assert not by_path["nows"].messages
    assert [frame.text for frame in by_path["ws"].messages] == ["hello", "echo: hello"]
    assert [frame.text for frame in by_path["events"].messages] == ["tick 1", "tick 2"]
    assert by_path["api/order"].remote == "127.0.0.1:46401"
