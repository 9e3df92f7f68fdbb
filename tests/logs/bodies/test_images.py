from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import DATA
from upl_tui.logs.bodies.images import Size, image_size

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII5BI", 13, b"IHDR", 120, 80, 8, 2, 0, 0, 0, zlib.crc32(b""))
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
    + bytes(9)
    + b"\xff\xc2\x00\x11\x08"
    + struct.pack(">HH", 80, 120)
    + b"\x03"
)
VP8 = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 120, 80)
VP8L = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + struct.pack("<I", 119 | 79 << 14)
VP8X = b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0" + (119).to_bytes(3, "little") + (79).to_bytes(3, "little")


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("PNG", PNG),
        ("GIF", b"GIF89a" + struct.pack("<HH", 120, 80)),
        ("JPEG", JPEG),
        ("WebP", VP8),
        ("WebP", VP8L),
        ("WebP", VP8X),
        ("ICO", b"\0\0\1\0\1\0" + bytes([120, 80])),
        ("BMP", b"BM" + bytes(16) + struct.pack("<ii", 120, -80)),
    ],
)
def test_image_size_is_read_from_the_header(kind: str, data: bytes) -> None:
    assert image_size(kind, data) == Size(120, 80)
    assert image_size(kind, data[:7]) is None


def test_image_size_of_a_jpeg_of_a_camera_program() -> None:
    size = image_size("JPEG", (DATA / "capture" / "thumb.jpg").read_bytes())

    assert size is not None
    assert size.width > size.height > 100


@given(st.sampled_from(["PNG", "GIF", "JPEG", "WebP", "ICO", "BMP", "PDF"]), st.binary(max_size=60))
@settings(deadline=None, max_examples=200)
def test_image_size_of_anything_is_a_size_or_none(kind: str, data: bytes) -> None:
    for start in (b"", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBPVP8X"):
        size = image_size(kind, start + data)
        assert size is None or isinstance(size.width + size.height, int)
