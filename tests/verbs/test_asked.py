"""Filters that ask beyond their own log, without a screen."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.story.scenes import demo
from upl_tui.bundle import open_path
from upl_tui.cli import main
from upl_tui.errors import ExitCode
from upl_tui.marks import mark_file
from upl_tui.model import Kind
from upl_tui.story.clicks import find_clicks
from upl_tui.verbs.asked import Needs, needs_of
from upl_tui.verbs.collect import collect_log, run_for


def ids(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert main([*arguments, "--format", "json"]) == 0
    return [entry["id"] for entry in json.loads(capsys.readouterr().out)["entries"]]


@pytest.mark.parametrize(
    ("names", "tags", "kinds"),
    [
        ((), (), set()),
        (("A9", "c12"), (), {Kind.ACTION, Kind.CONSOLE}),
        (("1:23", "Axe", "", "A"), (), set()),
        ((), ("rage",), set()),
        ((), ("dead",), set(Kind)),
    ],
)
def test_only_logs_that_a_query_needs_are_read(
    names: tuple[str, ...], tags: tuple[str, ...], kinds: set[Kind]
) -> None:
    assert needs_of(names, tags) == Needs(frozenset(kinds), frozenset(tags))


def test_clicks_in_a_rage_and_before_an_error_are_those_of_the_story(
    capsys: pytest.CaptureFixture[str],
) -> None:
    clicks = find_clicks(demo())
    raging = [f"A{row + 1}" for run in clicks.rage for row in run]

    assert ids(capsys, "actions", "demo", "--filter", "is:rage") == raging
    assert ids(capsys, "timeline", "demo", "--filter", "is:rage") == raging
    assert ids(capsys, "actions", "demo", "--filter", "is:before-error") == [
        f"A{row + 1}" for row in clicks.before_error
    ]
    assert raging


def test_exit_code_asks_for_clicks_too() -> None:
    assert main(["actions", "demo", "--fail-on", "is:rage"]) == ExitCode.MATCHED
    assert main(["actions", "demo", "--fail-on", "is:dead"]) == ExitCode.OK


def test_why_no_click_can_be_called_dead_is_said(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["actions", str(data / "capture" / "actions.json"), "--filter", "is:dead"]) == 0

    assert "No click can be called dead: there is no" in capsys.readouterr().err


def test_id_of_another_log_is_the_moment_of_its_entry(capsys: pytest.CaptureFixture[str]) -> None:
    by_id = ids(capsys, "network", "demo", "--filter", "near:A20")

    assert by_id == ids(capsys, "network", "demo", "--filter", "near:0:16.458")
    assert by_id
    assert main(["network", "demo", "--filter", "is:pending near:A9"]) == 0


def test_id_that_no_log_has_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["network", "demo", "--filter", "near:A999"]) == ExitCode.USAGE

    assert "A999" in capsys.readouterr().err


def test_marks_of_the_state_directory_answer_a_filter(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = data / "stories" / "order"
    source = open_path(target)
    collected = run_for(source, collect_log(source, Kind.NETWORK))
    assert collected.log is not None
    file = mark_file(collected.recording, collected.log, os.environ)
    file.change(lambda marks: marks.with_mark("N3", True))

    assert ids(capsys, "network", str(target), "--filter", "is:marked") == ["N3"]
