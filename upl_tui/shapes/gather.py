"""Reads families whose rows say by themselves what they are: one entry each, or a piece of one."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

from upl_tui.entries import ActionEntry, ConsoleEntry, Entry, NetworkEntry, TimeQuality
from upl_tui.formats.rows import Rows
from upl_tui.log import QUALITY_CODE
from upl_tui.shapes.collect import Collector, raw_entry
from upl_tui.shapes.levels import group_step
from upl_tui.shapes.shape import ReadContext, Reading
from upl_tui.values import mutable

Build = Callable[[Sequence[Any]], Entry]
"""Makes an entry, still without its times, from the values of its rows in file order."""


class Piece(NamedTuple):
    """What a row tells: an entry, or a part of the entry that other rows with the same `key` tell too."""

    kind: str
    """A kind of log, or any other name for what is in no log; those rows are only counted."""
    build: Build | None = None
    """Of the first row of an entry; what later rows with its key bring is not looked at."""
    field: str = ""
    """Name of the field that `stamp` and `end` are from."""
    stamp: object = None
    end: object = None
    """When it was over, for requests and actions that take time."""
    key: Hashable = None
    anchored: bool = False
    """Whether the stamps were brought over from another clock."""


Tell = Callable[[Any], Sequence[Piece]]
"""What a row tells; nothing for a row that is not of the family. Asked once a row, in file order."""


def gather(
    rows: Rows, context: ReadContext, name: str, tell: Tell, reason: str, *, in_milliseconds: bool = False
) -> Reading:
    """Read a list of rows of the family `name`; `reason` is what raw rows say of themselves.

    `in_milliseconds` is what `decide` takes.
    """
    return _Gathering(rows, context, name, reason, in_milliseconds).read(tell)


@mutable
class _Item:
    """An entry on its way; a raw row when there is nothing to build it with."""

    positions: list[int]
    build: Build | None = None
    field: str = ""
    stamp: object = None
    end: object = None
    anchored: bool = False

    def extend(self, position: int, piece: Piece) -> None:
        self.positions.append(position)
        if self.stamp is None:
            self.field, self.stamp, self.anchored = piece.field, piece.stamp, piece.anchored
        if piece.end is not None:
            self.end = piece.end


class _Gathering:
    def __init__(
        self, rows: Rows, context: ReadContext, name: str, reason: str, in_milliseconds: bool
    ) -> None:
        self._rows = rows
        self._wanted = context.wanted
        self._name = name
        self._reason = reason
        self._collector = Collector(rows, context.clock, self._entry, in_milliseconds=in_milliseconds)
        self._items: list[_Item] = []
        self._open: dict[Hashable, _Item] = {}
        self._depths = array("l")

    def read(self, tell: Tell) -> Reading:
        understood = 0
        for position in range(len(self._rows)):
            pieces = tell(self._rows.value(position))
            mine = [piece for piece in pieces if piece.kind == self._wanted]
            for piece in mine:
                self._add(position, piece)
            understood += bool(mine)
            if not pieces:
                self._items.append(_Item([position]))
            elif not mine:
                kind = str(pieces[0].kind)
                self._collector.other[kind] = self._collector.other.get(kind, 0) + 1
        for item in self._items:
            self._keep(item)
        reading = self._collector.finish()
        reading.understood = understood
        for row, item in enumerate(self._items):
            if item.anchored:
                reading.columns.quality[row] = QUALITY_CODE[TimeQuality.CONVERTED]
        return reading

    def _add(self, position: int, piece: Piece) -> None:
        item = self._open.get(piece.key)
        if piece.key is not None and item is not None:
            item.extend(position, piece)
            return
        item = _Item([position], piece.build, piece.field, piece.stamp, piece.end, piece.anchored)
        self._items.append(item)
        if piece.key is not None:
            self._open[piece.key] = item

    def _keep(self, item: _Item) -> None:
        position = item.positions[0]
        entry = self._built(item, self._rows.value(position))
        before = self._depths[-1] if self._depths else 0
        step = group_step(entry.method) if isinstance(entry, ConsoleEntry) else 0
        self._depths.append(max(0, before + step))
        self._collector.keep(position, entry, item.stamp, item.field)

    def _entry(self, row: int, value: Any) -> Entry:
        item = self._items[row]
        entry = self._built(item, value)
        if isinstance(entry, ConsoleEntry):
            entry.group_depth = min(self._depths[row], self._depths[row - 1] if row else 0)
        self._time(item, entry)
        return entry

    def _built(self, item: _Item, first: Any) -> Entry:
        if item.build is None:
            return raw_entry(first, self._reason)
        entry = item.build([first, *map(self._rows.value, item.positions[1:])])
        entry.shape = self._name
        entry.spans = self._rows.spans(item.positions)
        return entry

    def _time(self, item: _Item, entry: Entry) -> None:
        """Tell a request how long it took, and an action when it ended, when the rows have both times."""
        base = self._collector.base(item.field)
        start, end = base.offset(item.stamp), base.offset(item.end)
        if start is None or end is None or end < start:
            return
        if isinstance(entry, ActionEntry):
            entry.end_ms = end
        elif isinstance(entry, NetworkEntry) and entry.duration_ms is None:
            entry.duration_ms = end - start
