"""How one file was read and why, as facts: framing, family, rows, times, fields, and what stayed open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import islice
from math import isnan
from typing import Any

from upl_tui.entries import Entry, RawEntry
from upl_tui.formats.frame import frame
from upl_tui.formats.rows import Document
from upl_tui.formats.value import read_json
from upl_tui.loader import clock_of
from upl_tui.log import Log
from upl_tui.mapping import Names, Told
from upl_tui.model import Kind, Recording
from upl_tui.redact import Masker
from upl_tui.safe_text import visible
from upl_tui.shapes.choose import choose
from upl_tui.shapes.halves import join_halves
from upl_tui.shapes.read import read_document
from upl_tui.shapes.registry import GENERIC, MAPPED

_SAMPLED_ROWS = 200
_RAW_ROWS = 5
_ROWS_SEARCHED = 20_000
_TEXT = 100
_MOST_FIELDS = 100

Facts = dict[str, Any]


def examine(data: bytes | bytearray, recording: Recording, told: Told, masker: Masker) -> Facts:
    """Facts about one file, for JSON and for text alike; all recorded text in it is masked and harmless.

    Raises FormatError when the file cannot be unpacked.
    """
    document = frame(data)
    facts: Facts = {"framing": document.framing, "bytes": len(document.data), "notes": list(document.notes)}
    facts["lists"] = list(_lists(document, told))
    facts["kinds"] = {}
    for kind in Kind:
        log = read_document(document, kind, clock_of(recording, told), told.names_of(kind))
        facts["kinds"][kind.value] = _log_facts(log, recording, masker)
    facts["open"] = _open_questions(facts, told)
    return facts


def _lists(document: Document, told: Told) -> Iterator[Facts]:
    """Each list of rows with its family, its share of the votes and the runner-up."""
    names = _all_names(told)
    for rows in join_halves(document.collections):
        choice = choose(rows, names)
        others = [(title, count) for title, count in choice.votes if title != choice.shape.title]
        yield {
            "path": visible(rows.path),
            "rows": len(rows),
            "family": choice.shape.title,
            "votes": dict(choice.votes).get(choice.shape.title, 0),
            "judged": choice.judged,
            "runner_up": {"family": others[0][0], "votes": others[0][1]} if others else None,
        }


def _all_names(told: Told) -> Names:
    """Any kind's names do to see whether rows are mapped: each kind knows those of the others."""
    return next((names for names in map(told.names_of, Kind) if names), {})


def _log_facts(log: Log, recording: Recording, masker: Masker) -> Facts:
    account = log.account
    times = [at for at in log.at if not isnan(at)]
    used, unused, sampled = _fields(log)
    return {
        "entries": len(log) - account.raw,
        "read_as": account.shape,
        "rows": account.elements,
        "understood": account.understood,
        "raw": account.raw,
        "other": dict(account.other),
        "raw_rows": list(_raw_rows(log, masker)) if account.raw else [],
        "time_base": account.time_base,
        "confidence": account.confidence,
        "approximate": account.approximate,
        "without_time": len(log) - len(times),
        "first": _moment(min(times, default=None), recording),
        "last": _moment(max(times, default=None), recording),
        "fields_used": used,
        "fields_unused": unused,
        "sampled": sampled,
        "notes": [visible(masker.text(note)) for note in account.notes],
    }


def _moment(at_ms: float | None, recording: Recording) -> Facts | None:
    if at_ms is None:
        return None
    date = None
    if recording.started_at is not None:
        try:
            date = (recording.started_at + timedelta(milliseconds=at_ms)).isoformat(timespec="milliseconds")
        except OverflowError:
            date = None
    return {"at_ms": at_ms, "date": date}


def _raw_rows(log: Log, masker: Masker) -> Iterator[Facts]:
    """The first rows that nobody understood; lines are counted in the unpacked file."""
    raw = (entry for entry in islice(log.entries(), _ROWS_SEARCHED) if isinstance(entry, RawEntry))
    for entry in islice(raw, _RAW_ROWS):
        start = entry.spans[0][0] if entry.spans else 0
        yield {
            "line": log.data.count(b"\n", 0, start) + 1,
            "reason": visible(masker.text(entry.reason)),
            "text": visible(masker.text(entry.text[:_TEXT])),
        }


def _fields(log: Log) -> tuple[list[str], dict[str, int], int]:
    """Fields that went into entries, those that did not and how often, and how many entries were asked."""
    used: set[str] = set()
    unused: Counter[str] = Counter()
    sampled = 0
    for row in range(0, len(log), max(1, -(-len(log) // _SAMPLED_ROWS))):
        entry = log.entry(row)
        if isinstance(entry, RawEntry) or not entry.used_keys:
            continue
        sampled += 1
        seen, left = _keys_of(entry, log.source(row))
        used |= seen
        unused.update(left)
    names = sorted(used - unused.keys())
    return (
        [visible(name) for name in names[:_MOST_FIELDS]],
        {visible(name): count for name, count in unused.most_common(_MOST_FIELDS)},
        sampled,
    )


def _keys_of(entry: Entry, source: bytes) -> tuple[set[str], set[str]]:
    used: set[str] = set()
    unused: set[str] = set()
    for line in [source] if len(entry.spans) < 2 else source.split(b"\n"):
        value, _ = read_json(line)
        if isinstance(value, dict):
            left = set(unused_keys(value, entry.used_keys))
            unused |= left
            used |= {key for key in entry.used_keys if _holds(value, key)}
    return used, unused


def unused_keys(value: Mapping[str, Any], used: frozenset[str], prefix: str = "") -> Iterator[str]:
    """Dotted keys of a row that say something and were not used, the outermost of each branch."""
    for key, inner in value.items():
        dotted = f"{prefix}{key}"
        if dotted in used:
            continue
        if isinstance(inner, dict) and any(name.startswith(f"{dotted}.") for name in used):
            yield from unused_keys(inner, used, f"{dotted}.")
        elif inner not in (None, "", [], {}):
            yield dotted


def _holds(value: Any, dotted: str) -> bool:
    if isinstance(value, Mapping) and dotted in value:
        return True
    for key in dotted.split("."):
        if not isinstance(value, Mapping) or key not in value:
            return False
        value = value[key]
    return True


def _open_questions(facts: Facts, told: Told) -> list[str]:
    """What could not be concluded, in words."""
    questions = []
    families = {one["family"] for one in facts["lists"]}
    if GENERIC.title in families:
        questions.append(
            "No recorder family has most of the rows: each was read by the names of its keys. "
            "A mapping file (--mapping) can name them."
        )
    if told.names and MAPPED.title not in families:
        questions.append("The mapping was not used: it names no field here, or the family is a known one.")
    for kind, log in facts["kinds"].items():
        if log["entries"] and log["approximate"]:
            questions.append(
                f"The times of the {kind} rows are a guess ({log['time_base']}); --clock WORD settles them."
            )
        if log["entries"] and log["without_time"]:
            questions.append(f"{log['without_time']:,} {kind} rows have no time at all.")
    return questions
