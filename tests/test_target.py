"""What TARGET may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from upl_tui.errors import ExitCode, UplError, UsageError
from upl_tui.target import (
    DemoTarget,
    ListTarget,
    PathTarget,
    RecordingTarget,
    StdinTarget,
    Target,
    parse_target,
)

REC = RecordingTarget("ws_1", "rec_1")


@pytest.mark.parametrize(
    ("text", "workspace", "target"),
    [
        ("https://dash.userplane.io/workspace/ws_1/recordings/rec_1", "", REC),
        ("https://dash.userplane.io/workspace/ws_1/recordings/rec_1/?t=3#x", "", REC),
        ("https://dash.example.org/workspace/ws%5F1/recordings/rec_1", "", REC),
        ("ws_1/rec_1", "other", REC),
        ("rec_1", "ws_1", REC),
        ("demo", "", DemoTarget()),
        ("demo/rec_empty", "", DemoTarget("rec_empty")),
        ("-", "", StdinTarget()),
        ("", "ws_1", ListTarget("ws_1")),
    ],
)
def test_target_written_in_a_known_form_is_understood(text: str, workspace: str, target: Target) -> None:
    assert parse_target(text, workspace) == target


def test_target_that_is_a_path_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "console.ndjson"
    file.touch()

    assert parse_target(str(file)) == PathTarget(file)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("https://example.org/elsewhere", "not a recording's page"),
        ("https://[", "not a recording's page"),
        ("rec_1", "workspace is missing"),
        ("no such thing", "no recording"),
        ("a/b/c", "no recording"),
    ],
)
def test_target_that_is_nothing_known_is_a_usage_error(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        parse_target(text)


def test_file_that_is_not_there_could_not_be_had() -> None:
    with pytest.raises(UplError, match="no file or directory") as caught:
        parse_target("./nowhere.json")

    assert caught.value.exit_code == ExitCode.UNAVAILABLE
