"""The report without a screen: formats, exit codes, masks, marks."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import pytest

from upl_tui.bundle import open_path
from upl_tui.cli import main
from upl_tui.errors import ExitCode
from upl_tui.marks import mark_file
from upl_tui.model import Kind
from upl_tui.verbs.report import collect


def run(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(["report", *arguments]) == code
    return capsys.readouterr().out


def test_report_of_the_demo_names_the_ticket_the_problem_and_the_evidence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = run(capsys, "demo")

    assert shown.startswith("# Order fails with an error, then works\n")
    assert "https://dash.userplane.io/workspace/ws_demo/recordings/rec_demo" in shown
    assert "What happened around N44" in shown
    assert "Click Place order (button)" in shown
    assert "PAYMENT_GATEWAY" in shown
    assert "### Console C70" in shown


def test_json_has_a_version_and_the_same_story(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(run(capsys, "demo", "--format", "json"))

    assert document["version"] == 1
    assert document["story"]["subject"] == "N44"
    assert document["counts"]["network"]["entries"] == 46
    assert document["evidence"]["request"] == "N44"
    assert document["masked"] is True
    assert document["captured"]["video"]["state"] == "ready"


def test_log_that_is_not_there_is_said(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(data / "capture" / "network.har.json")]) == ExitCode.OK

    captured = capsys.readouterr()
    assert "There is no console log" in captured.out
    assert "There is no console log" in captured.err


def test_marks_of_the_state_directory_are_in_the_report(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = data / "stories" / "order"
    session = asyncio.run(collect(open_path(target)))
    file = mark_file(session.recording, session.logs[Kind.NETWORK], os.environ)
    file.change(lambda marks: marks.with_note("N3", "ask the payments team").with_mark("N3", True))

    shown = run(capsys, str(target))

    assert "- N3 (marked): ask the payments team, on " in shown


def test_report_is_written_for_its_owner_and_never_over_a_file_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bug.md"

    run(capsys, "demo", "--output", str(path))
    assert path.stat().st_mode & 0o777 == 0o600
    assert main(["report", "demo", "--output", str(path)]) == ExitCode.USAGE
    run(capsys, "demo", "--output", str(path), "--force")
