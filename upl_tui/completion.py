"""Completion scripts for bash, zsh and fish, made from the parser of the command line.

A script knows all words by heart: completing a line does not start the program.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from shlex import quote
from typing import NamedTuple

_FIRST = "open"
"""The verb of a line that begins with none."""


class Option(NamedTuple):
    """An option by its long name, and what may follow it."""

    name: str
    help: str
    choices: tuple[str, ...] = ()
    value: str = ""
    """``PATH``, the name of another value, or empty for a switch."""


class Command(NamedTuple):
    """A verb, or the program before any verb."""

    help: str
    options: tuple[Option, ...]
    takes_target: bool


def completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """The script for a shell: ``bash``, ``zsh`` or ``fish``."""
    program = _command(parser)
    return _SCRIPTS[shell](parser.prog, program.options, _commands(parser))


def _commands(parser: argparse.ArgumentParser) -> Mapping[str, Command]:
    for action in parser._actions:  # noqa: SLF001 - argparse lists its arguments nowhere else
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            return {name: _command(verb) for name, verb in action.choices.items()}
    return {}


def _command(parser: argparse.ArgumentParser) -> Command:
    actions = parser._actions  # noqa: SLF001
    options = tuple(_option(action) for action in actions if action.option_strings)
    takes_target = any(action.dest == "target" for action in actions)
    return Command(parser.description or "", options, takes_target)


def _option(action: argparse.Action) -> Option:
    choices = tuple(map(str, action.choices or ()))
    takes_one = action.nargs is None
    value = (action.metavar or action.dest) if takes_one else ""
    return Option(action.option_strings[-1], action.help or "", choices, str(value))


def _bash(program: str, first: tuple[Option, ...], verbs: Mapping[str, Command]) -> str:
    function = _function(program)
    after = "".join(
        f"    {quote(f'{name} {option.name}')}) words={quote(' '.join(option.choices))} ;;\n"
        for name, option in _following(first, verbs)
        if option.value != "PATH"
    )
    options = "".join(
        f"    {name}) words={quote(_names(command.options))} ;;\n" for name, command in verbs.items()
    )
    return f"""\
# bash completion for {program}: source this file, or put it where bash-completion looks for it
{function}() {{
  local cur="${{COMP_WORDS[COMP_CWORD]}}" prev="${{COMP_WORDS[COMP_CWORD-1]}}"
  local verb="${{COMP_WORDS[1]}}" words=
  COMPREPLY=()
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]]; then
    prev="${{COMP_WORDS[COMP_CWORD-2]}}"
  fi
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W {quote(" ".join((*verbs, _names(first))))} -- "$cur"))
    return
  fi
  case $verb in
    {"|".join((*verbs, "--completion"))}) ;;
    *) verb={_FIRST} ;;
  esac
  case "$verb $prev" in
    *" --output" | *" --mapping") return ;;
{after}    *)
      [[ $cur == -* ]] || return
      case $verb in
{_indented(options)}      esac
      ;;
  esac
  compopt +o default +o bashdefault 2>/dev/null
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}}
complete -o bashdefault -o default -F {function} {program}
"""


def _zsh(program: str, first: tuple[Option, ...], verbs: Mapping[str, Command]) -> str:
    function = _function(program)
    described = "\n".join(f"    {_zsh_quote(f'{name}:{command.help}')}" for name, command in verbs.items())
    cases = "\n".join(
        f"    ({name}) _arguments $first {_zsh_arguments(command)} ;;" for name, command in verbs.items()
    )
    return f"""\
#compdef {program}
# zsh completion for {program}: source this file, or put it as _{program} into a folder of $fpath
{function}() {{
  local verb={_FIRST}
  local -a first verbs
  case $words[2] in
    ({"|".join(verbs)}) (( CURRENT > 2 )) && verb=$words[2] ;;
  esac
  if (( CURRENT == 2 )) || [[ $words[2] == --completion ]]; then
    first=({" ".join(map(_zsh_option, first))})
  fi
  if (( CURRENT == 2 )); then
    verbs=(
{described}
    )
    _describe -t commands command verbs
  fi
  case $verb in
{cases}
  esac
}}
if [[ $funcstack[1] == {function} ]]; then
  {function} "$@"
else
  compdef {function} {program}
fi
"""


def _zsh_arguments(command: Command) -> str:
    target = ["'*:target:_files'"] if command.takes_target else []
    return " ".join([*map(_zsh_option, command.options), *target])


def _zsh_option(option: Option) -> str:
    equals = "=" if option.value else ""
    words = option.help.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    follows = f":{option.value.lower()}:" if option.value else ""
    if option.choices:
        follows += f"({' '.join(option.choices)})"
    elif option.value == "PATH":
        follows += "_files"
    return _zsh_quote(f"{option.name}{equals}[{words}]{follows}")


def _zsh_quote(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _fish(program: str, first: tuple[Option, ...], verbs: Mapping[str, Command]) -> str:
    verb_of, at_first = f"_{_function(program)}_verb", f"_{_function(program)}_first"
    lines = [
        f"# fish completion for {program}: source this file, or put it into ~/.config/fish/completions",
        f"function {verb_of}",
        "  set -l words (commandline -opc)",
        f'  contains -- "$words[2]" {" ".join(verbs)}; and echo $words[2]; or echo {_FIRST}',
        "end",
        f"function {at_first}",
        "  set -l words (commandline -opc)",
        '  test (count $words) -eq 1; or test "$words[2]" = --completion',
        "end",
    ]
    lines += [_fish_option(program, at_first, option) for option in first]
    for name, command in verbs.items():
        lines.append(f"complete -c {program} -n {at_first} -a {name} -d {_fish_quote(command.help)}")
        on_verb = f"test ({verb_of}) = {name}"
        if not command.takes_target:
            lines.append(f"complete -c {program} -n {_fish_quote(on_verb)} -f")
        lines += [_fish_option(program, on_verb, option) for option in command.options]
    return "\n".join(lines) + "\n"


def _fish_option(program: str, condition: str, option: Option) -> str:
    line = f"complete -c {program} -n {_fish_quote(condition)} -l {option.name.removeprefix('--')}"
    if option.value:
        line += " -r -F" if option.value == "PATH" else " -x"
    if option.choices:
        line += f" -a {_fish_quote(' '.join(option.choices))}"
    return f"{line} -d {_fish_quote(option.help)}"


def _fish_quote(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _following(first: tuple[Option, ...], verbs: Mapping[str, Command]) -> Iterator[tuple[str, Option]]:
    """Options with a value, each with the verb they follow; those of the program are their own verb."""
    for option in first:
        if option.value:
            yield option.name, option
    for name, command in verbs.items():
        yield from ((name, option) for option in command.options if option.value)


def _names(options: tuple[Option, ...]) -> str:
    return " ".join(option.name for option in options)


def _function(program: str) -> str:
    return "_" + program.replace("-", "_")


def _indented(lines: str) -> str:
    return "".join(f"    {line}\n" for line in lines.splitlines())


_SCRIPTS = {"bash": _bash, "zsh": _zsh, "fish": _fish}
