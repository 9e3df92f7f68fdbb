"""A file of a recording on disk, for programs that want one: private, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from upl_tui.errors import UplError
from upl_tui.logs.units import format_size

if TYPE_CHECKING:
    from upl_tui.api.storage import Piece

ASK_ABOVE = 50_000_000
"""Bytes from which on a person is asked before they are fetched."""


class LargeFile(UplError):
    """A file is larger than was agreed to; `size` in bytes, as far as it is known."""

    def __init__(self, size: int) -> None:
        super().__init__(f"The file has {format_size(size)}.")
        self.size = size


async def fetch_to(
    path: Path,
    pieces: AsyncGenerator[Piece, None],
    most: float,
    progress: Callable[[int, int | None], None],
) -> None:
    """Write a file as it arrives, readable by its owner alone; `progress` gets the bytes so far and in all.

    Raises `LargeFile` when it has more than `most` bytes, and `UplError` for a failed download or a full
    disk. Then, and when it is cancelled, nothing is left of it.
    """
    with _private(path) as file:
        async with aclosing(pieces):
            async for piece in pieces:
                if (size := max(piece.received, piece.total or 0)) > most:
                    raise LargeFile(size)
                file.write(piece.data)
                progress(piece.received, piece.total)


@contextmanager
def _private(path: Path) -> Iterator[BinaryIO]:
    """A new file that is there afterwards only when nothing went wrong; one that exists stays as it is."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise _not_kept(path, error) from None
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _not_kept(path, error) from None
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _not_kept(path: Path, error: OSError) -> UplError:
    return UplError(f"The file cannot be kept in {path.parent}: {error.strerror}.")
