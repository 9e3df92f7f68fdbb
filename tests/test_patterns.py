from __future__ import annotations

import re

import pytest

from upl_tui.patterns import late


def test_late_pattern_asked_does_what_the_compiled_one_does() -> None:
    vowels = late("[aeiou]", re.IGNORECASE)

    assert vowels.findall("Abide") == re.compile("[aeiou]", re.IGNORECASE).findall("Abide")
    assert vowels.sub("-", "Abide") == "-b-d-"
    assert (vowels.pattern, vowels.flags) == ("[aeiou]", re.compile("[aeiou]", re.IGNORECASE).flags)
    assert late(rb"\d+").search(b"ab12") is not None


def test_late_pattern_asked_twice_is_an_attribute_the_second_time() -> None:
    words = late(r"\w+")

    first = words.match

    assert words.match is first
    assert vars(words)["match"] is first


def test_late_pattern_with_a_mistake_tells_it_when_it_is_used() -> None:
    broken = late("(")

    with pytest.raises(re.error):
        broken.search("x")
