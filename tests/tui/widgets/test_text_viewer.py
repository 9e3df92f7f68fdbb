from __future__ import annotations

import json
import re
from collections.abc import Callable
from unicodedata import category

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.strip import Strip

from tests.hands import press, resize, rest, until
from tests.tui.widgets.logs import HOSTILE
from upl_tui.tui.content import Spans
from upl_tui.tui.widgets.text_rows import TextRows
from upl_tui.tui.widgets.text_search import HitPlace
from upl_tui.tui.widgets.text_viewer import TextViewer


def viewer(text: str, language: str = "text") -> TextViewer:
    shown = TextViewer()
    shown.show(text, language)
    return shown


def finder(pattern: str) -> Callable[[str], Spans]:
    return lambda text: [match.span() for match in re.finditer(pattern, text)]


def rows(shown: TextViewer, width: int = 40) -> list[str]:
    return [shown.render_row(i, width, False).text.rstrip() for i in range(shown.line_count)]


def test_show_splits_at_line_feeds_only() -> None:
    assert rows(viewer("a\r\nb\u2028c\nd\re")) == ["a", "b\\u2028c", "d\\re"]


def test_show_tabs_indent() -> None:
    assert rows(viewer("\tx")) == ["    x"]


def test_show_long_line_ends_with_an_ellipsis() -> None:
    assert rows(viewer("x" * 100), 10) == ["x" * 9 + "…"]


def test_show_json_keeps_its_text() -> None:
    text = json.dumps({"a": [1, "x", None]}, indent=2)

    assert rows(viewer(text, "json")) == text.split("\n")


@given(
    st.text(st.characters() | st.sampled_from("\n\t\x1b漢\u0301"), max_size=120) | st.just(HOSTILE),
    st.integers(1, 80),
    st.sampled_from(["text", "json", "html", "headers"]),
)
@settings(deadline=None, max_examples=200)
def test_any_text_fills_any_width_and_is_harmless(text: str, width: int, language: str) -> None:
    shown = viewer(text, language)
    shown.set_search(finder("a|b.|\n"))

    for index in range(shown.line_count):
        strip = shown.render_row(index, width, index == 0)
        assert Strip(list(strip)).cell_length == width
        assert not any(category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in strip.text)


def test_line_text_is_the_recorded_line() -> None:
    shown = viewer("first\x1b\r\nsecond")

    assert shown.line_text() == "first\x1b"


def test_position_and_row_are_of_the_recorded_text() -> None:
    shown = viewer("ab\x1b\nsecond\nthird")

    shown.cursor = shown.row_of(6)

    assert shown.position == 4
    assert shown.line_text() == "second"


def test_next_hit_counts_and_goes_round_the_end() -> None:
    shown = viewer("x\nhit hit\nx\nhit")

    shown.set_search(finder("hit"))

    assert len(shown.hits) == 3
    assert [shown.next_hit() for _ in range(4)] == [
        HitPlace(1, 3, False),
        HitPlace(2, 3, False),
        HitPlace(3, 3, False),
        HitPlace(1, 3, True),
    ]
    assert shown.cursor == 1
    assert shown.previous_hit() == HitPlace(3, 3, True)
    assert shown.cursor == 3


def test_next_hit_after_the_cursor_moved_starts_from_there() -> None:
    shown = viewer("hit\nx\nhit\nx\nhit")
    shown.set_search(finder("hit"))
    shown.next_hit()

    shown.cursor = 3

    assert shown.next_hit() == HitPlace(3, 3, False)
    shown.cursor = 3
    assert shown.previous_hit() == HitPlace(2, 3, False)


def test_next_hit_without_hits_is_none() -> None:
    shown = viewer("x")

    assert shown.next_hit() is None
    shown.set_search(finder("nowhere"))
    assert shown.next_hit() is None


def test_search_is_done_anew_for_another_text() -> None:
    shown = viewer("hit")
    shown.set_search(finder("hit"))

    shown.show("hit hit")

    assert shown.next_hit() == HitPlace(1, 2, False)


def test_extend_rows_finds_hits_in_what_is_new() -> None:
    shown = viewer("hit\n")
    shown.set_search(finder("hit"))
    shown.next_hit()

    shown.extend_rows(TextRows("hit\nno hit\nhit"))

    assert shown.next_hit() == HitPlace(2, 3, False)
    assert shown.position == 4
    assert shown.next_hit() == HitPlace(3, 3, False)


class ViewerApp(App[None]):
    def __init__(self, text: str, language: str = "text") -> None:
        super().__init__()
        self.text_shown = text
        self.language = language

    def compose(self) -> ComposeResult:
        yield TextViewer()

    @property
    def viewer(self) -> TextViewer:
        return self.query_one(TextViewer)

    def on_mount(self) -> None:
        self.viewer.show(self.text_shown, self.language)
        self.viewer.focus()


async def test_sideways_keys_go_to_the_end_of_the_longest_line_and_back() -> None:
    app = ViewerApp("short\n" + "".join(f"{i:03d} " for i in range(50)))
    async with app.run_test(size=(41, 10)) as pilot:
        for _ in range(20):
            app.viewer.action_sideways(1)
        assert app.viewer.render_line(1).text.rstrip().endswith("049")
        await press(pilot, "h", "left")
        assert "049" not in app.viewer.render_line(1).text
        for _ in range(20):
            app.viewer.action_sideways(-1)

        assert app.viewer.render_line(0).text.startswith("short")


async def test_wrap_shows_whole_lines_and_keeps_the_cursor_on_its_text() -> None:
    app = ViewerApp("\n".join(f"{i} " + "word " * 40 for i in range(30)))
    async with app.run_test(size=(41, 10)) as pilot:
        app.viewer.move_to(20)
        app.viewer.action_toggle_wrap()
        await rest(pilot)

        assert app.viewer.line_count > 100
        assert app.viewer.line_text().startswith("20 ")
        assert app.viewer.top <= app.viewer.cursor < app.viewer.top + app.viewer.page

        await resize(pilot, 61, 10)
        await rest(pilot)
        assert app.viewer.line_text().startswith("20 ")

        app.viewer.action_toggle_wrap()
        assert app.viewer.cursor == 20


async def test_next_hit_far_to_the_right_is_brought_into_view() -> None:
    app = ViewerApp("x" * 5_000 + "needle" + "x" * 5_000)
    async with app.run_test(size=(41, 10)) as pilot:
        app.viewer.set_search(finder("needle"))
        app.viewer.next_hit()
        await rest(pilot)

        assert "needle" in app.viewer.render_line(0).text


async def test_extend_rows_paints_what_is_new_and_moves_nothing() -> None:
    text = "\n".join(f"line {i}" for i in range(20))
    app = ViewerApp(text)
    async with app.run_test(size=(41, 30)) as pilot:
        app.viewer.move_to(15)
        await rest(pilot)
        assert app.viewer.render_line(22).text.strip() == ""

        longer = text + "".join(f"\nnew {i}" for i in range(50))
        app.viewer.extend_rows(TextRows(longer))
        await rest(pilot)

        assert app.viewer.render_line(22).text.strip() == "new 2"
        assert (app.viewer.cursor, app.viewer.top) == (15, 0)
        assert app.viewer.max_scroll_y == 70 - 30


async def test_extend_rows_in_the_middle_of_a_line_paints_the_line_anew() -> None:
    app = ViewerApp("first half")
    async with app.run_test(size=(41, 30)) as pilot:
        assert app.viewer.render_line(0).text.strip() == "first half"

        app.viewer.extend_rows(TextRows("first half and the other"))
        await rest(pilot)

        assert app.viewer.render_line(0).text.strip() == "first half and the other"


async def test_extend_rows_cut_for_another_width_wraps_them_anew() -> None:
    app = ViewerApp("short")
    async with app.run_test(size=(41, 30)) as pilot:
        app.viewer.action_toggle_wrap()
        await rest(pilot)

        app.viewer.extend_rows(TextRows("short\n" + "x" * 100))

        assert app.viewer.line_count == 4


LONG = "\n".join(f"{number} " + "word " * 30 for number in range(20_000))


async def test_long_text_is_searched_beside_the_screen_to_its_end() -> None:
    app = ViewerApp(LONG)
    async with app.run_test(size=(41, 10)):
        app.viewer.set_search(finder("19999 word"))
        await until(lambda: len(app.viewer.hits))

        assert app.viewer.next_hit() == HitPlace(1, 1, False)
        assert app.viewer.line_text().startswith("19999 ")


async def test_long_text_that_grows_while_it_is_searched_is_searched_to_its_new_end() -> None:
    app = ViewerApp(LONG)
    async with app.run_test(size=(41, 10)):
        app.viewer.set_search(finder("needle"))
        app.viewer.extend_rows(TextRows(LONG + LONG + "needle"))
        await until(lambda: len(app.viewer.hits) == 1)


async def test_search_given_up_leaves_no_hits_of_its_own() -> None:
    app = ViewerApp(LONG)
    async with app.run_test(size=(41, 10)):
        app.viewer.set_search(finder("word"))
        app.viewer.set_search(finder("19999 word"))
        await until(lambda: app.viewer.hits.searched == len(LONG))

        assert len(app.viewer.hits) == 1


async def test_long_text_is_wrapped_beside_the_screen_and_the_cursor_stays_on_its_text() -> None:
    app = ViewerApp(LONG)
    async with app.run_test(size=(41, 10)):
        app.viewer.move_to(15_000)

        app.viewer.action_toggle_wrap()
        assert app.viewer.line_count == 20_000
        await until(lambda: app.viewer.line_count > 60_000)

        assert app.viewer.line_text().startswith("15000 ")
