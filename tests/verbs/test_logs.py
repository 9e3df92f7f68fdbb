"""The logs without a screen, over the demo's real server."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from upl_tui.cli import main
from upl_tui.redact import MASK


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main([*arguments, "--format", "json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_network_of_the_demo_filtered_by_status_is_what_the_file_says(
    capsys: pytest.CaptureFixture[str], data: Path
) -> None:
    entries = json.loads((data / "capture/network.har.json").read_bytes())["log"]["entries"]
    expected = [
        (f"N{number}", entry["request"]["method"], entry["response"]["status"])
        for number, entry in enumerate(entries, 1)
        if entry["response"]["status"] >= 400
    ]

    document = run_json(capsys, "network", "demo", "--filter", "status:>=400")

    assert [(e["id"], e["method"], e["status"]) for e in document["entries"]] == expected
    assert (document["total"], document["shown"]) == (46, len(expected))
    assert document["version"] == 1
    assert document["recording"]["id"] == "rec_demo"
    assert document["source"]["network"]["rows"] == 46
    assert document["source"]["network"]["unparsed"] == 0


def test_console_of_the_demo_filtered_by_level_is_what_the_file_says(
    capsys: pytest.CaptureFixture[str], data: Path
) -> None:
    levels = [
        json.loads(line)["level"]
        for line in (data / "capture/console.ndjson").read_bytes().split(b"\n")
        if line
    ]

    document = run_json(capsys, "console", "demo", "--filter", "level:error")

    errors = levels.count("error") + levels.count("assert")
    assert document["shown"] == errors
    assert document["total"] == len(levels)
    assert {entry["severity"] for entry in document["entries"]} == {"error"}


def test_actions_of_the_demo_are_in_plain_words_and_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    document = run_json(capsys, "actions", "demo")

    times = [entry["at_ms"] for entry in document["entries"]]
    assert times == sorted(times)
    assert any('clicked "Place order"' in entry["text"] for entry in document["entries"])
    passwords = [entry for entry in document["entries"] if entry["label"].startswith("Password")]
    assert {entry["value"] for entry in passwords if entry["action"] in ("input", "change")} == {MASK}


def test_ndjson_is_the_entries_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["console", "demo", "--format", "ndjson"]) == 0

    lines = capsys.readouterr().out.split("\n")
    assert [json.loads(line)["id"] for line in lines if line] == [f"C{number}" for number in range(1, 72)]


def test_text_holds_no_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["console", "demo"]) == 0

    out = capsys.readouterr().out
    assert out.count("\n") == 71
    assert all(character.isprintable() or character == "\n" for character in out)
    assert "\\x1b[31m" in out


def test_token_in_the_console_is_masked_until_revealed(capsys: pytest.CaptureFixture[str]) -> None:
    secret = "c2lnbmF0dXJl"

    main(["console", "demo"])
    masked = capsys.readouterr().out
    main(["console", "demo", "--reveal"])
    revealed = capsys.readouterr()

    assert secret not in masked
    assert secret in revealed.out
    assert "--reveal" in revealed.err


def test_fail_on_that_matches_exits_4(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["network", "demo", "--fail-on", "status:500"]) == 4
    assert main(["network", "demo", "--fail-on", "status:503"]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("option", ["--filter", "--fail-on"])
def test_bad_query_exits_2_before_anything_is_fetched(
    option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["console", "demo", option, "level:(("]) == 2
    assert main(["console", "demo", option, "stauts:500"]) == 2

    assert "stauts" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--filter", "--fail-on"])
def test_bad_query_is_told_with_its_option_and_place(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["console", "demo", option, "shop level:loud"]) == 2

    assert capsys.readouterr().err.startswith(f'upl-tui: {option}, character 12: "level" has no "loud".')


@pytest.mark.parametrize(
    ("recording", "says"),
    [
        ("rec_notcaptured", "not captured"),
        ("rec_pending", "still being processed"),
        ("rec_deleted", "deleted"),
        ("rec_nowhere", "no such recording"),
    ],
)
def test_log_that_cannot_be_had_exits_3_with_the_reason(
    recording: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["console", f"demo/{recording}"]) == 3
    assert says in capsys.readouterr().err.lower()


def test_empty_log_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["console", "demo/rec_empty"]) == 0
    assert "empty" in capsys.readouterr().err


def test_output_file_is_private_and_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "errors.json"
    arguments = ["console", "demo", "--format", "json", "--output", str(target)]

    assert main(arguments) == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert json.loads(target.read_text())["total"] == 71
    assert main(arguments) == 2
    assert main([*arguments, "--force"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["errors.json"]
    capsys.readouterr()


def test_file_on_disk_is_read_like_the_recording(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    document = run_json(capsys, "network", str(data / "capture/network.har.json"), "--filter", "status:500")

    assert [(e["method"], e["status"]) for e in document["entries"]] == [("POST", 500)]


def test_directory_is_read_on_one_clock(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    actions = run_json(capsys, "actions", str(data / "capture"), "--filter", '"Place order"')
    network = run_json(capsys, "network", str(data / "capture"), "--filter", "status:500")

    click, post = actions["entries"][-1]["at_ms"], network["entries"][0]["at_ms"]
    assert click == pytest.approx(24_650, abs=50)
    assert post == pytest.approx(24_714, abs=50)


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        '[filters]\nshop = "\\"[shop]\\""\n'
        '[noise.default]\nconsole = "@shop"\n[noise.broken]\nconsole = "level:loud"'
    )
    monkeypatch.setenv("UPL_TUI_CONFIG", str(path))


def test_saved_filter_of_the_config_is_used_by_its_name(
    capsys: pytest.CaptureFixture[str], rules: None
) -> None:
    assert run_json(capsys, "console", "demo", "--filter", "@shop")["shown"] == 12


def test_noise_is_hidden_only_when_asked_and_said(capsys: pytest.CaptureFixture[str], rules: None) -> None:
    assert run_json(capsys, "console", "demo")["shown"] == 71

    document = run_json(capsys, "console", "demo", "--noise")

    assert document["shown"] == 59
    assert document["warnings"] == ["12 hidden by noise (default)"]


def test_noise_rule_that_is_no_filter_hides_nothing_and_is_named(
    capsys: pytest.CaptureFixture[str], rules: None
) -> None:
    document = run_json(capsys, "console", "demo", "--noise", "broken")

    assert document["shown"] == 71
    assert "config.toml, noise.broken.console" in document["warnings"][0]


@pytest.mark.parametrize("arguments", [("--noise", "nothing"), ("--filter", "@nothing")])
def test_name_that_the_config_does_not_have_is_a_usage_error(
    capsys: pytest.CaptureFixture[str], rules: None, arguments: tuple[str, str]
) -> None:
    assert main(["console", "demo", *arguments]) == 2
    assert "nothing" in capsys.readouterr().err


def test_actions_as_markdown_are_numbered_steps(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["actions", "demo", "--filter", "after:24s", "--format", "md"]) == 0

    assert capsys.readouterr().out.splitlines()[-1].endswith(". Click Place order (button)")
