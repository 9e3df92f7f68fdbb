from __future__ import annotations

from tests.tui.widgets.logs import SPEC, console_log
from upl_tui.entries import Severity
from upl_tui.logs.sorting import Order
from upl_tui.query.compile import compile_query
from upl_tui.query.search import compile_search
from upl_tui.tui.widgets.shown_rows import ShownRows
from upl_tui.view import View

LOG = console_log(["b", "a", "d", "c"], [Severity.ERROR, Severity.LOG, Severity.WARN, Severity.INFO])


def test_shown_rows_are_in_their_order_with_the_severities_in_the_same() -> None:
    shown = ShownRows.of(View.of(LOG, None, lambda: False), SPEC, Order("message"))

    assert list(shown.rows) == [1, 0, 3, 2]
    assert list(shown.severities) == [Severity.LOG, Severity.ERROR, Severity.INFO, Severity.WARN]
    assert list(shown.view.rows) == [0, 1, 2, 3]


def test_shown_rows_that_grow_read_only_what_is_new() -> None:
    query = compile_query("/[abcd]/", ())
    shorter = ShownRows.of(View(LOG, query, [0, 2]), SPEC, None)

    longer = ShownRows.of(View(LOG, query, [0, 2, 3]), SPEC, None, shorter)

    assert list(longer.severities) == [Severity.ERROR, Severity.WARN, Severity.INFO]


def test_search_among_shown_rows_gives_positions_on_screen() -> None:
    shown = ShownRows.of(View.of(LOG, None, lambda: False), SPEC, Order("message", descending=True))

    assert list(shown.on_screen.find(compile_search("/[ad]/"), lambda: False).positions) == [0, 3]


def test_shown_rows_of_another_order_are_no_continuation() -> None:
    whole = View.of(LOG, None, lambda: False)
    by_time, sorted_rows = ShownRows.of(whole, SPEC, None), ShownRows.of(whole, SPEC, Order("message"))

    assert by_time.is_longer(by_time)
    assert not sorted_rows.is_longer(by_time)
    assert not by_time.is_longer(sorted_rows)
