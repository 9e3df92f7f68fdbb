"""The console log: messages, exceptions and what the browser itself says."""

from __future__ import annotations

from collections.abc import Iterator

from upl_tui.entries import ConsoleEntry, Entry, Frame, RawEntry, Severity
from upl_tui.logs.common import (
    NOTE_TAGS,
    SEVERITY_STYLE,
    base_json,
    cell_text,
    common_fields,
    common_flags,
    frames_text,
    is_field,
    only,
    overview,
    place_text,
    raw_cell,
    raw_sections,
    value_json,
)
from upl_tui.logs.console_table import table_text
from upl_tui.logs.long_text import section_of
from upl_tui.logs.own_code import own_stack
from upl_tui.logs.spec import Cell, Column, LogSpec, Section
from upl_tui.logs.templates import message_template
from upl_tui.logs.urls import Url, is_third_party
from upl_tui.model import Kind
from upl_tui.query.fields import Field, FieldType
from upl_tui.redact import Masker

_DEEPEST_INDENT = 10
_EXTENSION_SCHEMES = ("chrome-extension:", "moz-extension:", "safari-web-extension:")
_LEVEL_WORDS = {
    Severity.FATAL: "FATAL",
    Severity.ERROR: "ERROR",
    Severity.WARN: "WARN",
    Severity.UNKNOWN: "-",
}
_NARROW = 80
"""Cells of a table in which levels are letters."""


def _level_cell(entry: Entry, masker: Masker) -> Cell:
    if isinstance(entry, RawEntry):
        return Cell("raw", "muted")
    word = _LEVEL_WORDS.get(entry.severity, entry.severity.word)
    return Cell(word, SEVERITY_STYLE.get(entry.severity, ""))


def _letter_cell(entry: Entry, masker: Masker) -> Cell:
    cell = _level_cell(entry, masker)
    return Cell(cell.text[:1].upper(), cell.style)


def _origin_cell(entry: Entry, masker: Masker) -> Cell:
    """What is no ordinary call of the console says where it is from."""
    origin = entry.origin if isinstance(entry, ConsoleEntry) else ""
    return Cell("" if origin == "console" else origin, "muted")


def _text_cell(entry: Entry, masker: Masker) -> Cell:
    if not isinstance(entry, ConsoleEntry):
        return raw_cell(entry.text, masker)
    indent = "  " * min(entry.group_depth, _DEEPEST_INDENT)
    count = f"({entry.repeat}x) " if entry.repeat > 1 else ""
    text = cell_text(_without_stack(entry), masker)
    return Cell(f"{indent}{count}{text}", SEVERITY_STYLE.get(entry.severity, ""))


def _without_stack(entry: ConsoleEntry) -> str:
    """The message alone, where the frames that browsers write below it are known anyway."""
    start = entry.text.find("\n    at ") if entry.stack else -1
    return entry.text[:start] if start > 0 else entry.text


def _place_cell(entry: Entry, masker: Masker) -> Cell:
    if not isinstance(entry, ConsoleEntry) or not entry.url:
        return Cell("", "muted")
    line = "" if entry.line is None else f":{entry.line}"
    return Cell(f"{Url.of(masker.url(entry.url)).file}{line}", "muted")


def _flags(entry: Entry) -> set[str]:
    flags = common_flags(entry)
    if isinstance(entry, ConsoleEntry):
        holds = {
            "grouped": entry.group_depth > 0,
            "third-party": is_third_party(entry.url, entry.page_url),
            "extension": any(url.startswith(_EXTENSION_SCHEMES) for url in _urls(entry)),
        }
        flags.update(flag for flag, true in holds.items() if true)
    return flags


def _has(entry: ConsoleEntry) -> set[str]:
    holds = {
        "stack": bool(entry.stack or entry.stack_text),
        "args": bool(entry.args),
        "place": bool(entry.url),
        "request": bool(entry.request_id),
        "page": bool(entry.page_url),
    }
    return {thing for thing, true in holds.items() if true}


def _urls(entry: ConsoleEntry) -> list[str]:
    return [entry.url, *(frame.url for frame in entry.stack)]


def _stack_text(entry: ConsoleEntry) -> str:
    return frames_text(entry.stack) or entry.stack_text


def _context(entry: ConsoleEntry) -> str | None:
    return next((frame.function for frame in entry.stack if frame.function), None)


FIELDS = (
    *common_fields(Kind.CONSOLE),
    Field(
        "source",
        FieldType.WORD,
        only(ConsoleEntry, lambda entry: entry.origin),
        "who wrote it: console, exception, network, security ...",
        aliases=("origin",),
    ),
    Field(
        "url", FieldType.TEXT, only(ConsoleEntry, lambda entry: entry.url or None), "URL of the code's file"
    ),
    Field(
        "stack",
        FieldType.TEXT,
        only(ConsoleEntry, lambda entry: _stack_text(entry) or None),
        "stack, as text",
    ),
    Field("context", FieldType.TEXT, only(ConsoleEntry, _context), "function at the top of the stack"),
    Field(
        "page",
        FieldType.TEXT,
        only(ConsoleEntry, lambda entry: entry.page_url or None),
        "URL of the page, its own or by what was done before it",
        told=True,
    ),
    Field(
        "template",
        FieldType.WORD,
        lambda entry: message_template(entry.text) or None,
        "first line with {} for numbers, ids and addresses",
    ),
    Field("method", FieldType.WORD, only(ConsoleEntry, lambda entry: entry.method or None), "console method"),
    Field(
        "count",
        FieldType.NUMBER,
        only(ConsoleEntry, lambda entry: entry.repeat),
        "how often: as the source counted, or in a row",
    ),
    is_field(_flags, "grouped", "third-party", "extension", tags=("grouped", "gap", "burst")),
    Field(
        "has",
        FieldType.FLAGS,
        only(ConsoleEntry, _has),
        "what was recorded with it",
        values=("stack", "args", "place", "request", "page"),
        tags=NOTE_TAGS,
    ),
)


def sections(entry: Entry, source: bytes, masker: Masker) -> Iterator[Section]:
    """Message, arguments, stack, overview, other fields, raw."""
    if isinstance(entry, ConsoleEntry):
        yield section_of("message", "Message", masker.text_slices(entry.text), len(entry.text))
        is_table = entry.method.removeprefix("console.") == "table"
        if is_table and (table := table_text(entry.args or (), masker)):
            yield Section("table", "Table", table)
        if entry.args:
            arguments = "\n".join(map(value_json, entry.args))
            shown = masker.body_slices(arguments, "application/json")
            yield section_of("arguments", "Arguments", shown, len(arguments), "json")
        if own := own_stack(entry.stack, entry.page_url or entry.url):
            yield Section("own-stack", "Stack, own code", masker.text(own))
        if stack := _stack_text(entry):
            title = f"Stack, all {len(entry.stack)} frames" if own else "Stack"
            yield Section("stack", title, masker.text(stack))
        yield _overview(entry, masker)
    yield from raw_sections(entry, source, masker)


def _overview(entry: ConsoleEntry, masker: Masker) -> Section:
    level = entry.severity.word
    place = place_text(Frame("", masker.url(entry.url), entry.line, entry.column)) if entry.url else ""
    lines = (
        (
            "Level",
            level if entry.level in ("", level) else f"{level} (recorded as {masker.text(entry.level)})",
        ),
        ("Source", entry.origin),
        ("Method", entry.method),
        ("Place", place),
        ("Page", masker.url(entry.page_url)),
        ("Repeated", entry.repeat if entry.repeat > 1 else ""),
        ("Group depth", entry.group_depth or ""),
        ("Request", entry.request_id),
    )
    return overview(lines, entry)


CONSOLE = LogSpec(
    kind=Kind.CONSOLE,
    title="Console",
    nouns=("entry", "entries"),
    columns=(
        Column("level", "Level", _level_cell, width=5, from_width=_NARROW),
        Column("letter", "L", _letter_cell, width=1, below_width=_NARROW),
        Column("text", "Message", _text_cell),
        Column("origin", "Origin", _origin_cell, width=9, from_width=120),
        Column("place", "Source", _place_cell, width=20, from_width=100),
    ),
    fields=FIELDS,
    sections=sections,
    facets=("level", "source", "template", "method", "context", "page"),
    to_json=base_json,
    paced=True,
)
