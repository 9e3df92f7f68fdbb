"""The timeline without a screen, over the demo's real server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from upl_tui.cli import main
from upl_tui.errors import ExitCode


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["timeline", *arguments, "--format", "json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_timeline_of_the_demo_has_every_entry_once_by_time_with_its_own_id(
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = run_json(capsys, "demo")

    entries = document["entries"]
    expected = {
        f"{letter}{n}" for letter, last in (("C", 71), ("N", 46), ("A", 50)) for n in range(1, last + 1)
    }
    assert {entry["id"] for entry in entries} == expected
    assert len(entries) == len(expected)
    moments = [entry["at_ms"] for entry in entries]
    assert moments == sorted(moments)
    assert set(document["source"]) == {"console", "network", "action"}


def test_timeline_prints_an_entry_as_the_verb_of_its_kind_does(capsys: pytest.CaptureFixture[str]) -> None:
    [merged] = run_json(capsys, "demo", "--filter", "id:N44")["entries"]

    main(["network", "demo", "--filter", "id:N44", "--format", "ndjson"])

    assert merged == json.loads(capsys.readouterr().out)


def test_filter_round_an_entry_keeps_the_entries_of_all_kinds_near_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["timeline", "demo", "--filter", "near:N44 is:error,problem"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert {line[0] for line in lines} >= {"C", "N"}


def test_key_that_no_kind_has_is_an_error_before_anything_is_fetched(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["timeline", "demo", "--filter", "stauts:500"]) == ExitCode.USAGE
    assert "Did you mean status?" in capsys.readouterr().err


def test_missing_log_is_said_and_the_others_are_merged(
    capsys: pytest.CaptureFixture[str], data: Path
) -> None:
    assert main(["timeline", str(data / "capture/console.ndjson"), "--format", "ndjson"]) == 0

    printed = capsys.readouterr()
    assert {json.loads(line)["kind"] for line in printed.out.splitlines()} == {"console"}
    assert "There is no network log" in printed.err
    assert "There is no action log" in printed.err
