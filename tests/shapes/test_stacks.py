from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upl_tui.entries import Frame
from upl_tui.shapes.stacks import parse_frame_text, position, read_stack, web_frame

V8 = """TypeError: look at this:1:2
    at render (https://shop.example/app.js:14:10)
    at async Promise.all (index 0)
    at Object.load [as go] (https://shop.example:8080/app.js:3:1)
    at https://shop.example/app.js:98:8
    at async https://shop.example/b.js:1:2
    at new Cart (webpack:///./src/cart.ts:5:7)
    at <anonymous>
    at native"""


def test_read_stack_of_v8_text_gives_frames_without_the_message() -> None:
    assert read_stack(V8) == (
        Frame("render", "https://shop.example/app.js", 14, 10),
        Frame("async Promise.all"),
        Frame("Object.load [as go]", "https://shop.example:8080/app.js", 3, 1),
        Frame("", "https://shop.example/app.js", 98, 8),
        Frame("", "https://shop.example/b.js", 1, 2),
        Frame("new Cart", "webpack:///./src/cart.ts", 5, 7),
        Frame("", "<anonymous>"),
        Frame("native"),
    )


def test_read_stack_of_firefox_and_safari_text_keeps_at_signs_of_addresses() -> None:
    text = "render@https://cdn.example/react@16/react.js:14:10\n@https://shop.example/app.js:3:1\nuser@example.com"

    assert read_stack(text) == (
        Frame("render", "https://cdn.example/react@16/react.js", 14, 10),
        Frame("", "https://shop.example/app.js", 3, 1),
    )


@pytest.mark.parametrize(
    "frame",
    [
        {"functionName": "f", "scriptId": "3", "url": "https://e/a.js", "lineNumber": 4, "columnNumber": 9},
        {"function": "f", "filename": "https://e/a.js", "lineno": 4, "colno": 9},
        {"func": "f", "file": "https://e/a.js", "line": 4, "column": 9},
        {"fn": "f", "fileName": "https://e/a.js", "line": "4", "col": 9.0},
        {"methodName": "f", "source": "https://e/a.js", "lineNumber": 4, "columnNumber": 9},
    ],
)
def test_read_stack_of_frame_objects_knows_all_spellings(frame: dict[str, Any]) -> None:
    assert read_stack([frame]) == (Frame("f", "https://e/a.js", 4, 9),)
    assert read_stack({"callFrames": [frame]}, zero_based=True) == (Frame("f", "https://e/a.js", 5, 10),)


def test_read_stack_of_rrweb_trace_takes_each_string_as_a_frame() -> None:
    assert read_stack(["f (https://e/a.js:1:2)", "odd"]) == (Frame("f", "https://e/a.js", 1, 2), Frame("odd"))


def test_read_stack_with_asynchronous_parents_appends_them_after_their_label() -> None:
    stack = {
        "callFrames": [
            {"functionName": "inner", "url": "https://e/a.js", "lineNumber": 0, "columnNumber": 0}
        ],
        "parent": {
            "description": "Promise.then",
            "callFrames": [{"functionName": "outer", "url": "", "lineNumber": 2, "columnNumber": 3}],
        },
    }

    assert [frame.function for frame in read_stack(stack, zero_based=True)] == [
        "inner",
        "Promise.then (async)",
        "outer",
    ]


def test_parse_frame_text_of_an_origin_takes_its_port_for_no_line() -> None:
    assert parse_frame_text("at f (http://localhost:8080)") == Frame("f", "http://localhost:8080")
    assert parse_frame_text("plain words (see note:3:4 of it") is None


def test_web_frame_passes_over_the_recorder() -> None:
    own = Frame("log", "https://e/a.js", 4, 31)

    assert web_frame([Frame("", "", 190, 1460), Frame("wrap", "<anonymous>"), own]) is own
    assert web_frame([]) is None


@pytest.mark.parametrize("value", [True, -1, 1.5, "x", None, {}, float("nan"), "9" * 30])
def test_position_of_what_is_no_number_is_none(value: object) -> None:
    assert position(value) is None


@pytest.mark.parametrize("piece", ["at (", ":1", "a@", "(", " at x (y:1:2", "@:1:1", "\n at"])
def test_read_stack_of_hostile_text_stays_linear(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        start = perf_counter()
        read_stack(text)
        return perf_counter() - start

    assert min(seconds(40_000) for _ in range(3)) < 40 * max(0.001, min(seconds(4_000) for _ in range(3)))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["callFrames", "parent", "url", "line"]), inner)
    ),
)


@given(JSON)
def test_read_stack_of_anything_gives_frames_that_count_from_zero_up(value: object) -> None:
    for frame in read_stack(value):
        assert frame.line is None or frame.line >= 0
        assert isinstance(frame.url, str)


@pytest.mark.parametrize("key", ["stack", "callFrames", "parent"])
def test_stack_nested_without_end_ends(key: str) -> None:
    value: dict[str, Any] = {"callFrames": [{"url": "http://x.example/a.js"}]}
    for _ in range(5_000):
        value = {key: value}

    assert isinstance(read_stack(value), tuple)
