from __future__ import annotations

import asyncio
import stat
from collections.abc import AsyncGenerator
from math import inf
from pathlib import Path

import pytest

from upl_tui.api.storage import Piece
from upl_tui.errors import DownloadError, UplError
from upl_tui.fetching import LargeFile, fetch_to


async def two_pieces(total: int | None = 8) -> AsyncGenerator[Piece, None]:
    yield Piece(b"half", 4, total)
    yield Piece(b"rest", 8, total)


def nothing(received: int, total: int | None) -> None:
    """Nobody looks at the progress."""


def left_in(folder: Path) -> list[Path]:
    return [*folder.iterdir()]


async def test_file_is_whole_private_and_its_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    path = tmp_path / "video"

    await fetch_to(path, two_pieces(), inf, lambda received, total: told.append((received, total)))

    assert path.read_bytes() == b"halfrest"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert told == [(4, 8), (8, 8)]


@pytest.mark.parametrize(("total", "size"), [(8, 8), (None, 8)], ids=["announced", "found out"])
async def test_file_larger_than_agreed_is_not_kept(total: int | None, size: int, tmp_path: Path) -> None:
    with pytest.raises(LargeFile) as raised:
        await fetch_to(tmp_path / "video", two_pieces(total), 7, nothing)

    assert raised.value.size == size
    assert left_in(tmp_path) == []


async def test_nothing_is_left_of_a_download_that_breaks_off_or_is_cancelled(tmp_path: Path) -> None:
    async def breaks() -> AsyncGenerator[Piece, None]:
        yield Piece(b"half", 4, 8)
        raise DownloadError("Storage closed the connection early.", code="INCOMPLETE")

    async def stops() -> AsyncGenerator[Piece, None]:
        yield Piece(b"half", 4, 8)
        await asyncio.Event().wait()

    with pytest.raises(DownloadError):
        await fetch_to(tmp_path / "video", breaks(), inf, nothing)
    begun = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(fetch_to(tmp_path / "video", stops(), inf, lambda *_: begun.set()))
        await begun.wait()
        task.cancel()

    assert task.cancelled()
    assert left_in(tmp_path) == []


async def test_place_where_nothing_can_be_kept_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UplError, match="cannot be kept in"):
        await fetch_to(tmp_path / "gone" / "video", two_pieces(), inf, nothing)


async def test_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "video"
    path.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(UplError, match="cannot be kept in"):
        await fetch_to(path, two_pieces(), inf, nothing)

    assert left_in(tmp_path) == [path]
    assert path.is_symlink()
