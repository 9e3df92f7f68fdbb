from __future__ import annotations

import pytest

from tests import factories as make
from tests.logs.asking import cells, matches, sections
from upl_tui.entries import Frame, Severity
from upl_tui.logs.console import CONSOLE
from upl_tui.logs.spec import Cell
from upl_tui.model import Kind
from upl_tui.redact import MASK, Masker

STACK = (
    Frame("pay", "https://shop.test/app.js?v=1", 31, 7),
    Frame("", "https://shop.test/lib.js", 2, None),
    Frame("f", "", 1),
)


@pytest.mark.parametrize(
    ("severity", "word", "style"),
    [
        (Severity.FATAL, "FATAL", "error"),
        (Severity.ERROR, "ERROR", "error"),
        (Severity.WARN, "WARN", "warn"),
        (Severity.INFO, "info", "info"),
        (Severity.LOG, "log", ""),
        (Severity.DEBUG, "debug", "debug"),
        (Severity.UNKNOWN, "-", ""),
    ],
)
def test_level_cell_tells_levels_apart_without_colour(severity: Severity, word: str, style: str) -> None:
    assert cells(CONSOLE, make.console(severity=severity))["level"] == Cell(word, style)


def test_text_cell_shows_depth_and_count_and_masks_secrets() -> None:
    entry = make.console("login token=abcdef123", group_depth=2, repeat=3)

    assert cells(CONSOLE, entry)["text"].text == f"    (3x) login token={MASK}"
    assert cells(CONSOLE, entry, reveal=True)["text"].text == "    (3x) login token=abcdef123"


def test_text_cell_of_a_huge_text_looks_at_its_start_alone() -> None:
    assert len(cells(CONSOLE, make.console("x" * 40_000_000))["text"].text) < 5000


@pytest.mark.parametrize("severity", [Severity.FATAL, Severity.ERROR, Severity.WARN, Severity.INFO])
def test_letter_cell_is_the_level_for_narrow_tables(severity: Severity) -> None:
    shown = cells(CONSOLE, make.console(severity=severity))

    assert shown["letter"] == Cell(severity.name[0], shown["level"].style)


def test_text_cell_leaves_the_stack_to_the_detail() -> None:
    text = "TypeError: x\n    at pay (https://shop.test/app.js:31:7)"

    assert cells(CONSOLE, make.console(text, stack=STACK))["text"].text == "TypeError: x"
    assert cells(CONSOLE, make.console(text))["text"].text == text


def test_origin_cell_names_what_is_no_call_of_the_console() -> None:
    assert cells(CONSOLE, make.console(origin="rejection"))["origin"].text == "rejection"
    assert cells(CONSOLE, make.console())["origin"].text == ""


def test_stack_with_foreign_frames_comes_folded_and_whole() -> None:
    foreign = Frame("emit", "https://cdn.example/lib.js", 2, 2)
    entry = make.console(stack=(STACK[0], foreign, foreign), page_url="https://shop.test/")

    shown = sections(CONSOLE, entry)

    assert shown["own-stack"].text.endswith("… 2 more frames (cdn.example)")
    assert shown["stack"].title == "Stack, all 3 frames"


def test_console_table_is_drawn_as_one() -> None:
    entry = make.console(method="table", args=([{"a": 1}],))

    assert "(index)  a" in sections(CONSOLE, entry)["table"].text
    assert "table" not in sections(CONSOLE, make.console(args=([{"a": 1}],)))


def test_place_cell_names_file_and_line() -> None:
    assert cells(CONSOLE, make.console(url=STACK[0].url, line=31))["place"].text == "app.js:31"
    assert cells(CONSOLE, make.console(url="https://shop.test/"))["place"].text == "shop.test"
    assert cells(CONSOLE, make.console())["place"].text == ""


def test_raw_row_has_cells_of_its_own() -> None:
    assert cells(CONSOLE, make.raw("password=abc")) == {
        "level": Cell("raw", "muted"),
        "letter": Cell("R", "muted"),
        "text": Cell(f"password={MASK}", "muted"),
        "origin": Cell("", "muted"),
        "place": Cell("", "muted"),
    }


@pytest.mark.parametrize(
    "query",
    [
        "level:error",
        "level:>=warn",
        "is:error",
        "is:problem",
        "-is:warning",
        "-is:raw",
        "is:grouped",
        "is:third-party",
        "-is:extension",
        "source:exception",
        "origin:exception",
        "url:app.js",
        "stack:pay",
        "stack:lib.js:2",
        "context:pay",
        "page:/checkout",
        "count:>5",
        "method:error",
        "has:stack has:args has:place has:request has:page",
        "text:boom",
        "at:1s",
        "around:1s",
        "after:900ms before:1100ms",
        "id:C1",
        "type:console",
    ],
)
def test_field_answers_of_a_whole_entry(query: str) -> None:
    entry = make.console(
        "boom",
        Severity.ERROR,
        origin="exception",
        method="error",
        url="https://cdn.example/app.js",
        page_url="https://shop.test/checkout",
        stack=STACK,
        args=("boom",),
        repeat=7,
        group_depth=1,
        request_id="r1",
    )

    assert matches(CONSOLE, entry, query)


@pytest.mark.parametrize(
    "query",
    ["url:a", "stack:a", "context:a", "page:a", "method:a", "has:stack", "is:third-party", "is:error"],
)
def test_field_of_a_bare_entry_does_not_match(query: str) -> None:
    assert not matches(CONSOLE, make.console(), query)


def test_fields_of_raw_rows_answer_what_they_can() -> None:
    assert matches(CONSOLE, make.raw(), "is:raw text:not")
    assert not matches(CONSOLE, make.raw(), "source:console OR count:1 OR has:args")


def test_flags_know_browser_extensions() -> None:
    stack = (Frame("f", "chrome-extension://abc/x.js", 1, 1),)

    assert matches(CONSOLE, make.console(stack=stack), "is:extension")


def test_sections_of_a_message_come_in_order_and_masked() -> None:
    source = (
        b'{"level":"error","message":"boom","extra":{"a":1,"token":"abcdef1"},"used":2,"none":null,"list":[]}'
    )
    entry = make.console(
        "boom password=hunter2",
        Severity.ERROR,
        level="severe",
        args=({"user": "ann", "token": "abcdef1"}, 10**30),
        stack=STACK,
        url=STACK[0].url,
        line=31,
        column=7,
        notes=("cut by the recorder",),
        shape="flat",
        used_keys=frozenset({"level", "message", "used"}),
    )

    shown = sections(CONSOLE, entry, source)

    assert list(shown) == ["message", "arguments", "stack", "overview", "other", "raw"]
    assert shown["message"].text == f"boom password={MASK}"
    assert f'"token": "{MASK}"' in shown["arguments"].text
    assert str(10**30) in shown["arguments"].text
    assert shown["stack"].text.split("\n") == [
        "at pay (https://shop.test/app.js?v=1:31:7)",
        "at (anonymous) (https://shop.test/lib.js:2)",
        "at f (<anonymous>:1)",
    ]
    assert "Level: error (recorded as severe)" in shown["overview"].text
    assert "Place: https://shop.test/app.js?v=1:31:7" in shown["overview"].text
    assert "Note: cut by the recorder" in shown["overview"].text
    assert shown["other"].text == f'{{\n  "extra": {{\n    "a": 1,\n    "token": "{MASK}"\n  }}\n}}'
    assert f'  "extra": {{\n    "a": 1,\n    "token": "{MASK}"\n  }},' in shown["raw"].text
    assert "hunter2" not in "".join(section.text for section in shown.values())


def test_sections_of_a_raw_row_say_why_and_show_the_bytes() -> None:
    shown = sections(CONSOLE, make.raw("\\xff{", "not JSON"), b"\xff{")

    assert list(shown) == ["reason", "raw"]
    assert shown["reason"].text == "not JSON"
    assert (shown["raw"].text, shown["raw"].language) == ("\\xff{", "text")


def test_sections_with_reveal_show_everything() -> None:
    shown = sections(CONSOLE, make.console("password=hunter2"), reveal=True)

    assert shown["message"].text == "password=hunter2"


def test_sections_of_arguments_nested_too_deep_say_so() -> None:
    nest: list[object] = []
    for _ in range(5000):
        nest = [nest]

    assert "nested too deep" in sections(CONSOLE, make.console(args=(nest,)))["arguments"].text


def test_to_json_has_the_fields_of_the_contract() -> None:
    log = make.log(Kind.CONSOLE, [make.console("token=abcdef1", Severity.WARN), make.raw()])

    assert CONSOLE.to_json(log, 0, Masker()) == {
        "id": "C1",
        "kind": "console",
        "at_ms": 1000.0,
        "severity": "warn",
        "text": f"token={MASK}",
        "parsed": True,
    }
    assert CONSOLE.to_json(log, 1, Masker())["parsed"] is False
    assert CONSOLE.to_json(log, 1, Masker())["at_ms"] is None
