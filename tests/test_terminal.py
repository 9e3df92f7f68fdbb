"""The whole program in a real pseudo-terminal, from the command to the restored terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

LEAVES_ALTERNATE_SCREEN = b"\x1b[?1049l"
SHOWS_CURSOR = b"\x1b[?25h"


def test_demo_in_a_terminal_finds_the_failed_order() -> None:
    with Terminal(["demo"]) as terminal:
        terminal.shows("1 Info", "2 Console", "Captured")
        terminal.type("2")
        terminal.shows("71 entries", "C1")
        terminal.type("3")
        terminal.shows("46 requests")
        terminal.type(":N44\r")
        terminal.shows("POST", "500", "/api/orders")
        terminal.type("4")
        terminal.shows("50 actions", "clicked")
        terminal.type("q")

        assert terminal.exit_code() == 0
        assert LEAVES_ALTERNATE_SCREEN in terminal.output
        assert SHOWS_CURSOR in terminal.output


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["terminate", "hang up"]
)
def test_demo_ended_by_a_signal_restores_the_terminal(number: int, code: int) -> None:
    with Terminal(["demo"]) as terminal:
        terminal.shows("1 Info")
        terminal.signal(number)

        assert terminal.exit_code() == code
        assert LEAVES_ALTERNATE_SCREEN in terminal.output
        assert SHOWS_CURSOR in terminal.output


def test_demo_without_a_terminal_says_so_and_exits_2() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "upl_tui", "demo"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert "needs a terminal" in done.stderr
    assert done.stdout == ""


REDIRECTED = """
import os, sys
number, name, *arguments = sys.argv[1:]
os.dup2(os.open(name, os.O_RDWR | os.O_CREAT), int(number))
os.execv(sys.executable, [sys.executable, "-m", "upl_tui", *arguments])
"""


def test_demo_with_its_errors_sent_to_a_file_draws_on_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "errors"
    with Terminal(["2", str(file), "demo"], program=["-c", REDIRECTED]) as terminal:
        terminal.shows("1 Info", "Captured")
        terminal.resize(80, 24)
        terminal.type("3")
        terminal.shows("46 requests")
        terminal.type("q")

        assert terminal.exit_code() == 0
        assert LEAVES_ALTERNATE_SCREEN in terminal.output
        assert file.read_bytes() == b""


@pytest.mark.parametrize("number", ["0", "1"], ids=["input", "output"])
def test_demo_with_its_input_or_output_elsewhere_says_so_and_exits_2(number: str, tmp_path: Path) -> None:
    file = tmp_path / "elsewhere"
    with Terminal([number, str(file), "demo"], program=["-c", REDIRECTED]) as terminal:
        assert terminal.exit_code() == 2
        assert b"needs a terminal" in terminal.output
        assert file.read_bytes() == b""


def test_demo_in_a_dumb_terminal_says_so_and_exits_2() -> None:
    with Terminal(["demo"], environ={"TERM": "dumb"}) as terminal:
        assert terminal.exit_code() == 2
        assert b"TERM" in terminal.output


def test_key_is_on_no_argument_list_while_the_program_runs() -> None:
    with Terminal(["demo"]) as terminal:
        terminal.shows("1 Info")

        with open(f"/proc/{terminal.pid}/cmdline", "rb") as file:
            assert b"uspl_" not in file.read()
        terminal.type("q")
        assert terminal.exit_code() == 0


FAILING = """
import sys
from upl_tui.cli import main
from upl_tui.tui.screens.recording import RecordingScreen

def fail(self):
    secret = "uspl_local_variable"
    raise RuntimeError("uspl_message")

RecordingScreen.action_help = fail
sys.exit(main(["demo"]))
"""


def test_internal_error_on_the_screen_is_one_line_without_variables() -> None:
    with Terminal([], program=["-c", FAILING]) as terminal:
        terminal.shows("1 Info")
        terminal.type("?")

        assert terminal.exit_code() == 1
        said = terminal.output.rpartition(LEAVES_ALTERNATE_SCREEN)[2]
        assert b"internal error (RuntimeError" in said
        assert b"uspl_" not in terminal.output
        assert b"Traceback" not in terminal.output


def test_search_typed_in_one_go_loses_no_key() -> None:
    with Terminal(["demo"]) as terminal:
        terminal.shows("1 Info")
        terminal.type("3")
        terminal.shows("46 requests")
        terminal.type("/api/orders\r")

        terminal.shows("/api/orders 1/")
        terminal.type(":q\r")
        assert terminal.exit_code() == 0


def test_interrupt_twice_quits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "LC_ALL", "C.UTF-8")
    with Terminal(["demo"]) as terminal:
        terminal.shows("1 Info")
        terminal.type("\x03\x03")

        assert terminal.exit_code() == 130
