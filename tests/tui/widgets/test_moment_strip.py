from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region

from tests.hands import click, rest
from upl_tui.kinds import Kind
from upl_tui.timeline.lanes import Lane
from upl_tui.tui.widgets.moment_strip import LABELS, NAMES, MomentStrip

CONSOLE = Lane(moments=(0.0, 1.0, 50.0, 99.0), problems=(50.0,))
ACTIONS = Lane(moments=(10.0, 30.0), navigations=(30.0,))


class RecordingStrip(MomentStrip):
    """Keeps which regions it was asked to paint again."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[Region] = []

    def refresh(self, *regions: Region, **more: bool) -> RecordingStrip:
        self.painted = [*self.painted, *regions] if hasattr(self, "painted") else []
        super().refresh(*regions, **more)
        return self


class StripApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.strip = RecordingStrip()
        self.chosen: list[float] = []

    def on_moment_strip_chosen(self, message: MomentStrip.Chosen) -> None:
        self.chosen.append(message.at_ms)

    def compose(self) -> ComposeResult:
        yield self.strip

    def lines(self) -> list[str]:
        return [self.strip.render_line(y).text for y in range(2)]


async def test_strip_without_any_log_says_how_to_get_one() -> None:
    app = StripApp()
    async with app.run_test(size=(80, 5)):
        assert app.lines()[0].startswith("No log is loaded yet")


async def test_strip_shows_where_entries_problems_and_navigations_are() -> None:
    app = StripApp()
    async with app.run_test(size=(len(LABELS[0]) + 100, 5)):
        app.strip.set_lane(Kind.CONSOLE, CONSOLE, 100.0)
        app.strip.set_lane(Kind.ACTION, ACTIONS, 100.0)

        density, signs = (line[len(LABELS[0]) :] for line in app.lines())

    assert [cell for cell, dots in enumerate(density) if dots != " "] == [0, 1, 50, 99]
    assert {cell: sign for cell, sign in enumerate(signs) if sign != " "} == {10: "•", 30: "»", 50: "✕"}


@pytest.mark.parametrize(("width", "labels"), [(80, LABELS), (160, NAMES)])
async def test_strip_names_its_lines_where_there_is_room(width: int, labels: tuple[str, str]) -> None:
    assert len(labels[0]) == len(labels[1])
    app = StripApp()
    async with app.run_test(size=(width, 5)) as pilot:
        app.strip.set_lane(Kind.CONSOLE, CONSOLE, 100.0)
        await rest(pilot)
        assert all(line.startswith(label) for line, label in zip(app.lines(), labels, strict=True))

        await click(pilot, app.strip, offset=(len(labels[0]), 0))
        await rest(pilot)

        assert app.chosen
        assert app.chosen[0] < 2.0


async def test_moment_that_moves_paints_only_its_old_and_its_new_cell() -> None:
    app = StripApp()
    async with app.run_test(size=(len(LABELS[0]) + 100, 5)) as pilot:
        app.strip.set_lane(Kind.CONSOLE, CONSOLE, 100.0)
        app.strip.set_moment(20.0)
        await rest(pilot)
        app.strip.painted.clear()

        app.strip.set_moment(20.2)
        assert app.strip.painted == []
        app.strip.set_moment(70.0)

        left = len(LABELS[0])
        assert app.strip.painted == [Region(left + 20, 0, 1, 2), Region(left + 70, 0, 1, 2)]


async def test_strip_says_which_logs_are_not_on_it_and_why() -> None:
    app = StripApp()
    async with app.run_test(size=(80, 5)):
        app.strip.set_lane(Kind.CONSOLE, CONSOLE, 0.0)
        app.strip.set_lane(Kind.ACTION, Lane(moments=(float("-inf"),)), 0.0)
        app.strip.set_states({Kind.NETWORK: "not loaded"})

        assert app.lines()[1].rstrip().endswith("N not loaded · A without times")


async def test_strip_full_of_problems_shows_where_most_of_them_and_the_deeds_are() -> None:
    app = StripApp()
    problems = tuple(sorted((*(float(ms) for ms in range(100)), 40.1, 40.2)))
    async with app.run_test(size=(len(LABELS[0]) + 100, 5)):
        app.strip.set_lane(Kind.CONSOLE, Lane(problems, problems, warnings=(5.0,)), 100.0)
        app.strip.set_lane(Kind.ACTION, ACTIONS, 100.0)

        signs = app.lines()[1][len(LABELS[0]) :]

    shown = {cell: sign for cell, sign in enumerate(signs[:99]) if sign != "x"}
    assert shown == {10: "•", 30: "»", 40: "✕"}
