from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.hands import press, rest, until
from upl_tui.tui.widgets.folding_viewer import FoldingViewer

SHOP = {"items": [{"name": "cup", "tags": ["a", "b"]}, {"name": "pot", "tags": []}], "total": 3}


class ViewerApp(App[None]):
    def compose(self) -> ComposeResult:
        yield FoldingViewer()

    @property
    def viewer(self) -> FoldingViewer:
        return self.query_one(FoldingViewer)


@asynccontextmanager
async def showing(value: object, language: str = "json") -> AsyncIterator[tuple[FoldingViewer, Pilot[None]]]:
    app = ViewerApp()
    async with app.run_test(size=(40, 40)) as pilot:
        app.viewer.show(json.dumps(value, indent=2), language)
        app.viewer.focus()
        await rest(pilot)
        yield app.viewer, pilot


def rows(viewer: FoldingViewer) -> list[str]:
    return [viewer.render_line(y).text.rstrip() for y in range(viewer.line_count)]


async def test_fold_hides_what_the_line_opens_and_counts_it() -> None:
    async with showing(SHOP) as (viewer, pilot):
        await press(pilot, "j")
        viewer.action_toggle_fold()

        assert rows(viewer) == ["{", '  "items": […] 2 items', '  "total": 3', "}"]
        viewer.action_toggle_fold()
        assert "\n".join(rows(viewer)) == json.dumps(SHOP, indent=2)


async def test_fold_inside_folds_what_the_line_stands_in() -> None:
    async with showing(SHOP) as (viewer, pilot):
        await press(pilot, "j", "j", "j")
        viewer.action_toggle_fold()

        assert rows(viewer)[:3] == ["{", '  "items": [', "    {…} 2 keys"]
        assert viewer.cursor == 2


async def test_left_and_right_fold_climb_and_unfold() -> None:
    async with showing(SHOP) as (viewer, pilot):
        await press(pilot, "j", "j", "h")
        assert rows(viewer)[2] == "    {…} 2 keys"
        await press(pilot, "h")
        assert viewer.cursor == 1
        await press(pilot, "j", "l")
        assert "\n".join(rows(viewer)) == json.dumps(SHOP, indent=2)


async def test_fold_all_leaves_the_outermost_open_and_unfolds_level_by_level() -> None:
    async with showing(SHOP) as (viewer, pilot):
        viewer.action_fold_all()
        await until(lambda: viewer.line_count == 4)
        assert rows(viewer) == ["{", '  "items": […] 2 items', '  "total": 3', "}"]

        await press(pilot, "j", "l")
        assert rows(viewer)[2:4] == ["    {…} 2 keys", "    {…} 2 keys"]

        viewer.action_unfold_all()
        assert "\n".join(rows(viewer)) == json.dumps(SHOP, indent=2)


async def test_hit_in_a_fold_opens_it() -> None:
    async with showing(SHOP) as (viewer, _):
        viewer.action_fold_all()
        await until(lambda: viewer.line_count == 4)

        viewer.set_search(lambda text: [match.span() for match in re.finditer('"b"', text)])
        viewer.next_hit()

        assert viewer.line_text().strip() == '"b"'


async def test_path_is_that_of_the_cursor_also_beside_folds() -> None:
    async with showing(SHOP) as (viewer, pilot):
        await press(pilot, "j", "j")
        viewer.action_toggle_fold()
        await press(pilot, "j")
        assert viewer.path_at_cursor() == "$.items[1]"
        await press(pilot, "j")
        assert viewer.path_at_cursor() == "$.items[1].name"


async def test_text_that_is_no_json_has_no_folds_and_no_path() -> None:
    async with showing(SHOP, "text") as (viewer, pilot):
        viewer.action_toggle_fold()
        viewer.action_fold_all()
        await press(pilot, "h", "l")

        assert viewer.path_at_cursor() == ""
        assert viewer.line_count == len(json.dumps(SHOP, indent=2).split("\n"))
