"""Command line: run a verb, turn errors into one line and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from upl_tui.arguments import VERBS, parse
from upl_tui.errors import ExitCode, UplError, UsageError, internal_error

if TYPE_CHECKING:
    from argparse import Namespace

    from upl_tui.settings import Settings


def run() -> NoReturn:
    """Entry point of the ``upl-tui`` command."""
    gc.disable()  # imports and rows make no garbage; the app switches it on again once it is painted
    code = main(sys.argv[1:])
    gc.freeze()  # or the interpreter would look for garbage in all there is before it ends
    sys.exit(code)


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; expected failures are one line on standard error."""
    try:
        arguments = parse(argv)
        return _dispatch(arguments, _settings(arguments))
    except UplError as error:
        _complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except Exception as error:
        _complain(internal_error(error))
        return ExitCode.INTERNAL


def _settings(arguments: Namespace) -> Settings:
    from upl_tui.settings import DEFAULT_API_BASE, load_settings

    given = {name: value for name, value in vars(arguments).items() if value is not None}
    settings = load_settings(given, os.environ)
    for warning in settings.warnings:
        _complain(warning)
    if settings.api_base != DEFAULT_API_BASE:
        from upl_tui.api.endpoint import parse_endpoint

        if doubt := parse_endpoint(settings.api_base).warning:
            _complain(doubt)
    if settings.mapping is not None or settings.clock:
        from upl_tui.mapping import told_by

        told_by(settings)  # the screen opens first and reads later: a mistake is told before
    return settings


def _dispatch(arguments: Namespace, settings: Settings) -> int:
    from upl_tui.target import parse_target

    verb = VERBS[arguments.verb]
    if verb.on_screen:
        parse_target(arguments.target, settings.workspace)
        check_terminal()
    module, _, function = verb.runs.partition(":")
    code: int = getattr(import_module(module), function)(arguments, settings)
    return code


def check_terminal() -> None:
    """Raise `UsageError` when no screen can be opened here."""
    hint = "Without a screen: upl-tui show TARGET, upl-tui console TARGET --filter level:error."
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("The screen needs a terminal, and standard input or output is none.", hint)
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise UsageError(
            "The screen needs a terminal that can move its cursor, and TERM says it cannot.", hint
        )


def _complain(text: str) -> None:
    from upl_tui.safe_text import visible

    print(f"upl-tui: {visible(text)}", file=sys.stderr)
