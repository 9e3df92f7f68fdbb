"""Files of a directory or a zip, found without a look at their contents."""

from __future__ import annotations

import os
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from upl_tui.errors import UplError
from upl_tui.formats.unpack import is_packed
from upl_tui.safe_text import visible
from upl_tui.states import Availability, PartState
from upl_tui.values import frozen

if TYPE_CHECKING:
    from zipfile import ZipFile

MEGABYTE = 1024 * 1024
MOST_BYTES = 512 * MEGABYTE
"""Larger files are refused: a file is held in memory while it is looked at."""

_BINARY_HEAD_BYTES = 1024
_PIECE_BYTES = 256 * 1024
_MOST_FILES = 200
_MOST_FOLDERS = 200
_FAULTS = (OSError, EOFError, zlib.error, RuntimeError, NotImplementedError)
"""What reading a file or a member of a zip may raise; the last two for encrypted and exotic members."""
_ZIP_HEADS = (b"PK\3\4", b"PK\5\6")


@frozen
class NamedFile:
    """A file somewhere on disk or in an archive."""

    name: str
    size: int
    """Bytes; 0 when that is not known before it is read."""
    open: Callable[[], AbstractContextManager[IO[bytes]]]

    def pieces(self, size: int = _PIECE_BYTES) -> Iterator[bytes]:
        """The contents, so many bytes at a time. Raises `UplError`."""
        try:
            with self.open() as file:
                while piece := file.read(size):
                    yield piece
        except _FAULTS as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise UplError(
                visible(f"{self.name} cannot be read: {reason or type(error).__name__}.")
            ) from None

    def head(self, size: int) -> bytes:
        """The first so many bytes. Raises `UplError`."""
        return next(self.pieces(size), b"")

    def is_text(self) -> bool:
        """Whether the beginning may be a log at all, packed or not, and no picture or video."""
        return not is_binary(self.head(_BINARY_HEAD_BYTES))

    def refusal(self) -> PartState | None:
        """Why the file is not read, None when it is."""
        if self.size <= MOST_BYTES:
            return None
        most = MOST_BYTES // MEGABYTE
        return PartState(
            Availability.FAILED,
            visible(f"{self.name} has {self.size / MEGABYTE:,.0f} MB; files of up to {most} MB are read."),
            f"Its beginning can be read from standard input: head -c {most}M FILE | upl-tui console -",
        )


def on_disk(path: Path, root: Path) -> NamedFile:
    """A file below a directory, named as seen from there."""
    return NamedFile(str(path.relative_to(root)), path.stat().st_size, lambda: path.open("rb"))


def files_below(root: Path) -> list[Path]:
    """Ordinary files that are not hidden, those of the directory itself before those of its directories.

    Raises OSError when the directory cannot be listed.
    """
    files: list[Path] = []
    folders = deque([root])
    for _ in range(_MOST_FOLDERS):
        if not folders or len(files) >= _MOST_FILES:
            break
        folder = folders.popleft()
        try:
            inner = sorted(path for path in folder.iterdir() if not _is_hidden(path.name))
        except OSError:
            if folder == root:
                raise
            continue
        files += [path for path in inner if path.is_file() and os.access(path, os.R_OK)]
        folders += [path for path in inner if path.is_dir() and not path.is_symlink()]
    return files[:_MOST_FILES]


def is_zip(path: Path) -> bool:
    """Whether a file is a zip. Raises OSError."""
    with path.open("rb") as file:
        if file.read(4) not in _ZIP_HEADS:
            return False
    import zipfile

    return zipfile.is_zipfile(path)


def in_zip(path: Path) -> list[NamedFile]:
    """Members of a zip that are not hidden. Raises OSError."""

    def opener(member: str) -> Callable[[], AbstractContextManager[IO[bytes]]]:
        @contextmanager
        def opened() -> Iterator[IO[bytes]]:
            with _opened_zip(path) as archive, archive.open(member) as file:
                yield file

        return opened

    with _opened_zip(path) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir() and not _is_hidden(info.filename)]
    return [NamedFile(info.filename, info.file_size, opener(info.filename)) for info in infos[:_MOST_FILES]]


@contextmanager
def _opened_zip(path: Path) -> Iterator[ZipFile]:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except zipfile.BadZipFile as error:
        raise OSError(str(error)) from None


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))


def is_binary(head: bytes) -> bool:
    """Whether a file that begins so is no text, packed or not: a picture, a video."""
    return b"\0" in head[:_BINARY_HEAD_BYTES] and not is_packed(head)
