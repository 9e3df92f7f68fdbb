"""``show``: the metadata of the demo without a screen."""

from __future__ import annotations

import json

import pytest

from upl_tui.cli import main


def test_show_says_who_when_and_what_was_captured(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "demo"]) == 0

    out = capsys.readouterr().out
    for word in ("rec_demo", "0:27.983", "zendesk", "Chromium", "featureFlags", "video/webm", "image/jpeg"):
        assert word in out


def test_show_as_json_gives_the_state_of_all_parts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "demo/rec_notcaptured", "--format", "json"]) == 0

    document = json.loads(capsys.readouterr().out)
    assert document["parts"]["console-log"]["state"] == "not captured"
    assert document["parts"]["action"]["state"] == "ready"


def test_show_of_a_deleted_recording_exits_3(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "demo/rec_deleted"]) == 3
    assert "deleted" in capsys.readouterr().err


def test_show_never_prints_a_presigned_url_or_a_key(capsys: pytest.CaptureFixture[str]) -> None:
    main(["show", "demo", "--format", "json", "--reveal"])

    captured = capsys.readouterr()
    assert "X-Amz" not in captured.out + captured.err
    assert "uspl_" not in captured.out + captured.err
