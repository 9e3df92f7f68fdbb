from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upl_tui.shapes.arguments import Bare
from upl_tui.shapes.console_text import format_arguments, message_text, value_text, without_css

CSS = "color:#fff;background:#1f4e5f;padding:1px 4px;border-radius:3px"


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["v%s (%d, %f s) %o", "2.14.0", 187, 1.25, {"m": "x"}], 'v2.14.0 (187, 1.25 s) {m: "x"}'),
        (["%c[shop]%c", CSS, "", "boot", {"path": "/"}], '[shop] boot {path: "/"}'),
        (["%i %d", "12px", 7.9], "12 7"),
        (["%d %f", "none", None], "NaN NaN"),
        (["100%% %s", "sure"], "100% sure"),
        (["100%% sure"], "100%% sure"),
        (["%s and %s", "one"], "one and %s"),
        (["no specifier", 1, None, True, [1, "a"]], 'no specifier 1 null true [1, "a"]'),
        ([{"a": {"b-c": []}}, "%s", 1], '{a: {"b-c": []}} %s 1'),
        (["%s", Bare("undefined")], "undefined"),
        (["%j %O", {"a": 1}, [2]], "{a: 1} [2]"),
        ([], ""),
    ],
)  # fmt: skip
def test_format_arguments_prints_what_a_console_prints(args: list[Any], line: str) -> None:
    assert format_arguments(args) == line


@pytest.mark.parametrize(
    ("message", "args", "text"),
    [
        ("ready", ["rea", "dy"], "ready"),
        ("", ["a", 1], "a 1"),
        ("", None, ""),
        ("load %s", ["load %s", "cart"], "load cart"),
        ("load %s", ["cart"], "load cart"),
        ("100%", ["%c100%", "color: red"], "100%"),
        ("open %o", None, "open %o"),
        (["a %s", "b"], None, "a b"),
        (42, None, "42"),
        (None, None, "null"),
        ({"a": 1}, None, "{a: 1}"),
        (f"%c[shop]%c {CSS}  boot", None, "[shop] boot"),
    ],
)
def test_message_text_of_message_and_arguments(message: object, args: list[Any] | None, text: str) -> None:
    assert message_text(message, args) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("%c[x]%c text color: #a3f2b1 font-weight: bold", "[x] text"),
        ("%cready color: red", "ready"),
        ("%cstatus: ok", "status: ok"),
        ("%cone color:red then color:blue", "one then color:blue"),
        ("no marks color: red", "no marks color: red"),
        ("%chttp://e/x at 10:30", "http://e/x at 10:30"),
    ],
)
def test_without_css_removes_marks_and_as_many_runs(text: str, clean: str) -> None:
    assert without_css(text) == clean


@pytest.mark.parametrize(
    "piece", ["color:", "color:a;", " :", "color:url(", "-webkit-a ", "color:a" + " " * 50, ";"]
)
def test_without_css_of_hostile_text_stays_linear(piece: str) -> None:
    start = perf_counter()

    without_css("%c" + piece * (1_000_000 // len(piece)) + "x")

    assert perf_counter() - start < 5


def test_value_text_of_deep_values_ends_in_a_word() -> None:
    deep: Any = 1
    for _ in range(2000):
        deep = [deep]

    assert value_text(deep).endswith("Array(1)" + "]" * 32)


@given(st.lists(st.text(alphabet="%sdifoOcj x") | st.integers() | st.floats() | st.none() | st.booleans()))
def test_format_arguments_loses_no_plain_argument(args: list[Any]) -> None:
    line = format_arguments(args)

    if args and "%" not in str(args[0]):
        assert line == " ".join(map(value_text, args))
    else:
        assert isinstance(line, str)


@given(st.dictionaries(st.from_regex(r"[a-z_$]\w{0,8}", fullmatch=True).filter(str.isascii), st.integers()))
def test_value_text_of_an_object_names_every_key(value: dict[str, int]) -> None:
    pairs = ", ".join(f"{key}: {number}" for key, number in value.items())

    assert value_text(value) == f"{{{pairs}}}"
