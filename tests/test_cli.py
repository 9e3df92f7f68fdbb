"""The command line itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from upl_tui import __version__, cli
from upl_tui.cli import main


def test_version_prints_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])

    assert capsys.readouterr().out == f"upl-tui {__version__}\n"


def test_unknown_option_exits_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["show", "demo", "--nonsense"])
    capsys.readouterr()


def test_unexpected_error_is_one_line_without_its_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def explode(*_: object) -> int:
        raise ValueError("uspl_secret")

    monkeypatch.setattr(cli, "_dispatch", explode)

    assert main(["show", "demo"]) == 1
    captured = capsys.readouterr()
    assert "internal error (ValueError" in captured.err
    assert captured.err.count("\n") == 1
    assert "uspl_secret" not in captured.err + captured.out


def test_interrupt_exits_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_dispatch", interrupt)

    assert main(["show", "demo"]) == 130


def test_screen_without_a_key_exits_2_before_it_opens(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "check_terminal", lambda: None)

    assert main(["ws/rec"]) == 2
    assert "USERPLANE_API_KEY" in capsys.readouterr().err


@pytest.mark.parametrize(
    "argv",
    [["console", "demo"], ["network", "demo"], ["actions", "demo"], ["show", "demo"], ["doctor", "demo"]],
)
def test_bad_mapping_or_clock_exits_2_before_anything_is_read(
    argv: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = tmp_path / "mine.toml"
    mapping.write_text('[network]\nstatuss = "rc"')

    assert main([*argv, "--mapping", str(mapping)]) == 2
    assert main([*argv, "--clock", "soon"]) == 2

    captured = capsys.readouterr()
    assert "network.statuss" in captured.err
    assert "epoch-ms" in captured.err
    assert captured.out == ""


def test_bad_mapping_exits_2_before_the_screen_opens(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "check_terminal", lambda: None)
    mapping = tmp_path / "mine.toml"
    mapping.write_text("time = 5")

    assert main([str(tmp_path), "--mapping", str(mapping)]) == 2
    assert main(["demo", "--mapping", str(mapping)]) == 2
    assert "time must be" in capsys.readouterr().err


def test_api_address_on_the_wrong_domain_is_doubted_aloud(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "demo", "--api-base", "https://api.userplane.com/api/v1"]) == 0

    assert "another company" in capsys.readouterr().err


def test_theme_that_is_none_names_those_that_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "check_terminal", lambda: None)

    assert main(["demo", "--theme", "nonsense"]) == 2
    assert "textual-light" in capsys.readouterr().err


def test_file_that_is_not_there_exits_3(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "./nowhere.har"]) == 3
    assert main(["./nowhere.har"]) == 3

    assert "no file or directory" in capsys.readouterr().err


def test_id_that_is_none_exits_2_before_the_screen_opens(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "check_terminal", lambda: None)

    assert main(["demo", "--select", "nonsense"]) == 2
    assert "Ids are C12, N45, A7" in capsys.readouterr().err
