"""What the tests of recorder families share: reading whole files, and rows bent out of shape."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

from tests.shapes.framed import context, frame
from upl_tui.clock import RecordingClock
from upl_tui.entries import ActionEntry, ConsoleEntry, Entry, NetworkEntry, RawEntry
from upl_tui.log import Log
from upl_tui.model import Kind
from upl_tui.shapes.read import read_log
from upl_tui.shapes.registry import FAMILIES, Family
from upl_tui.shapes.shape import Reading, Shape

START_MS = 1_700_000_000_000
CLOCK = RecordingClock(started_at_ms=START_MS, duration_ms=60_000)

E = TypeVar("E", bound=Entry)


def log_of(document: Any, kind: Kind, clock: RecordingClock = CLOCK) -> Log:
    """A file read by the whole engine; a document that is no bytes is written as JSON first."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    return read_log(data, kind, clock)


def ndjson(*rows: Any) -> bytes:
    """A file with one row a line."""
    return b"\n".join(json.dumps(row).encode() for row in rows)


def messages(document: Any, clock: RecordingClock = CLOCK) -> list[ConsoleEntry]:
    """The console entries of a file that has nothing else in its console log."""
    return _all(log_of(document, Kind.CONSOLE, clock), ConsoleEntry)


def requests(document: Any, clock: RecordingClock = CLOCK) -> list[NetworkEntry]:
    """The requests of a file that has nothing else in its network log."""
    return _all(log_of(document, Kind.NETWORK, clock), NetworkEntry)


def actions(document: Any, clock: RecordingClock = CLOCK) -> list[ActionEntry]:
    """The actions of a file that has nothing else in its action log."""
    return _all(log_of(document, Kind.ACTION, clock), ActionEntry)


def _all(log: Log, wanted: type[E]) -> list[E]:
    found = list(log.entries())
    entries = [entry for entry in found if isinstance(entry, wanted)]
    assert len(entries) == len(found)
    return entries


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["error", "click", "https://a.example/x:1:2", START_MS, -1, 10**400, "\ud83e", "[0]"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def bent(draw: st.DrawFn, rows: Sequence[Any]) -> Any:
    """One of the rows with a few of its values, at any depth, replaced by anything or taken out."""
    row = copy.deepcopy(draw(st.sampled_from(rows)))
    for _ in range(draw(st.integers(0, 3))):
        holder = row
        while isinstance(holder, (dict, list)) and holder:
            keys = sorted(holder) if isinstance(holder, dict) else range(len(holder))
            key = draw(st.sampled_from(keys))
            if not isinstance(holder[key], (dict, list)) or not holder[key] or draw(st.booleans()):
                if draw(st.booleans()):
                    holder[key] = draw(JSON)
                else:
                    del holder[key]
                break
            holder = holder[key]
    return row


WRONG: tuple[Any, ...] = (None, True, 0, -1.5, 10**400, "", "x", "[0]", [], ["x"], [[]], [{}], {}, {"x": {}})


def every_change(rows: Sequence[Any]) -> list[Any]:
    """Each row with each of its values, at any depth, taken out or replaced by each wrong one."""
    return [changed for row in rows for changed in _changes(row)]


def _changes(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield {name: item for name, item in value.items() if name != key}
            for changed in (*WRONG, *_changes(inner)):
                yield value | {key: changed}
    elif isinstance(value, list):
        for at, inner in enumerate(value[:2]):
            for changed in (*WRONG, *_changes(inner)):
                yield [*value[:at], changed, *value[at + 1 :]]


def any_rows(rows: Sequence[Any]) -> st.SearchStrategy[list[Any]]:
    """Rows of a family in any order, bent, and between them anything."""
    return st.lists(bent(rows) | JSON | st.just(b"{cut"), max_size=12)


def check_asked(shape: Shape, values: Sequence[Any]) -> None:
    """A family that takes a row is imported for it."""
    family = next(family for family in FAMILIES if isinstance(family, Family) and family.shape is shape)
    assert all(family.may_fit(value) for value in values if shape.fits(value))


def check_accounted(shape: Shape, values: Sequence[Any]) -> None:
    """Whatever the rows are, each is counted once, is in the file's place, and reads the same again."""
    check_asked(shape, values)
    for kind in Kind:
        reading = shape.read(frame(values), context(kind, CLOCK))
        entries = [reading.columns.entry(row) for row in range(len(reading.columns.texts))]

        assert reading.understood + reading.raw + sum(reading.other.values()) == len(values)
        assert sum(isinstance(entry, RawEntry) for entry in entries) == reading.raw
        assert len({span for entry in entries for span in entry.spans}) == reading.understood + reading.raw
        starts = [entry.spans[0] for entry in entries]
        assert starts == sorted(starts)
        _check_columns(reading, entries)


def _check_columns(reading: Reading, entries: Sequence[Entry]) -> None:
    columns = reading.columns
    assert [(entry.text, entry.severity) for entry in entries] == list(
        zip(columns.texts, columns.severity, strict=True)
    )
    assert [entry.at_ms for entry in entries] == [None if at != at else at for at in columns.at]
