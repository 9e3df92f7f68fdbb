"""The verbs of the command line: what each is for, which options it knows, and what runs it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from upl_tui import __version__

PROGRAM = "upl-tui"
SHELLS = ("bash", "zsh", "fish")
_TABS = ("info", "console", "network", "actions", "timeline", "story")

Add = Callable[[argparse.ArgumentParser], None]
"""Adds arguments to the parser of a verb."""


class Verb(NamedTuple):
    """A command of the program."""

    help: str
    runs: str
    """Module and function, as ``package.module:function``; imported only when the verb is run."""
    arguments: tuple[Add, ...]
    on_screen: bool = False


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Parse arguments. A first word that is no verb is a target: ``upl-tui X`` is ``upl-tui open X``."""
    words = list(argv)
    first = words[0].partition("=")[0] if words else ""
    if first not in {*VERBS, "-h", "--help", "--version", "--completion"}:
        words.insert(0, "open")
    return build_parser(words[0]).parse_args(words)


def build_parser(chosen: str = "") -> argparse.ArgumentParser:
    """The parser; the README's tables and the completion scripts are made from it.

    One for a verb that is chosen takes no other.
    """
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Userplane screen recordings in the terminal: console, network and actions on one clock.",
        epilog="TARGET is a recording's address, WORKSPACE/RECORDING, RECORDING when a workspace is set, "
        "demo, a file, a directory, or - for standard input.",
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    parser.add_argument(
        "--completion", action=_PrintCompletion, choices=SHELLS, help="print a completion script for a shell"
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, verb in {chosen: VERBS[chosen]}.items() if chosen in VERBS else VERBS.items():
        added = verbs.add_parser(name, help=verb.help, description=verb.help)
        for add in verb.arguments:
            add(added)
    return parser


class _PrintCompletion(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, namespace: Any, values: Any, *_: Any) -> None:
        from upl_tui.completion import completion

        print(completion(parser, values), end="")
        parser.exit()


def _target(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("target", metavar="TARGET")


def _optional_target(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("target", nargs="?", default="", metavar="TARGET")


def _demo_target(verb: argparse.ArgumentParser) -> None:
    verb.set_defaults(target="demo")


def _shared(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--workspace", metavar="WS", help="workspace of a bare recording id")
    verb.add_argument("--api-base", metavar="URL", help="another API server")


def _reading(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--mapping", metavar="PATH", help="TOML with your recorder's own names of fields")
    verb.add_argument(
        "--clock", metavar="WORD", help="what times are: auto, epoch-ms, iso, relative-s and so on (auto)"
    )


def _screen(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--tab", choices=_TABS, help="tab to open on")
    verb.add_argument("--filter", metavar="QUERY", default="", help="filter of the tab that opens")
    verb.add_argument("--select", metavar="ID", default="", help="entry to open at, such as N44")
    verb.add_argument("--at", metavar="TIME", default="", help="moment to open at, such as 0:24")
    verb.add_argument("--theme", metavar="NAME", help="colour theme")
    verb.add_argument("--images", choices=("auto", "blocks", "never"), help="how pictures are drawn (auto)")
    verb.add_argument(
        "--no-mouse", dest="mouse", action="store_false", default=None, help="leave the mouse alone"
    )


def _format(*formats: str) -> Add:
    first = formats[0]

    def add(verb: argparse.ArgumentParser) -> None:
        verb.add_argument("--format", choices=formats, default=first, help=f"how to print ({first})")
        verb.add_argument("--output", metavar="PATH", default="", help="write a file only you can read")
        verb.add_argument("--force", action="store_true", help="write over an existing file")

    return add


def _filter(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--filter", metavar="QUERY", default="", help="keep the entries that match")


def _fail_on(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--fail-on", metavar="QUERY", default="", help="exit with 4 when any entry matches")


def _noise(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--noise",
        nargs="?",
        const="default",
        default="",
        metavar="PROFILE",
        help="hide what noise rules name",
    )


def _reveal(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--reveal", action="store_true", help="show secrets; says so on standard error")


def _kind(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--kind", choices=("console", "network", "actions"), help="which log (network)")


def _story_id(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("id", nargs="?", default="", metavar="ID", help="entry to tell of (the first problem)")


def _report_id(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("id", nargs="?", default="", metavar="ID", help="entry to report (the first problem)")


def _rules(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--rules", action="store_true", help="print the rules of stories and their limits")


def _copy(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--copy", action="store_true", help="put a word on the clipboard, to try it")


def _limit(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--limit", type=int, default=100, metavar="N", help="at most so many (100)")


def _log(*tables: str) -> tuple[Add, ...]:
    return (
        _target, _shared, _reading, _format("text", "json", "ndjson", *tables),
        _reveal, _filter, _noise, _fail_on,
    )  # fmt: skip


_RUN_SCREEN = "upl_tui.tui.cover:open_screen"
_RUN_LOG = "upl_tui.verbs.logs:run"
VERBS = {
    "open": Verb(
        "open the screen: a recording, or the list of recordings",
        _RUN_SCREEN,
        (_optional_target, _shared, _reading, _screen),
        on_screen=True,
    ),
    "demo": Verb(
        "open the screen on the recording that comes with the program",
        _RUN_SCREEN,
        (_demo_target, _shared, _reading, _screen),
        on_screen=True,
    ),
    "list": Verb(
        "recordings of a workspace",
        "upl_tui.verbs.recordings:run",
        (_optional_target, _shared, _format("text", "json", "ndjson"), _reveal, _limit),
    ),
    "show": Verb(
        "metadata and what was captured",
        "upl_tui.verbs.show:run",
        (_target, _shared, _reading, _format("text", "json", "ndjson"), _reveal),
    ),
    "console": Verb("the console log, filtered", _RUN_LOG, _log("csv", "md")),
    "network": Verb("the network log, filtered", _RUN_LOG, _log("csv", "md", "har")),
    "actions": Verb("the user's actions, filtered", _RUN_LOG, _log("csv", "md")),
    "timeline": Verb(
        "all logs merged by time, filtered", "upl_tui.verbs.timeline:run", _log("csv", "md")
    ),
    "export": Verb(
        "a log as a file for other programs, or the whole recording as a bundle",
        "upl_tui.verbs.export:run",
        (
            _target, _shared, _reading, _format("har", "ndjson", "csv", "md", "json", "bundle"),
            _kind, _filter, _fail_on, _noise, _reveal,
        ),
    ),
    "story": Verb(
        "what failed first, why, and what the user did: problems ranked, one of them told",
        "upl_tui.verbs.story:run",
        (_optional_target, _shared, _reading, _story_id, _format("text", "json", "md"), _reveal, _rules),
    ),
    "report": Verb(
        "a bug report to paste into a ticket: counts, story, steps, evidence",
        "upl_tui.verbs.report:run",
        (_target, _shared, _reading, _report_id, _format("md", "json"), _reveal),
    ),
    "doctor": Verb(
        "what works here, or how the files of a target were read and why",
        "upl_tui.verbs.doctor:run",
        (_optional_target, _shared, _reading, _format("text", "json"), _copy),
    ),
}  # fmt: skip
"""All verbs, in the order in which help lists them."""
