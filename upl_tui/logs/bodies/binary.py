"""Binary bodies: what they are by their first bytes, and a dump in hex and ASCII."""

from __future__ import annotations

from collections.abc import Iterator

from upl_tui.logs.bodies.images import image_size
from upl_tui.logs.bodies.part import Part
from upl_tui.logs.units import format_size
from upl_tui.redact import MASK, Masker

_MOST = 64 * 1024
"""Bytes that are dumped."""
_AHEAD = 4_096
"""Bytes behind them that may tell that the last of them are a secret."""
_ROW = 16

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"BM", "BMP"),
    (b"%PDF-", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"PK\x03\x04", "zip"),
    (b"\x00asm", "WebAssembly"),
    (b"wOF2", "WOFF2 font"),
    (b"wOFF", "WOFF font"),
    (b"OTTO", "OpenType font"),
    (b"\x00\x01\x00\x00", "TrueType font"),
    (b"OggS", "Ogg"),
    (b"fLaC", "FLAC"),
    (b"ID3", "MP3"),
    (b"\x1aE\xdf\xa3", "Matroska or WebM"),
    (b"SQLite format 3\x00", "SQLite"),
)
_RIFF = {b"WEBP": "WebP", b"WAVE": "WAV", b"AVI ": "AVI"}
_ISO = {b"avif": "AVIF", b"heic": "HEIC"}
_WIRE_TYPES = {0: 0, 1: 8, 5: 4}
_LARGEST_FIELD = 1_000
_FEWEST_FIELDS = 2
_LONGEST_VARINT = 10


def what_is(data: bytes) -> str:
    """What bytes are: ``PNG 120x80``, ``gzip``, ``protobuf, perhaps``; ``binary`` when nothing is known."""
    kind = _kind(data)
    size = image_size(kind, data)
    if kind:
        return f"{kind} {size}" if size else kind
    return "protobuf, perhaps" if _is_protobuf(data[:_MOST], is_cut=len(data) > _MOST) else "binary"


def binary_view(data: bytes, masker: Masker) -> Part:
    """Bytes as a dump of their first 64 kB; secrets in them are stars, so that later offsets may differ."""
    shown, note = masked_bytes(data, _MOST, masker)
    lines = list(hex_dump(shown))
    if len(data) > _MOST:
        left = format_size(len(data) - _MOST)
        lines.append(f"{left} more are not dumped; the raw row has all of it as base64.")
    return Part(what_is(data), "\n".join((*note, *lines)))


def hex_dump(data: bytes) -> Iterator[str]:
    """Lines of offset, 16 bytes in hex, and ASCII, as xxd writes them."""
    for start in range(0, len(data), _ROW):
        row = data[start : start + _ROW]
        pairs = " ".join(row[at : at + 2].hex() for at in range(0, len(row), 2))
        ascii_text = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        yield f"{start:08x}: {pairs:<39}  {ascii_text}"


def masked_bytes(data: bytes, most: int, masker: Masker) -> tuple[bytes, tuple[str, ...]]:
    """The first bytes without secrets, those that reach further too, and a line that says so of some."""
    text = data[: most + _AHEAD].decode("latin-1")
    shown = masker.body(text, "")
    if shown == text:
        return data[:most], ()
    stars = shown.replace(MASK, "*" * len(MASK)).encode("latin-1", "replace")
    return stars[:most], ("Secrets are masked by stars: offsets behind them differ.", "")


def _kind(data: bytes) -> str:
    if data[:4] == b"RIFF":
        return _RIFF.get(data[8:12], "")
    if data[4:8] == b"ftyp":
        return _ISO.get(data[8:12], "MP4")
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")


def _is_protobuf(data: bytes, *, is_cut: bool) -> bool:
    """Whether bytes are fields of plausible numbers, one behind the other, to their end."""
    position = fields = 0
    while position < len(data):
        tag, position = _varint(data, position)
        if not 8 <= tag < _LARGEST_FIELD << 3:
            return False
        if tag & 7 == 2:
            length, position = _varint(data, position)
        elif (kind := tag & 7) in _WIRE_TYPES:
            length = _WIRE_TYPES[kind]
            if kind == 0:
                value, position = _varint(data, position)
                if value < 0:
                    return is_cut
        else:
            return False
        if length < 0:
            return is_cut
        position += length
        fields += 1
    return fields >= _FEWEST_FIELDS and (position == len(data) or is_cut)


def _varint(data: bytes, position: int) -> tuple[int, int]:
    """A number and the position behind it; -1 when it does not end."""
    value = 0
    for index, byte in enumerate(data[position : position + _LONGEST_VARINT]):
        value |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            return value, position + index + 1
    return -1, len(data)
