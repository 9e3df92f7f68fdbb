"""What may be typed after a colon."""

from __future__ import annotations

import pytest

from upl_tui.clock import Unit
from upl_tui.errors import UsageError
from upl_tui.tui.commands import (
    Command,
    Export,
    GoToEntry,
    GoToMoment,
    Quit,
    SetClock,
    SetFilter,
    SetOrder,
    SetTheme,
    parse_command,
)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("q", Quit()),
        ("n45", GoToEntry("N45")),
        ("1:23", GoToMoment(83_000)),
        ("+5s", GoToMoment(5_000, relative=True)),
        ("-1500ms", GoToMoment(-1_500, relative=True)),
        ("filter level:error x", SetFilter("level:error x")),
        ("filter", SetFilter("")),
        ("sort size", SetOrder("size")),
        ("sort size desc", SetOrder("size", descending=True)),
        ("sort size ASC", SetOrder("size")),
        ("sort desc", SetOrder("desc")),
        ("sort", SetOrder("")),
        ("theme nord", SetTheme("nord")),
        ("export har a b.har", Export("har", "a b.har")),
        ("export report", Export("report", "")),
        ("clock epoch-s", SetClock(Unit.EPOCH_S)),
        ("clock auto", SetClock(None)),
    ],
)
def test_command_is_understood(text: str, command: Command) -> None:
    assert parse_command(text) == command


@pytest.mark.parametrize("text", ["", "nonsense", "N", "theme", "1:x", "clock"])
def test_command_that_is_none_says_what_would_be(text: str) -> None:
    with pytest.raises(UsageError, match=":filter"):
        parse_command(text)


def test_clock_word_that_is_none_says_which_there_are() -> None:
    with pytest.raises(UsageError, match="relative-ms"):
        parse_command("clock soon")
