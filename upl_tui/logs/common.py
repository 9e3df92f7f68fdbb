"""What all kinds of log share: fields of the filter, cells of raw rows, sections, the core of the JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from math import isnan
from typing import Any, TypeVar

from upl_tui.clock import format_offset
from upl_tui.entries import Entry, Frame, RawEntry, Severity, TimeQuality
from upl_tui.formats.value import Unparsed, read_json
from upl_tui.log import Log
from upl_tui.logs.long_text import section_of
from upl_tui.logs.pretty import pretty_slices
from upl_tui.logs.spec import Cell, Section
from upl_tui.model import Kind
from upl_tui.query.fields import Field, FieldType
from upl_tui.redact import MASK, Masker

E = TypeVar("E", bound=Entry)

SEVERITY_STYLE = {
    Severity.DEBUG: "debug",
    Severity.INFO: "info",
    Severity.WARN: "warn",
    Severity.ERROR: "error",
    Severity.FATAL: "error",
}
SEVERITY_FLAGS = (
    ("error", frozenset({Severity.ERROR, Severity.FATAL})),
    ("warning", frozenset({Severity.WARN})),
    ("problem", frozenset({Severity.WARN, Severity.ERROR, Severity.FATAL})),
)
"""Words for ``is:`` that hold for some severities."""
COMMON_TAGS = ("marked", "noted", "in-range", "story")
"""Words for ``is:`` that any log may be tagged with."""
NOTE_TAGS = ("note",)
"""Words for ``has:`` that any log may be tagged with."""
COMMON_FLAGS = (*(flag for flag, _ in SEVERITY_FLAGS), "raw")

_CELL_TEXT = 2000
"""Characters of a text that a cell looks at: more than any table is wide."""
_QUALITY_WORDS = {
    TimeQuality.CONVERTED: "from another clock",
    TimeQuality.INHERITED: "that of the row before, it has none of its own",
}


def cell_text(text: str, masker: Masker) -> str:
    """The start of a text, for a cell. It may be megabytes long, a table draws a line of it."""
    return masker.text(text[:_CELL_TEXT])


def raw_cell(text: str, masker: Masker) -> Cell:
    """Text of a row that nobody understood."""
    return Cell(cell_text(text, masker), "muted")


def only(kind: type[E], get: Callable[[E], Any]) -> Callable[[Any], Any]:
    """A getter for a field that raw entries do not have."""
    return partial(_get_only, kind, get)


def _get_only(kind: type[E], get: Callable[[E], Any], entry: Any) -> Any:
    return get(entry) if isinstance(entry, kind) else None


def common_flags(entry: Entry) -> set[str]:
    """Those of `COMMON_FLAGS` that hold for an entry."""
    flags = {flag for flag, severities in SEVERITY_FLAGS if entry.severity in severities}
    return flags | {"raw"} if isinstance(entry, RawEntry) else flags


def common_fields(kind: Kind, types: Callable[[Entry], Iterable[str]] | None = None) -> tuple[Field, ...]:
    """Fields of every kind; `types` gives more words for ``type:`` than the kind's own."""

    def type_words(entry: Entry) -> set[str]:
        return {kind.value, *(types(entry) if types else ())}

    return (
        Field("text", FieldType.TEXT, lambda entry: entry.text, "text of the entry", column="text"),
        Field(
            "level",
            FieldType.SEVERITY,
            lambda entry: entry.severity,
            "how bad it is",
            aliases=("severity",),
            column="severity",
        ),
        Field(
            "at",
            FieldType.MOMENT,
            _moment,
            "moment, or around it",
            aliases=("around", "near"),
            column="at",
        ),
        Field("after", FieldType.MOMENT, _moment, "later than a moment", compare=">", column="at"),
        Field("before", FieldType.MOMENT, _moment, "earlier than a moment", compare="<", column="at"),
        Field("id", FieldType.WORD, lambda entry: None, "id of the entry, such as C12", column="id"),
        Field(
            "type",
            FieldType.FLAGS,
            type_words,
            "kind of entry",
            values=(Kind.CONSOLE.value, Kind.NETWORK.value, Kind.ACTION.value, "nav", "backend"),
        ),
    )


def is_field(
    get: Callable[[Entry], set[str]],
    *more: str,
    tags: tuple[str, ...] = (),
    quicker: Field | None = None,
) -> Field:
    """``is:`` of a kind, with `COMMON_FLAGS` and more words; `tags` are looked up in the log too."""
    return Field(
        "is",
        FieldType.FLAGS,
        get,
        "state",
        values=(*COMMON_FLAGS, *more),
        tags=(*COMMON_TAGS, *tags),
        severities=SEVERITY_FLAGS,
        quicker=quicker,
    )


def _moment(entry: Entry) -> float | None:
    return entry.at_ms


def facts(lines: Iterable[tuple[str, object]]) -> str:
    """``Name: value`` lines; those without a value are left out."""
    return "\n".join(f"{name}: {value}" for name, value in lines if value not in (None, ""))


def overview(lines: Iterable[tuple[str, object]], entry: Entry) -> Section:
    """The facts of one kind, then those that every entry has."""
    time = "" if entry.at_ms is None else format_offset(entry.at_ms)
    how = _QUALITY_WORDS.get(entry.time_quality, "") if time else ""
    rest = (
        ("Time", f"{time} ({how})" if how else time),
        ("Read as", entry.shape),
        ("Note", "; ".join(entry.notes)),
    )
    return Section("overview", "Overview", facts((*lines, *rest)), "headers")


def frames_text(frames: Iterable[Frame]) -> str:
    """A stack, one ``at function (url:line:column)`` a line."""
    return "\n".join(f"at {frame.function or '(anonymous)'} ({place_text(frame)})" for frame in frames)


def place_text(frame: Frame) -> str:
    """``url:line:column``, as far as known."""
    numbers = (str(number) for number in (frame.line, frame.column) if number is not None)
    return ":".join((frame.url or "<anonymous>", *numbers))


def value_json(value: Any) -> str:
    """A JSON-like value as JSON with an indent, whatever the size of its numbers."""
    try:
        return json.dumps(value, ensure_ascii=False, indent=2, default=str)
    except (RecursionError, ValueError):
        return "(nested too deep to show here; the raw row has it)"


def raw_sections(
    entry: Entry, source: bytes, masker: Masker, secrets: Sequence[str] = ()
) -> Iterator[Section]:
    """What no reader used, then the untouched source rows, laid out for reading.

    `secrets` are string values that are masked although no name in front of them tells.
    """

    lines = [source] if len(entry.spans) < 2 else source.split(b"\n")
    if other := "\n".join(_unused(lines, entry.used_keys)):
        yield section_of(
            "other", "Other fields", _without_secrets(other, secrets, masker), len(other), "json"
        )
    if isinstance(entry, RawEntry) and entry.reason:
        yield Section("reason", "Why it is raw", entry.reason)
    language = "json" if source.lstrip()[:1] in (b"{", b"[") else "text"
    yield section_of("raw", "Raw", _raw_pieces(lines, secrets, masker), len(source), language)


def _raw_pieces(lines: Iterable[bytes], secrets: Sequence[str], masker: Masker) -> Iterator[str]:
    for number, line in enumerate(lines):
        text = line.decode("utf-8", "backslashreplace")
        if number:
            yield "\n"
        yield from pretty_slices(_without_secrets(text, secrets, masker), len(text))


def _without_secrets(text: str, secrets: Sequence[str], masker: Masker) -> Iterator[str]:
    for secret in secrets:
        for ascii_only in (False, True):
            text = text.replace(json.dumps(secret, ensure_ascii=ascii_only), f'"{MASK}"')
    return masker.body_slices(text, "application/json")


def _unused(lines: Iterable[bytes], used: frozenset[str]) -> Iterator[str]:
    if not used:
        return
    for line in lines:
        value, _ = read_json(line)
        if not isinstance(value, Unparsed) and isinstance(value, dict) and (rest := _without(value, used)):
            yield value_json(rest)


def _without(value: dict[str, Any], used: frozenset[str], prefix: str = "") -> dict[str, Any]:
    """An object without what was used, the dotted keys and all below them, and without what says nothing."""
    rest: dict[str, Any] = {}
    for key, inner in value.items():
        dotted = f"{prefix}{key}"
        if dotted in used:
            continue
        if isinstance(inner, dict) and any(name.startswith(f"{dotted}.") for name in used):
            inner = _without(inner, used, f"{dotted}.")
        if inner not in (None, "", [], {}):
            rest[key] = inner
    return rest


def base_json(log: Log, row: int, masker: Masker) -> dict[str, Any]:
    """What every entry of the JSON output has; the names are part of the command line's contract."""
    entry = log.entry(row)
    at = log.at[row]
    return {
        "id": log.id(row),
        "kind": log.kind.value,
        "at_ms": None if isnan(at) else at,
        "severity": entry.severity.word,
        "text": masker.text(entry.text),
        "parsed": not isinstance(entry, RawEntry),
    }
