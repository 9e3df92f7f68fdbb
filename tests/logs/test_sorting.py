from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories as make
from tests.tui.widgets.logs import SPEC, console_log
from upl_tui.entries import Entry, Severity
from upl_tui.logs import LOGS
from upl_tui.logs.sorting import Order, column_named, ordered
from upl_tui.logs.spec import Cell, Column, LogSpec
from upl_tui.model import Kind
from upl_tui.redact import MASK, Masker


def spec_sorted_by(values: list[object]) -> LogSpec:
    column = Column("value", "Value", lambda entry, masker: Cell(""), sort=lambda entry: values[entry.index])
    return replace(SPEC, columns=(column,))


@given(
    st.lists(st.none() | st.integers(-3, 3) | st.just(float("nan")), min_size=1, max_size=30),
    st.booleans(),
    st.data(),
)
@settings(deadline=None, max_examples=150)
def test_ordered_is_stable_and_puts_what_has_no_value_last(
    values: list[object], descending: bool, data: st.DataObject
) -> None:
    log = console_log(["x"] * len(values))
    rows = sorted(data.draw(st.sets(st.sampled_from(range(len(values))))))

    got = ordered(log, spec_sorted_by(values), rows, Order("value", descending))

    def naive(row: int) -> tuple[bool, float, int]:
        value = values[row]
        if not isinstance(value, int):
            return True, 0, row
        return False, -value if descending else value, row

    assert list(got) == sorted(rows, key=naive)


def test_ordered_by_text_ignores_case_and_puts_empty_texts_last() -> None:
    log = console_log(["b", "", "A", "a", "C"])

    assert ordered(log, SPEC, range(5), Order("message")) == [2, 3, 0, 4, 1]
    assert ordered(log, SPEC, range(5), Order("message", descending=True)) == [4, 0, 2, 3, 1]


def test_ordered_by_values_of_different_types_does_not_fail() -> None:
    log = console_log(["x"] * 4)

    assert ordered(log, spec_sorted_by([3, "b", (1,), None]), range(4), Order("value"))[-1] == 3


def test_ordered_by_time_and_id_needs_no_entries() -> None:
    log = console_log(["x"] * 4)

    assert ordered(log, SPEC, [2, 0, 3], Order("id")) == [0, 2, 3]
    assert ordered(log, SPEC, [2, 0, 3], Order("time", descending=True)) == [3, 0, 2]


def test_ordered_few_rows_of_many_reads_only_those() -> None:
    read: list[int] = []

    def get(entry: Entry) -> int:
        read.append(entry.index)
        return -entry.index

    spec = replace(SPEC, columns=(Column("value", "", lambda entry, masker: Cell(""), sort=get),))

    assert ordered(console_log(["x"] * 100), spec, [5, 7, 9], Order("value")) == [9, 7, 5]
    assert sorted(read) == [5, 7, 9]


def test_ordered_by_a_cell_sees_no_secret() -> None:
    seen: list[str] = []

    def cell(entry: Entry, masker: Masker) -> Cell:
        seen.append(masker.url(entry.text))
        return Cell(seen[-1])

    spec = replace(SPEC, columns=(Column("url", "", cell),))
    ordered(console_log(["https://a.example/?token=opensesame"]), spec, [0], Order("url"))

    assert "opensesame" not in seen[0]
    assert MASK in seen[0]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("level", "level"),
        ("MESSAGE", "message"),
        ("Place", "place"),
        ("id", "id"),
        ("time", "time"),
        ("x", None),
    ],
)
def test_column_is_found_by_key_or_title(name: str, key: str | None) -> None:
    assert column_named(SPEC, name) == key


def test_ordered_by_text_and_level_reads_no_entry() -> None:
    said = (("b", Severity.ERROR), ("C", Severity.LOG), ("a", Severity.WARN))
    entries = [make.console(text, severity=severity) for text, severity in said]
    log = make.log(Kind.CONSOLE, entries, b"")
    log.entry = log.column = None  # type: ignore[method-assign,assignment]

    assert ordered(log, LOGS[Kind.CONSOLE], range(3), Order("text")) == [2, 0, 1]
    assert ordered(log, LOGS[Kind.CONSOLE], range(3), Order("level", descending=True)) == [0, 2, 1]


@pytest.mark.parametrize("rows", [range(15_000), range(0, 15_000, 10)])
def test_ordered_stops_reading_when_told(rows: range) -> None:
    read: list[int] = []

    def get(entry: Entry) -> int:
        read.append(entry.index)
        return -entry.index

    spec = replace(SPEC, columns=(Column("value", "", lambda entry, masker: Cell(""), sort=get),))
    log = console_log(["x"] * 15_000)

    assert ordered(log, spec, rows, Order("value"), stop=lambda: bool(read)) == rows
    assert len(read) <= 1000
    assert list(ordered(log, spec, rows, Order("value"))) == list(rows)[::-1]


def test_ordered_of_an_empty_log_is_empty() -> None:
    assert ordered(console_log([]), SPEC, [], Order("message")) == []
