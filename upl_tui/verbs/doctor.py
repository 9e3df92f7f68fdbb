"""``doctor``: what works here, or how the files of a target were read and why. Made to be pasted."""

from __future__ import annotations

import asyncio
import os
from argparse import Namespace
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from upl_tui.bundle import FileSource
from upl_tui.clock import format_offset
from upl_tui.disk import NamedFile
from upl_tui.errors import ExitCode, UplError
from upl_tui.loader import Loaded, RecordingSource, Unavailable
from upl_tui.mapping import Told, told_by
from upl_tui.model import PART_OF_KIND, Kind, Recording
from upl_tui.redact import Masker
from upl_tui.safe_text import visible
from upl_tui.settings import Settings
from upl_tui.sources import open_source
from upl_tui.target import parse_target
from upl_tui.verbs.environment import environment, problems
from upl_tui.verbs.examine import Facts, examine
from upl_tui.verbs.output import JSON_VERSION, json_text, recording_json, write

_LABEL = 10
_FIELDS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that arrived, or why it did not."""

    name: str
    opened_for: tuple[str, ...] = ()
    data: bytes | bytearray = b""
    problem: str = ""
    skipped: str = ""
    """Why the file was not looked into although it could have been."""


def run(arguments: Namespace, settings: Settings) -> int:
    """Print the facts. The exit code is 3 when a file of the target could not be read."""
    if arguments.copy:
        from upl_tui.verbs import copy_check

        said = copy_check.copy_check(os.environ, copy_check.to_terminal)
        write("".join(f"{line}\n" for line in said), arguments.output, force=arguments.force)
        return ExitCode.OK
    document: Facts
    if arguments.target:
        told = told_by(settings)
        source = open_source(parse_target(arguments.target, settings.workspace), settings)
        document = asyncio.run(_files(source, told))
        lines = _files_lines(document)
    else:
        facts = environment(settings, os.environ)
        document = {"version": JSON_VERSION, **facts, "problems": problems(settings, facts)}
        lines = _environment_lines(document)
    text = json_text(document) if arguments.format == "json" else "".join(f"{line}\n" for line in lines)
    write(text, arguments.output, force=arguments.force)
    failed = any(file["problem"] for file in document.get("files", ()))
    return ExitCode.UNAVAILABLE if failed else ExitCode.OK


# ---------------------------------------------------------------------------------------------- files


async def _files(source: RecordingSource, told: Told) -> Facts:
    masker = Masker()
    async with source:
        recording = await source.recording()
        files = [_file_facts(read, recording, told, masker) async for read in _reads(source)]
    return {"version": JSON_VERSION, "recording": recording_json(recording), "files": files}


async def _reads(source: RecordingSource) -> AsyncIterator[_Read]:
    """All files of a target one after the other, so that only one is in memory."""
    if isinstance(source, FileSource):
        for file in source.files:
            opened_for = tuple(kind.value for kind in Kind if source.chosen(kind) is file)
            yield replace(await asyncio.to_thread(_read, file), opened_for=opened_for)
        return
    for kind in Kind:
        yield await _fetched(source, kind)


def _read(file: NamedFile) -> _Read:
    if refusal := file.refusal():
        return _Read(file.name, problem=str(refusal))
    try:
        if not file.is_text():
            return _Read(file.name, skipped="no text: a picture, a video or another binary file")
        return _Read(file.name, data=b"".join(file.pieces()))
    except UplError as error:
        return _Read(file.name, problem=str(error))


async def _fetched(source: RecordingSource, kind: Kind) -> _Read:
    name = PART_OF_KIND[kind].label
    try:
        async for event in source.load(kind):
            if isinstance(event, Loaded):
                return _Read(name, (kind.value,), event.log.data)
            if isinstance(event, Unavailable):
                return _Read(name, problem=str(event.state))
    except UplError as error:
        return _Read(name, problem=str(error))
    raise AssertionError("a source ends with Loaded or Unavailable")


def _file_facts(read: _Read, recording: Recording, told: Told, masker: Masker) -> Facts:
    facts: Facts = {
        "name": visible(read.name),
        "opened_for": list(read.opened_for),
        "problem": visible(read.problem),
        "skipped": read.skipped,
    }
    if read.problem or read.skipped:
        return facts
    try:
        return facts | examine(read.data, recording, told, masker)
    except UplError as error:
        return facts | {"problem": visible(str(error))}


# ----------------------------------------------------------------------------------------------- text


def _environment_lines(document: Facts) -> Iterator[str]:
    for group, facts in document.items():
        if isinstance(facts, dict):
            yield group.capitalize()
            for name, value in facts.items():
                yield f"  {name:<22}{visible(_words(value))}"
            yield ""
    yield from document["problems"] or ["Nothing stands in the way."]


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return "not set" if value is None else str(value)


def _files_lines(document: Facts) -> Iterator[str]:
    started, length = document["recording"]["startedAt"], document["recording"]["durationMs"]
    yield f"Times count from {started or 'the first row of each file: no file tells the start'}."
    if length is not None:
        yield f"The recording is {format_offset(length)} long."
    for file in document["files"]:
        yield ""
        yield from _file_lines(file)


def _file_lines(file: Facts) -> Iterator[str]:
    opened = f"  (opened for: {', '.join(file['opened_for'])})" if file["opened_for"] else "  (not opened)"
    yield file["name"] + opened
    if reason := file["problem"] or file["skipped"]:
        yield _line("not read", reason)
        return
    framing = [f"{file['framing']}, {file['bytes']:,} bytes", *file["notes"]]
    yield _line("framing", "; ".join(framing))
    for one in file["lists"]:
        yield _line("list", _list_words(one))
    if not any(log["understood"] for log in file["kinds"].values()):
        yield from _nothing_lines(file)
        return
    for kind, log in file["kinds"].items():
        yield from _log_lines(kind, log)
    for question in file["open"]:
        yield _line("open", question)


def _list_words(one: Facts) -> str:
    place = f" at {one['path']}" if one["path"] else ""
    words = f"{_counted(one['rows'], 'row')}{place}, read as {one['family']}"
    if one["judged"]:
        words += f": {one['votes']} of {one['judged']} sampled rows look like it"
    if one["runner_up"]:
        words += f", {one['runner_up']['votes']} like {one['runner_up']['family']}"
    return words


def _log_lines(kind: str, log: Facts) -> Iterator[str]:
    if not log["understood"] and not log["raw"]:
        yield _line(kind, "none")
        return
    yield _line(kind, _row_words(log))
    yield from _raw_lines(log)
    yield _line("", _time_words(log))
    if log["sampled"]:
        yield _line("", f"fields used: {_listed(log['fields_used'])}")
        counted = (f"{name} ({count})" for name, count in log["fields_unused"].items())
        yield _line("", f"fields not used, in {log['sampled']} sampled entries: {_listed(counted)}")
    for note in log["notes"]:
        yield _line("", f"note: {note}")


def _nothing_lines(file: Facts) -> Iterator[str]:
    log = max(file["kinds"].values(), key=lambda log: log["raw"])
    rows = f"no console entry, request or action in {_counted(log['rows'], 'row')}"
    yield _line("nothing", rows if log["rows"] else "the file is empty")
    yield from _raw_lines(log)
    for question in file["open"]:
        yield _line("open", question)


def _row_words(log: Facts) -> str:
    other = "".join(f", {_counted(count, f'{name} row')} left out" for name, count in log["other"].items())
    return (
        f"{_counted(log['entries'], 'entry', 'entries')} from {log['understood']:,} of "
        f"{_counted(log['rows'], 'row')}, "
        f"{log['raw']:,} kept raw{other}"
    )


def _raw_lines(log: Facts) -> Iterator[str]:
    for row in log["raw_rows"]:
        yield _line("", f"line {row['line']:,} is raw: {row['reason'] or 'not understood'}  {row['text']}")


def _time_words(log: Facts) -> str:
    if log["first"] is None:
        return "times: none"
    span = " to ".join(_moment_words(log[end]) for end in ("first", "last"))
    return f"times: {log['time_base'] or 'known'}, confidence {log['confidence']:.0%}, {span}"


def _moment_words(moment: Facts) -> str:
    date = f" ({moment['date']})" if moment["date"] else ""
    return f"{format_offset(moment['at_ms'])}{date}"


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def _listed(names: Iterable[str]) -> str:
    known = list(names)
    more = f" and {len(known) - _FIELDS_SHOWN} more" if len(known) > _FIELDS_SHOWN else ""
    return (", ".join(known[:_FIELDS_SHOWN]) + more) or "none"


def _line(label: str, words: str) -> str:
    return f"  {label:<{_LABEL}}{words}".rstrip()
