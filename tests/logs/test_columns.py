from __future__ import annotations

from pathlib import Path

import pytest

from tests import factories as make
from upl_tui.clock import RecordingClock
from upl_tui.entries import Depth, Entry
from upl_tui.errors import UsageError
from upl_tui.logs import LOGS
from upl_tui.logs.columns import configured, with_columns
from upl_tui.logs.network import NETWORK
from upl_tui.model import Kind
from upl_tui.shapes.read import read_log

DATA = Path(__file__).parent.parent / "data"


def keys(columns: tuple[str, ...]) -> list[str]:
    return [column.key for column in with_columns(NETWORK, columns).columns]


def test_columns_come_in_the_order_asked_for_and_at_any_width() -> None:
    chosen = with_columns(NETWORK, ("waterfall", "status", "Path", "status"))

    assert [column.key for column in chosen.columns] == ["waterfall", "status", "target"]
    assert not any(column.from_width for column in chosen.columns)


def test_no_columns_asked_for_are_those_that_fit() -> None:
    assert with_columns(NETWORK, ()) is NETWORK


def test_unknown_column_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r'no column "stauts".*status'):
        with_columns(NETWORK, ("stauts",))


@pytest.mark.parametrize(
    ("tab", "name"), [("network", "network"), ("action", "actions"), ("action", "action")]
)
def test_config_names_columns_by_the_word_of_the_tab(tab: str, name: str) -> None:
    spec = LOGS[Kind(tab)]
    last = spec.columns[-1].key

    assert [column.key for column in configured(spec, tab, {name: (last,)}).columns] == [last]
    assert configured(spec, tab, {"other": ("x",)}) is spec


@pytest.mark.parametrize("entry", [make.network(), make.network("", "", None, at_ms=None), make.raw()])
def test_every_column_of_requests_can_be_sorted_by(entry: Entry) -> None:
    full = make.network(type="xhr", duration_ms=5.0, size_body=3, at_ms=1.0, method="POST")

    for column in NETWORK.columns:
        assert column.sort is not None
        values = [value for one in (entry, full) if (value := column.sort(one)) is not None]
        assert sorted(values) is not None


@pytest.mark.parametrize(("width", "shown"), [(60, 4), (79, 6), (99, 7), (119, 9), (139, 9)])
def test_wider_tables_show_more_columns_and_leave_room_for_the_path(width: int, shown: int) -> None:
    columns = [column for column in NETWORK.columns if column.from_width <= width]

    assert len(columns) == shown
    assert width - 16 - sum(column.cells(width) + 1 for column in columns) >= 18


@pytest.mark.parametrize("file", sorted((DATA / "har").glob("*.har")), ids=lambda path: path.name)
def test_outlines_and_heads_answer_as_whole_requests_do(file: Path) -> None:
    log = read_log(file.read_bytes(), Kind.NETWORK, RecordingClock())

    asked = [(f"field {one.key}", one.get, one.depth) for one in NETWORK.fields]
    asked += [(f"column {one.key}", one.sort, one.depth) for one in NETWORK.columns if one.sort]
    assert sum(depth is Depth.OUTLINE for _, _, depth in asked) > 20
    assert sum(depth is Depth.HEAD for _, _, depth in asked) > 12
    for name, get, depth in asked:
        assert log.column(name, get, depth) == [get(entry) for entry in log.entries()], name
