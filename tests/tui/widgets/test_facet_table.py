from __future__ import annotations

from textual.app import App, ComposeResult

from tests import factories as make
from tests.hands import press
from tests.tui.widgets.logs import HOSTILE
from upl_tui.entries import Entry, Severity
from upl_tui.facets import Order, choice, grouped
from upl_tui.logs import LOGS
from upl_tui.model import Kind
from upl_tui.query.compile import never
from upl_tui.redact import MASK, Masker
from upl_tui.tui.widgets.facet_table import FacetTable

SPEC = LOGS[Kind.NETWORK]
ENTRIES: list[Entry] = [
    *(make.network(f"https://a.test/{name}", severity=Severity.ERROR, duration_ms=5.0) for name in "aab"),
    make.network(f"https://a.test/{HOSTILE}"),
    make.network("https://a.test/漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字"),
    make.network("https://a.test/?x=1", initiator="script https://a.test/?token=canary1"),
    make.raw(),
]


class TableApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[FacetTable.Chosen] = []

    def compose(self) -> ComposeResult:
        yield FacetTable(Masker())

    def on_facet_table_chosen(self, message: FacetTable.Chosen) -> None:
        self.chosen.append(message)

    def show(self, name: str) -> list[str]:
        table = self.query_one(FacetTable)
        field = choice(SPEC, name)
        assert field is not None
        facets = grouped(make.log(Kind.NETWORK, ENTRIES), range(len(ENTRIES)), SPEC, field, never)
        assert facets is not None
        table.show(facets, Order.COUNT)
        strips = [table.render_line(y) for y in range(table.size.height)]
        assert {strip.cell_length for strip in strips} == {table.scrollable_content_region.width}
        return [strip.text.rstrip() for strip in strips]


async def test_groups_are_lines_with_numbers_below_their_titles() -> None:
    app = TableApp()
    async with app.run_test(size=(100, 20)):
        header, first, *_ = app.show("path")

        assert header.split() == ["path", "count", "errors", "slowest", "bytes"]
        assert first.split() == ["/a", "2", "█" * 16, "2", "5", "ms", "-"]
        assert header.index("count") + 5 == first.index(" 2 ") + 2


async def test_hostile_and_secret_values_are_shown_safe_in_any_width() -> None:
    for width in (30, 60, 140):
        app = TableApp()
        async with app.run_test(size=(width, 20)):
            assert "\x1b" not in "".join(app.show("path"))
            shown = "".join(app.show("initiator"))
            assert "canary1" not in shown
            assert MASK[:1] in shown or width < 140


async def test_keys_choose_to_keep_or_to_drop_the_group_under_the_cursor() -> None:
    app = TableApp()
    async with app.run_test(size=(100, 20)) as pilot:
        app.show("path")
        app.query_one(FacetTable).focus()

        await press(pilot, "enter", "j", "minus")

        assert [(one.group.value, one.drop) for one in app.chosen] == [
            ("/a", False),
            (app.chosen[1].group.value, True),
        ]
        assert app.chosen[1].group.value != "/a"
