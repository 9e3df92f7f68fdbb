from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shapes.framed import context, frame
from upl_tui.clock import RecordingClock
from upl_tui.entries import (
    ActionEntry,
    ConsoleEntry,
    Entry,
    NetworkEntry,
    RawEntry,
    Severity,
    State,
    TimeQuality,
)
from upl_tui.formats.rows import Rows
from upl_tui.model import Kind
from upl_tui.shapes import flat
from upl_tui.shapes.flat import FlatReader, read
from upl_tui.shapes.plan import Planner
from upl_tui.shapes.shape import ReadContext, Reading

START = 1_795_326_314_828.0
URL = "https://e/api"
CLOCK = RecordingClock(started_at_ms=START, duration_ms=60_000.0)


def reading_of(values: list[Any], kind: Kind = Kind.CONSOLE, **mapping: tuple[str, ...]) -> Reading:
    return read(frame(values), ReadContext(wanted=kind, clock=CLOCK, mapping=mapping))


def entries_of(reading: Reading) -> list[Entry]:
    return [reading.columns.entry(row) for row in range(len(reading.columns.texts))]


def one(value: Any, kind: Kind = Kind.CONSOLE, **mapping: tuple[str, ...]) -> Any:
    return entries_of(reading_of([value], kind, **mapping))[0]


# ------------------------------------------------------------------------------------------- console


@pytest.mark.parametrize(
    "row",
    [
        {"timestamp": START + 5, "level": "warn", "message": "late"},
        {"ts": START + 5, "Severity": "WARNING", "msg": "late"},
        {"time_ms": START + 5, "type": "console.warn", "text": "late"},
        {"createdAt": "2026-11-22T05:45:14.833Z", "log-level": 40, "body": "late"},
        {"t": START + 5, "lvl": "notice", "args": ["late"]},
        {"type": "log-event", "time": START + 5, "data": {"level": "warn", "message": "late"}},
        {"@timestamp": START + 5, "log.level": "warn", "message": "late"},
        {"kind": "warning", "payload": ["late"], "values": ["late"], "date": START + 5},
        {"timestamp": START + 5, "level": {"label": "warn", "value": 40}, "content": "late"},
        {"timestamp": START + 5, "status": "warn", "message": "late"},
    ],
)
def test_read_of_a_console_row_in_any_spelling_gives_level_text_and_time(row: dict[str, Any]) -> None:
    entry = one(row)

    assert isinstance(entry, ConsoleEntry)
    assert (entry.severity, entry.text, entry.at_ms) == (Severity.WARN, "late", 5.0)


def test_read_of_a_console_row_keeps_everything_it_says() -> None:
    entry = one(
        {
            "timestamp": START,
            "level": "error",
            "source": "unhandledrejection",
            "message": "Uncaught (in promise) x",
            "args": ["x", {"a": 1}],
            "stack": [
                {"url": "", "line": 9},
                {"functionName": "f", "url": "https://e/a.js", "line": 4, "column": 2},
            ],
            "networkRequestId": "7.1",
            "repeat": 3,
            "odd": 1,
        }
    )

    assert (entry.origin, entry.args, entry.request_id, entry.repeat) == (
        "rejection",
        ("x", {"a": 1}),
        "7.1",
        3,
    )
    assert (entry.url, entry.line, entry.column) == ("https://e/a.js", 4, 2)
    assert {"timestamp", "level", "message", "args", "stack"} <= entry.used_keys
    assert "odd" not in entry.used_keys
    assert entry.spans
    assert entry.shape == "generic"


def test_read_of_a_stack_inside_err_gives_its_frames() -> None:
    stack = "Error: late\n    at save (https://e/a.js:4:2)"
    entry = one({"time": START, "level": 50, "msg": "late", "err": {"message": "late", "stack": stack}})

    assert (entry.url, entry.line, entry.column) == ("https://e/a.js", 4, 2)
    assert "err.stack" in entry.used_keys


@pytest.mark.parametrize(
    ("source", "text", "origin"),
    [
        ("exception", "Uncaught (in promise) x", "rejection"),
        ("uncaughtException", "x", "exception"),
        ("error", "x", "console"),
        ("shop-frontend", "x", "console"),
        ("console-api", "x", "console"),
    ],
)
def test_read_of_a_source_gives_the_origin(source: str, text: str, origin: str) -> None:
    assert one({"time": START, "level": "error", "message": text, "source": source}).origin == origin


def test_read_of_nested_fields_names_them_with_dots() -> None:
    entry = one({"timestamp": START, "data": {"level": "info", "message": "hi"}})

    assert entry.used_keys == {"timestamp", "data.level", "data.message"}


def test_read_of_rows_that_follow_group_and_group_end_counts_their_depth() -> None:
    words = ["log", "group", "log", "groupCollapsed", "log", "groupEnd", "groupEnd", "groupEnd", "log"]

    by_level = reading_of([{"level": word, "message": "m"} for word in words])
    by_type = reading_of(
        [{"level": "info", "type": word, "message": "m", "n": n} for n, word in enumerate(words)]
    )

    for reading in (by_level, by_type):
        depths = [entry.group_depth for entry in entries_of(reading) if isinstance(entry, ConsoleEntry)]
        assert depths == [0, 0, 1, 1, 2, 1, 0, 0, 0]


def test_read_of_levels_in_syslog_numbers_looks_at_the_whole_collection() -> None:
    syslog = reading_of([{"level": n, "message": "m"} for n in (3, 6)])
    pino = reading_of([{"level": n, "message": "m"} for n in (3, 60)])

    assert list(syslog.columns.severity) == [Severity.ERROR, Severity.INFO]
    assert list(pino.columns.severity) == [Severity.DEBUG, Severity.FATAL]


def test_read_of_a_long_number_says_the_same_in_the_list_and_in_the_entry() -> None:
    rows = frame(
        [b'{"level":"log","message":"n","args":[1]}', b'{"level":"log","args":[123456789012345678901234]}']
    )

    reading = read(rows, context(Kind.CONSOLE))

    assert reading.columns.texts[1] == reading.columns.entry(1).text == "123456789012345678901234"


# ------------------------------------------------------------------------------------ network, actions


@pytest.mark.parametrize(
    "row",
    [
        {"time": START + 5, "url": URL, "method": "post", "status": 500, "duration": 12},
        {"start": START + 5, "end": START + 17, "requestUrl": URL, "verb": "POST", "statusCode": "500"},
        {"ts": START + 5, "request": {"url": URL, "method": "POST"}, "response": {"status": 500}, "took": 12},
        {"ts": START + 5, "name": URL, "http_method": "POST", "response_status": 500, "latency": 12.0},
    ],
)  # fmt: skip
def test_read_of_a_request_in_any_spelling_gives_method_url_and_status(row: dict[str, Any]) -> None:
    entry = one(row, Kind.NETWORK)

    assert isinstance(entry, NetworkEntry)
    assert (entry.url, entry.method, entry.status, entry.state) == (
        URL,
        "POST",
        500,
        State.SERVER_ERROR,
    )
    assert (entry.at_ms, entry.duration_ms) == (5.0, 12.0)


@pytest.mark.parametrize(
    ("taken", "duration"),
    [
        ({"responseTime": 33}, 33),
        ({"time": 33}, 33),
        ({"responseTime": START + 33}, None),
        ({"responseTime": START + 33, "time": 33}, 33),
        ({"duration": 90_000_000}, 90_000_000),
    ],
)
def test_read_of_a_request_takes_no_date_for_its_duration(
    taken: dict[str, float], duration: float | None
) -> None:
    entry = one({"timestamp": START, "method": "GET", "url": URL, "status": 200, **taken}, Kind.NETWORK)

    assert entry.duration_ms == duration


@pytest.mark.parametrize(
    ("line", "text"),
    [("HTTP/1.1 200", ""), ("HTTP/2.0 200 Fine by me", "Fine by me"), ("200 OK", "OK"), ("OK", "OK")],
)
def test_read_of_a_status_line_keeps_its_words_only(line: str, text: str) -> None:
    entry = one({"method": "GET", "url": URL, "status": 200, "statusLine": line}, Kind.NETWORK)

    assert (entry.status, entry.status_text) == (200, text)


def test_read_of_openreplay_halves_in_json_texts_opens_them() -> None:
    entry = one(
        {
            "url": "/api",
            "method": "POST",
            "status": 200,
            "request": '{"headers":{"A":"1"},"body":"sent"}',
            "response": '{"headers":{"B":"2"},"body":"got"}',
        },
        Kind.NETWORK,
    )

    assert entry.response_headers == (("B", "2"),)
    assert entry.response_body.text == "got"


@pytest.mark.parametrize(
    ("row", "action"),
    [
        ({"type": "click", "x": 3, "y": 4, "element": {"tag": "button", "text": "Buy"}}, "click"),
        ({"event": "CLICK", "target": "button#buy", "position": {"x": 3, "y": 4}}, "click"),
        ({"eventType": "ui.click", "selector": "#buy", "coordinates": [3, 4]}, "click"),
        ({"action": "wait_for", "selector": "#buy"}, "other"),
        ({"type": "pushState", "to": "https://e/cart"}, "navigation"),
    ],
)
def test_read_of_an_action_in_any_spelling_gives_the_word(row: dict[str, Any], action: str) -> None:
    entry = one({"timestamp": START, **row}, Kind.ACTION)

    assert isinstance(entry, ActionEntry)
    assert entry.action == action
    if action == "click":
        assert (entry.x, entry.y) == (3, 4)
        assert entry.element is not None
        assert entry.element.tag in ("button", "")
    if action == "navigation":
        assert (entry.to_url, entry.navigation_type) == ("https://e/cart", "push")


def test_read_of_a_list_called_clicks_takes_its_rows_for_clicks() -> None:
    rows = frame([{"time": START, "label": "Buy"}, {"time": START + 1, "label": "Pay"}])
    rows.path = "clicks"

    reading = read(rows, ReadContext(wanted=Kind.ACTION, clock=CLOCK))

    assert [(e.action, e.label) for e in entries_of(reading) if isinstance(e, ActionEntry)] == [
        ("click", "Buy"),
        ("click", "Pay"),
    ]
    assert read(rows, ReadContext(wanted=Kind.CONSOLE, clock=CLOCK)).other == {"action": 2}


def test_read_of_fractions_calls_their_space_normalised() -> None:
    assert one({"type": "click", "x": 0.5, "y": 1}, Kind.ACTION).coord_space == "normalised"
    assert one({"type": "click", "pageX": 0, "pageY": 1}, Kind.ACTION).coord_space == "page"


# ------------------------------------------------------------------------------------------ any kind

MIXED: list[Any] = [
    {"timestamp": START, "level": "log", "message": "m"},
    {"timestamp": START, "url": "https://e/", "method": "GET", "status": 200},
    {"timestamp": START, "type": "click", "selector": "#a"},
    {"nothing": 1},
    "text",
    None,
    [1, 2],
    b"{broken",
]


@pytest.mark.parametrize("kind", list(Kind))
def test_read_of_mixed_rows_counts_each_row_once(kind: Kind) -> None:
    reading = reading_of(MIXED, kind)

    assert (reading.understood, reading.raw) == (1, 5)
    assert sum(reading.other.values()) == 2
    assert kind.value not in reading.other
    assert [type(entry) is RawEntry for entry in entries_of(reading)] == [False, *[True] * 5]


def test_read_of_rows_of_another_kind_only_says_nothing_of_times() -> None:
    reading = reading_of([{"timestamp": START, "method": "GET", "url": URL, "status": 200}])

    assert (reading.other, reading.bases) == ({"network": 1}, ())


def test_read_of_raw_rows_keeps_their_text_and_says_why() -> None:
    raws = [entry for entry in entries_of(reading_of(MIXED)) if isinstance(entry, RawEntry)]

    assert [raw.text for raw in raws] == ['{"nothing": 1}', "text", "null", "[1, 2]", "{broken"]
    assert all(raw.reason for raw in raws)
    assert raws[0].value == {"nothing": 1}
    assert raws[-1].value is None


def test_read_of_rows_without_time_inherits_it_in_file_order() -> None:
    stamps: list[Any] = [None, START + 9, {}, START + 3, ""]

    reading = reading_of([{"timestamp": stamp, "level": "log", "message": "m"} for stamp in stamps])

    assert [entry.at_ms for entry in entries_of(reading)] == [None, 9.0, 9.0, 3.0, 3.0]
    assert [entry.time_quality for entry in entries_of(reading)] == [
        TimeQuality.NONE,
        TimeQuality.EXACT,
        TimeQuality.INHERITED,
        TimeQuality.EXACT,
        TimeQuality.INHERITED,
    ]


def test_read_of_two_time_fields_decides_for_each() -> None:
    rows = [
        {"timestamp": START + 1, "level": "log", "message": "a"},
        {"date": "2026-11-22T05:45:14.830Z", "level": "log", "message": "b"},
    ]

    assert list(reading_of(rows * 2).columns.at) == [1.0, 2.0, 1.0, 2.0]


def test_read_with_a_mapping_asks_the_users_names_first() -> None:
    row = {
        "timestamp": 1,
        "when": START + 7,
        "meta": {"sev": {"deep": "error"}},
        "message": "no",
        "what": "yes",
    }

    entry = one(row, time=("when",), level=("meta.sev.deep",), text=("absent", "what"))

    assert (entry.at_ms, entry.severity, entry.text) == (7.0, Severity.ERROR, "yes")
    assert "meta.sev.deep" in entry.used_keys


# -------------------------------------------------------------------------- the fast path is no other

KEYS = st.sampled_from(
    [
        *(
            "timestamp",
            "ts",
            "Time",
            "level",
            "severity",
            "type",
            "method",
            "status",
            "kind",
            "message",
            "msg",
        ),
        *(
            "text",
            "args",
            "arguments",
            "data",
            "payload",
            "url",
            "line",
            "name",
            "event",
            "params",
            "duration",
        ),
        *("element", "value", "meta"),
    ]
)
WORDS = st.sampled_from(
    [
        "log",
        "warn",
        "error",
        "trace",
        "group",
        "groupEnd",
        "click",
        "GET",
        "odd",
        "",
        "30",
        "a %s",
        "%c x",
        "/a",
    ]
)
SCALARS = WORDS | st.sampled_from([START, START + 1.5, 0, -1, 3, 30, 200, True, None]) | st.text(max_size=3)
INNER = SCALARS | st.lists(SCALARS, max_size=2)
VALUES = INNER | st.dictionaries(KEYS, INNER, max_size=3)
ROWS = st.dictionaries(KEYS, VALUES, max_size=6)
ANY_FILE = st.lists(ROWS | SCALARS, max_size=12)


PROGRAM_KEYS = ["level", "message", "text", "type", "data", "url", "duration", "event", "args"]
PROGRAM_WORDS = ["log", "error", "group", "groupEnd", "click", "a %s", "https://e/"]


def program(seed: int) -> list[Any]:
    """Rows of few makes, each many times, as a program writes them; some values are of another type."""
    random = Random(seed)
    odd = [None, "", 3, True, ["a %s", 1], [], 2**70, -1.5]

    def value(key: str) -> Any:
        dice = random.random()
        if dice < 0.1:
            return random.choice(odd)
        if dice < 0.25:
            return {inner: random.choice(PROGRAM_WORDS) for inner in random.sample(PROGRAM_KEYS, 3)}
        return {"timestamp": START + random.randrange(9), "duration": 3}.get(
            key, random.choice(PROGRAM_WORDS)
        )

    makes = [random.sample(PROGRAM_KEYS, random.randint(1, 5)) for _ in range(random.randint(1, 3))]
    return [{key: value(key) for key in ["timestamp", *random.choice(makes)]} for _ in range(40)]


PROGRAMS = st.integers(0, 2**32).map(program)


@settings(deadline=None, max_examples=150)
@given(ANY_FILE | PROGRAMS, st.sampled_from(list(Kind)))
def test_read_of_generated_rows_counts_each_once_and_lists_what_the_entries_say(
    rows: list[Any], kind: Kind
) -> None:
    reading = reading_of(rows, kind)

    entries = entries_of(reading)
    assert reading.understood + reading.raw + sum(reading.other.values()) == len(rows)
    assert reading.raw == sum(isinstance(entry, RawEntry) for entry in entries)
    assert reading.columns.texts == [entry.text for entry in entries]
    assert list(reading.columns.severity) == [entry.severity for entry in entries]


def in_batches(rows: list[Any], size: int) -> Reading:
    """The reading of rows in batches as small as that, so that plans are used again."""
    batches = Rows.batches
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rows, "batches", lambda self, start=0: batches(self, size, start))
        return reading_of(rows)


@settings(deadline=None, max_examples=250)
@given(PROGRAMS | ANY_FILE, st.integers(1, 5))
def test_read_of_generated_rows_is_the_same_without_the_fast_path(rows: list[Any], size: int) -> None:
    fast = in_batches(rows, size)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Planner, "outline", lambda self, values: ([], range(len(values))))
        careful = reading_of(rows)

    assert fast.columns.texts == careful.columns.texts
    assert fast.columns.severity == careful.columns.severity
    assert repr(fast.columns.at) == repr(careful.columns.at)
    assert fast.columns.quality == careful.columns.quality
    assert (fast.understood, fast.raw, fast.other) == (careful.understood, careful.raw, careful.other)
    assert entries_of(fast) == entries_of(careful)


@settings(deadline=None, max_examples=50)
@given(PROGRAMS | ANY_FILE, st.integers(1, 5))
def test_flat_reader_that_grows_ends_where_the_whole_ends(rows: list[Any], step: int) -> None:
    whole = frame(rows)
    growing = frame([])
    growing.data = whole.data
    reader = FlatReader(growing, ReadContext(wanted=Kind.CONSOLE, clock=CLOCK), live=True)

    for end in range(0, len(rows) + step, step):
        growing.starts.extend(whole.starts[len(growing.starts) : end])
        growing.ends.extend(whole.ends[len(growing.ends) : end])
        reader.advance()
        columns = reader.collector.columns
        assert len(columns.at) == len(columns.quality) == len(columns.severity) == len(columns.texts)

    live, final = reader.finish(), reading_of(rows)
    assert (live.columns.texts, live.columns.severity) == (final.columns.texts, final.columns.severity)
    assert repr(live.columns.at) == repr(final.columns.at)
    assert entries_of(live) == entries_of(final)


def test_shapes_of_flat_rows_take_rows_of_their_kind_only() -> None:
    shapes = (flat.CONSOLE, flat.NETWORK, flat.ACTIONS)

    assert [[shape.fits(row) for shape in shapes] for row in MIXED[:4]] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
        [False, False, False],
    ]
