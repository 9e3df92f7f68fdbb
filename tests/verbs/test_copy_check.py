"""The copy test of the doctor: a word goes the way of every copy, and the sentences say which."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path

import pytest

from upl_tui.cli import main
from upl_tui.clipboard import Channel
from upl_tui.errors import ExitCode, UsageError
from upl_tui.verbs import copy_check
from upl_tui.verbs.copy_check import to_terminal


def test_word_that_is_named_is_the_one_that_is_sent() -> None:
    sent: list[str] = []

    said = copy_check.copy_check({}, sent.append)

    (word,) = re.findall(r"upl-tui-[0-9a-f]{6}", said[0])
    (sequence,) = sent
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", sequence)
    assert found
    assert b64decode(found[1]).decode() == word
    assert "OSC 52" in said[0]
    assert said != copy_check.copy_check({}, sent.append)


def test_every_way_has_an_advice() -> None:
    assert set(copy_check._WHEN_MISSING) == set(Channel)


def test_doctor_prints_the_word_and_nothing_else(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(copy_check, "to_terminal", sent.append)
    for name in ("TMUX", "STY", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)

    assert main(["doctor", "--copy"]) == ExitCode.OK

    out = capsys.readouterr().out
    assert out.startswith("Copied the word upl-tui-")
    assert "\x1b" not in out
    assert len(sent) == 1


def test_no_terminal_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(6, "No such device or address")

    monkeypatch.setattr(Path, "open", refuse)

    with pytest.raises(UsageError, match="no terminal here"):
        to_terminal("x")
