"""The capture holds one session as rrweb events and as three other logs: each is an oracle of the other."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shapes.framed import CAPTURE_START_MS, context, frame, sample
from upl_tui.entries import ActionEntry, ConsoleEntry, Entry, NetworkEntry, RawEntry, State, TimeQuality
from upl_tui.formats.frame import frame as frame_file
from upl_tui.model import Kind
from upl_tui.shapes import har
from upl_tui.shapes.choose import choose
from upl_tui.shapes.levels import Scale, severity_of
from upl_tui.shapes.rrweb import SHAPE
from upl_tui.shapes.shape import Reading

CAPTURE = "capture/rrweb.json"
T0 = int(CAPTURE_START_MS)


def read(values: list[Any], kind: Kind) -> Reading:
    return SHAPE.read(frame(values), context(kind))


def entries(reading: Reading) -> list[Entry]:
    return [reading.columns.entry(row) for row in range(len(reading.columns.texts))]


def requests(values: list[Any]) -> list[NetworkEntry]:
    return [entry for entry in entries(read(values, Kind.NETWORK)) if isinstance(entry, NetworkEntry)]


def messages(values: list[Any]) -> list[ConsoleEntry]:
    return [entry for entry in entries(read(values, Kind.CONSOLE)) if isinstance(entry, ConsoleEntry)]


def actions(values: list[Any]) -> list[ActionEntry]:
    return [entry for entry in entries(read(values, Kind.ACTION)) if isinstance(entry, ActionEntry)]


def event(kind: int, data: Any, at: float = 1000) -> dict[str, Any]:
    return {"type": kind, "data": data, "timestamp": T0 + at}


def meta(href: str = "https://a.example/", at: float = 1000) -> dict[str, Any]:
    return event(4, {"href": href, "width": 800, "height": 600}, at)


def report(*given: dict[str, Any], at: float = 2000) -> dict[str, Any]:
    return event(6, {"plugin": "rrweb/network@1", "payload": {"requests": list(given)}}, at)


def request(url: str = "https://a.example/x", **more: Any) -> dict[str, Any]:
    return {"name": url, "initiatorType": "fetch", "entryType": "resource", **more}


def said(level: str, *payload: Any, at: float = 1000) -> dict[str, Any]:
    data = {"level": level, "trace": [], "payload": [json.dumps(item) for item in payload]}
    return event(6, {"plugin": "rrweb/console@1", "payload": data}, at)


def node(number: int, tag: str, *children: Any, **attributes: Any) -> dict[str, Any]:
    return {
        "type": 2,
        "id": number,
        "tagName": tag,
        "attributes": {name.replace("_", "-").strip("-"): value for name, value in attributes.items()},
        "childNodes": list(children),
    }


def text(number: int, content: str) -> dict[str, Any]:
    return {"type": 3, "id": number, "textContent": content}


def page(*children: Any) -> dict[str, Any]:
    return {"node": {"type": 0, "id": 1, "childNodes": [node(2, "html", node(3, "body", *children))]}}


def snapshot(*children: Any) -> dict[str, Any]:
    return event(2, page(*children))


def change(source: int, at: float = 1500, **data: Any) -> dict[str, Any]:
    return event(3, {"source": source, **data}, at)


def click(number: int, kind: int = 2, **more: Any) -> dict[str, Any]:
    return change(2, type=kind, id=number, x=10, y=20, **more)


def packed(value: Any) -> str:
    return gzip.compress(json.dumps(value).encode()).decode("latin-1")


@pytest.mark.parametrize("kind", list(Kind))
def test_capture_accounts_for_all_rows_of_each_kind(kind: Kind) -> None:
    reading = read(sample(CAPTURE), kind)

    assert reading.understood + reading.raw + sum(reading.other.values()) == 242
    assert reading.raw == 0
    assert reading.other["replay"] == 87
    assert {"console": 57, "network": 32, "action": 66}[kind] == reading.understood


def test_capture_console_agrees_with_the_flat_console_of_the_same_session() -> None:
    flat = sample("capture/console.ndjson")

    found = [entry for entry in messages(sample(CAPTURE)) if entry.method != "time"]

    alike = 0
    for entry in found:
        twins = [
            row
            for row in flat
            if abs(row["timestamp"] - CAPTURE_START_MS - (entry.at_ms or 0)) < 50
            and severity_of(row["level"], Scale(methods=True)) is entry.severity
            and row["message"][:6] == entry.text[:6]
        ]
        assert twins, entry.text
        alike += any(entry.text == row["message"] for row in twins)
        if entry.origin == "console" and entry.method != "timeEnd":
            assert any((entry.url, entry.line, entry.column) == _place(row) for row in twins)
    assert alike >= 30
    depths = {entry.text: entry.group_depth for entry in found}
    assert (depths["Cart c_7f31"], depths["line 1"], depths["inside collapsed {vat: 0.19}"]) == (0, 1, 2)


def _place(row: dict[str, Any]) -> tuple[Any, Any, Any]:
    """The page's own top frame: those above it are the recorder's."""
    own = [frame for frame in row.get("stack", ()) if frame.get("url", "").startswith("http")]
    return (own[0]["url"], own[0]["line"], own[0]["column"]) if own else (None, None, None)


def test_capture_requests_agree_with_the_har_of_the_same_session() -> None:
    document = sample("capture/network.har.json")
    oracle = har.SHAPE.read(frame(document["log"]["entries"]), context(Kind.NETWORK, root=document))
    expected = [entry for entry in entries(oracle) if isinstance(entry, NetworkEntry)]

    found = requests(sample(CAPTURE))

    assert len(found) == 38
    for entry in found:
        same_address = [other for other in expected if other.url == entry.url and other.type != "preflight"]
        other = min(same_address, key=lambda candidate: abs((candidate.at_ms or 0) - (entry.at_ms or 0)))
        assert entry.at_ms == pytest.approx(other.at_ms, abs=50), entry.url
        assert entry.method in (other.method, "")
        if entry.method and other.status not in (302, 304):
            assert entry.status == other.status
            assert (entry.state is State.FAILED) == (other.state in (State.FAILED, State.ABORTED))
        if entry.method and other.status not in (None, 302):
            assert entry.duration_ms == pytest.approx(other.duration_ms, abs=5)
        if entry.request_body is not None and other.request_body is not None:
            assert entry.request_body.text == other.request_body.text


def test_capture_actions_agree_with_the_action_log_of_the_same_session() -> None:
    recorded = sample("capture/actions.json")["actions"]

    found = actions(sample(CAPTURE))

    def twins(row: dict[str, Any], action: str) -> list[ActionEntry]:
        at = row["timestamp"] - CAPTURE_START_MS
        near = [entry for entry in found if entry.action == action and abs((entry.at_ms or -1e9) - at) <= 50]
        target = row.get("element", {})
        return [
            entry
            for entry in near
            if not target
            or entry.selector == target["selector"]
            or entry.label in (target.get("label"), target.get("text"))
        ]

    for row in recorded:
        if row["type"] == "click":
            assert len(twins(row, "click")) == 1, row
        elif row["type"] == "change":
            (entry,) = twins(row, "input") or twins(row, "change")
            assert (
                entry.value_masked or entry.checked or entry.value in (row.get("value"), "4111111111111111")
            )
        elif row["type"] == "navigation" and row["navigationType"] == "navigate":
            (entry,) = twins(row, "navigation")
            assert entry.to_url == row["to"]
    clicks = [entry for entry in found if entry.action == "click"]
    assert len(clicks) == sum(row["type"] == "click" for row in recorded)
    assert [entry.navigation_type for entry in found if entry.action == "navigation"] == ["load", "load"]


def test_capture_order_click_post_and_error_stand_at_their_moments() -> None:
    values = sample(CAPTURE)

    order = next(entry for entry in actions(values) if entry.selector == "#place-order" and entry.x)
    post = next(entry for entry in requests(values) if entry.url.endswith("/api/orders"))
    error = next(entry for entry in messages(values) if entry.text.startswith("order attempt 1"))

    assert order.text == 'clicked "Place order" (button)'
    assert order.at_ms == pytest.approx(24_650, abs=50)
    assert (order.coord_space, order.viewport) == ("viewport", (1280, 720))
    assert (post.method, post.status, post.state) == ("POST", 500, State.SERVER_ERROR)
    assert post.at_ms == pytest.approx(24_714, abs=50)
    assert post.time_quality is TimeQuality.CONVERTED
    assert error.at_ms == pytest.approx(24_918, abs=50)
    assert error.page_url.endswith("/checkout")


def test_capture_password_is_masked() -> None:
    typed = [
        entry for entry in actions(sample(CAPTURE)) if entry.selector == "#password" and entry.value_masked
    ]

    assert [(entry.action, entry.value, entry.label) for entry in typed] == [
        ("input", None, "Password (create account)")
    ]


@pytest.mark.parametrize(
    "name",
    [CAPTURE, "rrweb/rrweb-console-plugin-events.json", "rrweb/posthog-snapshot_data_by_window_id.json"],
)
@pytest.mark.parametrize("kind", list(Kind))
def test_columns_say_the_same_as_the_entry_read_again(name: str, kind: Kind) -> None:
    values = sample(name)
    if isinstance(values, dict):
        (values,) = values["snapshot_data_by_window_id"].values()

    reading = read(values, kind)

    for row, entry in enumerate(entries(reading)):
        assert (reading.columns.texts[row], reading.columns.severity[row]) == (entry.text, entry.severity)
        assert entry.shape == "rrweb"
    assert reading.understood + sum(reading.other.values()) == len(values)


def test_events_without_any_time_keep_their_order() -> None:
    found = messages(sample("rrweb/rrweb-console-plugin-events.json"))

    assert len(found) == 19
    assert [entry.method for entry in found[:3]] == ["assert", "count", "countReset"]
    assert {entry.at_ms for entry in found} == {None}
    assert found[6].text == "console.group"
    assert found[-2].text == "TypeError: a message\n    at __puppeteer_evaluation_script__:20:19"
    assert (found[0].line, found[0].column) == (3, 15)


def test_arguments_that_are_no_json_text_stand_for_themselves() -> None:
    data = {
        "level": "log",
        "trace": ["f (https://a.example/a.js:3:4)"],
        "payload": ['"x"', None, "plain", "1"],
    }
    by_plugin = event(6, {"plugin": "rrweb/console@1", "payload": data})
    by_old_version = event(3, {"source": 11, **data})

    first, second = messages([by_plugin, by_old_version])

    assert first.args == second.args == ("x", None, "plain", 1)
    assert (first.url, first.line, first.column) == ("https://a.example/a.js", 3, 4)


def test_uncaught_errors_are_told_from_calls() -> None:
    found = messages(
        [said("error", "Uncaught TypeError: x"), said("error", "Uncaught (in promise) Error: y")]
    )

    assert [entry.origin for entry in found] == ["exception", "rejection"]


WRAPPERS: dict[str, Any] = {
    "lines of window and event": lambda events: b"\n".join(
        json.dumps(["0190-w1", one]).encode() for one in events
    ),
    "lines of window and data": lambda events: b"\n".join(
        json.dumps({"window_id": "w", "data": events[start : start + 7]}).encode()
        for start in range(0, len(events), 7)
    ),
    "by window": lambda events: json.dumps({"snapshot_data_by_window_id": {"17da-1": events}}).encode(),
    "answer of the API": lambda events: json.dumps({"version": "2", "data": {"snapshots": events}}).encode(),
    "segment": lambda events: b'{"segment_id":0}\n' + json.dumps(events).encode(),
    "list of segments": lambda events: json.dumps([events[:100], events[100:]]).encode(),
    "events": lambda events: json.dumps({"events": events}).encode(),
}


@pytest.mark.parametrize("wrapper", WRAPPERS)
@pytest.mark.parametrize("kind", list(Kind))
def test_wrapped_events_read_as_the_bare_ones(wrapper: str, kind: Kind) -> None:
    events = sample(CAPTURE)
    (rows,) = frame_file(WRAPPERS[wrapper](events)).collections

    wrapped = SHAPE.read(rows, context(kind))

    bare = read(events, kind)
    assert choose(rows).shape is SHAPE
    assert [entry.text for entry in entries(wrapped)] == wrapped.columns.texts == bare.columns.texts
    assert wrapped.columns.at == bare.columns.at
    assert wrapped.understood + sum(wrapped.other.values()) == len(rows)


def test_two_windows_have_their_own_nodes_and_pages() -> None:
    values = [
        ["w1", meta("https://a.example/")],
        ["w1", snapshot(node(9, "button", text(10, "Buy")))],
        ["w2", meta("https://b.example/")],
        ["w2", snapshot(node(9, "button", text(10, "Sell")))],
        ["w1", click(9)],
        ["w2", click(9)],
    ]

    found = actions(values)

    assert [(entry.label, entry.url) for entry in found[2:]] == [
        ("Buy", "https://a.example/"),
        ("Sell", "https://b.example/"),
    ]
    assert read(values, Kind.ACTION).dialect == "PostHog"


def test_packed_snapshots_and_mutations_are_unpacked() -> None:
    added = [{"parentId": 3, "nextId": None, "node": node(9, "button", aria_label="Buy")}]
    values = [
        meta(),
        event(2, packed(page(node(8, "a", text(10, "Home"))))) | {"cv": "2024-10"},
        change(0, adds=packed(added), removes=packed([]), texts=packed([{"id": 10, "value": "Start"}])),
        click(8),
        click(9),
        event(2, "\x1f\x8bdamaged"),
        event(2, "\x1f\x8b漢"),
        event(2, gzip.compress(b"no JSON").decode("latin-1")),
        change(0, adds="\x1f\x8bdamaged"),
    ]

    reading = read(values, Kind.ACTION)

    assert [entry.text for entry in entries(reading)[1:]] == ['clicked "Start" (a)', 'clicked "Buy" (button)']
    assert reading.other == {"replay": 6}


def test_element_is_named_by_what_a_person_sees() -> None:
    elements = {
        "Save now": node(20, "button", node(21, "b", text(22, "Save ")), text(23, "now")),
        "Close": node(30, "div", node(31, "svg"), role="button", aria_label="Close"),
        "Your mail": node(40, "input", id="mail", placeholder="you@x"),
        "Country": node(
            50, "label", text(51, "Country "), node(52, "select", node(53, "option", text(54, "JP")))
        ),
        "Logo": node(60, "img", alt="Logo"),
        "Send": node(70, "input", type="submit", value="Send"),
        "pay": node(80, "div", data_testid="pay"),
    }
    label = node(41, "label", text(42, "Your mail"), _for="mail")
    targets = [21, 31, 40, 52, 60, 70, 80]

    found = actions([snapshot(label, *elements.values()), *map(click, targets)])

    assert [entry.label for entry in found] == list(elements)
    assert [entry.selector for entry in found] == [
        "button",
        "div",
        "#mail",
        "select",
        "img",
        "input",
        '[data-testid="pay"]',
    ]


def test_mutations_change_what_elements_are_called() -> None:
    moved = [{"parentId": 3, "nextId": None, "node": node(30, "button", text(31, "Moved"))}]
    values = [
        snapshot(node(20, "button", text(21, "Old"), id="go"), node(25, "p", text(26, "Gone"))),
        change(0, texts=[{"id": 21, "value": "New"}], attributes=[{"id": 20, "attributes": {"id": None}}]),
        change(0, removes=[{"parentId": 3, "id": 25}], adds=moved),
        change(0, adds=[{"parentId": 20, "nextId": 21, "node": text(22, "Brand ")}]),
        *map(click, (20, 25, 26, 30)),
    ]

    found = actions(values)

    assert [entry.label for entry in found] == ["Brand New", "", "", "Moved"]
    assert found[0].selector == "button"


def test_interactions_become_actions_and_movements_do_not() -> None:
    field = node(20, "input", name="q")
    box = node(21, "input", type="checkbox", id="terms", aria_label="Terms")
    values = [
        meta(),
        snapshot(field, box, node(22, "video", id="film")),
        click(20, 3),
        click(20, 4),
        click(20, pointerType=2),
        click(20, 5),
        click(20, 6),
        *[click(20, kind) for kind in (0, 1, 7, 8, 9, 10)],
        change(5, id=20, text="abc", isChecked=False),
        change(5, id=20, text="***", isChecked=False),
        change(5, id=21, text="on", isChecked=True, userTriggered=False),
        change(3, id=1, x=0, y=420.5),
        change(4, width=400, height=300),
        change(7, id=22, type=1),
        change(12, positions=[{"x": 1, "y": 2, "id": 20, "timeOffset": -50}, {"x": 5, "y": 6, "id": 20}]),
        *[change(source, positions=[]) for source in (1, 6, 8, 13, 14, 16)],
    ]

    reading = read(values, Kind.ACTION)

    found = [entry for entry in entries(reading) if isinstance(entry, ActionEntry)]
    assert [entry.text for entry in found] == [
        "went to https://a.example/",
        'right-clicked "q" (input)',
        'double-clicked "q" (input)',
        'tapped "q" (input)',
        'focused "q" (input)',
        'left "q" (input)',
        'typed "abc" into q (input)',
        "typed a masked value into q",
        "checked Terms",
        "scrolled to 0, 420.5",
        "resized to 400 x 300",
        'pause "film" (video)',
        'dragged "q" (input)',
    ]
    assert found[8].flags == ("untrusted",)
    assert (found[12].x, found[12].y, found[12].viewport) == (5, 6, (400, 300))
    assert reading.other == {"replay": 13}


def test_pages_are_loads_reloads_and_moves_but_no_repeated_snapshots_or_inner_frames() -> None:
    home = "https://a.example/"
    values = [
        meta(home),
        meta(home, at=2000),
        meta("about:blank", at=3000),
        snapshot(node(20, "p")),
        event(0, {}),
        event(1, {}),
        meta(home, at=4000),
        event(5, {"tag": "$pageview", "payload": {"href": home}}, 4100),
        event(5, {"tag": "$url_changed", "payload": {"href": home + "cart"}}, 5000),
        event(5, {"tag": "$recording_started", "payload": {"x": 1}}, 5000),
        event(5, {"tag": "checkout failed", "payload": {"step": 2}}, 6000),
    ]

    found = actions(values)

    assert [(entry.navigation_type, entry.text) for entry in found] == [
        ("load", "went to https://a.example/"),
        ("reload", "reloaded /"),
        ("unknown", "went to /cart"),
        ("", "checkout failed: {step: 2}"),
    ]
    assert found[3].url == home + "cart"


def test_snapshot_of_an_inner_frame_does_not_replace_the_page() -> None:
    values = [
        meta(),
        snapshot(node(20, "button", text(21, "Buy"))),
        meta("about:blank"),
        event(2, {"node": {"type": 0, "id": 1, "childNodes": [node(20, "body")]}}),
        click(20),
    ]

    assert actions(values)[-1].label == "Buy"


def test_start_is_placed_by_the_least_late_report_of_each_page() -> None:
    values = [
        meta(at=1000),
        report(request("https://a.example/1", startTime=500, endTime=600, status=200), at=1700),
        report(request("https://a.example/2", startTime=900, endTime=1000, status=200), at=1810),
        meta(at=2000),
        report(request("https://a.example/3", startTime=1300, endTime=1400, status=200), at=2250),
        meta("https://a.example/next", at=4000),
        report(request("https://a.example/4", startTime=10, endTime=20, status=200), at=3975),
        meta("https://a.example/next", at=5000),
    ]

    found = requests(values)

    assert [entry.at_ms for entry in found] == pytest.approx([1310, 1710, 2110, 3965])
    assert {entry.time_quality for entry in found} == {TimeQuality.CONVERTED}


def test_start_that_the_recorder_tells_is_taken() -> None:
    origin = T0 + 100
    values = [
        report(request("https://a.example/1", startTime=50.5, endTime=60, timeOrigin=origin), at=900),
        report(request("https://a.example/2", startTime=70, timestamp=T0 + 171), at=900),
        report(request("https://a.example/3", startTime=T0 + 300, endTime=T0 + 400), at=900),
        report(request("https://a.example/4"), at=950),
    ]

    found = requests(values)

    assert [entry.at_ms for entry in found] == pytest.approx([150.5, 171, 300, 950])
    assert [entry.time_quality for entry in found] == [TimeQuality.EXACT] * 3 + [TimeQuality.CONVERTED]
    assert found[3].notes


def test_request_told_twice_is_one_entry_of_both_rows() -> None:
    url = "https://a.example/api"
    seen = request(url, startTime=10, endTime=30, transferSize=120, decodedBodySize=80)
    called = request(url, startTime=10, endTime=30, method="post", status=201, responseBody={"ok": True})
    values = [meta(), report(seen), report(called), report(called)]

    reading = read(values, Kind.NETWORK)
    (entry,) = requests(values)

    assert (entry.text, entry.size_transfer) == (f"POST {url} 201", 120)
    assert entry.response_body is not None
    assert entry.response_body.text == '{"ok":true}'
    assert len(entry.spans) == 3
    assert reading.understood == 3
    assert reading.columns.texts == [entry.text]


def test_requests_of_one_report_and_calls_with_other_ends_stay_apart() -> None:
    url = "https://a.example/api"
    one, other = (request(url, startTime=10, endTime=end, method="GET", status=200) for end in (20, 21))

    assert len(requests([report(one, one)])) == 2
    assert len(requests([report(one), report(other)])) == 2


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (request(method="GET", status=404), State.CLIENT_ERROR),
        (request(method="GET"), State.FAILED),
        (request(method="GET", status=0), State.UNKNOWN),
        (request(status=0), State.UNKNOWN),
        (request(responseStatus=304), State.CACHED),
        (request(status=200, transferSize=0, decodedBodySize=9), State.CACHED),
        (request(initiatorType="xmlhttprequest", method="GET", status=0), State.FAILED),
    ],
)
def test_outcome_is_what_the_recorder_can_know(given: dict[str, Any], state: State) -> None:
    (entry,) = requests([report(given)])

    assert entry.state is state


def test_report_without_a_request_is_counted_as_replay() -> None:
    timing = {"name": "cache", "entryType": "serverTiming", "duration": 2}
    empty = {"name": "about:blank", "entryType": "navigation", "startTime": 0}

    reading = read([report(timing), report(empty), report()], Kind.NETWORK)

    assert (reading.understood, reading.other) == (0, {"replay": 3})


def test_detail_of_a_request_has_phases_headers_and_bodies() -> None:
    given = request(
        method="POST",
        status=200,
        startTime=100,
        endTime=180,
        domainLookupStart=101,
        domainLookupEnd=104,
        secureConnectionStart=0,
        connectEnd=110,
        requestStart=112,
        responseStart=150,
        responseEnd=180,
        nextHopProtocol="h2",
        requestHeaders={"Content-Type": "text/plain"},
        requestBody="a=1",
        responseBody="[SessionReplay] Body too large to record",
    )

    (entry,) = requests([report(given)])

    assert entry.timings == {"dns": 3, "wait": 38, "receive": 30}
    assert (entry.duration_ms, entry.protocol, entry.type) == (80, "h2", "fetch")
    assert entry.request_headers == (("Content-Type", "text/plain"),)
    assert entry.request_body is not None
    assert (entry.request_body.text, entry.request_body.mime) == ("a=1", "text/plain")
    assert entry.response_body is not None
    assert "too large" in entry.response_body.missing


def custom(tag: str, payload: Any, at: float = 5000) -> dict[str, Any]:
    return event(5, {"tag": tag, "payload": payload}, at)


def test_sentry_replay_events_are_read_on_their_own_clock() -> None:
    seconds = CAPTURE_START_MS / 1000
    span = {
        "op": "resource.fetch",
        "description": "https://a.example/api",
        "startTimestamp": seconds + 1.25,
        "endTimestamp": seconds + 1.5,
        "data": {
            "method": "POST",
            "statusCode": 500,
            "request": {"headers": {"content-type": "text/plain"}, "body": "a=1"},
            "response": {"size": 9, "_meta": {"warnings": ["TEXT_TRUNCATED"]}, "body": "xyz…"},
        },
    }
    push = {
        "op": "navigation.push",
        "description": "/cart",
        "startTimestamp": seconds + 2,
        "data": {"previous": "/"},
    }
    clicked = {
        "timestamp": seconds + 3,
        "type": "default",
        "category": "ui.click",
        "message": "body > button#buy",
        "data": {"node": {"id": 4, "tagName": "button", "textContent": "Buy", "attributes": {"id": "buy"}}},
    }
    said = {"timestamp": seconds + 4, "category": "console", "level": "warning", "message": "low stock"}
    values = [
        meta("https://a.example/", at=100),
        custom("options", {"x": 1}),
        custom("performanceSpan", span),
        custom("performanceSpan", push),
        custom("performanceSpan", {"op": "memory", "startTimestamp": seconds}),
        custom("breadcrumb", clicked),
        custom("breadcrumb", said),
        custom("breadcrumb", {"timestamp": seconds, "category": "replay.mutations", "data": {"count": 9}}),
    ]

    (fetched,) = requests(values)
    loaded, pushed, pressed = actions(values)
    (warned,) = messages(values)

    assert fetched.text == "POST https://a.example/api 500"
    assert fetched.at_ms == pytest.approx(1250, abs=0.01)
    assert fetched.duration_ms == pytest.approx(250, abs=0.01)
    assert fetched.response_body is not None
    assert fetched.response_body.truncated
    assert (loaded.text, pushed.text) == ("went to https://a.example/", "went to /cart (pushState)")
    assert (pressed.text, pressed.selector) == ('clicked "Buy" (button)', "body > button#buy")
    assert pressed.at_ms == pytest.approx(3000, abs=0.01)
    assert (warned.severity.word, warned.text, warned.page_url) == ("warn", "low stock", "/cart")
    reading = read(values, Kind.CONSOLE)
    assert (reading.dialect, reading.other) == ("Sentry Replay", {"action": 3, "replay": 3, "network": 1})


def test_rows_that_are_no_events_stay_in_place_as_raw_rows() -> None:
    values = [said("log", "a"), b"{broken", "text", {"type": "log"}, [1, 2], said("log", "b")]

    found = entries(read(values, Kind.CONSOLE))

    assert [type(entry) for entry in found] == [ConsoleEntry, *[RawEntry] * 4, ConsoleEntry]
    assert [entry.text for entry in found[1:5]] == ["{broken", "text", '{"type": "log"}', "[1, 2]"]
    assert found[1].time_quality is TimeQuality.INHERITED


def test_odd_elements_of_a_wrapped_row_are_told() -> None:
    reading = read([{"window_id": "w", "data": [said("log", "a"), 7, "x"]}], Kind.CONSOLE)

    assert reading.columns.texts == ["a"]
    assert reading.notes == ("2 elements of wrapped rows are no rrweb events.",)


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        (meta(), True),
        ([["w"], meta()], False),
        (["w", meta()], True),
        ([meta(), meta()], True),
        ({"window_id": "w", "data": [meta()]}, True),
        ({"type": 3, "timestamp": 1}, False),
        ({"type": "click", "data": {}, "timestamp": 1}, False),
        ({"type": True, "data": {}}, False),
        ({"type": 99, "data": {}}, False),
        ({"segment_id": 1}, True),
        ({"segment_id": 1, "type": 3}, False),
        ([], False),
        (None, False),
    ],
)
def test_fits_only_rows_that_hold_events(value: Any, fits: bool) -> None:
    assert SHAPE.fits(value) is fits


def test_bodies_are_not_kept_in_memory_but_read_again_on_demand() -> None:
    rows = frame(
        report(request(f"https://a.example/{number}", responseBody=f"{number:06}" * 20_000, status=200))
        for number in range(100)
    )

    tracemalloc.start()
    reading = SHAPE.read(rows, context(Kind.NETWORK))
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    last = reading.columns.entry(99)
    assert kept < len(rows.data) / 15
    assert isinstance(last, NetworkEntry)
    assert last.response_body is not None
    assert last.response_body.text == "000099" * 20_000


def test_deep_pages_and_arguments_do_not_end_the_reading() -> None:
    deep: dict[str, Any] = text(5000, "bottom")
    for number in range(400):
        deep = node(1000 + number, "div", deep)
    nested = "[" * 900 + "]" * 900
    data = {"level": "log", "trace": [], "payload": [nested, '"' + nested]}
    inner: Any = 1
    for _ in range(400):
        inner = [inner]
    values = [
        snapshot(deep),
        click(1000),
        event(5, {"tag": "mine", "payload": inner}),
        event(6, {"plugin": "rrweb/console@1", "payload": data}),
        report(request(method="GET", responseBody=inner)),
    ]

    for kind in Kind:
        reading = read(values, kind)
        assert len(entries(reading)) == reading.understood + reading.raw > 0


def test_nodes_that_contain_themselves_do_not_end_the_reading() -> None:
    loop = [
        {"parentId": 21, "nextId": None, "node": node(20, "div")},
        {"parentId": 20, "nextId": None, "node": node(21, "div")},
        {"parentId": 20, "nextId": 20, "node": node(20, "div")},
    ]

    values = [snapshot(node(20, "div", node(21, "p"))), change(0, adds=loop), click(20), click(21)]
    values += [change(0, removes=[{"id": 20}, {"id": 21}])]

    assert len(actions(values)) == 2


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
BASES: list[Any] = [
    meta(),
    snapshot(node(20, "button", text(21, "Buy"), id="buy"), node(22, "input", type="checkbox")),
    change(0, adds=[{"parentId": 20, "nextId": 21, "node": node(23, "b")}], texts=[{"id": 21, "value": "x"}]),
    change(0, removes=[{"parentId": 3, "id": 20}], attributes=[{"id": 22, "attributes": {"id": "x"}}]),
    click(20),
    change(5, id=22, text="on", isChecked=True),
    change(3, id=1, x=0, y=1),
    change(4, width=1, height=1),
    change(7, id=20, type=1),
    change(12, positions=[{"x": 1, "y": 1, "id": 20}]),
    change(11, level="log", payload=['"x"'], trace=[]),
    said("group", "a"),
    report(request(method="GET", startTime=1, endTime=2, requestHeaders={}, timestamp=T0)),
    custom("$pageview", {"href": "https://a.example/"}),
    custom("breadcrumb", {"timestamp": 1.8e9, "category": "ui.click", "message": "a", "data": {"node": {}}}),
    custom(
        "breadcrumb", {"timestamp": 1.8e9, "category": "console", "data": {"arguments": [1]}, "level": "x"}
    ),
    custom("performanceSpan", {"op": "resource.xhr", "description": "u", "data": {"request": {"_meta": {}}}}),
    custom("performanceSpan", {"op": "navigation.push", "description": "u", "startTimestamp": 1.8e9}),
]


@given(st.data())
@settings(deadline=None, max_examples=100)
def test_any_value_at_any_place_is_accounted_for(data: st.DataObject) -> None:
    values = [mutated(base, data) for base in data.draw(st.lists(st.sampled_from(BASES), max_size=6))]
    values += data.draw(st.lists(JSON, max_size=2))
    if data.draw(st.booleans()):
        values = [{"window_id": "w", "data": values}, ["w", values[0] if values else None], values]

    for kind in Kind:
        reading = read(values, kind)

        assert reading.understood + reading.raw + sum(reading.other.values()) == len(values)
        found = entries(reading)
        assert [entry.text for entry in found] == reading.columns.texts
        assert len(reading.columns.at) == len(found)


def mutated(base: Any, data: st.DataObject) -> Any:
    """A copy with one value replaced, added or left out somewhere."""
    value = json.loads(json.dumps(base))
    target = value
    while True:
        keys = list(target) if isinstance(target, dict) else list(range(len(target)))
        if not keys:
            return value
        key = data.draw(st.sampled_from(keys))
        if isinstance(target[key], (dict, list)) and data.draw(st.integers(0, 3)):
            target = target[key]
            continue
        target[key] = data.draw(JSON)
        return value
