"""The fault matrix over the whole program in a real pseudo-terminal: rows D. Each test names its row."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from time import monotonic
from unicodedata import category

import pytest

from tests.faultserver.content import HOSTILE_TEXTS
from tests.faultserver.server import FaultServer
from tests.terminal import Terminal
from upl_tui.cli import main

pytestmark = pytest.mark.terminal

RESTORES = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l")
SIZES = [(20, 5), (80, 24), (200, 60)]

OWN_SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\]22;[a-z-]*\x07")
INVISIBLE = "\u115f\u1160\u3164\uffa0"


@pytest.fixture(autouse=True)
def server(fault_server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> FaultServer:
    """The fault server, named by the environment as a person would name another API."""
    monkeypatch.setenv("USERPLANE_API_KEY", fault_server.key)
    monkeypatch.setenv("UPL_TUI_API_BASE", fault_server.api_base)
    monkeypatch.setenv("UPL_TUI_STORAGE_ORIGINS", " ".join(fault_server.storage_origins))
    return fault_server


def forbidden(output: bytes) -> set[str]:
    """Characters beyond the program's own sequences and cursor steps that a terminal obeys or hides."""
    text = OWN_SEQUENCE.sub("", output.decode("utf-8"))
    bad = {char for char in text if category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") or char in INVISIBLE}
    return bad - set("\b\r\n")


def recorded_as_it_is(output: bytes) -> list[str]:
    """Hostile texts that reached the terminal as they are."""
    texts = (text.encode("utf-8", "surrogatepass") for text in HOSTILE_TEXTS if not text.isprintable())
    return [repr(text) for text in texts if text in output]


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_d01_no_control_byte_of_a_recording_reaches_the_terminal(columns: int, lines: int) -> None:
    with Terminal(["open", "ws_test/rec_escape_injection"], columns=columns, lines=lines) as terminal:
        terminal.shows("Recording")
        for tab, letter in (("2", "C"), ("3", "N"), ("4", "A")):
            terminal.type(tab)
            terminal.until(partial(re.search, rf"\[{tab} .*\n(?:.*\n)*{letter}[0-9]+ "))
            terminal.type("\r")
            for number in (9, 18, 26):
                terminal.type(f":{letter}{number}\r")
                terminal.shows(f"{letter}{number} · ")
        terminal.type("1q")
        assert terminal.exit_code() == 0

        assert forbidden(bytes(terminal.output)) == set()
        assert recorded_as_it_is(bytes(terminal.output)) == []


def test_d01_hostile_characters_are_shown_and_the_text_around_is_whole() -> None:
    with Terminal(["open", "ws_test/rec_escape_injection"], columns=200, lines=60) as terminal:
        terminal.shows("Recording", r"Checkout fails\x1b]0;owned\x07\x1b[31m\x9b1m\u202e\u200b\r[/red]")
        terminal.type("2")
        terminal.shows(r"clear\x1b[2J\x1b[Hend", r"return\roverwritten", r"nul\x00end", r"bidi\u202eend")
        terminal.shows(r"c1 osc\x9d0;owned\x9cend", r"separator\u2028end\u2029", r"filler\u3164\u115fend")
        terminal.type("4")

        terminal.shows(r'clicked "return\roverwritten"', r'clicked "separator\u2028end')


@pytest.mark.parametrize("verb", ["console", "network", "actions", "show"])
@pytest.mark.parametrize("form", ["text", "json", "ndjson"])
def test_d01_verbs_print_no_control_character(
    verb: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([verb, "ws_test/rec_escape_injection", "--format", form]) == 0

    captured = capsys.readouterr()
    assert forbidden(captured.out.encode()) == set()
    assert "\x1b" not in captured.out + captured.err
    if form == "ndjson" and verb == "console":
        texts = [json.loads(line)["text"] for line in captured.out.split("\n") if line]
        wanted = [text for text in HOSTILE_TEXTS if "surrogate" not in text]
        assert [text for text in texts if "surrogate" not in text] == wanted


@pytest.mark.parametrize(("tab", "first"), [("2", "26 entries"), ("3", "26 requests"), ("4", "26 actions")])
def test_d02_markup_is_text_and_a_click_on_it_does_nothing(tab: str, first: str) -> None:
    with Terminal(["open", "ws_test/rec_escape_injection"], columns=160, lines=60) as terminal:
        terminal.shows("Recording")
        terminal.type(tab)
        lines = terminal.shows(first, "x[/red]", "[@click=app.quit]x[/]", "[a=b", r"\[x]").split("\n")

        for line, text in enumerate(lines, 1):
            for found in re.finditer(re.escape("[@click=app.quit]x"), text):
                terminal.type(f"\x1b[<0;{found.end()};{line}M\x1b[<0;{found.end()};{line}m")
        terminal.type("1")
        terminal.shows("Recording", "Notes")
        terminal.type("q")
        assert terminal.exit_code() == 0


def test_d03_hostile_list_is_shown_as_text() -> None:
    with Terminal(["open", "--workspace", "ws_hostile_list"], columns=120, lines=40) as terminal:
        terminal.shows("10 of 26 recordings", r"title\x1b]0;owned\x07end", r"return\roverwritten")
        terminal.type("G")
        terminal.shows("20 of 26")
        terminal.type("G")
        terminal.shows("26 of 26", r"bidi\u202eend", "x[/red]", "[@click=app.quit]x[/]", r"\[x]")
        terminal.type("q")
        assert terminal.exit_code() == 0

        assert forbidden(bytes(terminal.output)) == set()
        assert recorded_as_it_is(bytes(terminal.output)) == []


def test_d03_list_verb_prints_no_control_character(capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("text", "json", "ndjson"):
        assert main(["list", "--workspace", "ws_hostile_list", "--format", form]) == 0

        assert forbidden(capsys.readouterr().out.encode()) == set()


@pytest.mark.parametrize("word", ["", "dumb"])
def test_d04_terminal_that_cannot_do_it_is_told_at_once(word: str) -> None:
    with Terminal(["open", "ws_test/rec_ok"], environ={"TERM": word}) as terminal:
        before = monotonic()
        assert terminal.exit_code() == 2

        assert monotonic() - before < 1
        assert b"TERM" in terminal.output


def test_d04_pipes_are_told_at_once(server: FaultServer) -> None:
    before = monotonic()
    command = [sys.executable, "-m", "upl_tui", "open", "ws_test/rec_ok"]
    done = subprocess.run(command, stdin=subprocess.PIPE, capture_output=True, text=True, check=False)

    assert monotonic() - before < 1
    assert (done.returncode, done.stdout) == (2, "")
    assert "needs a terminal" in done.stderr
    assert server.requests == []


def test_d05_smallest_terminal_shows_rows_and_their_detail() -> None:
    with Terminal(["open", "ws_test/rec_ok", "--tab", "console"], columns=20, lines=5) as terminal:
        terminal.shows("C1 ")
        terminal.type(":C7\r")
        terminal.shows("C7 ")
        terminal.type("\r")
        terminal.shows("─C7 ", "Message")


def test_d05_resizing_all_the_time_ends_in_a_whole_screen() -> None:
    with Terminal(["open", "ws_test/rec_ok", "--tab", "network"], columns=80, lines=24) as terminal:
        terminal.shows("120 requests")
        terminal.type("\r")
        for columns, lines in [(20, 5), (300, 80), (1, 1), (80, 24), (2, 2), (500, 3), (10, 100)] * 3:
            terminal.resize(columns, lines)
            terminal.type("j")
        terminal.resize(120, 30)

        terminal.shows("120 requests", "N22 ", "Overview")
        terminal.type("q")
        assert terminal.exit_code() == 0


def test_d05_last_of_many_sizes_counts() -> None:
    with Terminal(["open", "ws_test/rec_ok", "--tab", "network"], columns=80, lines=24) as terminal:
        beyond_titles = 80 - titles_length(terminal.shows("120 requests", "id "))
        for columns in range(81, 97):
            for size in [(20, 5), (300, 80), (1, 1), (10, 100), (columns, 24)]:
                terminal.resize(*size)
            terminal.until(partial(has_titles, columns - beyond_titles))


def has_titles(cells: int, screen: str) -> bool:
    return titles_length(screen) == cells


def titles_length(screen: str) -> int:
    """Cells of the line of titles, 0 while there is none."""
    return max((len(line.rstrip()) for line in screen.splitlines() if line.startswith("id ")), default=0)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_d06_signal_during_a_download_restores_the_terminal_and_leaves_no_file(
    number: int, code: int, server: FaultServer, tmp_path: Path
) -> None:
    command = ["open", "ws_test/rec_slow_drip", "--tab", "console"]
    with Terminal(command, environ={"TMPDIR": str(tmp_path)}) as terminal:
        terminal.shows("Loading the console log")
        before = monotonic()
        terminal.signal(number)

        assert terminal.exit_code() == code
        assert monotonic() - before < 1
        assert [sequence for sequence in RESTORES if sequence not in terminal.output] == []
        assert list(tmp_path.iterdir()) == []
        server.wait_until(lambda: server.open_connections == 0)


@pytest.mark.parametrize(
    "environ",
    [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}, {"NO_COLOR": "1"}],
    ids=["C", "ascii", "no colour"],
)
def test_d07_levels_are_told_apart_in_words(environ: dict[str, str]) -> None:
    with Terminal(["open", "ws_test/rec_ok", "--tab", "console"], environ=environ) as terminal:
        text = terminal.shows("400 entries", "C10")

        assert re.search(r"^C7 +0:01.500 WARN  step 6: the cart has 1 items *\S?$", text, re.MULTILINE)
        assert re.search(r"^C9 +0:02.000 info  step 8: the cart has 3 items *\S?$", text, re.MULTILINE)
        assert re.search(r"^C10 +0:02.250 ERROR step 9: the cart has 4 items *\S?$", text, re.MULTILINE)


def test_d08_columns_behind_wide_characters_stay_aligned(tmp_path: Path) -> None:
    paths = ["plain", "日本語の道", "👍🏽", "👨‍👩‍👧‍👦", "cafe\u0301", "ｆｕｌｌ", "한국어", "☎\ufe0f"]
    rows = [
        {
            "timestamp": 1_772_442_930_000 + number * 1000,
            "method": "GET",
            "url": f"https://shop.example.com/{path}",
            "status": 200,
            "durationMs": 20,
        }
        for number, path in enumerate(paths)
    ]
    log = tmp_path / "network.json"
    log.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")

    with Terminal(["open", str(log), "--tab", "network"]) as terminal:
        terminal.shows("8 requests", "plain", "日本語の道", "한국어")

        columns = [column_of("20 ms", cells) for cells in terminal.cells()]
        found = [column for column in columns if column is not None]
        assert len(found) == len(paths)
        assert len(set(found)) == 1


def column_of(text: str, cells: list[str]) -> int | None:
    """The column that a text starts at."""
    starts = range(len(cells) - len(text) + 1)
    return next((start for start in starts if cells[start : start + len(text)] == list(text)), None)
