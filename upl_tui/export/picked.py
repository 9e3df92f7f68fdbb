"""What is copied or exported, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from upl_tui.entries import NetworkEntry
from upl_tui.log import Log
from upl_tui.logs import LOGS
from upl_tui.logs.spec import LogSpec
from upl_tui.session import Session
from upl_tui.timeline import TIMELINE, Timeline


@dataclass(frozen=True, slots=True)
class File:
    """A file that a text names."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Copied:
    """A text to hand over."""

    text: str
    """Empty when there is nothing to copy; then a note says why."""
    files: tuple[File, ...] = ()
    """Files that the text names, to be put into `Picked.folder`."""
    notes: tuple[str, ...] = ()
    """One sentence each, for the person who copies."""


@dataclass(frozen=True, slots=True)
class Picked:
    """Rows of a log in the order to write them, and the recording around them."""

    log: Log
    rows: Sequence[int]
    session: Session = field(default_factory=Session)
    """The other logs and the recording's detail, as far as they are loaded."""
    folder: str = ""
    """Where `Copied.files` will lie; empty for the working directory of whoever runs the text."""

    @property
    def spec(self) -> LogSpec:
        """What is known of the kind of log; for rows of several kinds, of the timeline."""
        return spec_of(self.log)

    def path(self, name: str) -> str:
        """A file's name as the text has to write it."""
        return f"{self.folder.rstrip('/')}/{name}" if self.folder else name

    def requests(self) -> Iterator[tuple[int, NetworkEntry]]:
        """The rows that are requests, with their entries; rows that no reader understood are left out."""
        for row in self.rows:
            entry = self.log.entry(row)
            if isinstance(entry, NetworkEntry):
                yield row, entry


def spec_of(log: Log) -> LogSpec:
    """What is known of a kind of log, the timeline being one more."""
    return TIMELINE if isinstance(log, Timeline) else LOGS[log.kind]
