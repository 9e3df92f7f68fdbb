from __future__ import annotations

import gc
import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shapes.framed import CAPTURE_CLOCK, DATA
from upl_tui.entries import ActionEntry, ConsoleEntry, Entry, NetworkEntry, RawEntry, Severity
from upl_tui.errors import FormatError
from upl_tui.log import Log
from upl_tui.model import Kind
from upl_tui.shapes.read import LogReader, read_log

SAMPLES = sorted(
    path for path in DATA.rglob("*") if path.suffix in (".json", ".ndjson", ".har", ".trace", ".network")
)


def read(data: bytes, kind: Kind = Kind.CONSOLE) -> Log:
    return read_log(data, kind, CAPTURE_CLOCK)


def stream(data: bytes, kind: Kind = Kind.CONSOLE, size: int = 4096) -> Log:
    reader = LogReader(kind, CAPTURE_CLOCK)
    for start in range(0, len(data), size):
        reader.feed(data[start : start + size])
    return reader.close()


def told(log: Log) -> list[tuple[str, int, str]]:
    return [(log.texts[row], log.severities[row], repr(log.at[row])) for row in range(len(log))]


def check_account(log: Log) -> None:
    account = log.account
    assert account.elements == account.understood + account.raw + sum(account.other.values())
    assert log.kind.value not in account.other
    assert 0 <= account.confidence <= 1
    assert account.raw == sum(isinstance(entry, RawEntry) for entry in log.entries())


# ------------------------------------------------------------------------------------------- samples


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_read_log_of_every_sample_accounts_for_every_element(path: Path, kind: Kind) -> None:
    log = read(path.read_bytes(), kind)

    check_account(log)
    for row, entry in enumerate(log.entries()):
        assert (entry.index, entry.text, entry.severity) == (row, log.texts[row], log.severities[row])
        assert entry.spans
        assert all(0 <= start < end <= len(log.data) for start, end in entry.spans)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_log_reader_of_every_sample_ends_where_the_whole_file_does(path: Path, kind: Kind) -> None:
    data = path.read_bytes()

    streamed, whole = stream(data, kind, 10_000), read(data, kind)

    assert told(streamed) == told(whole)
    assert streamed.account == whole.account


def test_read_log_of_the_capture_has_all_console_entries_with_their_levels() -> None:
    log = read((DATA / "capture/console.ndjson").read_bytes())

    entries = [entry for entry in log.entries() if isinstance(entry, ConsoleEntry)]
    levels = {entry.level: entry.severity for entry in entries}
    assert len(log) == 71
    assert levels == {
        **dict.fromkeys(
            ["log", "table", "dir", "group", "groupCollapsed", "groupEnd", "count", "timeEnd"], Severity.LOG
        ),
        **{"debug": Severity.DEBUG, "info": Severity.INFO, "trace": Severity.INFO, "warn": Severity.WARN},
        **{"error": Severity.ERROR, "assert": Severity.ERROR},
    }
    assert log.count(Severity.ERROR) == 25


def test_read_log_of_the_capture_tells_console_text_place_and_depth() -> None:
    log = read((DATA / "capture/console.ndjson").read_bytes())

    entries = [entry for entry in log.entries() if isinstance(entry, ConsoleEntry)]
    assert log.texts[0] == '[shop] boot {path: "/", lang: "en-GB"}'
    assert entries[1].args == ("build %s (%d modules, %f s) %o", "2.14.0", 187, 1.25, '{mode: "production"}')
    assert (entries[1].url, entries[1].line) == ("http://127.0.0.1:44575/app.js", 15)
    assert [entry.group_depth for entry in entries[9:15]] == [0, 1, 1, 2, 1, 0]
    assert {entry.origin for entry in entries} == {
        "console",
        "network",
        "exception",
        "rejection",
        "security",
        "other",
    }


def test_read_log_of_the_capture_has_all_actions_in_words() -> None:
    log = read((DATA / "capture/actions.json").read_bytes(), Kind.ACTION)

    assert len(log) == len(json.loads((DATA / "capture/actions.json").read_bytes())["actions"])
    assert log.account.raw == 0
    order = next(entry for entry in log.entries() if entry.text == 'clicked "Place order" (button)')
    assert isinstance(order, ActionEntry)
    assert order.at_ms == pytest.approx(24_650)
    assert (order.x, order.y, order.viewport) == (328, 626, (1280, 720))


@pytest.mark.parametrize(("name", "count"), [("lnav-bunyan.ndjson", 10), ("lnav-pino.ndjson", 1)])
def test_read_log_of_logger_files_understands_every_line(name: str, count: int) -> None:
    log = read((DATA / "ndjson" / name).read_bytes())

    assert (log.account.understood, log.account.raw) == (count, 0)
    assert Severity.UNKNOWN not in log.severities


def test_read_log_of_another_kind_says_so() -> None:
    log = read((DATA / "capture/network.har.json").read_bytes())

    assert len(log) == 0
    assert log.account.other == {"network": 46}
    assert "The file holds 46 network rows and no console row." in log.account.notes


# -------------------------------------------------------------------------------------------- faults


def lines(count: int, **more: Any) -> list[bytes]:
    start = CAPTURE_CLOCK.started_at_ms
    assert start is not None
    return [
        json.dumps({"timestamp": start + n, "level": "log", "message": f"m{n}", **more}).encode()
        for n in range(count)
    ]


@pytest.fixture(params=[read, stream], ids=["whole", "streamed"])
def reading(request: pytest.FixtureRequest) -> Callable[[bytes], Log]:
    how: Callable[[bytes], Log] = request.param
    return how


def test_bad_lines_become_raw_rows_in_their_place(reading: Callable[[bytes], Log]) -> None:
    good = lines(200)
    for n in range(10):
        good.insert(n * 21, b'{"level": broken')

    log = reading(b"\n".join(good))

    assert (len(log), log.account.raw) == (210, 10)
    assert [row for row in range(210) if log.is_raw(row)] == [n * 21 for n in range(10)]


def test_bad_utf8_stays_visible(reading: Callable[[bytes], Log]) -> None:
    log = reading(b"\n".join([*lines(8), b'{"level":"log","message":"a\xffb"}']))

    assert len(log) == 9
    assert "xff" in log.texts[8] or "\ufffd" in log.texts[8]


def test_nesting_that_is_too_deep_becomes_a_raw_row_with_the_reason(reading: Callable[[bytes], Log]) -> None:
    deep = [
        b'{"level":"log","message":"deep","args":' + b"[" * n + b"]" * n + b"}" for n in (100, 2000, 200_000)
    ]

    log = reading(b"\n".join([*lines(2), *deep]))

    raws = [entry for entry in log.entries() if isinstance(entry, RawEntry)]
    assert (len(log), len(raws)) == (5, 2)
    assert all("deep" in raw.reason for raw in raws)


def test_duplicate_keys_are_shown_and_both_stay_in_the_source(reading: Callable[[bytes], Log]) -> None:
    log = reading(b"\n".join([*lines(2), b'{"level":"log","message":"first","message":"last"}']))

    assert log.texts[2] == "last"
    assert b'"first"' in log.source(2)


def test_literals_that_are_no_json_stay_readable(reading: Callable[[bytes], Log]) -> None:
    rows = [
        f'{{"level":"log","args":["value",{word}]}}'.encode()
        for word in ("NaN", "Infinity", "-Infinity", "1e400")
    ]

    log = reading(b"\n".join(rows))

    assert list(log.texts) == ["value NaN", "value Infinity", "value -Infinity", "value Infinity"]


@pytest.mark.parametrize("data", [b"null", b"42", b"[]", b"", b"\n\n", b"{}", b'"x"'])
def test_scalars_and_nothing_are_at_most_one_raw_row(data: bytes, reading: Callable[[bytes], Log]) -> None:
    log = reading(data)

    check_account(log)
    assert len(log) == log.account.raw <= 1


def test_wrong_types_are_shown_as_they_are_and_no_time_is_1970(reading: Callable[[bytes], Log]) -> None:
    odd: list[Any] = [None, True, 0, -1, "", "soon", [], {}, [1], {"a": 1}]
    rows: list[Any] = [{"timestamp": value, "level": "log", "message": "m"} for value in odd]
    rows += [{"timestamp": 1795326314900, "level": value, "message": "m"} for value in odd]
    rows += [{"timestamp": 1795326314900, "level": "log", "message": value} for value in odd]

    log = reading(b"\n".join(json.dumps(row).encode() for row in rows))

    assert len(log) == 30
    check_account(log)
    assert all(not at < -60_000 for at in log.at)
    assert [log.texts[20 + odd.index([1])], log.texts[-1]] == ["1", "{a: 1}"]


def test_rows_out_of_order_stay_in_file_order(reading: Callable[[bytes], Log]) -> None:
    rows = lines(9)
    shuffled = [rows[n] for n in (4, 0, 8, 8, 2, 6, 0, 1, 3)]

    log = reading(b"\n".join(shuffled))

    assert list(log.texts) == ["m4", "m0", "m8", "m8", "m2", "m6", "m0", "m1", "m3"]
    assert list(log.chronological()) == [1, 6, 7, 4, 8, 0, 5, 2, 3]


def test_lists_of_several_kinds_in_one_document_are_told_apart() -> None:
    document = {
        "console": [json.loads(line) for line in lines(3)],
        "network": [{"url": "https://e/", "method": "GET", "status": 200}, {"odd": 1}],
        "clicks": [{"time": 1795326314900, "label": "Buy"}],
    }
    data = json.dumps(document).encode()

    logs = {kind: read(data, kind) for kind in Kind}

    assert {kind.value: (len(log), log.account.raw) for kind, log in logs.items()} == {
        "console": (3, 0),
        "network": (2, 1),
        "action": (1, 0),
    }
    for log in logs.values():
        check_account(log)
        assert log.account.elements == 6


# ------------------------------------------------------------------------------------------ streaming


def test_log_reader_shows_rows_before_the_file_is_complete_and_they_only_grow() -> None:
    data = b"\n".join(lines(3000))
    reader = LogReader(Kind.CONSOLE, CAPTURE_CLOCK)

    seen = []
    for start in range(0, len(data), 1000):
        assert reader.feed(data[start : start + 1000]) == len(reader.log)
        seen.append(len(reader.log))

    first = reader.log
    assert seen == sorted(seen)
    assert seen[0] > 0
    assert first.entry(0).text == "m0"
    assert first.at[5] == 5.0
    assert first.account.elements == len(first)
    assert told(reader.close())[: len(first)] == told(first)


def test_log_reader_that_was_misled_reads_the_file_again() -> None:
    head = [b'{"level": 3, "message": "m", "timestamp": 5}'] * 30
    tail = [b'{"level": 30, "message": "m", "timestamp": 1795326314900}'] * 400

    log = stream(b"\n".join(head + tail), size=300)

    assert told(log) == told(read(b"\n".join(head + tail)))


def test_log_reader_of_a_packed_file_waits_for_the_end() -> None:
    data = b"\n".join(lines(300))
    packed = gzip.compress(data)
    reader = LogReader(Kind.CONSOLE, CAPTURE_CLOCK)

    reader.feed(packed)
    before = len(reader.log)

    assert before == 0
    assert told(reader.close()) == told(read(data))


def test_log_reader_of_a_document_shows_its_first_rows_before_the_end() -> None:
    row = '{"level":"log","message":"%s","timestamp":%d}'
    rows = ",".join(row % ("m" * 1000, 1795326314900 + number) for number in range(200))
    data = f'{{"logs":[{rows}],"more":1}}'.encode()
    reader = LogReader(Kind.CONSOLE, CAPTURE_CLOCK)

    reader.feed(data[:70_000])
    first = reader.log
    reader.feed(data[70_000:])

    assert 0 < len(first) < 70
    log = reader.close()
    assert len(log) == 200
    assert told(log)[: len(first)] == told(first)


def test_log_reader_of_a_family_that_joins_rows_shows_a_preview() -> None:
    rows = [
        json.dumps({"type": half, "requestId": str(n), "url": f"https://e/{n}", "status": 200}).encode()
        for n in range(100)
        for half in ("request", "response")
    ]
    reader = LogReader(Kind.NETWORK, CAPTURE_CLOCK)

    reader.feed(b"\n".join(rows[:50]))
    preview = len(reader.log)
    reader.feed(b"\n" + b"\n".join(rows[50:]))

    assert 0 < preview < 50
    log = reader.close()
    assert (len(log), log.account.understood) == (100, 200)
    assert all(isinstance(entry, NetworkEntry) and entry.status == 200 for entry in log.entries())


@pytest.mark.parametrize("enabled", [True, False])
def test_read_log_leaves_the_collector_as_it_was(enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        read(b"\n".join(lines(10)))
        stream(b"\n".join(lines(10)))
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


# ---------------------------------------------------------------------------------------- any content

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["level", "message", "timestamp", "type", "url", "method", "entries", "logs", "data"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
LINES = st.lists(JSON.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=20), max_size=8)
FILES = (
    LINES.map(b"\n".join)
    | JSON.map(lambda value: json.dumps(value, indent=1).encode())
    | st.binary(max_size=60)
)


@settings(deadline=None, max_examples=200)
@given(FILES, st.sampled_from(list(Kind)), st.integers(1, 40))
def test_read_log_of_anything_accounts_for_everything_streamed_or_not(
    data: bytes, kind: Kind, size: int
) -> None:
    try:
        whole = read(data, kind)
    except FormatError as error:
        with pytest.raises(FormatError, match=re.escape(str(error))):
            stream(data, kind, size)
        return
    streamed = stream(data, kind, size)

    check_account(whole)
    assert told(whole) == told(streamed)
    assert whole.account == streamed.account
    entries: list[Entry] = list(whole.entries())
    assert [entry.text for entry in entries] == list(whole.texts)
