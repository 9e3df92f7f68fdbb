from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.logs.bodies.markup import laid_out

PIECES = [
    "<a>",
    "</a>",
    "<br>",
    "<p class='x'>",
    "</p>",
    "<!-- c -->",
    "<script>",
    "</script>",
    "text",
    "<",
    ">",
    '"',
    " ",
    "\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(deadline=None, max_examples=200)
def test_laid_out_changes_nothing_but_white_space(text: str) -> None:
    assert "".join(laid_out(text).split()) == "".join(text.split())


def test_laid_out_gives_each_element_a_line() -> None:
    text = "<ul><li><b>one</b></li><li>two<br>three</li></ul>"

    assert laid_out(text).split("\n") == [
        "<ul>",
        "  <li>",
        "    <b>one</b>",
        "  </li>",
        "  <li>two",
        "    <br>",
        "    three",
        "  </li>",
        "</ul>",
    ]


def test_laid_out_leaves_what_has_lines() -> None:
    text = "<p>\n<b>x</b></p>\n"

    assert laid_out(text) == text


@pytest.mark.parametrize("piece", ["<script", "<script>", "<!--", "<a ", "</script ", "<", "<![CDATA["])
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    started = perf_counter()
    laid_out(piece * (300_000 // len(piece)))

    assert perf_counter() - started < 3
