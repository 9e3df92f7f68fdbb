"""The whole start in a real pseudo-terminal: what is drawn before Textual, and what becomes of it."""

from __future__ import annotations

import json
import os
import signal
import termios
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest
from pyte.screens import Char

from tests.terminal import Terminal
from tests.tui.output.model import Screen, TerminalModel
from upl_tui.arguments import parse
from upl_tui.settings import Settings
from upl_tui.tui import cover
from upl_tui.tui.first_frame import LEAST_SIZE

HINTS = b"help"
"""The end of the last line."""
COLUMNS, LINES = 100, 30
TEXTUAL_STARTS = b"\x1b[?2004h"
LEAVES_ALTERNATE_SCREEN = b"\x1b[?1049l"
ENTERS_ALTERNATE_SCREEN = b"\x1b[?1049h"
COUNT = 990
"""Rows: more than the first look reads."""
UNCOVERED = {"TEXTUAL_COLOR_SYSTEM": "256"}
LEVELS = ("log", "info", "warn", "error", "debug")


@pytest.fixture
def console(tmp_path: Path) -> Path:
    rows = [
        {
            "timestamp": 1_700_000_000_000 + 40 * at,
            "level": LEVELS[at % 5],
            "message": f"row {at // 2} of 日本 all",
        }
        for at in range(COUNT)
    ]
    path = tmp_path / "console.ndjson"
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def asked(*words: str) -> Namespace:
    return parse(words)


def looks(output: bytes | bytearray) -> list[list[tuple[str, ...]]]:
    """The cells of title, facts, table and hints with what is seen of their looks, the bar left out."""
    model = TerminalModel(Screen(COLUMNS, LINES))
    model.feed(output.decode())
    return [
        [_seen(model.screen.buffer[line][column]) for column in range(COLUMNS - (5 <= line < LINES - 1))]
        for line in (0, *range(4, LINES))
    ]


def _seen(cell: Char) -> tuple[str, ...]:
    return (cell.data, cell.bg) if cell.data in (" ", "") else (cell.data, cell.bg, cell.fg, str(cell.bold))


@pytest.mark.terminal
@pytest.mark.parametrize("colours", ["", "truecolor"])
def test_cover_stays_as_it_is_when_the_screen_takes_over(console: Path, colours: str) -> None:
    with Terminal([str(console)], environ={"COLORTERM": colours}) as terminal:
        terminal.until(lambda _: HINTS in terminal.output)
        before = len(terminal.output)
        terminal.until(lambda text: f"{COUNT} entries" in text and "still" not in text)
        covered, screen = looks(terminal.output[:before]), looks(terminal.output)

    assert screen[2:] == covered[2:]
    assert b"row 1 " not in terminal.output[before:]


@pytest.mark.terminal
def test_cover_looks_as_the_screen_of_a_start_without_it(console: Path) -> None:
    console.write_text("\n".join(console.read_text().split("\n")[:60]))

    with Terminal([str(console)]) as terminal:
        terminal.until(lambda _: HINTS in terminal.output)
        covered = looks(terminal.output)
        assert TEXTUAL_STARTS not in terminal.output
    with Terminal([str(console)], environ=UNCOVERED) as terminal:
        terminal.shows("C1", "row 5", "60 entries", "60 ✕12", "next error")
        usual = looks(terminal.output)

    assert covered == usual


@pytest.mark.terminal
def test_keys_typed_on_the_cover_are_done_when_the_rows_are_there(console: Path) -> None:
    with Terminal([str(console)]) as terminal:
        terminal.until(lambda _: HINTS in terminal.output)
        assert TEXTUAL_STARTS not in terminal.output
        terminal.type("jjj\r")
        terminal.shows("C4 · 0:00.120")
        terminal.type("q")

        assert terminal.exit_code() == 0
        assert b"jjj" not in terminal.output


@pytest.mark.terminal
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_program_ended_by_a_signal_on_the_cover_restores_the_terminal(
    console: Path, number: int, code: int
) -> None:
    with Terminal([str(console)]) as terminal:
        before = termios.tcgetattr(terminal.descriptor)
        terminal.until(lambda _: HINTS in terminal.output)
        assert termios.tcgetattr(terminal.descriptor) != before
        terminal.signal(number)

        assert terminal.exit_code() == code
        assert LEAVES_ALTERNATE_SCREEN in terminal.output
        assert termios.tcgetattr(terminal.descriptor) == before


@pytest.mark.terminal
def test_program_left_after_a_cover_restores_the_terminal(console: Path) -> None:
    with Terminal([str(console)]) as terminal:
        before = termios.tcgetattr(terminal.descriptor)
        terminal.shows(f"{COUNT} entries")
        terminal.type("q")

        assert terminal.exit_code() == 0
        assert termios.tcgetattr(terminal.descriptor) == before
        assert terminal.output.count(ENTERS_ALTERNATE_SCREEN) == 1


@pytest.mark.terminal
def test_terminal_resized_on_the_cover_shows_the_screen_in_its_new_size(console: Path) -> None:
    with Terminal([str(console)]) as terminal:
        terminal.until(lambda _: HINTS in terminal.output)
        terminal.resize(90, 20)
        terminal.until(lambda text: f"{COUNT} entries" in text and "next error" in text.split("\n")[19])


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("more", "environ"),
    [
        (["--filter", "row"], {}),
        (["--theme", "textual-light"], {}),
        ([], {"NO_COLOR": "1"}),
        ([], {"TERM": "xterm"}),
        ([], UNCOVERED),
    ],
    ids=["filter", "theme", "no colour", "few colours", "Textual told"],
)
def test_start_that_is_not_usual_has_no_cover(
    console: Path, more: list[str], environ: dict[str, str]
) -> None:
    with Terminal([str(console), *more], environ=environ) as terminal:
        terminal.shows("C1", "row 1")

        assert terminal.output.index(TEXTUAL_STARTS) < terminal.output.index(b"C1 ")


@pytest.mark.parametrize(
    "write",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\x00\x01\x02" * 100),
        lambda path: path.write_text('{"log": {"entries": []}}'),
        lambda path: path.write_text("no rows that anybody understands\n" * 9),
    ],
    ids=["empty", "binary", "no rows", "raw"],
)
def test_file_without_rows_to_show_has_no_cover_and_no_error(
    console: Path, write: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    _in_a_terminal(monkeypatch)
    write(console)

    with cover.covered(asked(str(console)), Settings()) as drawn:
        assert drawn is None


@pytest.mark.parametrize("size", [(LEAST_SIZE[0] - 1, 40), (120, LEAST_SIZE[1] - 1)], ids=["narrow", "low"])
def test_small_terminal_has_no_cover(
    console: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    _in_a_terminal(monkeypatch, size)

    with cover.covered(asked(str(console)), Settings()) as drawn:
        assert drawn is None


@pytest.mark.parametrize(
    "settings",
    [Settings(plain_output=True), Settings(theme="nord"), Settings(columns={"console": ("level",)})],
    ids=["plain output", "theme", "columns"],
)
def test_settings_that_change_the_look_leave_the_cover_out(
    console: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _in_a_terminal(monkeypatch)

    with cover.covered(asked(str(console)), settings) as drawn:
        assert drawn is None


def _in_a_terminal(monkeypatch: pytest.MonkeyPatch, size: tuple[int, int] = (120, 40)) -> None:
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size(size))
    monkeypatch.setattr(cover, "get_terminal_size", lambda: os.terminal_size(size))
