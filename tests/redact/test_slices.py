from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.redact.slices import Replacement, replace, search

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


def replaced(pattern: str, pieces: list[str], unless: str = "-") -> tuple[str, list[str]]:
    notes: list[str] = []

    def instead(found: re.Match[str]) -> Replacement:
        return Replacement(found.end(), None if found[0] == unless else "#", found[0])

    return "".join(replace(re.compile(pattern), pieces, instead, notes.append)), notes


def test_replace_keeps_what_is_left_alone() -> None:
    assert replaced(r"\d", ["a1b2c34"], unless="2") == ("a#b2c##", ["1", "3", "4"])


@given(st.lists(st.text("ab1-", max_size=400), max_size=8))
@settings(deadline=None, max_examples=100)
def test_replace_of_pieces_is_that_of_the_whole(pieces: list[str]) -> None:
    assert replaced("a+1", pieces) == replaced("a+1", ["".join(pieces)])
