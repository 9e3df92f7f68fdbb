"""Width and height of images, read from their first bytes.

Sources: PNG specification 11.2.2, GIF89a 18, JPEG ITU-T T.81 B.2.2, WebP container specification (VP8, VP8L,
VP8X), ICO as described by Microsoft, BMP information header.
"""

from __future__ import annotations

from struct import error as StructError
from struct import unpack_from
from typing import NamedTuple

_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})


class Size(NamedTuple):
    """Pixels."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


def image_size(kind: str, data: bytes) -> Size | None:
    """Size of a ``PNG``, ``GIF``, ``JPEG``, ``WebP``, ``ICO`` or ``BMP`` image; None when it is not told."""
    try:
        match kind:
            case "PNG":
                return Size(*unpack_from(">II", data, 16))
            case "GIF":
                return Size(*unpack_from("<HH", data, 6))
            case "ICO":
                return Size(data[6] or 256, data[7] or 256)
            case "BMP":
                width, height = unpack_from("<ii", data, 18)
                return Size(width, abs(height))
            case "JPEG":
                return _jpeg(data)
            case "WebP":
                return _webp(data)
    except (StructError, IndexError):
        pass
    return None


def _jpeg(data: bytes) -> Size | None:
    position = 2
    while position < len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker in _JPEG_FRAMES:
            height, width = unpack_from(">HH", data, position + 5)
            return Size(width, height)
        position += 2 if marker in _JPEG_ALONE else 2 + int(unpack_from(">H", data, position + 2)[0])
    return None


def _webp(data: bytes) -> Size | None:
    match data[12:16]:
        case b"VP8 ":
            width, height = unpack_from("<HH", data, 26)
            return Size(width & 0x3FFF, height & 0x3FFF)
        case b"VP8L":
            (bits,) = unpack_from("<I", data, 21)
            return Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        case b"VP8X":
            width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
            return Size(width, height) if len(data) >= 30 else None
    return None
