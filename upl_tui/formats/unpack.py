"""Stored bytes to plain UTF-8: compression, byte-order marks and UTF-16 taken off."""

from __future__ import annotations

import codecs
import zlib

from upl_tui.errors import FormatError
from upl_tui.patterns import late

_GZIP = b"\x1f\x8b"
_ZLIB = late(rb"\x78[\x01\x5e\x9c\xda]")
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_LAYERS = 3
_INPUT_STEP = 1 << 16
_OUTPUT_STEP = 1 << 20


def unpack(data: bytes | bytearray, max_bytes: int) -> tuple[bytes | bytearray, list[str]]:
    """Plain UTF-8 bytes and notes on what was taken off.

    A cut archive gives what arrived. Raises FormatError when more than `max_bytes` come out of it, or
    nothing at all.
    """
    notes: list[str] = []
    for _ in range(_LAYERS):
        if data.startswith(_GZIP) or (_ZLIB.match(data) and _starts_zlib(data)):
            data = _decompressed(data, max_bytes, notes)
        else:
            break
    return _as_utf8(data, notes), notes


def utf16_codec(head: bytes | bytearray) -> str:
    """``utf-16-le`` or ``utf-16-be`` when the first bytes are UTF-16, with or without a mark, else empty."""
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if head.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    head = head[:256]
    pairs = len(head) // 2
    evens, odds = head[::2].count(0), head[1::2].count(0)
    if pairs >= 2 and odds * 2 > pairs and evens == 0:
        return "utf-16-le"
    if pairs >= 2 and evens * 2 > pairs and odds == 0:
        return "utf-16-be"
    return ""


def is_packed(head: bytes | bytearray) -> bool:
    """Whether the bytes must go through `unpack` before their lines mean anything."""
    return head.startswith(_GZIP) or bool(_ZLIB.match(head)) or bool(utf16_codec(head))


def _starts_zlib(data: bytes | bytearray) -> bool:
    """Text may begin like this too (``x^2``): only what goes on as zlib data, or ends as such, counts."""
    inflater = zlib.decompressobj()
    try:
        out = inflater.decompress(data[:_INPUT_STEP], _OUTPUT_STEP)
    except zlib.error:
        return False
    return inflater.eof or len(out) > len(data[:_INPUT_STEP])


def _decompressed(data: bytes | bytearray, max_bytes: int, notes: list[str]) -> bytearray:
    name = "gzip" if data.startswith(_GZIP) else "zlib"
    out = bytearray()
    members = 0
    rest: bytes | bytearray = data
    while rest and (members == 0 or rest.startswith(_GZIP)):
        rest, problem = _member(rest, out, max_bytes)
        members += 1
        if problem:
            if not out:
                raise FormatError(f"The {name} data cannot be unpacked: it is {problem} at its start.")
            notes.append(f"{name} {problem}: what could be unpacked is shown")
            rest = b""
    notes.insert(0, name if members == 1 else f"{name}, {members} members")
    if rest.strip(b"\0"):
        notes.append(f"{len(rest):,} bytes after the {name} data left out")
    return out


def _member(data: bytes | bytearray, out: bytearray, max_bytes: int) -> tuple[bytes, str]:
    """Inflate one member onto `out`: what follows it, and ``cut`` or ``damaged`` when its end is bad."""
    inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
    for at in range(0, len(data), _INPUT_STEP):
        piece = bytes(data[at : at + _INPUT_STEP])
        before = inflater.copy()
        kept = len(out)
        try:
            _inflate(inflater, piece, out, max_bytes)
        except zlib.error:
            del out[kept:]
            _salvage(before, piece, out, max_bytes)
            return b"", "damaged"
        if inflater.eof:
            return inflater.unused_data + bytes(data[at + _INPUT_STEP :]), ""
    return b"", "cut"


def _salvage(inflater: zlib._Decompress, piece: bytes, out: bytearray, max_bytes: int) -> None:
    """Up to the damaged byte: an inflater that fails gives nothing of the piece it failed in."""
    try:
        for at in range(len(piece)):
            _inflate(inflater, piece[at : at + 1], out, max_bytes)
    except zlib.error:
        return


def _inflate(inflater: zlib._Decompress, piece: bytes, out: bytearray, max_bytes: int) -> None:
    while piece:
        out += inflater.decompress(piece, _OUTPUT_STEP)
        if len(out) > max_bytes:
            raise FormatError(
                f"The file is larger than {max_bytes / 1_048_576:,.0f} MB when unpacked.",
                "It was not read any further.",
            )
        piece = inflater.unconsumed_tail


def _as_utf8(data: bytes | bytearray, notes: list[str]) -> bytes | bytearray:
    if data.startswith(codecs.BOM_UTF8):
        return data[len(codecs.BOM_UTF8) :]
    codec = utf16_codec(data)
    if not codec:
        return data
    notes.append(f"recoded from {codec.upper()}")
    return data.decode(codec, "replace").removeprefix("\ufeff").encode("utf-8", "replace")
