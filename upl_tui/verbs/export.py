"""``export``: a log as a file for other programs, or everything as a bundle that this program opens."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from upl_tui.errors import ExitCode, UsageError
from upl_tui.export.bundle import bundle_files, write_bundle
from upl_tui.export.har import masked_words
from upl_tui.model import Kind
from upl_tui.redact import Masker
from upl_tui.safe_text import visible
from upl_tui.settings import Settings
from upl_tui.sources import open_source
from upl_tui.target import parse_target
from upl_tui.verbs.collect import collect_all, kept_marks, run_for
from upl_tui.verbs.logs import KIND_OF_VERB, print_log
from upl_tui.verbs.output import say


def run(arguments: Namespace, settings: Settings) -> int:
    """Write what was asked for; the exit code is 3 when a part of it could not be had."""
    if arguments.format == "bundle":
        return _bundle(arguments, settings)
    kind = KIND_OF_VERB[arguments.kind or "network"]
    if arguments.format == "har" and kind is not Kind.NETWORK:
        raise UsageError("A HAR holds requests only.", "Other logs are exported as ndjson, csv, md or json.")
    return print_log(kind, arguments, settings)


def _bundle(arguments: Namespace, settings: Settings) -> int:
    if not arguments.output:
        raise UsageError("A bundle is a directory or a zip.", "Name it: --output bug.zip")
    if arguments.filter or arguments.fail_on or arguments.kind:
        raise UsageError("A bundle holds all logs whole.", "One log is exported by the other formats.")
    path = Path(arguments.output)
    if path.exists() and not arguments.force:
        raise UsageError(f"{path} is there already.", "Write over it with --force.")
    source = open_source(parse_target(arguments.target, settings.workspace), settings)
    session, missing = run_for(source, collect_all(source))
    for state in missing:
        say(f"upl-tui: {visible(str(state))}")
    if not session.logs:
        return ExitCode.UNAVAILABLE
    masker = Masker(reveal=arguments.reveal)
    marks = kept_marks(session.recording, session.logs.values(), os.environ)
    write_bundle(bundle_files(session, masker, marks), path, force=arguments.force)
    if masker.reveal:
        say("upl-tui: secrets are shown (--reveal).")
    entries = ", ".join(f"{len(log)} {kind.value}" for kind, log in session.logs.items())
    say(f"entries: {entries or 'none'}; masked: {visible(masked_words(masker.masked)) or 'nothing'}")
    return ExitCode.UNAVAILABLE if missing else ExitCode.OK
