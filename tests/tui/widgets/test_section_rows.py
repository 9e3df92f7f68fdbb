from __future__ import annotations

from collections.abc import Iterator, Sequence

from upl_tui.logs.spec import Section
from upl_tui.tui.widgets.section_rows import SectionRows, growing
from upl_tui.tui.widgets.text_rows import TextRows

EMPTY = SectionRows(TextRows(""))


def section(key: str, lines: int = 30, language: str = "text") -> Section:
    return Section(key, key.title(), "\n".join(f"{key} {i}" for i in range(lines)), language)


def lines(rows: SectionRows) -> Sequence[str]:
    return rows.rows.text.split("\n")


def test_sections_added_later_are_those_added_at_once() -> None:
    one, two = section("one", language="json"), section("two", language="headers")

    later = EMPTY.with_more([one]).with_more([two])
    at_once = EMPTY.with_more([one, two])

    assert (
        lines(later)
        == lines(at_once)
        == [
            *lines(EMPTY.with_more([one])),
            "",
            *lines(EMPTY.with_more([two])),
        ]
    )
    assert (later.starts, later.languages, later.keys) == (at_once.starts, at_once.languages, at_once.keys)
    assert list(later.rows.starts) == list(at_once.rows.starts)
    assert later.keys == ("one", "two")


def test_text_added_later_goes_on_in_the_last_section() -> None:
    rows = EMPTY.with_more([section("one", 2)]).with_text(" and\nmore")

    assert lines(rows) == ["One", "one 0", "one 1 and", "more"]
    assert list(rows.rows.starts) == [0, 4, 10, 20]


def test_wrapped_rows_that_grow_are_those_wrapped_at_once() -> None:
    rows = EMPTY.with_more([Section("one", "One", "a" * 25)], 10).with_text("b" * 12 + "\nc", 10)

    assert list(rows.rows.starts) == list(TextRows(rows.rows.text, 10).starts)


def test_growing_shows_a_long_section_from_its_first_piece_on() -> None:
    taken: list[int] = []

    def more() -> Iterator[str]:
        for number in range(40):
            taken.append(number)
            yield "x" * 99_999 + "\n"

    long = Section("long", "Long", "first", more=more())
    shown = growing([[long], [section("next")]], lambda: None)

    assert next(shown).rows.text == "Long\nfirst"
    assert taken == []
    sizes = [len(rows.rows.text) for rows in shown]
    assert len(sizes) < 10
    assert sizes[-1] > 4_000_000


def test_growing_ends_an_endless_section_with_a_word() -> None:
    def more() -> Iterator[str]:
        while True:
            yield "x" * 1_000_000

    *_, last = growing([[Section("long", "Long", "", more=more())], [section("next")]], lambda: None)

    assert "are shown here: v opens all of it." in last.rows.text
    assert last.keys == ("long", "next")
    assert len(last.rows.text) < 20_000_000
