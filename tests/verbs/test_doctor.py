"""What works here, and how files were read, in words and as JSON."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from upl_tui.cli import main


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, Any]:
    assert main(["doctor", *arguments, "--format", "json"]) == code
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_doctor_without_a_target_says_what_works_here(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USERPLANE_API_KEY", "uspl_verysecret")
    monkeypatch.setenv("HTTPS_PROXY", "http://me:hunter2@proxy.test")

    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    document = run_json(capsys)

    assert "set in USERPLANE_API_KEY" in out
    assert "verysecret" not in out + json.dumps(document)
    assert "hunter2" not in out + json.dumps(document)
    assert set(document) == {
        "version",
        "program",
        "terminal",
        "text",
        "settings",
        "network",
        "clipboard",
        "problems",
    }


def test_doctor_of_a_directory_tells_every_file_and_what_it_is_opened_for(
    capsys: pytest.CaptureFixture[str], data: Path
) -> None:
    document = run_json(capsys, str(data / "capture"))

    files = {file["name"]: file for file in document["files"]}
    assert {name: file["opened_for"] for name, file in files.items() if file["opened_for"]} == {
        "console.ndjson": ["console"],
        "network.har.json": ["network"],
        "actions.json": ["action"],
    }
    assert document["recording"]["durationMs"] == 27983
    assert "picture" in files["thumb.jpg"]["skipped"]
    assert files["rrweb.json"]["kinds"]["console"]["rows"] == 242


def test_doctor_of_a_file_is_plain_words(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    assert main(["doctor", str(data / "capture/network.har.json")]) == 0

    out = capsys.readouterr().out
    for words in (
        "network.har.json  (opened for: network)",
        "46 rows at log.entries, read as HAR: 46 of 46 sampled rows look like it",
        "console   none",
        "46 entries from 46 of 46 rows, 0 kept raw",
        "times: ISO 8601, confidence 100%, 0:00.000 (2026-11-22T05:45:14.839+00:00)",
        "fields used: ",
        "connection (37)",
    ):
        assert words in out
    assert all(character.isprintable() or character == "\n" for character in out)


def test_doctor_of_a_file_of_nothing_says_why_once(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "odd.ndjson"
    path.write_text('{"a":1}\n{"b":2}\n')

    assert main(["doctor", str(path)]) == 0

    out = capsys.readouterr().out
    assert "no console entry, request or action in 2 rows" in out
    assert out.count("line 1 is raw") == 1
    assert "--mapping" in out


def test_doctor_of_a_file_that_cannot_be_unpacked_exits_3_and_tells_the_others(
    capsys: pytest.CaptureFixture[str], data: Path, tmp_path: Path
) -> None:
    (tmp_path / "cut.gz").write_bytes(b"\x1f\x8b\x08\x00\x00")
    shutil.copy(data / "ndjson/lnav-bunyan.ndjson", tmp_path)

    document = run_json(capsys, str(tmp_path), code=3)

    problems = {file["name"]: file["problem"] for file in document["files"]}
    assert problems["cut.gz"]
    assert problems["lnav-bunyan.ndjson"] == ""


def test_doctor_of_the_demo_tells_its_three_logs(capsys: pytest.CaptureFixture[str]) -> None:
    document = run_json(capsys, "demo")

    assert [
        (file["name"], file["kinds"][file["opened_for"][0]]["entries"]) for file in document["files"]
    ] == [
        ("console log", 71),
        ("network log", 46),
        ("action log", 50),
    ]


def test_doctor_by_a_mapping_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "log.ndjson").write_text('{"when":1795326315210,"sev":"E","m":"boom"}\n' * 3)
    mapping = tmp_path / "mine.toml"
    mapping.write_text('time = "when"\n[console]\nlevel = "sev"\ntext = "m"')

    document = run_json(capsys, str(tmp_path / "log.ndjson"), "--mapping", str(mapping))

    (file,) = document["files"]
    assert file["lists"][0]["family"] == "rows with your own names"
    assert file["kinds"]["console"]["fields_used"] == ["m", "sev", "when"]
