"""Facts about this machine that may be pasted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from upl_tui import __version__
from upl_tui.settings import Settings, load_settings
from upl_tui.verbs.environment import environment, problems


def test_environment_holds_no_secret_and_no_name_of_the_home_directory(tmp_path: Path) -> None:
    path = Path.home() / "config.toml"
    path.write_text('api_key_command = "pass show upl"')
    environ = {
        "UPL_TUI_CONFIG": str(path),
        "USERPLANE_API_KEY": "uspl_verysecret",
        "UPL_TUI_API_BASE": "https://me:hunter2@api.test/v1",
        "HTTPS_PROXY": "http://me:hunter3@proxy.test",
        "no_proxy": "intranet.test",
    }
    settings = load_settings({}, environ)

    facts = environment(settings, environ)

    text = json.dumps([facts, problems(settings, facts)])
    assert not [secret for secret in ("verysecret", "hunter", "proxy.test", "intranet") if secret in text]
    assert facts["settings"]["key"] == "set in USERPLANE_API_KEY"
    assert facts["settings"]["config file"] == "~/config.toml"
    assert facts["network"]["proxies, certificates"] == ["HTTPS_PROXY", "no_proxy"]


def test_environment_names_program_terminal_and_encoding() -> None:
    environ = {
        "TERM": "xterm-256color",
        "TMUX": "/tmp/tmux,1,0",
        "SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22",
    }

    facts = environment(Settings(), environ)

    assert facts["program"]["upl-tui"] == __version__
    assert any(library.startswith("textual 8") for library in facts["program"]["libraries"])
    terminal = facts["terminal"]
    assert (terminal["TERM"], terminal["colours"], terminal["multiplexer"], terminal["ssh"]) == (
        "xterm-256color",
        "256",
        ["tmux"],
        True,
    )
    assert "192.0.2" not in json.dumps(facts)


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, "none (NO_COLOR is set)"),
        ({"COLORTERM": "truecolor"}, "16 million"),
        ({"TERM": "xterm"}, "16"),
    ],
)
def test_colours_are_told(environ: dict[str, str], colours: str) -> None:
    assert environment(Settings(), environ)["terminal"]["colours"] == colours


def test_config_file_is_told_with_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('api_key_command = "pass show upl"')
    path.chmod(0o640)
    settings = load_settings({}, {"UPL_TUI_CONFIG": str(path)})

    facts = environment(settings, {})

    assert facts["settings"]["config file is"] == "readable, mode 0640"
    assert facts["settings"]["key"] == "printed by api_key_command"
    assert any("chmod 600" in problem for problem in problems(settings, facts))


def test_problems_are_those_of_the_environment() -> None:
    settings = Settings()

    found = problems(settings, environment(settings, {"TERM": "dumb"}))

    assert [sentence.split(":")[0] for sentence in found][:2] == [
        "No API key is set",
        "TERM is not set or dumb",
    ]
