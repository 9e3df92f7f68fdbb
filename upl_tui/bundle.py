"""Recordings on disk: a file, a directory, a zip or standard input, told apart by content."""

from __future__ import annotations

import io
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

from upl_tui.clock import FROM_EARLIEST_ROW, RecordingClock, Unit
from upl_tui.clock.stamps import iso_ms
from upl_tui.clock.time_base import EARLIEST_MS, LATEST_MS
from upl_tui.disk import MEGABYTE, MOST_BYTES, NamedFile, files_below, in_zip, is_binary, is_zip, on_disk
from upl_tui.errors import UplError
from upl_tui.formats.unpack import is_packed
from upl_tui.loader import (
    Loaded,
    LoadEvent,
    Progress,
    Run,
    Unavailable,
    in_place,
    in_thread,
    new_reader,
    read_anew,
    read_to_end,
    tag,
)
from upl_tui.log import Log
from upl_tui.mapping import NOTHING_TOLD, Told
from upl_tui.model import PART_OF_KIND, JsonObject, Kind, Part, Recording, Resource
from upl_tui.safe_text import visible
from upl_tui.session import state_of_log
from upl_tui.states import Availability, PartState
from upl_tui.values import frozen

if TYPE_CHECKING:
    from upl_tui.api.storage import Piece
    from upl_tui.shapes.read import LogReader

_KILOBYTE = 1024
_LOOKED_AT_BYTES = 8 * MEGABYTE
"""Of all files together: a look takes about a third of a second a megabyte."""
_LONE_HEAD_BYTES = 64 * _KILOBYTE
_LARGE_HEAD_BYTES = 512 * _KILOBYTE
_PACKED_HEAD_BYTES = 64 * _KILOBYTE
_SAME_MS = 0.01


@frozen
class _Fit:
    """What the head of a file holds of one kind of log."""

    weight: float = 0.0
    """Entries in the whole file, by estimate; a file that is about this kind alone counts for more."""
    log: Log | None = None
    """What the head gives, on a clock of its own."""

    @property
    def started_at_ms(self) -> float | None:
        """Epoch milliseconds of the start that the head tells, None without any."""
        return None if self.log is None else self.log.account.started_at_ms


@frozen
class _Finding:
    """What the head of a file tells."""

    file: NamedFile
    fits: Mapping[Kind, _Fit]
    told: tuple[float, float | None] | None
    """Start (epoch ms) and length (ms) of the recording."""
    whole: bool = False
    """Whether the head is all of the file, as it is."""
    value: JsonObject = field(default_factory=dict)
    """The whole file where it is a small JSON object that names its format."""


class FileSource:
    """A recording that lies on disk. For each kind the file that holds most entries of it is read."""

    def __init__(self, name: str, files: Iterable[NamedFile], told: Told = NOTHING_TOLD) -> None:
        self._name = visible(name)
        self.files = tuple(files)
        """All files that are looked at."""
        self._told = told
        self._recording: Recording | None = None
        self._chosen: dict[Kind, _Finding] = {}
        self._run: Run = in_thread
        self._ahead: Recording | None = None
        self._unread: set[Kind] = set()
        """Kinds whose file was not read since it was looked at."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        return None

    async def recording(self) -> Recording:
        """What the files say of the recording: its start and length where one of them tells.

        Raises `UplError` when no file at all can be read.
        """
        known, self._ahead = self._ahead, None
        self._recording = known or await self._run(self._find_out)
        return self._recording

    def look_ahead(self) -> Recording:
        """Look at the files here and now; `recording` gives what was found when it is next asked.

        Raises `UplError` when no file at all can be read.
        """
        self._ahead = self._recording = self._find_out()
        return self._recording

    def neighbours(self) -> None:
        """None: files have no workspace."""
        return None

    async def resource(self, part: Part) -> Resource:
        """Videos and pictures are not looked for on disk."""
        return Resource(part, self._name, capture_enabled=False)

    def pieces(self, part: Part) -> AsyncGenerator[Piece, None]:
        """Raises `UplError`: see `resource`."""
        raise UplError(f"A recording in a file has no {part.label} with it.")

    def chosen(self, kind: Kind) -> NamedFile | None:
        """The file that is read for a kind, once `recording` was asked for."""
        return self._chosen[kind].file if kind in self._chosen else None

    def best_kind(self) -> Kind | None:
        """The kind with most entries, once `recording` was asked for; None when there is none at all."""
        weights = {kind: found.fits[kind].weight for kind, found in self._chosen.items()}
        best = max(weights, key=weights.__getitem__, default=None)
        return best if best is not None and weights[best] else None

    def beginning(self, kind: Kind) -> Log | None:
        """The first rows of a log as the look at its file found them, where the whole will not differ."""
        log = self._chosen[kind].fits[kind].log if kind in self._chosen else None
        if self._recording is None or self._recording.duration_ms is not None:
            return None
        if log is None or not len(log) or log.account.raw:
            return None
        start, own = self._recording.started_at, log.account.started_at_ms
        if start is None or own is None:
            return log if start is None and own is None else None
        return log if abs(start.timestamp() * 1000 - own) < _SAME_MS else None

    def is_whole(self, kind: Kind) -> bool:
        """Whether the first rows of a kind are all there are."""
        return kind in self._chosen and self._chosen[kind].whole

    async def load(self, kind: Kind) -> AsyncIterator[LoadEvent]:
        """Read the file chosen for a kind, piece by piece."""
        if self._recording is None:
            await self.recording()
        part = PART_OF_KIND[kind]
        file = self.chosen(kind)
        if file is None:
            yield Unavailable(self._absence(part))
            return
        if (refusal := file.refusal()) is not None:
            yield Unavailable(refusal)
            return
        if (beginning := self.beginning(kind)) is not None:
            if self.is_whole(kind) and kind in self._unread:
                self._unread.remove(kind)
                _count_from_start(beginning)
                await self._run(tag, beginning)
                yield Loaded(beginning, state_of_log(beginning, part))
                return
            yield Progress(0, file.size or None, beginning)
        reader = await new_reader(kind, self._recording, self._told, self._run)
        pieces = file.pieces()
        received = 0
        while fed := await self._run(_feed_next, reader, pieces):
            received += fed
            yield Progress(received, file.size or None, reader.log)
        log = await self._run(read_to_end, reader)
        yield Loaded(log, state_of_log(log, part))

    def work_here(self) -> None:
        """Read in the thread that asks, so that no coroutine of this source ever waits for anything."""
        self._run = in_place

    def insist(self, unit: Unit | None) -> None:
        """Take all times for `unit` from now on; the start of the recording is found out anew."""
        self._told = replace(self._told, unit=unit)
        self._recording = None

    async def read_again(self, log: Log) -> Log:
        """Read a log's bytes once more; files are opened only to find out the start anew."""
        return await read_anew(log, self._recording or await self.recording(), self._told, self._run)

    def _absence(self, part: Part) -> PartState:
        there = " and the ".join(PART_OF_KIND[kind].label for kind in self._chosen)
        hint = f"It holds the {there}." if there else ""
        return PartState(Availability.NOT_CAPTURED, f"There is no {part.label} in {self._name}.", hint)

    def _find_out(self) -> Recording:
        findings, faults = [], []
        for file in self.files:
            try:
                findings.append(self._look_at(file))
            except UplError as error:
                faults.append(error)
        if faults and not findings:
            raise faults[0]
        self._chosen = _choose(findings)
        self._unread = set(self._chosen)
        started, duration = next((found.told for found in findings if found.told), (None, None))
        if started is None:
            origins = (found.fits[kind].started_at_ms for kind, found in self._chosen.items())
            started = min((origin for origin in origins if origin is not None), default=None)
        start = datetime.fromtimestamp(started / 1000, UTC) if started is not None else None
        recording = Recording(self._name, "", started_at=start, duration_ms=duration)
        if values := [found.value for found in findings if found.value]:
            from upl_tui.shapes.manifest import described

            return described(recording, values)
        return recording

    def _look_at(self, file: NamedFile) -> _Finding:
        head = file.head(self._head_bytes(file))
        if is_binary(head):
            return _Finding(file, {kind: _Fit() for kind in Kind}, None)
        value = _object(head)
        whole = len(head) == file.size and not is_packed(head)
        kept = value if "format" in value else {}
        return _Finding(file, _fits(head, file.size, self._told), _told(value), whole, kept)

    def _head_bytes(self, file: NamedFile) -> int:
        """A file is looked at whole when it is small, and the smaller the more files there are.

        A file alone has no rival: only its kind and its start are to be found out.
        """
        if len(self.files) == 1:
            return _LONE_HEAD_BYTES
        share = min(max(_LOOKED_AT_BYTES // len(self.files), 64 * _KILOBYTE), 2 * MEGABYTE)
        return share if file.size <= share else min(share, _LARGE_HEAD_BYTES)


def open_path(path: Path, told: Told = NOTHING_TOLD) -> FileSource:
    """The source for a file, a directory or a zip. Raises `UplError` when it cannot be read."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            return FileSource(name, [on_disk(file, path) for file in files_below(path)], told)
        if not path.is_file():
            raise UplError(
                f"{path} is a pipe or a device, and a file has to be looked at twice.",
                "Send it to standard input instead: upl-tui console - < PIPE",
            )
        if is_zip(path):
            return FileSource(name, in_zip(path), told)
        return FileSource(name, [on_disk(path, path.parent)], told)
    except OSError as error:
        raise UplError(f"{path} cannot be read: {error}.") from None


def open_stdin(told: Told = NOTHING_TOLD) -> FileSource:
    """The source for standard input, which is read whole; raises `UplError` later when it is too long."""

    @cache
    def data() -> bytes:
        read = sys.stdin.buffer.read(MOST_BYTES + 1)
        if len(read) > MOST_BYTES:
            raise UplError(f"Standard input has more than {MOST_BYTES // MEGABYTE} MB.")
        return read

    return FileSource("standard input", [NamedFile("-", 0, lambda: io.BytesIO(data()))], told)


def _feed_next(reader: LogReader, pieces: Iterator[bytes]) -> int:
    """Give a reader the next piece; its bytes, 0 behind the last one."""
    piece = next(pieces, b"")
    if piece:
        reader.feed(piece)
    return len(piece)


def _count_from_start(log: Log) -> None:
    """Take back the remark that the start is not known: the rows themselves have told it by now."""
    notes = (note.replace(FROM_EARLIEST_ROW, "").strip() for note in log.account.notes)
    log.account.notes = list(filter(None, notes))


def _choose(findings: list[_Finding]) -> dict[Kind, _Finding]:
    """For each kind the file that holds most of it; a lone file that holds nothing is shown raw."""
    chosen = {}
    for kind in Kind:
        best = max(findings, key=lambda found: _rank(found, kind), default=None)
        if best is not None and best.fits[kind].weight:
            chosen[kind] = best
    return chosen or (dict.fromkeys(Kind, findings[0]) if len(findings) == 1 else {})


def _rank(found: _Finding, kind: Kind) -> tuple[float, bool, int]:
    """More entries first; of equals the file that is named after the kind, then the smaller one."""
    return (found.fits[kind].weight, kind.value in found.file.name.lower(), -found.file.size)


def _fits(head: bytes, size: int, told: Told) -> dict[Kind, _Fit]:
    from upl_tui.formats.frame import frame
    from upl_tui.shapes.read import read_kinds

    if is_packed(head):
        head = head[:_PACKED_HEAD_BYTES]
    document = frame(head)
    left = document.leave_cut_rows() if len(head) < size else 0
    growth = max(1.0, size / max(1, len(head)))
    fits = {}
    for kind, log in read_kinds(document, RecordingClock(forced=told.unit), told.names_of).items():
        account = log.account
        purity = account.understood / max(1, account.elements + left)
        fits[kind] = _Fit((len(log) - account.raw) * growth * (1 + purity) / 2, log)
    return fits


def _told(value: JsonObject) -> tuple[float, float | None] | None:
    """Start (epoch ms) and length (ms) from a small JSON object that names them, as a detail does."""
    start, length = value.get("recordingStartedAt"), value.get("recordingDurationMs")
    if start is None and (length := value.get("durationMs")) is not None:
        start = value.get("startedAt")
    started = iso_ms(start) if isinstance(start, str) else None
    if started is None or not EARLIEST_MS <= started <= LATEST_MS:
        return None
    known = isinstance(length, int | float) and 0 < length < LATEST_MS
    return started, length if known else None


def _object(head: bytes) -> JsonObject:
    """A small JSON object; empty for anything else."""
    import orjson

    try:
        value = orjson.loads(head) if head[:1] == b"{" else {}
    except orjson.JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}
