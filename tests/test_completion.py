"""Completion scripts in the shells themselves, with the tab key."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal
from upl_tui.arguments import SHELLS, VERBS, build_parser
from upl_tui.cli import main
from upl_tui.completion import completion

_IN_A_SHELL = "import os, sys; os.execvp(sys.argv[1], sys.argv[1:])"
_COMMANDS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
_BEFORE = {"zsh": "autoload -Uz compinit && compinit -u -D && "}
_READY = "ready-for-keys"


@pytest.fixture(scope="module", params=SHELLS)
def shell(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """Each shell that is installed here, with the script read, in a folder with a file ``shop.har``."""
    name: str = request.param
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed here")
    folder = tmp_path_factory.mktemp("work")
    (folder / "shop.har").touch()
    script = folder / ".script"
    script.write_text(completion(build_parser(), name))
    environ = {"HOME": str(folder), "PS1": "$ ", "LC_ALL": "C.UTF-8"}
    with Terminal(_COMMANDS[name], program=["-c", _IN_A_SHELL], columns=160, environ=environ) as terminal:
        terminal.type(
            f"{_BEFORE.get(name, '')}cd {folder} && source {script} && echo {_READY[:5]}''{_READY[5:]}\n"
        )
        terminal.shows(_READY)
        yield terminal


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("upl-tui exp\t", "upl-tui export "),
        ("upl-tui export --rev\t", "upl-tui export --reveal "),
        ("upl-tui export --kind act\t", "upl-tui export --kind actions "),
        ("upl-tui network --format=ha\t", "upl-tui network --format=har "),
        ("upl-tui shop.har --tab tim\t", "upl-tui shop.har --tab timeline "),
        ("upl-tui show sh\t", "upl-tui show shop.har "),
        ("upl-tui sho\t sho\t", "upl-tui show shop.har "),
        ("upl-tui console --output sh\t", "upl-tui console --output shop.har "),
        ("upl-tui --completion fi\t", "upl-tui --completion fish "),
    ],
)
def test_tab_completes_verbs_options_values_and_files(shell: Terminal, typed: str, completed: str) -> None:
    shell.type("\x15" + typed + "_")

    shell.shows(completed + "_")
    shell.type("\x15")


@pytest.mark.parametrize("shell_name", SHELLS)
def test_completion_option_prints_the_script_with_every_verb_and_option(
    shell_name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--completion", shell_name])

    script = capsys.readouterr().out
    assert all(name in script for name in VERBS)
    dashes = "" if shell_name == "fish" else "--"
    assert all(f"{dashes}{name}" in script for name in ("fail-on", "api-base", "no-mouse", "completion"))


def test_completion_for_an_unknown_shell_exits_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--completion", "csh"])

    assert "'bash', 'zsh', 'fish'" in capsys.readouterr().err


def test_script_is_no_program_for_words_of_the_help(tmp_path: Path) -> None:
    """Help is text: quotes and brackets in it end nothing."""
    parser = build_parser()
    parser.add_argument("--odd", metavar="X", help='it\'s [a] $(touch odd) `touch odd` \\ : "word"')

    for name in SHELLS:
        if (program := shutil.which(name)) is not None:
            script = tmp_path / name
            script.write_text(completion(parser, name))
            with Terminal([program, str(script)], program=["-c", _IN_A_SHELL]) as terminal:
                terminal.exit_code()
    assert not (Path.cwd() / "odd").exists()
