from __future__ import annotations

import struct
import sys
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from upl_tui import pictures
from upl_tui.errors import UplError
from upl_tui.pictures import Pixels, describe, drawn, frame_at, refusal

THUMBNAIL = (Path(pictures.__file__).parent / "demo" / "data" / "thumb.jpg").read_bytes()
COLOURS = bytes(range(0, 240, 10))  # four by two pixels

FFMPEG = """#!{python}
import sys
open({seen!r}, "w").write(repr((sys.argv[1:], len(sys.stdin.buffer.read()))))
sys.stdout.buffer.write({answer!r})
"""


def png(width: int, height: int, rgb: bytes) -> bytes:
    out = BytesIO()
    Image.frombytes("RGB", (width, height), rgb).save(out, "PNG")
    return out.getvalue()


def png_head(width: int, height: int) -> bytes:
    """A picture that says a size and has nothing behind it."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def without_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "find_spec", lambda name: None)


def with_ffmpeg(monkeypatch: pytest.MonkeyPatch, folder: Path, answer: bytes) -> Path:
    """A program of that name that notes how it was called; where it notes it."""
    program, seen = folder / "ffmpeg", folder / "seen"
    program.write_text(FFMPEG.format(python=sys.executable, seen=str(seen), answer=answer))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return seen


def test_description_needs_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    without_pillow(monkeypatch)

    assert describe("thumbnail", THUMBNAIL) == "thumbnail.jpg · JPEG 640x360 · 19.1 kB"
    assert describe("thumbnail", b"\x00\x01") == "thumbnail · binary · 2 B"


@pytest.mark.parametrize(
    ("images", "environ", "says"),
    [
        ("never", {}, "switched off; --images blocks draws them"),
        ("auto", {"NO_COLOR": "1"}, "NO_COLOR"),
        ("auto", {}, "pip install 'upl-tui[images]'"),
        ("blocks", {"NO_COLOR": "1"}, "pip install 'upl-tui[images]'"),
    ],
)
def test_refusal_says_how_to_get_pictures(
    images: str, environ: Mapping[str, str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_pillow(monkeypatch)

    assert says in refusal(images, environ, lambda name: None)
    assert bool(refusal(images, environ, lambda name: name)) is (says.startswith(("switched", "NO")))


def test_picture_is_drawn_pixel_for_pixel_and_never_enlarged() -> None:
    assert drawn(png(4, 2, COLOURS), 80, 80) == Pixels(4, 2, COLOURS)


def test_picture_fits_and_keeps_its_shape() -> None:
    pixels = drawn(THUMBNAIL, 100, 1000)

    assert pixels[:2] == (100, 56)
    assert len(pixels.rgb) == 3 * 100 * 56


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (png_head(13_000, 13_000), "too large, 13000x13000 pixels"),
        (b"<html>", "it is no PNG, JPEG, WebP or GIF"),
        (b"", "it is no PNG"),
        (png_head(10, 10), "cannot be read"),
    ],
    ids=["bomb", "page", "empty", "cut"],
)
def test_picture_that_cannot_be_shown_is_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(UplError, match=says):
        drawn(data, 80, 80)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, len(THUMBNAIL)), st.lists(st.tuples(st.integers(0, 700), st.integers(0, 255)), max_size=8)
)
def test_damaged_picture_is_drawn_or_refused(length: int, changes: list[tuple[int, int]]) -> None:
    data = bytearray(THUMBNAIL[:length])
    for place, value in changes:
        data[place : place + 1] = bytes((value,))

    try:
        pixels = drawn(bytes(data), 20, 20)
    except UplError:
        return
    assert len(pixels.rgb) == 3 * pixels.width * pixels.height


def test_ffmpeg_draws_where_pillow_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_pillow(monkeypatch)
    seen = with_ffmpeg(monkeypatch, tmp_path, b"P6\n4 2\n255\n" + COLOURS)

    assert drawn(THUMBNAIL, 80, 40) == Pixels(4, 2, COLOURS)
    assert f", {len(THUMBNAIL)})" in seen.read_text()


def test_frame_is_asked_of_ffmpeg_at_its_moment_from_a_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = with_ffmpeg(monkeypatch, tmp_path, b"P6\n4 2\n255\n" + COLOURS)

    assert frame_at(tmp_path / "video.webm", 24_714.4, 80, 40) == Pixels(4, 2, COLOURS)
    called = seen.read_text()
    assert f"'-ss', '24.714', '-i', 'file:{tmp_path}/video.webm'" in called
    assert "'-protocol_whitelist', 'file,pipe'" in called


@pytest.mark.parametrize("answer", [b"", b"P6\n4 2\n255\n\x00", b"P6\n4", b"P5\n4 2\n255\n" + COLOURS])
def test_ffmpeg_without_a_whole_picture_means_no_frame(
    answer: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_ffmpeg(monkeypatch, tmp_path, answer)

    with pytest.raises(UplError, match=r"The video has no frame at 0:24\.714"):
        frame_at(tmp_path / "video.webm", 24_714, 80, 40)
