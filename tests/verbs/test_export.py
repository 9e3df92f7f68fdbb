"""``export`` and the formats for files that the log verbs have."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from upl_tui.cli import main

MODE = 0o777


def test_har_of_the_demo_is_written_for_its_owner_only(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "out.har"

    assert main(["export", "demo", "--output", str(path)]) == 0

    assert len(json.loads(path.read_text())["log"]["entries"]) == 46
    assert path.stat().st_mode & MODE == 0o600
    said = capsys.readouterr().err
    assert "46 of 46 requests" in said
    assert "masked: " in said
    assert "header cookie (41)" in said


def test_existing_file_is_not_written_over_unasked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    path.write_text("mine")

    assert main(["export", "demo", "--format", "csv", "--output", str(path)]) == 2
    assert path.read_text() == "mine"
    assert "--force" in capsys.readouterr().err

    assert main(["export", "demo", "--format", "csv", "--output", str(path), "--force"]) == 0
    assert path.read_text() != "mine"


@pytest.mark.parametrize("verb", ["network", "export"])
def test_filtered_rows_come_out_as_csv_and_markdown(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["demo", "--filter", "status:500"]

    assert main([verb, *options, "--format", "csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["id"], row["status"]) == ("N44", "500")

    assert main([verb, *options, "--format", "md"]) == 0
    assert "| N44 | 0:24.714 | POST | 500! |" in capsys.readouterr().out


def test_har_from_the_network_verb_is_the_filtered_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["network", "demo", "--filter", "status:500", "--format", "har"]) == 0

    (entry,) = json.loads(capsys.readouterr().out)["log"]["entries"]
    assert entry["response"]["status"] == 500


def test_kind_names_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "demo", "--kind", "console", "--format", "ndjson"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 71
    assert json.loads(lines[0])["kind"] == "console"


def test_timeline_comes_out_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["timeline", "demo", "--format", "md", "--filter", "level:error"]) == 0

    assert "| N44 |" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["bug", "bug.zip"])
def test_bundle_opens_again(name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / name

    assert main(["export", "demo", "--format", "bundle", "--output", str(path)]) == 0
    assert "71 console, 46 network, 50 action" in capsys.readouterr().err

    for verb in ("console", "network", "actions"):
        assert main([verb, "demo", "--format", "json"]) == 0
        before = json.loads(capsys.readouterr().out)["entries"]
        assert main([verb, str(path), "--format", "json"]) == 0
        after = json.loads(capsys.readouterr().out)["entries"]
        assert [entry.pop("at_ms") for entry in after] == pytest.approx(
            [e.pop("at_ms") for e in before], abs=0.002
        )
        assert after == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--format", "bundle"], "--output"),
        (["--format", "bundle", "--output", "x", "--filter", "status:500"], "whole"),
        (["--format", "har", "--kind", "console"], "requests only"),
        (["--filter", "status:>>"], "status"),
    ],
)
def test_what_cannot_be_exported_is_a_sentence(
    options: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "demo", *options]) == 2

    assert words in capsys.readouterr().err


def test_bundle_of_a_file_with_one_log_says_what_is_missing(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(
        [
            "export",
            str(data / "capture/network.har.json"),
            "--format",
            "bundle",
            "--output",
            str(tmp_path / "b"),
        ]
    )

    assert code == 3
    assert "There is no console log" in capsys.readouterr().err
    assert sorted(file.name for file in (tmp_path / "b").iterdir()) == ["network.har", "recording.json"]
