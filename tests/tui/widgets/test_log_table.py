from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.events import Key, MouseScrollDown, MouseScrollUp
from textual.strip import Strip

from tests.hands import click, press, resize, rest
from tests.tui.widgets.logs import HOSTILE, SPEC, console_log, rows_of
from upl_tui.entries import Entry, Severity
from upl_tui.logs.sorting import Order
from upl_tui.logs.spec import Bar, Cell, Column
from upl_tui.tui.content import Spans
from upl_tui.tui.widgets.log_rows import skip_cells
from upl_tui.tui.widgets.log_table import LogTable
from upl_tui.tui.widgets.shown_rows import ShownRows
from upl_tui.view import View


def table(texts: Sequence[str], rows: Sequence[int] | None = None) -> LogTable:
    shown = LogTable("Nothing here.")
    log = console_log(texts)
    shown.show(SPEC, rows_of(log, rows))
    return shown


def row_text(shown: LogTable, index: int, width: int = 50) -> str:
    return shown.render_row(index, width, False).text


def is_harmless(line: str) -> bool:
    return not any(category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in line)


# Drawing


def test_row_shows_id_time_and_the_columns_of_the_spec() -> None:
    shown = table(["first", "second"])

    assert row_text(shown, 1, 40).split() == ["C2", "0:01.000", "log", "second"]


def test_row_with_an_inherited_time_shows_a_tilde() -> None:
    assert "~0:04.000" in row_text(table(["x"] * 5), 4)


def test_header_titles_stand_above_their_columns() -> None:
    shown = table(["first"])

    header, row = shown.render_header(70).text, row_text(shown, 0, 70)

    assert header.index("Level") == row.index("log")
    assert header.index("Message") == row.index("first")
    assert header.rstrip().endswith("Place")
    assert row.rstrip().endswith("place of fi…") or row.rstrip().endswith("of first")


def test_row_narrow_leaves_out_columns_that_ask_for_more_width() -> None:
    shown = table(["first"])

    assert "place" not in row_text(shown, 0, 59)
    assert "place" in row_text(shown, 0, 60)


def test_row_long_text_is_cut_with_an_ellipsis() -> None:
    assert row_text(table(["word " * 50]), 0, 40).endswith("…")


def test_row_of_a_huge_text_reads_only_what_is_shown() -> None:
    seen: list[int] = []
    shown = table(["x" * 1_000_000])

    def marks(part: str) -> Spans:
        seen.append(len(part))
        return ()

    shown.set_marks(marks)
    shown.render_row(0, 100, False)

    assert max(seen) < 1_000


def test_row_hit_behind_an_escape_is_marked_where_it_is_shown() -> None:
    shown = table(["\x1b[1m needle"])

    shown.set_marks(lambda part: [(part.index("needle"), part.index("needle") + 6)])

    assert "\\x1b[1m needle" in row_text(shown, 0)


@given(st.lists(st.text(max_size=40) | st.just(HOSTILE), min_size=1, max_size=3), st.integers(1, 120))
@settings(deadline=None, max_examples=150)
def test_row_of_any_text_fills_any_width_and_is_harmless(texts: list[str], width: int) -> None:
    shown = table(texts)
    shown.set_marks(lambda part: [(1, 3), (5, 9)])

    strips = [shown.render_row(i, width, selected) for i in range(len(texts)) for selected in (False, True)]

    for strip in [*strips, shown.render_header(width), shown.render_blank(0, width)]:
        assert Strip(list(strip)).cell_length == width
        assert is_harmless(strip.text)


def test_rows_of_wide_and_combining_text_keep_columns_aligned() -> None:
    shown = table(["plain", "漢字" * 30, "e\u0301" * 60, "👩‍👧" * 20, HOSTILE])

    places = [shown.render_row(i, 100, False).crop(87, 100).text for i in range(5)]

    assert all(place.lstrip().startswith("place of") for place in places)


def test_blank_of_an_empty_table_shows_its_sentence() -> None:
    assert table([]).render_blank(0, 30).text.rstrip() == "Nothing here."
    assert table(["x"]).render_blank(0, 30).text.strip() == ""


# Rows and the cursor


def sorted_rows(rows: Sequence[int], by_time: Sequence[int]) -> ShownRows:
    view = View(console_log(["x"] * 100), rows=by_time)
    return ShownRows(view, rows, b"", Order("message"))


def test_show_keeps_the_cursor_at_its_log_row() -> None:
    shown = table(["x"] * 100)

    shown.show(SPEC, rows_of(console_log(["x"] * 100), range(0, 100, 2)), keep=40)

    assert shown.selected_row == 40
    assert shown.cursor == 20


def test_show_row_is_gone_selects_the_nearest() -> None:
    shown = table(["x"] * 100)

    shown.show(SPEC, rows_of(console_log(["x"] * 100), [0, 50, 99]), keep=48)

    assert shown.selected_row == 50


def test_show_order_of_another_kind_finds_the_row_all_the_same() -> None:
    shown = table(["x"] * 100)

    shown.show(SPEC, sorted_rows([*range(99, -1, -1)], range(100)), keep=20)

    assert shown.selected_row == 20


def test_show_no_rows_selects_nothing() -> None:
    shown = table(["x"], [])

    assert shown.selected_row is None
    assert not shown.move_to_next(lambda row: True)


def test_go_to_hidden_row_goes_to_the_nearest() -> None:
    shown = table(["x"] * 10, [0, 9])

    shown.go_to(7)

    assert shown.selected_row == 9


def test_move_to_next_goes_by_rows_shown_and_stops_at_the_ends() -> None:
    shown = table(["x"] * 10, [0, 2, 4, 6, 8])

    assert shown.move_to_next(lambda row: row % 4 == 0)
    assert shown.selected_row == 4
    assert shown.move_to_next(lambda row: row < 4, -1)
    assert shown.selected_row == 2
    assert not shown.move_to_next(lambda row: row > 100)
    assert shown.selected_row == 2


# Bars


def with_bars(count: int = 3) -> LogTable:
    """A table of a log with an entry a second, each of which takes half a second to wait and to receive."""

    def bars(entry: Entry) -> list[Bar]:
        at = entry.at_ms or 0.0
        return [Bar(at, at + 250, "muted"), Bar(at + 250, at + 500, "good")]

    column = Column("bars", "Bars", lambda entry, masker: Cell("never"), width=20, bars=bars)
    shown = LogTable()
    shown.show(replace(SPEC, columns=(*SPEC.columns[:2], column)), rows_of(console_log(["x"] * count)))
    return shown


def test_row_draws_bars_on_the_scale_from_the_first_moment_to_the_end_of_the_last_bar() -> None:
    shown = with_bars()

    assert row_text(shown, 0)[-20:] == "░░██                "
    assert row_text(shown, 1)[-20:] == "        ░░██        "
    assert row_text(shown, 2)[-20:] == "                ░░██"


def test_row_draws_bars_on_the_scale_that_is_set() -> None:
    shown = with_bars()

    shown.scale = (1000.0, 1500.0)

    assert row_text(shown, 0)[-20:].strip() == ""
    assert row_text(shown, 1)[-20:] == "░" * 10 + "█" * 10
    assert "0:01.000" in shown.render_header(60).text


def test_rows_that_grow_draw_bars_on_the_longer_scale() -> None:
    shown = with_bars(1)
    assert row_text(shown, 0)[-20:] == "░" * 10 + "█" * 10

    log = console_log(["x"] * 5)
    shown.show(replace(SPEC, columns=shown._columns), rows_of(log, range(5)))

    assert row_text(shown, 0)[-20:].rstrip() == "░▏▎"


# Sideways


def test_marks_on_the_bar_stand_beside_their_rows_when_all_rows_fit() -> None:
    shown = table(["a", "b", "c"])
    shown.set_hits([0, 2])

    assert [mark.hit for mark in shown.bar_marks(8)] == [False, True, False, True, *[False] * 4]
    assert [mark.hit for mark in shown.bar_marks(3)] == [True, False, True]


@given(st.text(st.sampled_from("ab漢字\u0301é👩 "), max_size=30), st.integers(0, 40), st.integers(1, 20))
@settings(deadline=None, max_examples=300)
def test_skip_cells_keeps_what_stands_right_of_the_edge_where_it_stands(
    text: str, left: int, split: int
) -> None:
    pieces = [(text[:split], False), (text[split:], True)]
    safe = "".join(piece for piece, _ in pieces)

    rest = "".join(piece for piece, _ in skip_cells(pieces, left))

    if not left:
        assert rest == safe
        return
    assert rest.startswith("…")
    assert cell_len(rest) == 1 + max(0, cell_len(text[:split]) + cell_len(text[split:]) - left - 1)
    assert safe.endswith(rest[1:].lstrip(" ").lstrip("\u0301"))


# In an app


class TableApp(App[None]):
    def __init__(self, count: int = 500) -> None:
        super().__init__()
        self.log_shown = console_log(
            [f"message {i}" for i in range(count)],
            [Severity.ERROR if i % 10 == 0 else Severity.LOG for i in range(count)],
        )
        self.said: list[tuple[str, int]] = []

    def compose(self) -> ComposeResult:
        with Vertical():
            yield LogTable("Nothing here.")

    @property
    def table(self) -> LogTable:
        return self.query_one(LogTable)

    def on_mount(self) -> None:
        self.table.show(SPEC, rows_of(self.log_shown))
        self.table.focus()

    def on_log_table_highlighted(self, message: LogTable.Highlighted) -> None:
        self.said.append(("highlighted", message.row))

    def on_log_table_selected(self, message: LogTable.Selected) -> None:
        self.said.append(("selected", message.row))


async def test_keys_move_as_in_less_and_vim() -> None:
    app = TableApp()
    async with app.run_test(size=(80, 24)) as pilot:
        shown, page = app.table, 23
        assert shown.page == page

        await press(pilot, "j", "j", "k")
        assert (shown.cursor, shown.top) == (1, 0)
        await press(pilot, "space")
        assert (shown.cursor, shown.top) == (1 + page, page)
        await press(pilot, "ctrl+d")
        assert (shown.cursor, shown.top) == (1 + page + page // 2, page + page // 2)
        await press(pilot, "ctrl+u", "b")
        assert (shown.cursor, shown.top) == (1, 0)
        await press(pilot, "G")
        assert (shown.cursor, shown.top) == (499, 500 - page)
        await press(pilot, "pagedown", "g")
        assert (shown.cursor, shown.top) == (0, 0)
        await press(pilot, "enter")

        assert app.said[-1] == ("selected", 0)
        assert ("highlighted", 499) in app.said


async def test_cursor_at_the_edge_scrolls_by_one_line() -> None:
    app = TableApp()
    async with app.run_test(size=(80, 5)) as pilot:
        await press(pilot, "j", "j", "j", "j")

        assert (app.table.cursor, app.table.top) == (4, 1)


async def test_move_by_the_program_says_nothing_and_shows_the_row_in_the_middle() -> None:
    app = TableApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.table.go_to(250)
        await rest(pilot)

        assert app.table.top == 250 - 23 // 2
        assert app.said == []


async def test_wheel_takes_the_cursor_along_and_says_so() -> None:
    app = TableApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.table.post_message(MouseScrollDown(app.table, 5, 5, 0, 1, 0, False, False, False))
        await rest(pilot)

        assert app.table.top > 0
        assert app.table.cursor == app.table.top
        assert app.said == [("highlighted", app.table.cursor)]


async def test_click_selects_and_second_click_opens() -> None:
    app = TableApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await click(pilot, LogTable, offset=(5, 4))
        assert app.table.cursor == 3
        await click(pilot, LogTable, offset=(5, 0))
        assert app.table.cursor == 3
        await click(pilot, LogTable, offset=(5, 6), times=2)

        assert app.said == [("highlighted", 3), ("highlighted", 5), ("selected", 5)]


async def test_resize_keeps_the_cursor_on_screen() -> None:
    app = TableApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "end")
        await resize(pilot, 60, 8)
        await rest(pilot)

        assert app.table.top <= app.table.cursor < app.table.top + app.table.page
        assert "message 499" in app.table.render_line(app.table.page).text


async def test_rows_that_grow_leave_cursor_and_scroll_alone() -> None:
    app = TableApp(1000)
    async with app.run_test(size=(80, 24)) as pilot:
        app.table.show(SPEC, rows_of(app.log_shown, range(30)))
        await press(pilot, "pagedown")
        before = (app.table.cursor, app.table.top)

        app.table.extend(rows_of(app.log_shown, range(1000)))
        await rest(pilot)

        assert (app.table.cursor, app.table.top) == before
        assert app.table.max_scroll_y == 1000 - 23


async def test_rows_that_grow_into_the_screen_are_painted() -> None:
    app = TableApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.table.show(SPEC, rows_of(app.log_shown, []))
        await rest(pilot)
        assert app.table.render_line(1).text.rstrip() == "Nothing here."

        app.table.extend(rows_of(app.log_shown, range(3)))
        app.table.extend(rows_of(app.log_shown, range(12)))
        await rest(pilot)

        assert "message 11" in app.table.render_line(12).text


async def test_fewer_rows_than_before_bring_scroll_and_cursor_back() -> None:
    app = TableApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "end")
        app.table.show(SPEC, rows_of(app.log_shown, range(5)), keep=499)
        await rest(pilot)

        assert (app.table.cursor, app.table.top) == (4, 0)


@pytest.mark.parametrize("size", [(1, 1), (5, 2), (20, 5), (300, 80)])
async def test_any_terminal_size_works(size: tuple[int, int]) -> None:
    app = TableApp()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "G", "g", "j")

        assert app.table.cursor == 1


@pytest.mark.parametrize("row", [1, 300])
async def test_table_filled_while_hidden_shows_it_when_it_comes_back(row: int) -> None:
    app = TableApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.set_focus(None)
        await rest(pilot)
        pane = app.query_one(Vertical)
        pane.display = False
        await rest(pilot)
        app.table.show(SPEC, rows_of(console_log([f"other {i}" for i in range(500)])), keep=row)
        await rest(pilot)
        pane.display = True
        await rest(pilot)

        shown = app.table.render_lines(app.table.size.region)
        assert any(f"other {row} " in strip.text for strip in shown)


async def test_cursor_move_repaints_two_lines_only() -> None:
    app = TableApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j")
        drawn: list[int] = []
        render_line = app.table.render_line

        def counted(y: int) -> Strip:
            drawn.append(y)
            return render_line(y)

        app.table.render_line = counted  # type: ignore[method-assign]
        await press(pilot, "j")

        assert sorted(drawn) == [2, 3]


# Long texts, ranges and the header, in an app


class LongApp(TableApp):
    """Every tenth message has four lines and goes on for longer than the screen is wide."""

    def __init__(self, count: int = 100) -> None:
        super().__init__(count)
        self.log_shown = console_log(
            [
                f"message {i} one\ntwo 漢字\n{'three ' * 20}end{i}" if i % 10 == 0 else f"message {i}"
                for i in range(count)
            ]
        )
        self.asked: list[str] = []
        self.changes = 0

    def on_log_table_sort_asked(self, message: LogTable.SortAsked) -> None:
        self.asked.append(message.column)

    def on_log_table_range_changed(self) -> None:
        self.changes += 1

    def lines(self) -> list[str]:
        return [self.table.render_line(y).text for y in range(self.table.size.height)]


async def test_sideways_moves_long_texts_and_nothing_else() -> None:
    app = LongApp()
    async with app.run_test(size=(70, 12)) as pilot:
        before = app.lines()

        await press(pilot, *["l"] * 20)

        after = app.lines()
        assert "end0" in after[1]
        assert "…" in after[2]
        for line, old in zip(after, before, strict=True):
            assert (line[:20], line[-13:]) == (old[:20], old[-13:])
        await press(pilot, *["left"] * 20)
        assert app.lines() == before


async def test_shift_and_the_wheel_move_sideways() -> None:
    app = LongApp()
    async with app.run_test(size=(60, 12)) as pilot:
        before = app.lines()
        for kind in (MouseScrollDown, MouseScrollUp):
            app.table.post_message(kind(app.table, 5, 5, 0, 1, 0, True, False, False))
            await rest(pilot)
            assert (app.lines() != before) == (kind is MouseScrollDown)
            assert app.table.top == 0


async def test_wrap_shows_all_of_the_row_under_the_cursor_and_pushes_the_others_down() -> None:
    app = LongApp()
    async with app.run_test(size=(60, 14)) as pilot:
        await app.run_action("toggle_wrap", app.table)
        await rest(pilot)

        height = app.table.lines_under_cursor(0)
        lines = app.lines()
        assert height > 4
        assert "message 0 one" in lines[1]
        assert "two 漢字" in lines[2]
        assert any("end0" in line for line in lines[3 : 1 + height])
        assert "message 1 " in lines[1 + height]
        await press(pilot, "j")
        assert "message 1 " in app.lines()[2]
        assert "message 2 " in app.lines()[3]


async def test_wrapped_row_at_the_end_is_seen_whole() -> None:
    app = LongApp(101)
    async with app.run_test(size=(60, 14)) as pilot:
        await app.run_action("toggle_wrap", app.table)
        await press(pilot, "G")

        assert any("end100" in line for line in app.lines())
        await press(pilot, "k")
        assert "message 99 " in app.lines()[-2]
        assert "message 100 one" in app.lines()[-1]


@given(st.lists(st.sampled_from(["j", "k", "space", "b", "G", "g", "wheel", "back"]), max_size=25))
@settings(deadline=None, max_examples=8)
async def test_wrapped_rows_show_every_row_once_whatever_is_pressed(keys: list[str]) -> None:
    app = LongApp(40)
    async with app.run_test(size=(60, 14)) as pilot:
        await app.run_action("toggle_wrap", app.table)
        for key in keys:
            if key in ("wheel", "back"):
                kind = MouseScrollDown if key == "wheel" else MouseScrollUp
                app.table.post_message(kind(app.table, 5, 5, 0, 1, 0, False, False, False))
            else:
                app.table.post_message(Key(key, key if len(key) == 1 else None))
        await rest(pilot)

        shown = [int(match[1]) for line in app.lines() if (match := re.search(r"message (\d+)", line))]
        assert shown == list(range(app.table.top, app.table.top + len(shown)))
        assert app.table.cursor in shown
        height = min(app.table.page, app.table.lines_under_cursor(app.table.cursor))
        last_line = app.table.HEADER_LINES + app.table.cursor - app.table.top + height
        assert last_line <= app.table.size.height


async def test_click_below_a_wrapped_row_selects_what_is_seen_there() -> None:
    app = LongApp()
    async with app.run_test(size=(60, 14)) as pilot:
        await app.run_action("toggle_wrap", app.table)
        await rest(pilot)
        height = app.table.lines_under_cursor(0)

        await click(pilot, LogTable, offset=(5, 3))
        assert app.table.cursor == 0
        await click(pilot, LogTable, offset=(5, 1 + height))
        assert app.table.cursor == 1


async def test_range_reaches_from_where_it_began_to_the_cursor() -> None:
    app = TableApp()
    async with app.run_test(size=(60, 14)) as pilot:
        await press(pilot, "j", "j", "j", "V", "k", "k")
        assert app.table.selection == [1, 2, 3]
        await press(pilot, "j", "j", "j", "j")
        assert app.table.selection == [3, 4, 5]
        assert [app.table.is_selected(i) for i in range(2, 7)] == [False, True, True, True, False]
        await press(pilot, "escape")

        assert app.table.selection == [5]
        assert not app.table.has_range


async def test_range_tells_of_every_change_and_ends_with_other_rows() -> None:
    app = LongApp()
    async with app.run_test(size=(60, 14)) as pilot:
        await press(pilot, "V", "j", "j")
        assert app.changes == 3
        app.table.show(SPEC, rows_of(app.log_shown, range(50)))
        await rest(pilot)

        assert not app.table.has_range
        assert app.changes == 4


async def test_escape_without_a_range_is_left_to_others() -> None:
    app = TableApp()
    async with app.run_test(size=(60, 14)) as pilot:
        assert "escape" not in app.screen.active_bindings
        await press(pilot, "V")
        assert "escape" in app.screen.active_bindings


async def test_click_on_a_title_asks_for_that_order() -> None:
    app = LongApp()
    async with app.run_test(size=(80, 14)) as pilot:
        titles = app.table.render_line(0).text
        for title in ("id", "time", "Level", "Message", "Place"):
            await click(pilot, LogTable, offset=(titles.index(title), 0))
        await rest(pilot)

        assert app.asked == ["id", "time", "level", "message", "place"]


def test_rows_in_another_order_find_the_nearest_in_time() -> None:
    shown = LogTable()

    shown.show(SPEC, sorted_rows([99, 0, 50], by_time=[0, 50, 99]), keep=48)
    assert shown.selected_row == 50
    shown.go_to(99)
    assert shown.cursor == 0
