"""Whole files become rows, whatever they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.formats.checks import assert_sound, dumped, loaded, objects, unparsed, values
from upl_tui.errors import FormatError
from upl_tui.formats.frame import frame
from upl_tui.formats.rows import Document, Unparsed

DATA = Path(__file__).parent.parent / "data"


def counts(document: Document) -> dict[str, int]:
    return {rows.path: len(rows) for rows in document.collections}


@pytest.mark.parametrize(
    ("file", "framing", "expected"),
    [
        ("har/chrome59-nghttp2.har", "JSON document", {"log.entries": 11}),
        ("har/firefox54-filamentgroup.har", "JSON document", {"log.entries": 15}),
        ("har/browsertime-filamentgroup.har", "JSON document", {"log.entries": 44}),
        ("har/webpagetest-github.har", "JSON document", {"log.entries": 16}),
        ("har/playwright-redirect.har", "JSON document", {"log.entries": 3}),
        ("har/minimal-no-dates.har", "JSON document", {"log.entries": 2}),
        ("cdp/lighthouse-dbw.devtoolslog.json", "JSON list", {"": 1326}),
        ("console/lighthouse-ConsoleMessages.json", "JSON list", {"": 18}),
        ("playwright-trace/v4-0-trace.trace", "NDJSON", {"": 42}),
        ("playwright-trace/v4-0-trace.network", "NDJSON", {"": 2}),
        ("recorder/lighthouse-desktop-flow.json", "JSON document", {"steps": 7}),
        (
            "rrweb/posthog-snapshot_data_by_window_id.json",
            "JSON document",
            {"snapshot_data_by_window_id.*": 16},
        ),
        ("rrweb/rrweb-console-plugin-events.json", "JSON list", {"": 23}),
        ("ndjson/lnav-bunyan.ndjson", "NDJSON", {"": 10}),
        ("ndjson/lnav-pino.ndjson", "JSON value", {"": 1}),
        ("sentry/event-with-breadcrumbs.json", "JSON document", {"breadcrumbs.values": 3}),
        ("capture/console.ndjson", "NDJSON", {"": 71}),
        ("capture/console.cdp.ndjson", "NDJSON", {"": 71}),
        ("capture/network.cdp.ndjson", "NDJSON", {"": 339}),
        ("capture/network.har.json", "JSON document", {"log.entries": 46}),
        ("capture/actions.json", "JSON document", {"actions": 50}),
        ("capture/rrweb.json", "JSON list", {"": 242}),
    ],
)
def test_frame_of_a_recorded_file_finds_its_rows(file: str, framing: str, expected: dict[str, int]) -> None:
    document = frame((DATA / file).read_bytes())

    assert document.framing == framing
    assert counts(document) == expected
    assert unparsed(document) == 0
    assert document.notes == []
    assert_sound(document)


def test_frame_keeps_what_stands_around_the_lists() -> None:
    har = frame((DATA / "har/browsertime-filamentgroup.har").read_bytes()).root["log"]
    flow = frame((DATA / "recorder/lighthouse-desktop-flow.json").read_bytes()).root
    actions = frame((DATA / "capture/actions.json").read_bytes()).root

    assert har["entries"] == []
    assert len(har["pages"]) == 3
    assert har["creator"]["name"] == "Browsertime"
    assert flow == {"title": "Test Flow on Desktop", "steps": []}
    assert actions["startedAt"] == "2026-11-22T05:45:14.828Z"


def test_frame_of_lists_below_window_ids_keeps_the_ids() -> None:
    document = frame(
        b'{"snapshot_data_by_window_id":{"w1":[{"type":4},{"type":2}],"w2":[{"type":3}]},"next":null}'
    )

    assert document.collections[0].keys == ["w1", "w1", "w2"]
    assert document.root == {"snapshot_data_by_window_id": {"w1": [], "w2": []}, "next": None}


@settings(deadline=None, max_examples=150)
@given(st.lists(values, min_size=1), st.integers(0, 3))
def test_frame_of_a_list_gives_its_elements(items: list[Any], style: int) -> None:
    document = frame(dumped(items, style).encode())

    assert loaded(document) == [json.loads(json.dumps(items))]
    assert_sound(document)


@settings(deadline=None, max_examples=100)
@given(st.lists(objects, min_size=1), st.lists(objects), st.integers(0, 3), values)
def test_frame_of_wrapped_lists_gives_each_list_and_the_rest(
    clicks: list[Any], inputs: list[Any], style: int, other: Any
) -> None:
    wrapped = {"startedAt": 5, "data": {"clicks": clicks, "inputs": inputs}, "other": {"deep": other}}

    document = frame(dumped(wrapped, style).encode())

    assert counts(document) == {"data.clicks": len(clicks), "data.inputs": len(inputs)}
    assert loaded(document) == json.loads(json.dumps([clicks, inputs]))
    assert document.root["data"] == {"clicks": [], "inputs": []}
    assert_sound(document)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(objects, min_size=2),
    st.integers(0, 3),
    st.sampled_from(["", "\n", " ", ",\n", "\x1e", "\r\n\r\n"]),
)
def test_frame_of_values_in_a_row_gives_each(items: list[Any], style: int, between: str) -> None:
    document = frame(between.join(dumped(item, style) for item in items).encode())

    assert loaded(document) == [json.loads(json.dumps(items))]
    assert_sound(document)


pieces = st.sampled_from(
    [
        *(
            b"{",
            b"}",
            b"[",
            b"]",
            b'"',
            b",",
            b":",
            b"\\",
            b"\n",
            b"\r\n",
            b"1",
            b"null",
            b"\xff",
            b"\x00",
            b" ",
        ),
        *(
            b'{"a":1}',
            b',{"a":',
            b'"logs":[',
            b"at ",
            b"foo(",
            b");",
            b"\x1e",
            b"\x1f\x8b",
            b"x\x9c",
            b"\xef\xbb\xbf",
        ),
    ]
)


@settings(deadline=None, max_examples=400)
@given(st.lists(pieces, max_size=30).map(b"".join) | st.binary(max_size=60))
@example(b"[" * 5000)
@example(b"[" * 5000 + b"]" * 5000)
@example(b'{"a":' * 3000)
def test_frame_of_any_bytes_raises_nothing_but_format_error(data: bytes) -> None:
    try:
        document = frame(data)
    except FormatError:
        return

    assert_sound(document)
    assert bool(document.collections) == bool(document.data.strip())


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_frame_of_a_cut_document_keeps_the_elements_before_the_cut(data: st.DataObject) -> None:
    items = data.draw(st.lists(objects, min_size=3, max_size=8))
    style = data.draw(st.integers(0, 3))
    ends = [len(dumped(items[:n], style).rstrip().removesuffix("]").rstrip().encode()) for n in (1, 2)]
    whole = dumped(items, style).encode()
    cut = data.draw(st.integers(ends[1] + 1, len(whole) - 2))

    document = frame(whole[:cut])

    assert loaded(document)[0][:2] == json.loads(json.dumps(items[:2]))
    assert unparsed(document) <= 1
    assert_sound(document)


ROWS = [{"timestamp": n, "msg": f"m{n}", "args": [{"a": n}, {"a": 2}]} for n in range(8)]
DAMAGES = {
    "bad literal": ('"m3"', "nul"),
    "open string": ('"m3"', '"m3'),
    "first element": ('"m0"', '"m0'),
    "last element": ('"m7"', '"m7'),
    "stray quote": ('"m3"', '"m"3"'),
    "missing value": ('"m3"', ""),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("wrap", [False, True])
@pytest.mark.parametrize("style", range(4))
def test_one_error_damages_one_row(style: int, wrap: bool, damage: str) -> None:
    good, bad = DAMAGES[damage]
    text = dumped({"x": 1, "clicks": ROWS, "inputs": [{"z": 1}, {"z": 2}]} if wrap else ROWS, style)

    document = frame(text.replace(good, bad, 1).encode())

    rows = loaded(document)[0]
    assert len(rows) == len(ROWS)
    assert sum(isinstance(value, Unparsed) for value in rows) == 1
    assert all(value in ROWS for value in rows if not isinstance(value, Unparsed))
    assert counts(document).get("inputs", 0) == 2 * wrap
    assert_sound(document)


def test_a_damaged_member_outside_of_the_lists_is_one_raw_row() -> None:
    document = frame(b'{"meta" {"v":1},"logs":[{"msg":"a"},{"msg":"b"}],"v":2}')

    assert counts(document) == {"logs": 2, "": 1}
    assert unparsed(document) == 1
    assert document.root == {"logs": [], "v": 2}


def test_many_damaged_elements_keep_the_others() -> None:
    text = ",".join(
        f'{{"t":{n},"msg":"open}}' if n % 10 == 0 else f'{{"t":{n},"msg":"fine"}}' for n in range(500)
    )

    document = frame(f"[{text}]".encode())

    good = [value for value in loaded(document)[0] if not isinstance(value, Unparsed)]
    assert [value["t"] for value in good if value["t"] % 10] == [n for n in range(500) if n % 10]
    assert_sound(document)


@pytest.mark.parametrize(
    ("data", "framing", "expected"),
    [
        (
            b'onInput({"log":{"entries":[{"a":1},{"a":2}]}});\n',
            "JSON document in a call",
            [[{"a": 1}, {"a": 2}]],
        ),
        (b'var har = {"log":{"entries":[{"a":1}]}};', "JSON document in a call", [[{"a": 1}]]),
        (b'[{"log":{"entries":[{"a":1}]}}]', "JSON document", [[{"a": 1}]]),
        (b'{"segment_id":3}\n[{"type":4},{"type":5}]', "JSON header and list", [[{"type": 4}, {"type": 5}]]),
        (b'{"segment_id":3}\n[]', "JSON header and list", [[]]),
        (b'{"requests":{"r-1":{"u":1},"r-2":{"u":2}}}', "JSON document", [[{"u": 1}, {"u": 2}]]),
        (
            b'{"whatever":{"list":[{"a":1},{"a":2}],"tags":[{"t":1}]}}',
            "JSON document",
            [[{"a": 1}, {"a": 2}]],
        ),
        (b'{"r-1":[],"r-2":5}', "JSON value", None),
        (b'{"a":1} and more', "JSON values", [[{"a": 1}, Unparsed("not JSON")]]),
        (b'[{"log":{"entries":5}}]', "JSON list", [[{"log": {"entries": 5}}]]),
        (b'{"logs":[]}', "JSON document", [[]]),
        (b'{"level":30,"time":5,"msg":"x","data":{"items":[{"a":1},{"a":2}]}}', "JSON value", None),
        (b'{"method":"Log.entryAdded","params":{"args":[{"a":1}]}}', "JSON value", None),
        (b'\xef\xbb\xbf[1,"a",null]', "JSON list", [[1, "a", None]]),
        (b"[1,,2,]", "JSON list", [[1, 2]]),
        (b"null", "JSON value", [[None]]),
        (b" 42\n", "JSON value", [[42]]),
        (b"[]", "JSON list", [[]]),
        (b"", "empty", []),
        (b" \r\n\t", "empty", []),
        (b'["w1",{"type":4}]\n["w1",{"type":5}]\n', "NDJSON", [[["w1", {"type": 4}], ["w1", {"type": 5}]]]),
    ],
)
def test_frame_of_a_special_case(data: bytes, framing: str, expected: list[list[Any]] | None) -> None:
    document = frame(data)

    assert document.framing == framing
    assert loaded(document) == ([[json.loads(data)]] if expected is None else expected)
    assert_sound(document)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("[ERROR] a @ http://x:3\n    at f (x.js:1)\nat g\n\n[GET] https://x => [200] OK", 2),
        ("[200] OK\n[404] Not Found\n", 2),
        ("[10:22:33.123] a\n[10:22:34.123] b\n", 2),
        ("{name} says\nhello", 2),
        ("14:16:00.629 a\nf@http://x/y.js:3:4\n14:16:01.000 b", 2),
        ("call (of duty)\nmore", 2),
    ],
)
def test_frame_of_text_gives_its_entries(text: str, entries: int) -> None:
    document = frame(text.encode())

    assert document.framing == "text"
    assert [len(rows) for rows in document.collections] == [entries]
    assert all(isinstance(value, str) for value in loaded(document)[0])


def test_frame_of_a_web_page_says_that_it_is_no_log() -> None:
    document = frame(b"<!DOCTYPE html>\n<html><body>Sign in</body></html>")

    assert document.framing == "markup"
    assert document.notes


def test_frame_of_a_deep_element_is_a_raw_row_among_others() -> None:
    levels = (100, 2_000, 200_000)
    items = [b"[" * n + b"]" * n for n in levels]

    for data in (b"\n".join([*items, b'{"a":1}', b'{"a":2}']), b"[" + b",".join([*items, b"1"]) + b"]"):
        rows = loaded(frame(data))[0]

        assert [isinstance(value, Unparsed) for value in rows[:4]] == [False, True, True, False]
