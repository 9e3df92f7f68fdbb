from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.logs.bodies.code import laid_out

PIECES = [
    "{",
    "}",
    ";",
    "(",
    ")",
    '"a;b"',
    "'{'",
    "`x\n;`",
    "/a;b/",
    "/* ; */",
    "// c\n",
    "var a=1",
    "\n",
    '"',
    "/",
    " ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=80).map("".join), st.sampled_from(["javascript", "css"]))
@settings(deadline=None, max_examples=200)
def test_laid_out_changes_nothing_but_white_space(text: str, language: str) -> None:
    text += "x" * 600

    assert "".join(laid_out(text, language).split()) == "".join(text.split())


def test_minified_javascript_gets_a_line_a_statement() -> None:
    text = 'function f(a){for(var i=0;i<9;i++){g("a;}");}return/;{/.test(a)}var x={a:1},y=2;' + "z();" * 200

    assert laid_out(text, "javascript").split("\n")[:9] == [
        "function f(a){",
        "  for(var i=0;i<9;i++){",
        '    g("a;}");',
        "  }",
        "  return/;{/.test(a)",
        "}",
        "var x={",
        "  a:1",
        "},y=2;",
    ]


def test_minified_css_gets_a_line_a_declaration() -> None:
    text = "a{color:red;background:url(data:image/png;base64,xx)}b{c:d}" * 20

    assert laid_out(text, "css").split("\n")[:5] == [
        "a{",
        "  color:red;",
        "  background:url(data:image/png;base64,xx)",
        "}",
        "b{",
    ]


def test_code_written_in_lines_stays() -> None:
    assert laid_out("a(); b();\n", "javascript") == "a(); b();\n"


@pytest.mark.parametrize("piece", ["/*", "=/", "=/[", "`", '"', "{", "//", "(", ";"])
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    started = perf_counter()
    laid_out(piece * (300_000 // len(piece)), "javascript")

    assert perf_counter() - started < 3
