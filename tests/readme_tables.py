"""The README's generated tables: keys, commands, filter fields. Run as a module it rewrites them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from upl_tui.arguments import VERBS, build_parser
from upl_tui.errors import ExitCode
from upl_tui.logs import LOGS
from upl_tui.query.reference import reference
from upl_tui.tui.app import UplApp
from upl_tui.tui.commands import COMMANDS
from upl_tui.tui.key_names import key_name
from upl_tui.tui.keymap import bindings

README = Path(__file__).parent.parent / "README.md"
_MARKED = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_EXIT_WORDS = {
    ExitCode.OK: "done; on the screen: left by the user, whatever faults were met",
    ExitCode.INTERNAL: "internal error, told in one line",
    ExitCode.USAGE: "wrong option or filter, no API key, no terminal",
    ExitCode.UNAVAILABLE: "the recording or a part of it could not be had; what could be had was printed",
    ExitCode.MATCHED: "`--fail-on` matched",
    ExitCode.HANGUP: "hang-up; the terminal was restored",
    ExitCode.INTERRUPTED: "interrupted; the terminal was restored",
    ExitCode.TERMINATED: "terminated; the terminal was restored",
}


def keys() -> str:
    """Every binding with a description, once, in the order a person meets them."""
    rows: dict[str, tuple[str, str]] = {}
    for binding in bindings(UplApp):
        names = " ".join(f"`{key_name(key)}`" for key in binding.key.split(","))
        rows.setdefault(names, (_sentence(binding.description), f"`{binding.id}`" if binding.id else ""))
    return _table(("Key", "What it does", "Name"), ((names, *row) for names, row in rows.items()))


def commands() -> str:
    """What may be typed after a colon."""
    return _table(("Command", "What it does"), ((f"`:{name}`", words) for name, words in COMMANDS.items()))


def verbs() -> str:
    """The commands of the program."""
    return _table(
        ("Command", "What it does"), ((f"`upl-tui {name}`", verb.help) for name, verb in VERBS.items())
    )


def options() -> str:
    """All options and the commands that know them."""
    known: dict[str, tuple[str, list[str]]] = {}
    for name, parser in _verb_parsers():
        for action in parser._actions:
            if action.option_strings and action.dest != "help":
                metavar = action.metavar or ("|".join(action.choices) if action.choices else "")
                option = f"`{action.option_strings[-1]} {metavar}`".replace(" `", "`")
                known.setdefault(option, (action.help or "", []))[1].append(name)
    rows = ((option, words, ", ".join(names)) for option, (words, names) in known.items())
    return _table(("Option", "Meaning", "Commands"), rows)


def exits() -> str:
    """Exit codes."""
    return _table(("Exit", "When"), ((str(code.value), _EXIT_WORDS[code]) for code in ExitCode))


def filters() -> str:
    """Keys of the filter language, kind by kind."""
    rows = [(kind.value, *row) for kind, spec in LOGS.items() for row in reference(spec.fields)]
    return _table(("Log", "Key", "Also", "Values", "Meaning"), rows)


TABLES = {
    "keys": keys,
    "commands": commands,
    "verbs": verbs,
    "options": options,
    "exits": exits,
    "filters": filters,
}


def with_tables(text: str) -> str:
    """The README with every table made anew."""
    return _MARKED.sub(lambda match: f"{match[1]}{TABLES[match[2]]()}{match[3]}", text)


def _verb_parsers() -> Iterable[tuple[str, argparse.ArgumentParser]]:
    for action in build_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [titles, ["---"] * len(titles), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def _sentence(words: str) -> str:
    return words[:1].lower() + words[1:]


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
