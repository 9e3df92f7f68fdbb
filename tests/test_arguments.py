"""The table of verbs and the parser made from it."""

from __future__ import annotations

from importlib import import_module

import pytest

from upl_tui.arguments import VERBS, parse


@pytest.mark.parametrize(
    ("argv", "verb", "target"),
    [
        ([], "open", ""),
        (["ws/rec"], "open", "ws/rec"),
        (["open", "ws/rec"], "open", "ws/rec"),
        (["--tab", "network", "ws/rec"], "open", "ws/rec"),
        (["demo"], "demo", "demo"),
        (["console", "-"], "console", "-"),
        (["doctor"], "doctor", ""),
        (["--clock", "iso", "ws/rec"], "open", "ws/rec"),
    ],
)
def test_first_word_that_is_no_verb_is_a_target(argv: list[str], verb: str, target: str) -> None:
    arguments = parse(argv)

    assert (arguments.verb, arguments.target) == (verb, target)


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_names_a_function_that_runs_it(name: str) -> None:
    module, _, function = VERBS[name].runs.partition(":")

    assert callable(getattr(import_module(module), function))
