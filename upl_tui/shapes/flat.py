"""Flat rows of hand-made and unknown recorders, read by the names of their keys."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from upl_tui.entries import ConsoleEntry, Entry
from upl_tui.formats.rows import Rows
from upl_tui.model import Kind
from upl_tui.shapes import names
from upl_tui.shapes.aliases import Row
from upl_tui.shapes.collect import Batch, Collector, raw_entry, raw_text
from upl_tui.shapes.flat_actions import read_action
from upl_tui.shapes.flat_console import group_words, outline_console, read_console
from upl_tui.shapes.flat_network import outline_request, read_request
from upl_tui.shapes.kinds import action_of_list, clear_kind, kind_of, kind_of_list
from upl_tui.shapes.levels import PLAIN, Scale, scale_of
from upl_tui.shapes.plan import Outline, Planner, first_step
from upl_tui.shapes.requests import settle
from upl_tui.shapes.shape import ReadContext, Reading, Shape

_NOUNS = {Kind.CONSOLE: "console entry", Kind.NETWORK: "request", Kind.ACTION: "action"}


def read(rows: Rows, context: ReadContext) -> Reading:
    """Read rows of any make; what is of no kind at all becomes a raw row."""
    reader = FlatReader(rows, context)
    reader.advance()
    return reader.finish()


class FlatReader:
    """Reads one list of flat rows, also while it grows (`live`)."""

    def __init__(self, rows: Rows, context: ReadContext, *, live: bool = False) -> None:
        self._rows = rows
        self._context = context
        self._wanted = context.wanted
        self._scale = _scale(rows, context)
        self._collector = Collector(rows, context.clock, self._entry, live=live)
        self._planner = Planner(self._scale, context.mapping)
        self._groups = _Groups()
        self._collector.columns.depth = self._groups.depth
        self._done = 0
        name = rows.path.rpartition(".")[2]
        self._promised = kind_of_list(name)
        self._action = action_of_list(name)

    @property
    def collector(self) -> Collector:
        """What was read so far."""
        return self._collector

    def advance(self) -> None:
        """Read the rows that have arrived since the last time."""
        for first, values in self._rows.batches(start=self._done):
            self._add(first, values)
            self._done = first + len(values)

    def finish(self) -> Reading:
        """The final reading of all rows, from the start again when the scale of levels was misjudged."""
        if _scale(self._rows, self._context) != self._scale:
            return read(self._rows, self._context)
        reading = self._collector.finish()
        reading.columns.depth = self._groups.depth
        return reading

    def _add(self, first: int, values: list[Any]) -> None:
        outlines: list[Outline] = []
        careful: Sequence[int] = range(len(values))
        if self._wanted is Kind.CONSOLE and self._promised in (None, Kind.CONSOLE):
            outlines, careful = self._planner.outline(values)
        if len(outlines) == 1 and not careful:
            outline = outlines[0]
        else:
            outlines += [
                careful_row for at in careful if (careful_row := self._careful(first + at, at)) is not None
            ]
            outline = _merged(outlines, len(values))
        first_row = len(self._collector)
        for at, step in sorted(outline.steps.items()):
            self._groups.step(first_row + bisect_left(outline.positions, at), step)
        self._collector.add(
            Batch(
                _shifted(outline.positions, first),
                bytearray(outline.severities),
                outline.texts,
                outline.stamps,
                outline.fields,
            )
        )

    def _careful(self, position: int, at: int) -> Outline | None:
        """One row read with all aliases; None when it belongs to another kind of log."""
        value = self._rows.value(position)
        row = Row(value, self._context.mapping) if isinstance(value, dict) else None
        kind = None if row is None else self._kind(position, row)
        if row is None or kind is None:
            self._collector.raw += 1
            return Outline([at], bytes(1), [raw_text(self._rows, position, value)], [None], "", {})
        if kind is not self._wanted:
            self._collector.leave(kind)
            return None
        entry = self._outline(position, row)
        step = first_step(group_words(row)) if kind is Kind.CONSOLE else 0
        stamp = row.find(names.TIME)
        return Outline(
            [at],
            bytes([entry.severity]),
            [entry.text],
            [None if stamp is None else stamp.value],
            "" if stamp is None else ".".join(stamp.path),
            {at: step} if step else {},
        )

    def _outline(self, position: int, row: Row) -> Entry:
        if self._wanted is Kind.CONSOLE:
            return outline_console(row, self._scale)
        if self._wanted is Kind.NETWORK:
            return settle(outline_request(row))
        return self._read(position, row)

    def _kind(self, position: int, row: Row) -> Kind | None:
        promised = self._promised
        if promised is None and self._rows.keys:
            promised = kind_of_list(self._rows.keys[position])
        return kind_of(row, self._wanted, promised)

    def _entry(self, index: int, value: Any) -> Entry:
        """A whole entry, for the collector."""
        position = self._collector.position(index)
        row = Row(value, self._context.mapping) if isinstance(value, dict) else None
        if row is None or self._kind(position, row) is None:
            return raw_entry(value, f"No {_NOUNS[self._wanted]} was found in this row.")
        entry = self._read(position, row)
        if isinstance(entry, ConsoleEntry):
            entry.group_depth = self._groups.depth(index)
        row.get(names.TIME)
        entry.used_keys = frozenset(row.used)
        return entry

    def _read(self, position: int, row: Row) -> Entry:
        if self._wanted is Kind.CONSOLE:
            return read_console(row, self._scale)
        stamp = row.find(names.TIME)
        base = None if stamp is None else self._collector.base(".".join(stamp.path))
        if self._wanted is Kind.NETWORK:
            return read_request(row, base)
        action = self._action or action_of_list(self._rows.keys[position] if self._rows.keys else "")
        return read_action(row, base, action)


class _Groups:
    """Depth of console groups: a running count, kept where it changes."""

    def __init__(self) -> None:
        self._depths = array("l", [0])
        self._rows = array("q", [-1])

    def step(self, row: int, change: int) -> None:
        """A row opens (1) or closes (-1) a group; what closes too much is ignored."""
        self._depths.append(max(0, self._depths[-1] + change))
        self._rows.append(row)

    def depth(self, row: int) -> int:
        """Depth of a row; the row that opens or closes a group stands outside of it."""
        after = bisect_right(self._rows, row) - 1
        depth = self._depths[after]
        return min(depth, self._depths[after - 1]) if self._rows[after] == row else depth


def _merged(outlines: list[Outline], size: int) -> Outline:
    """Outlines of one batch as one, in file order."""
    severities = bytearray(size)
    texts: list[Any] = [None] * size
    stamps: list[Any] = [None] * size
    fields = [""] * size
    steps: dict[int, int] = {}
    for outline in outlines:
        for at, severity in zip(outline.positions, outline.severities, strict=True):
            severities[at] = severity
        _scatter(texts, outline.positions, outline.texts)
        _scatter(stamps, outline.positions, outline.stamps)
        _scatter(fields, outline.positions, [outline.fields] * len(outline.texts))
        steps |= outline.steps
    names_of_fields = set(fields)
    positions: Sequence[int] = range(size)
    if None in texts:
        positions = [at for at in positions if texts[at] is not None]
        severities = bytearray(map(severities.__getitem__, positions))
        texts, stamps, fields = ([cells[at] for at in positions] for cells in (texts, stamps, fields))
    return Outline(
        positions,
        severities,
        texts,
        stamps,
        fields if len(names_of_fields) > 1 else names_of_fields.pop(),
        steps,
    )


def _scatter(cells: list[Any], positions: Sequence[int], values: Iterable[Any]) -> None:
    for at, value in zip(positions, values, strict=True):
        cells[at] = value


def _shifted(positions: Sequence[int], by: int) -> Sequence[int]:
    if isinstance(positions, range):
        return range(positions.start + by, positions.stop + by)
    return [at + by for at in positions]


def _scale(rows: Rows, context: ReadContext) -> Scale:
    if context.wanted is not Kind.CONSOLE:
        return PLAIN
    sample = (Row(value, context.mapping) for value in rows.sample() if isinstance(value, dict))
    return scale_of(hit.value for row in sample if (hit := row.find(names.LEVEL)) is not None)


def _fits(kind: Kind) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and clear_kind(Row(value)) is kind


CONSOLE = Shape("flat-console", "flat console rows", _fits(Kind.CONSOLE), read)
NETWORK = Shape("flat-network", "flat network rows", _fits(Kind.NETWORK), read)
ACTIONS = Shape("flat-actions", "flat action rows", _fits(Kind.ACTION), read)
GENERIC = Shape("generic", "unknown rows", lambda value: False, read)
"""What reads a list of which no family's rows are the majority."""
