"""Reads a file as one kind of log: whole, or while it arrives."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

from upl_tui.clock import RecordingClock
from upl_tui.entries import Entry
from upl_tui.formats.frame import frame
from upl_tui.formats.ndjson import HEAD_BYTES, NdjsonFramer, is_ndjson, looks_like_ndjson
from upl_tui.formats.rows import Document, Rows, collector_off
from upl_tui.formats.unpack import is_packed
from upl_tui.log import Account, Columns, Log
from upl_tui.model import Kind
from upl_tui.shapes.account import Part, account_of
from upl_tui.shapes.choose import Choice, choose
from upl_tui.shapes.halves import join_halves
from upl_tui.shapes.preview import Preview, preview_of
from upl_tui.shapes.shape import ReadContext

Mapped = Mapping[str, tuple[str, ...]]
_NO_MAPPING: Mapped = {}
_FEWEST_ROWS = 2
"""One complete line may still be the beginning of a document."""
_BEGINNINGS = (1 << 16, 1 << 20)
"""Bytes after which the beginning of a document is read to be shown."""
_LAG = 64
"""New rows are read when they are this part of all rows: often at first, in large pieces later."""


def read_log(
    data: bytes | bytearray, kind: Kind, clock: RecordingClock, mapping: Mapped = _NO_MAPPING
) -> Log:
    """Read a whole file as one kind of log, whatever it is.

    `mapping` gives a user's own names of fields (``time``, ``level``, ``text``, ``url`` ...) as dotted keys.
    Raises FormatError when the file cannot be unpacked.
    """
    with collector_off():
        return read_document(frame(data), kind, clock, mapping)


def read_document(
    document: Document, kind: Kind, clock: RecordingClock, mapping: Mapped = _NO_MAPPING
) -> Log:
    """Read a framed file: each list of rows with the family that most of its rows belong to."""
    return _read_lists(document, join_halves(document.collections), kind, clock, mapping, choose)


def read_kinds(
    document: Document, clock: RecordingClock, mapping_of: Callable[[Kind], Mapped]
) -> dict[Kind, Log]:
    """`read_document` for every kind; what decides on the family of a list is looked at only once."""
    lists = join_halves(document.collections)
    known: list[tuple[Rows, Mapped, Choice]] = []

    def choice_of(rows: Rows, mapping: Mapped) -> Choice:
        for seen, told, choice in known:
            if seen is rows and told == mapping:
                return choice
        known.append((rows, mapping, choose(rows, mapping)))
        return known[-1][2]

    return {kind: _read_lists(document, lists, kind, clock, mapping_of(kind), choice_of) for kind in Kind}


def _read_lists(
    document: Document,
    lists: Sequence[Rows],
    kind: Kind,
    clock: RecordingClock,
    mapping: Mapped,
    choice_of: Callable[[Rows, Mapped], Choice],
) -> Log:
    context = ReadContext(wanted=kind, clock=clock, root=document.root, mapping=mapping)
    choices = [choice_of(rows, mapping) for rows in lists]
    parts = [
        Part(choice, choice.shape.read(rows, context)) for rows, choice in zip(lists, choices, strict=True)
    ]
    columns = joined([part.reading.columns for part in parts])
    return Log(kind, document.data, columns, account_of(document, kind, parts))


def joined(columns: Sequence[Columns]) -> Columns:
    """Columns of several lists one after the other."""
    if len(columns) == 1:
        return columns[0]
    starts = list(accumulate((len(part.texts) for part in columns), initial=0))

    def entry(row: int) -> Entry:
        part = bisect_right(starts, row) - 1
        return columns[part].entry(row - starts[part])

    whole = Columns(entry=entry)
    for part in columns:
        whole.at.extend(part.at)
        whole.quality.extend(part.quality)
        whole.severity.extend(part.severity)
        whole.texts.extend(part.texts)
    return whole


class LogReader:
    """Reads a file while it arrives: `feed` what comes, look at `log` at any time, `close` at the end.

    One thread feeds; others may read `log`. All rows that arrived show up while the file looks like NDJSON,
    else those of its beginning; what they mean is judged by the first of them: `close` has the last word.
    """

    def __init__(self, kind: Kind, clock: RecordingClock, mapping: Mapped = _NO_MAPPING) -> None:
        self._context = ReadContext(wanted=kind, clock=clock, mapping=mapping)
        self._framer = NdjsonFramer()
        self._beginnings = list(_BEGINNINGS)
        self._judge_at = 0
        self._read_at = 0
        self._preview: Preview | None = None
        self._log = Log(kind, b"", Columns.of([]), Account())

    @property
    def log(self) -> Log:
        """What can be read so far."""
        return self._log

    def feed(self, chunk: bytes) -> int:
        """Take the next bytes; the number of rows that can be read now."""
        count = self._framer.feed(chunk)
        self._read_lines(count)
        data = self._framer.rows.data
        if self._preview is None and self._beginnings and len(data) >= self._beginnings[0]:
            del self._beginnings[0]
            self._log = self._beginning(bytes(data)) or self._log
        return len(self._log)

    def _read_lines(self, count: int) -> None:
        if count < max(_FEWEST_ROWS, self._read_at):
            return
        with collector_off():
            if self._preview is None and self._is_time_to_judge():
                self._preview = preview_of(self._framer.rows, self._context)
            if self._preview is not None:
                self._log = self._preview.advance()
                self._read_at = count + count // _LAG

    def _beginning(self, data: bytes) -> Log | None:
        """The first rows of a document; None while there is none that is understood."""
        if is_packed(data):
            return None
        context = self._context
        document = frame(data)
        document.leave_cut_rows()
        with collector_off():
            log = read_document(document, context.wanted, context.clock, context.mapping)
        return log if len(log) and not log.account.raw else None

    def close(self) -> Log:
        """The file has ended: the log as the whole file says, read again when the beginning was misleading.

        Raises FormatError when the file cannot be unpacked.
        """
        self._framer.close()
        data = self._framer.rows.data
        context = self._context
        with collector_off():
            log = self._preview.finish() if self._preview is not None and is_ndjson(data) else None
            self._log = (
                log if log is not None else read_log(data, context.wanted, context.clock, context.mapping)
            )
        return self._log

    def _is_time_to_judge(self) -> bool:
        """Judge the beginning, again each time it has doubled until it is as long as it will ever be."""
        data = self._framer.rows.data
        if self._judge_at > HEAD_BYTES or len(data) < self._judge_at:
            return False
        self._judge_at = 2 * len(data)
        end = self._framer.rows.ends[-1]
        return looks_like_ndjson(bytes(data[: min(end + 1, HEAD_BYTES)]))
