"""``list``: the recordings of a workspace."""

from __future__ import annotations

import json

import pytest

from upl_tui.cli import main


def test_list_of_the_demo_shows_five_recordings_newest_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "demo", "--format", "json"]) == 0

    document = json.loads(capsys.readouterr().out)
    created = [recording["createdAt"] for recording in document["recordings"]]
    assert len(created) == document["total"] == 5
    assert created == sorted(created, reverse=True)


def test_list_that_is_cut_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "demo", "--limit", "2"]) == 0

    captured = capsys.readouterr()
    assert captured.out.count("\n") == 2
    assert "2 of 5" in captured.err


def test_list_without_a_key_exits_2_and_says_where_keys_are_made(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 2
    assert "dash.userplane.io" in capsys.readouterr().err
