from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import Color, ColorSystem
from textual.app import App, ComposeResult

from tests.tui.output.model import Screen, TerminalModel
from upl_tui.clock import RecordingClock
from upl_tui.kinds import Kind
from upl_tui.log import Log
from upl_tui.logs import LOGS
from upl_tui.model import Recording
from upl_tui.shapes.read import read_log
from upl_tui.tui.first_frame import can_be_drawn, colours, first_frame
from upl_tui.tui.first_words import INDEXED, TRUE
from upl_tui.tui.output.frame import parse_frame
from upl_tui.tui.widgets.log_table import LogTable

SIZE = (100, 20)
STARTED = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    [
        "\x1b[2J\x1b]0;x\x07",
        "\u202eabc",
        "a\r\nb\tc",
        "\u8a9e" * 80,
        "e\u0301\u0301",
        "\U0001f469\u200d\U0001f4bb",
        "",
    ]
)


def log_of(texts: list[str], level: str = "info") -> Log:
    rows = [
        json.dumps({"timestamp": 1_700_000_000_000 + 40 * at, "level": level, "message": text})
        for at, text in enumerate(texts)
    ]
    return read_log("\n".join(rows).encode(), Kind.CONSOLE, RecordingClock())


def frame_of(
    log: Log, title: str = "console.ndjson", size: tuple[int, int] = SIZE, *, whole: bool = True
) -> str:
    recording = Recording(title, "", started_at=STARTED)
    return first_frame(recording, log, LOGS[Kind.CONSOLE], whole=whole, size=size, look=colours(INDEXED))


def lines_of(frame: str, size: tuple[int, int] = SIZE) -> list[str]:
    model = TerminalModel(Screen(*size))
    model.feed(frame)
    return [line.rstrip() for line in model.screen.display]


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=12), TEXTS, st.sampled_from([SIZE, (80, 16), (161, 30)]))
def test_frame_of_hostile_texts_fills_every_line_and_holds_no_control(
    texts: list[str], title: str, size: tuple[int, int]
) -> None:
    frame = frame_of(log_of(texts), title, size)

    parsed = parse_frame(frame, *size)
    drawn = re.sub(r"\x1b\[[\d;]*[mH]", "", frame)
    assert all(char.isprintable() or category(char) == "Zs" for char in drawn)
    assert [sum(len(run.cells) for run in parsed.runs if run.y == y) for y in range(size[1])] == [
        size[0]
    ] * size[1]
    assert cell_len(drawn) == size[0] * size[1]


def test_frame_says_which_recording_tab_and_file_it_is() -> None:
    lines = lines_of(frame_of(log_of(["one", "two"])))

    assert lines[0] == " upl-tui  console.ndjson  2026-03-01 09:30 UTC"
    assert lines[1].startswith(" 1 Info [2 Console] 3 Network  4 Actions")
    assert lines[4].startswith(" 2 entries  ·  flat console rows · NDJSON")
    assert lines[6].split() == ["C1", "0:00.000", "info", "one"]
    assert lines[-1].startswith("e next error")


def test_frame_of_the_beginning_of_a_file_says_that_more_is_to_come() -> None:
    assert "still loading" in lines_of(frame_of(log_of(["one"]), whole=False))[4]
    assert "still loading" not in lines_of(frame_of(log_of(["one"]), whole=True))[4]


def test_frame_of_identical_neighbours_shows_one_line_for_them() -> None:
    lines = lines_of(frame_of(log_of(["same"] * 3 + ["other"])))

    assert "×3  same" in lines[6]
    assert "other" in lines[7]


def test_frame_of_a_secret_shows_none_of_it() -> None:
    secret = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"

    frame = frame_of(log_of([f"token {secret}"]))

    assert secret[-20:] not in frame


@pytest.mark.parametrize(("kind", "drawn"), [(Kind.CONSOLE, True), (Kind.NETWORK, False)])
def test_only_rows_of_text_can_be_drawn(kind: Kind, drawn: bool) -> None:
    assert can_be_drawn(LOGS[kind]) is drawn


class TableApp(App[None]):
    def compose(self) -> ComposeResult:
        yield LogTable()


async def test_colours_of_cells_are_those_of_the_table_in_the_default_theme() -> None:
    async with TableApp().run_test() as pilot:
        table = pilot.app.query_one(LogTable)
        for name in ("error", "warn", "info", "debug", "muted", "accent", "good"):
            colour = table.get_component_styles(f"log-rows--{name}").rich_style.color
            assert colour is not None
            assert colour.triplet is not None
            indexed = colour.downgrade(ColorSystem.EIGHT_BIT)

            assert f"38;2;{';'.join(map(str, colour.triplet))};" in colours(TRUE)[name], name
            assert f"38;5;{indexed.number};" in colours(INDEXED)[name], name


@pytest.mark.parametrize("name", list(colours(TRUE)))
def test_indexed_colours_are_the_nearest_to_the_true_ones(name: str) -> None:
    true, indexed = (
        re.findall(r"[34]8;\d;([\d;]+?)(?=;[34]8|$)", colours(kind)[name]) for kind in (TRUE, INDEXED)
    )

    nearest = [
        str(Color.from_rgb(*map(int, rgb.split(";"))).downgrade(ColorSystem.EIGHT_BIT).number) for rgb in true
    ]
    assert indexed == nearest
