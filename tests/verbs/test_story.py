"""The story without a screen: formats, exit codes, masks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.story.scenes import STORIES
from upl_tui.cli import main
from upl_tui.errors import ExitCode
from upl_tui.story import RULES


def run(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(["story", *arguments]) == code
    return capsys.readouterr().out


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(run(capsys, *arguments, "--format", "json"))
    return document


def test_json_of_the_demo_has_problems_and_the_story_of_the_first(capsys: pytest.CaptureFixture[str]) -> None:
    document = run_json(capsys, "demo")

    assert document["version"] == 1
    assert document["recording"]["id"] == "rec_demo"
    assert document["problems"][0]["ids"] == ["N44", "C69", "C70"]
    assert document["story"]["subject"] == "N44"
    names = {rule.name for rule in RULES}
    for step in document["story"]["steps"]:
        assert set(step) == {"id", "kind", "at_ms", "role", "text", "rule", "sure", "also"}
        assert step["rule"] in names


def test_markdown_keeps_recorded_signs_from_becoming_markup(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"timestamp": 1772445600000, "level": "error", "message": "<b>bad</b> | `x` [y](z) \u202e"}
    (tmp_path / "console.ndjson").write_text(json.dumps(row) + "\n")

    shown = run(capsys, str(tmp_path), "C1", "--format", "md")

    assert "\\<b\\>bad\\</b\\> \\| \\`x\\`" in shown
    assert "\u202e" not in shown


def test_recording_with_a_missing_log_is_told_as_far_as_it_goes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = run(capsys, str(STORIES / "no-actions"), "N3")

    assert "what the user did is unknown" in shown


def test_id_that_is_not_there_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["story", str(STORIES / "order"), "N99"]) == ExitCode.USAGE

    assert "There is no N99: the network log has 5 entries." in capsys.readouterr().err


def test_rules_need_no_recording_and_print_every_definition(capsys: pytest.CaptureFixture[str]) -> None:
    shown = run(capsys, "--rules")

    assert all(rule.definition in shown for rule in RULES)


def test_story_without_a_recording_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["story"]) == ExitCode.USAGE
    assert "--rules" in capsys.readouterr().err


def test_secrets_are_masked_unless_they_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"timestamp": 1772445600000, "level": "error", "message": "login failed password=hunter2secret"}
    (tmp_path / "console.ndjson").write_text(json.dumps(row) + "\n")

    assert "hunter2secret" not in run(capsys, str(tmp_path), "C1")
    assert "hunter2secret" in run(capsys, str(tmp_path), "C1", "--reveal")


def test_recording_without_problems_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "console.ndjson").write_text('{"timestamp":1772445600000,"level":"info","message":"ready"}\n')

    assert run(capsys, str(tmp_path)).startswith("0 problems")
