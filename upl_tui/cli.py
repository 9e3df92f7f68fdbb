"""Command line: parse, choose a verb, turn errors into one line and an exit code."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from upl_tui import __version__
from upl_tui.errors import ExitCode, UplError, UsageError, internal_error

if TYPE_CHECKING:
    from upl_tui.settings import Settings

VERBS = {
    "open": "open the screen: a recording, or the list of recordings",
    "demo": "open the screen on the recording that comes with the program",
    "list": "recordings of a workspace",
    "show": "metadata and what was captured",
    "console": "the console log, filtered",
    "network": "the network log, filtered",
    "actions": "the user's actions, filtered",
    "timeline": "all logs merged by time, filtered",
    "export": "a log as a file for other programs, or the whole recording as a bundle",
    "story": "what failed first, why, and what the user did: problems ranked, one of them told",
    "report": "a bug report to paste into a ticket: counts, story, steps, evidence",
    "doctor": "what works here, or how the files of a target were read and why",
}
_SCREEN_VERBS = {"open", "demo"}
_LOG_VERBS = {"console", "network", "actions", "timeline"}
_TABS = ("info", "console", "network", "actions", "timeline", "story")


def run() -> NoReturn:
    """Entry point of the ``upl-tui`` command."""
    sys.exit(main(sys.argv[1:]))


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


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Parse arguments. A first word that is no verb is a target: ``upl-tui X`` is ``upl-tui open X``."""
    words = list(argv)
    if not words or words[0] not in {*VERBS, "-h", "--help", "--version"}:
        words.insert(0, "open")
    return build_parser().parse_args(words)


def build_parser() -> argparse.ArgumentParser:
    """The parser; the README's tables are made from it."""
    parser = argparse.ArgumentParser(
        prog="upl-tui",
        description="Userplane screen recordings in the terminal: console, network and actions on one clock.",
        epilog="TARGET is a recording's address, WORKSPACE/RECORDING, RECORDING when a workspace is set, "
        "demo, a file, a directory, or - for standard input.",
    )
    parser.add_argument("--version", action="version", version=f"upl-tui {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, help_text in VERBS.items():
        verb = verbs.add_parser(name, help=help_text, description=help_text)
        _add_target(verb, name)
        _add_shared(verb)
        if name != "list":
            _add_reading(verb)
        if name in _SCREEN_VERBS:
            _add_screen(verb)
        elif name == "doctor":
            _add_format(verb, "text", "json")
            verb.add_argument("--copy", action="store_true", help="put a word on the clipboard, to try it")
        elif name == "export":
            _add_export(verb)
        elif name == "story":
            _add_story(verb)
        elif name == "report":
            _add_report(verb)
        else:
            _add_output(verb, name)
        if name == "list":
            verb.add_argument("--limit", type=int, default=100, metavar="N", help="at most so many (100)")
    return parser


def _add_target(verb: argparse.ArgumentParser, name: str) -> None:
    if name == "demo":
        verb.set_defaults(target="demo")
    elif name in ("open", "list", "doctor", "story"):
        verb.add_argument("target", nargs="?", default="", metavar="TARGET")
    else:
        verb.add_argument("target", metavar="TARGET")


def _add_shared(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--workspace", metavar="WS", help="workspace of a bare recording id")
    verb.add_argument("--api-base", metavar="URL", help="another API server")


def _add_reading(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--mapping", metavar="PATH", help="TOML with your recorder's own names of fields")
    verb.add_argument(
        "--clock", metavar="WORD", help="what times are: auto, epoch-ms, iso, relative-s and so on (auto)"
    )


def _add_screen(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--tab", choices=_TABS, help="tab to open on")
    verb.add_argument("--filter", metavar="QUERY", default="", help="filter of the tab that opens")
    verb.add_argument("--select", metavar="ID", default="", help="entry to open at, such as N44")
    verb.add_argument("--at", metavar="TIME", default="", help="moment to open at, such as 0:24")
    verb.add_argument("--theme", metavar="NAME", help="colour theme")
    verb.add_argument("--images", choices=("auto", "blocks", "never"), help="how pictures are drawn (auto)")
    verb.add_argument(
        "--no-mouse", dest="mouse", action="store_false", default=None, help="leave the mouse alone"
    )


def _add_export(verb: argparse.ArgumentParser) -> None:
    _add_format(verb, "har", "ndjson", "csv", "md", "json", "bundle")
    verb.add_argument("--kind", choices=("console", "network", "actions"), help="which log (network)")
    verb.add_argument("--filter", metavar="QUERY", default="", help="keep the entries that match")
    verb.add_argument("--fail-on", metavar="QUERY", default="", help="exit with 4 when any entry matches")
    _add_noise(verb)
    _add_reveal(verb)


def _add_noise(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--noise",
        nargs="?",
        const="default",
        default="",
        metavar="PROFILE",
        help="hide what noise rules name",
    )


def _add_reveal(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--reveal", action="store_true", help="show secrets; says so on standard error")


def _add_output(verb: argparse.ArgumentParser, name: str) -> None:
    log = name in _LOG_VERBS
    tables = ("csv", "md", "har") if name == "network" else ("csv", "md") if log else ()
    _add_format(verb, "text", "json", "ndjson", *tables)
    _add_reveal(verb)
    if log:
        verb.add_argument("--filter", metavar="QUERY", default="", help="keep the entries that match")
        _add_noise(verb)
        verb.add_argument("--fail-on", metavar="QUERY", default="", help="exit with 4 when any entry matches")


def _add_story(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("id", nargs="?", default="", metavar="ID", help="entry to tell of (the first problem)")
    _add_format(verb, "text", "json", "md")
    verb.add_argument("--reveal", action="store_true", help="show secrets; says so on standard error")
    verb.add_argument("--rules", action="store_true", help="print the rules of stories and their limits")


def _add_report(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("id", nargs="?", default="", metavar="ID", help="entry to report (the first problem)")
    _add_format(verb, "md", "json")
    _add_reveal(verb)


def _add_format(verb: argparse.ArgumentParser, *formats: str) -> None:
    first = formats[0]
    verb.add_argument("--format", choices=formats, default=first, help=f"how to print ({first})")
    verb.add_argument("--output", metavar="PATH", default="", help="write a file only you can read")
    verb.add_argument("--force", action="store_true", help="write over an existing file")


def _settings(arguments: argparse.Namespace) -> Settings:
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


def _dispatch(arguments: argparse.Namespace, settings: Settings) -> int:
    from upl_tui.target import parse_target

    gc.disable()  # imports and rows make no garbage; the app switches it on again once it is painted
    if arguments.verb in _SCREEN_VERBS:
        parse_target(arguments.target, settings.workspace)
        check_terminal()
        from upl_tui.tui.app import run_screen

        return run_screen(arguments, settings)
    if arguments.verb == "show":
        from upl_tui.verbs import show

        return show.run(arguments, settings)
    if arguments.verb == "list":
        from upl_tui.verbs import recordings

        return recordings.run(arguments, settings)
    if arguments.verb == "doctor":
        from upl_tui.verbs import doctor

        return doctor.run(arguments, settings)
    if arguments.verb == "timeline":
        from upl_tui.verbs import timeline

        return timeline.run(arguments, settings)
    if arguments.verb == "export":
        from upl_tui.verbs import export

        return export.run(arguments, settings)
    if arguments.verb == "story":
        from upl_tui.verbs import story

        return story.run(arguments, settings)
    if arguments.verb == "report":
        from upl_tui.verbs import report

        return report.run(arguments, settings)
    from upl_tui.verbs import logs

    return logs.run(arguments, settings)


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
