from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual.app import App

from tests.terminal import Terminal
from upl_tui.logs.spec import Section
from upl_tui.tui.pager import open_pager, pager_command, section_text, whole_text

PAGER = """
import os, signal, sys
path = sys.argv[-1]
facts = [oct(os.stat(path).st_mode & 0o777), oct(os.stat(os.path.dirname(path)).st_mode & 0o777), path]
print("\\n".join([*facts, open(path, encoding="utf-8").read()]), file=open(sys.argv[1], "w"))
print("PAGER IS OPEN", flush=True)
if sys.argv[2] == "interrupt":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.kill(os.getppid(), signal.SIGINT)
input()
sys.exit(int(sys.argv[2] == "fail"))
"""


def test_pager_command_takes_pager_before_editor_before_less(tmp_path: Path) -> None:
    less = tmp_path / "less"
    less.write_text("")
    less.chmod(0o755)

    assert pager_command({"PAGER": "more -s", "EDITOR": "vi"}) == ["more", "-s"]
    assert pager_command({"PAGER": " ", "EDITOR": "vi"}) == ["vi"]
    assert pager_command({"PATH": str(tmp_path)}) == ["less"]
    assert pager_command({"PATH": ""}) is None


def test_section_text_is_that_of_its_section_to_the_end() -> None:
    batches = [[Section("a", "A", "one")], [Section("b", "B", "two", more=iter([" three", " four"]))]]

    assert "".join(section_text(lambda: batches, "b")) == "two three four"
    assert "".join(section_text(lambda: batches, "none")) == ""


def test_whole_text_is_every_section_to_the_end_under_its_title() -> None:
    batches = [[Section("a", "A", "one", more=iter([" more"]))], [Section("b", "B", "two")]]

    assert "".join(whole_text(lambda: batches, "N44")) == "N44\n\nA\n\none more\n\nB\n\ntwo"


@pytest.mark.parametrize(
    ("pager", "says"), [("", "There is no pager"), ("less 'x", "PAGER or EDITOR has an open quote.")]
)
def test_open_pager_without_a_pager_says_so(pager: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", pager)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", "")

    assert open_pager(App[None](), ["text"]).startswith(says)


@pytest.mark.terminal
@pytest.mark.parametrize("manner", ["well", "fail", "interrupt"])
def test_section_opens_in_the_pager_masked_private_and_gone_afterwards(manner: str, tmp_path: Path) -> None:
    script, seen = tmp_path / "pager.py", tmp_path / "seen"
    script.write_text(PAGER)
    environ = {"PAGER": f"{sys.executable} {script} {seen} {manner}"}
    with Terminal(["demo", "--tab", "network"], environ=environ) as terminal:
        terminal.shows("46 requests")
        terminal.type(":N44\r")
        terminal.shows("/api/orders")
        terminal.type("\r")
        terminal.shows("Answer in short")
        terminal.type("\t}}}}")
        terminal.shows("Headers · ")
        terminal.type("v")
        terminal.shows("PAGER IS OPEN")
        terminal.type("\n")

        terminal.shows("ended with status 1." if manner == "fail" else "v pager", "Headers · ", "46 requests")
        terminal.type("q")
        assert terminal.exit_code() == 0

    file_mode, folder_mode, path, *text = seen.read_text(encoding="utf-8").split("\n")
    assert (file_mode, folder_mode) == ("0o600", "0o700")
    assert not Path(path).parent.exists()
    assert text[0] == "Request headers"


@pytest.mark.terminal
def test_pager_that_does_not_exist_leaves_the_screen_with_a_sentence() -> None:
    with Terminal(["demo", "--tab", "network"], environ={"PAGER": "/nowhere/pager"}) as terminal:
        terminal.shows("46 requests")
        terminal.type("\r")
        terminal.shows("Overview")
        terminal.type("\tv")

        terminal.shows("/nowhere/pager could not be started: No such file or directory.", "Overview")
        terminal.type("q")
        assert terminal.exit_code() == 0
