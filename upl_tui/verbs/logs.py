"""``console``, ``network`` and ``actions``: one log, filtered, as text or JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from upl_tui.clock import format_offset, parse_offset
from upl_tui.entries import TimeQuality
from upl_tui.errors import ExitCode, QueryError, UsageError
from upl_tui.log import Log
from upl_tui.logs import LOGS, kinds_of
from upl_tui.logs.spec import LogSpec, cell_of
from upl_tui.model import Kind
from upl_tui.redact import Masker
from upl_tui.safe_text import visible
from upl_tui.session import Session
from upl_tui.settings import Settings
from upl_tui.sources import open_source
from upl_tui.target import parse_target
from upl_tui.values import frozen
from upl_tui.verbs.asked import Needs, needs_of, tag
from upl_tui.verbs.collect import Collected, collect_log, run_for
from upl_tui.verbs.output import (
    JSON_VERSION,
    account_json,
    json_line,
    json_text,
    recording_json,
    say,
    table_text,
    write,
)

if TYPE_CHECKING:
    from upl_tui.export.picked import Copied, Picked
    from upl_tui.query.compile import Query

KIND_OF_VERB = {"console": Kind.CONSOLE, "network": Kind.NETWORK, "actions": Kind.ACTION}


@frozen
class Selection:
    """The rows of a log that a filter kept, in the order to print them."""

    rows: Sequence[int] = ()
    warnings: tuple[str, ...] = ()
    """Sentences; one tells how many rows were hidden as noise."""


def run(arguments: Namespace, settings: Settings) -> int:
    """Print one log. The exit code is 3 when it could not be had whole, 4 when ``--fail-on`` matched."""
    return print_log(KIND_OF_VERB[arguments.verb], arguments, settings)


def print_log(kind: Kind, arguments: Namespace, settings: Settings) -> int:
    """Print the log of a kind as the options say; returns the exit code."""
    spec = LOGS[kind]
    needs = check_queries(spec, arguments, settings)
    source = open_source(parse_target(arguments.target, settings.workspace), settings, on_wait=say_wait)
    return report(run_for(source, collect_log(source, kind, needs.kinds)), needs, spec, arguments, settings)


def check_queries(spec: LogSpec, arguments: Namespace, settings: Settings) -> Needs:
    """What the queries need, before anything is fetched. Raises `UsageError` or `QueryError`."""
    names, tags = set[str](), set[str]()

    def noted(name: str) -> float:
        names.add(name)
        return 0.0

    for option, query in (("--filter", arguments.filter), ("--fail-on", arguments.fail_on)):
        try:
            tags |= _compiled(query, spec, noted, settings.filters).tags
        except QueryError as error:
            place = f"{option}, character {error.position + 1}"
            raise QueryError(f"{place}: {error.title}", error.position, error.hint) from None
    if arguments.noise:
        from upl_tui.noise import Noise

        if arguments.noise not in (profiles := Noise(settings.noise).names):
            hint = f"There are {', '.join(profiles)}."
            raise UsageError(f'There is no noise profile "{arguments.noise}".', hint)
    return needs_of(names, tags)


def report(
    collected: Collected, needs: Needs, spec: LogSpec, arguments: Namespace, settings: Settings
) -> int:
    """Print what was collected as the arguments ask, and return the exit code."""
    own = collected.log.parts if collected.log is not None else ()
    said = tag((*own, *collected.others.values()), collected.recording, needs, settings)
    selection = select(collected.log, spec, arguments.filter, settings, collected.others)
    selection = replace(selection, warnings=(*selection.warnings, *said))
    if arguments.noise and collected.log is not None:
        selection = without_noise(collected.log, spec, selection, arguments.noise, settings)
    masker = Masker(reveal=arguments.reveal)
    text = _FORMATS[arguments.format](collected, spec, selection, masker)
    write(text, arguments.output, force=arguments.force)
    _talk(collected, spec, selection, masker)
    if arguments.output and masker.masked:
        from upl_tui.export.har import masked_words

        say(f"masked: {visible(masked_words(masker.masked))}")
    if (
        collected.log is not None
        and arguments.fail_on
        and select(collected.log, spec, arguments.fail_on, settings, collected.others).rows
    ):
        return ExitCode.MATCHED
    return ExitCode.OK if collected.log is not None and collected.state.whole else ExitCode.UNAVAILABLE


def select(
    log: Log | None,
    spec: LogSpec,
    query_text: str,
    settings: Settings | None = None,
    others: Mapping[Kind, Log] | None = None,
) -> Selection:
    """Rows that a filter keeps, by time; all of them for an empty filter.

    `others` are the logs that ids of other kinds are looked up in.
    """
    if log is None:
        return Selection()
    if not query_text:
        return Selection(log.chronological())

    settings = settings or Settings()

    def moment_of(name: str) -> float | None:
        if (offset := parse_offset(name)) is not None:
            return offset
        moments = (one.moment_of(name) for one in (log, *(others or {}).values()))
        return next((moment for moment in moments if moment is not None), None)

    if spec.paced:
        from upl_tui.pace import Limits, Pace

        Pace.told(log, Limits.of(settings))
    query = _compiled(query_text, spec, moment_of, settings.filters)
    return Selection(query.rows(log, log.chronological()), query.warnings)


def without_noise(
    log: Log, spec: LogSpec, selection: Selection, profile: str, settings: Settings
) -> Selection:
    """A selection less what a noise profile hides, with a warning that says how much; a bad rule says so."""
    from upl_tui.noise import Noise
    from upl_tui.query.compile import QueryContext

    noise = Noise(settings.noise, str(settings.config_path or "the config file"))
    try:
        rule = noise.query(profile, kinds_of(spec), spec.fields, QueryContext(saved=settings.filters))
    except QueryError as error:
        return replace(selection, warnings=(*selection.warnings, str(error)))
    hidden = set(rule.rows(log, selection.rows)) if rule else set()
    said = f"{len(hidden):,} hidden by noise ({profile})"
    return Selection([row for row in selection.rows if row not in hidden], (*selection.warnings, said))


def _compiled(
    query: str, spec: LogSpec, moment_of: Callable[[str], float | None], saved: Mapping[str, str]
) -> Query:
    from upl_tui.query.compile import QueryContext, compile_query

    fields = (field for one in LOGS.values() for field in one.fields)
    known_keys = frozenset(name for field in fields for name in (field.key, *field.aliases))
    context = QueryContext(moment_of, strict=True, known_keys=known_keys, saved=saved)
    return compile_query(query, spec.fields, context)


def _as_text(collected: Collected, spec: LogSpec, selection: Selection, masker: Masker) -> str:
    log = collected.log
    if log is None:
        return ""
    fixed = [one for one in spec.columns if one.width and one.bars is None and not one.below_width]
    flexible = [column for column in spec.columns if not column.width]
    table = []
    for row in selection.rows:
        cells = (visible(cell_of(column, log, row, masker).text) for column in (*fixed, *flexible))
        table.append((log.id(row), _time(log, row), *cells))
    return table_text(table)


def _as_json(collected: Collected, spec: LogSpec, selection: Selection, masker: Masker) -> str:
    log = collected.log
    entries = [spec.to_json(log, row, masker) for row in selection.rows] if log else []
    return json_text(
        {
            "version": JSON_VERSION,
            "recording": recording_json(collected.recording),
            "source": {part.kind.value: account_json(part.account) for part in log.parts} if log else {},
            "entries": entries,
            "total": len(log) if log else 0,
            "shown": len(entries),
            "masked": not masker.reveal,
            "masked_values": dict(masker.masked),
            "warnings": [*selection.warnings, *([str(collected.state)] if collected.state.title else [])],
        }
    )


def _as_ndjson(collected: Collected, spec: LogSpec, selection: Selection, masker: Masker) -> str:
    log = collected.log
    return "".join(json_line(spec.to_json(log, row, masker)) for row in selection.rows) if log else ""


def _as_csv(collected: Collected, spec: LogSpec, selection: Selection, masker: Masker) -> str:
    from upl_tui.export.tables import csv_text

    return _exported(csv_text, collected, selection, masker)


def _as_markdown(collected: Collected, spec: LogSpec, selection: Selection, masker: Masker) -> str:
    if collected.log is not None and spec.kind is Kind.ACTION:
        from upl_tui.logs.steps import steps

        return steps(collected.log, selection.rows, masker)
    from upl_tui.export.markdown import markdown

    return _exported(markdown, collected, selection, masker)


def _as_har(collected: Collected, spec: LogSpec, selection: Selection, masker: Masker) -> str:
    from upl_tui.export.har import har

    return _exported(har, collected, selection, masker)


def _exported(
    write: Callable[[Picked, Masker], Copied], collected: Collected, selection: Selection, masker: Masker
) -> str:
    """Text of a form that is made for files and tickets."""
    from upl_tui.export.picked import Picked

    if collected.log is None:
        return ""
    session = Session(collected.recording, {log.kind: log for log in collected.log.parts})
    made = write(Picked(collected.log, selection.rows, session), masker)
    for note in made.notes:
        say(f"upl-tui: {visible(note)}")
    return made.text


_FORMATS = {
    "text": _as_text,
    "json": _as_json,
    "ndjson": _as_ndjson,
    "csv": _as_csv,
    "md": _as_markdown,
    "har": _as_har,
}


def _time(log: Log, row: int) -> str:
    approximate = log.quality(row) is TimeQuality.INHERITED
    return ("~" if approximate else "") + format_offset(log.at[row])


def _talk(collected: Collected, spec: LogSpec, selection: Selection, masker: Masker) -> None:
    if masker.reveal:
        say("upl-tui: secrets are shown (--reveal).")
    for warning in selection.warnings:
        say(f"upl-tui: {warning}")
    if collected.state.title:
        say(f"upl-tui: {visible(str(collected.state))}")
    if collected.log is not None:
        account = collected.log.account
        raw = f", {account.raw} kept raw" if account.raw else ""
        say(f"{len(selection.rows)} of {len(collected.log)} {spec.nouns[1]}{raw} ({account.summary})")
        for note in account.notes:
            say(f"upl-tui: {visible(note)}")


def say_wait(seconds: float, attempt: int, attempts: int, reason: str) -> None:
    """Say that a request is tried again."""
    say(f"upl-tui: {reason}; attempt {attempt} of {attempts} in {seconds:.0f} s")
