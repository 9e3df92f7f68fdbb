from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.redact.slices import replace, search

WORD = re.compile(r"(?<!a)needle(?!b)")
SLICE = 200_000


@given(st.integers(-12, 12), st.sampled_from(["-needle-", "aneedle-needle", "-needleb-needle", "-needle"]))
@settings(deadline=None, max_examples=60)
def test_search_finds_what_the_pattern_finds_across_the_edge_of_a_slice(shift: int, words: str) -> None:
    text = "-" * (SLICE + shift) + words

    whole, sliced = WORD.search(text), search(WORD, text, 0)

    assert (sliced and sliced.span()) == (whole and whole.span())


def test_search_of_nothing_finds_nothing() -> None:
    assert search(WORD, "", 0) is None
    assert search(WORD, "-" * (2 * SLICE), 0) is None


def test_replace_keeps_what_is_left_alone() -> None:
    shown = replace(
        re.compile(r"\d"), "a1b2c34", lambda found: (found.end(), "#" if found[0] != "2" else None)
    )

    assert shown == "a#b2c##"
