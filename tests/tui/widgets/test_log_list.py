"""Rows that appear while a filter still runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from threading import Semaphore

import pytest
from textual.app import App, ComposeResult

from tests.hands import press, rest, until
from tests.tui.widgets.logs import SPEC, console_log
from upl_tui.log import Columns, Log
from upl_tui.logs.common import common_fields
from upl_tui.logs.spec import LogSpec
from upl_tui.model import Kind
from upl_tui.query.compile import Query
from upl_tui.tui.widgets import log_list
from upl_tui.tui.widgets.log_list import LogList
from upl_tui.view import View

_ALL = 100


class SlowView(View):
    """Hands a filter's rows over one by one, each when it is let go."""

    go_on: Semaphore
    previous: list[View | None]

    @classmethod
    def growing(  # type: ignore[override]
        cls, log: Log, query: Query | None, previous: View | None, stop: Callable[[], bool]
    ) -> Iterator[View]:
        cls.previous.append(previous)
        rows = View.of(log, query, stop).rows
        if query is not None:
            for count in range(1, len(rows)):
                yield View(log, query, rows[:count], whole=False)
                cls.go_on.acquire(timeout=10)
                if stop():
                    return
        yield View(log, query, rows)


class ListApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.shown = LogList(_spec(), lambda name: None)

    def compose(self) -> ComposeResult:
        yield self.shown

    def on_mount(self) -> None:
        self.shown.show(console_log(["a 0", "b 1", "a 2", "b 3", "a 4", "a 5"]))
        self.shown.table.focus()

    @property
    def rows(self) -> list[int]:
        return list(self.shown.table.rows)


def shows(app: ListApp, rows: list[int]) -> bool:
    return app.rows == rows


def _spec() -> LogSpec:
    return replace(SPEC, fields=common_fields(Kind.CONSOLE))


@pytest.fixture(autouse=True)
def slow_view(monkeypatch: pytest.MonkeyPatch) -> type[SlowView]:
    SlowView.go_on, SlowView.previous = Semaphore(0), []
    monkeypatch.setattr(log_list, "View", SlowView)
    return SlowView


async def test_rows_appear_as_they_are_found_and_the_cursor_goes_back_to_its_row(
    slow_view: type[SlowView],
) -> None:
    app = ListApp()
    async with app.run_test(size=(60, 20)) as pilot:
        await until(lambda: len(app.rows) == 6)
        app.shown.go_to(4)

        app.shown.set_filter("a")
        await until(lambda: app.rows == [0])
        await rest(pilot)
        assert app.shown.table.selected_row == 0
        slow_view.go_on.release(_ALL)

        await until(lambda: app.rows == [0, 2, 4, 5])
        assert app.shown.table.selected_row == 4
        assert "4 of 6" in str(app.shown.facts.content)


async def test_cursor_that_was_moved_stays_while_more_rows_are_found(slow_view: type[SlowView]) -> None:
    app = ListApp()
    async with app.run_test(size=(60, 20)) as pilot:
        await until(lambda: len(app.rows) == 6)
        app.shown.go_to(5)
        app.shown.set_filter("a")
        await until(lambda: app.rows == [0])
        slow_view.go_on.release()
        await until(lambda: len(app.rows) >= 2)
        await press(pilot, "home")

        slow_view.go_on.release(_ALL)
        await until(lambda: app.rows == [0, 2, 4, 5])

        assert app.shown.table.selected_row == 0


async def test_rows_of_a_filter_that_was_typed_over_are_dropped(slow_view: type[SlowView]) -> None:
    app = ListApp()
    async with app.run_test(size=(60, 20)) as pilot:
        await until(lambda: len(app.rows) == 6)
        app.shown.set_filter("a")
        await until(lambda: app.rows == [0])

        app.shown.set_filter("b")
        slow_view.go_on.release(_ALL)
        await until(lambda: app.rows == [1, 3])
        await rest(pilot)

        assert app.rows == [1, 3]


async def test_sorted_rows_appear_when_all_are_found(slow_view: type[SlowView]) -> None:
    slow_view.go_on.release(_ALL)
    app = ListApp()
    async with app.run_test(size=(60, 20)):
        await until(lambda: len(app.rows) == 6)
        app.shown.sort_by_name("id", descending=True)
        await until(lambda: app.rows == [5, 4, 3, 2, 1, 0])

        app.shown.set_filter("a")
        await until(lambda: app.rows == [5, 4, 2, 0])


async def test_narrower_filter_is_asked_of_what_is_shown(slow_view: type[SlowView]) -> None:
    slow_view.go_on.release(_ALL)
    app = ListApp()
    async with app.run_test(size=(60, 20)):
        await until(lambda: len(app.rows) == 6)
        app.shown.set_filter("a")
        await until(partial(shows, app, [0, 2, 4, 5]))
        app.shown.set_filter("a 2")
        await until(partial(shows, app, [2]))

        assert slow_view.previous[-1] is not None


async def test_hits_are_counted_anew_when_a_log_that_grew_is_whole(slow_view: type[SlowView]) -> None:
    slow_view.go_on.release(_ALL)
    app = ListApp()
    whole = console_log(["a 0", "b 1", "a 2", "b 3", "a 4"])
    columns = Columns.of([whole.entry(row) for row in range(2)])
    log = Log(Kind.CONSOLE, whole.data, columns, whole.account)
    async with app.run_test(size=(60, 20)):
        app.shown.show(log, growing=True)
        await until(lambda: app.rows == [0, 1])
        app.shown.set_search("a")
        await until(lambda: app.shown.hit_count == 1)

        for row in range(2, 5):
            more = Columns.of([whole.entry(row)])
            columns.at += more.at
            columns.quality += more.quality
            columns.severity += more.severity
            columns.texts += more.texts
        columns.entry = whole.entry
        app.shown.show(log)

        await until(lambda: app.shown.hit_count == 3)
