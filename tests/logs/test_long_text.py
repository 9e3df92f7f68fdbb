from __future__ import annotations

from collections.abc import Iterator

from upl_tui.logs.long_text import AT_ONCE, section_of


def test_short_section_is_made_at_once() -> None:
    section = section_of("a", "A", iter(["one ", "two"]), 7)

    assert (section.title, section.text, list(section.more)) == ("A", "one two", [])


def test_long_section_is_made_as_it_is_asked_for_and_says_its_size() -> None:
    made: list[int] = []

    def pieces() -> Iterator[str]:
        for number in range(3):
            made.append(number)
            yield str(number)

    section = section_of("a", "A", pieces(), 40 * AT_ONCE, "json")

    assert (section.title, section.text, section.language) == ("A · 40.0 MB", "0", "json")
    assert made == [0]
    assert list(section.more) == ["1", "2"]
