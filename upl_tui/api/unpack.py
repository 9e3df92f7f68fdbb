"""Bytes off the wire to content, never more than a limit.

HTTP libraries unpack without a limit (a few kilobytes can become gigabytes), stop after the first gzip member
and accept a stream that is cut: so this is done here, and every encoding but gzip is refused.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

BLOCK = 256 * 1024
"""Largest piece handed over at once, bytes."""


class TooLarge(Exception):
    """The content is larger than the limit."""


class Corrupt(Exception):
    """The packed bytes are not what their encoding says."""


class UnknownEncoding(Exception):
    """An encoding that was not asked for and is not understood."""


class Plain:
    """Content that was not packed."""

    complete = True

    def __init__(self, limit: int) -> None:
        self._left = limit

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The content that `data` brings. Raises `TooLarge`."""
        self._left -= len(data)
        if self._left < 0:
            raise TooLarge
        if data:
            yield data


class Gunzip:
    """Gzip content of one or several members, zero bytes between and after them ignored."""

    def __init__(self, limit: int) -> None:
        self._left = limit
        self._member: zlib._Decompress | None = None

    @property
    def complete(self) -> bool:
        """Whether the bytes so far end where a member ends."""
        return self._member is None

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The content that `data` brings, in blocks. Raises `TooLarge` and `Corrupt`."""
        while data:
            if self._member is None:
                data = data.lstrip(b"\0")
                if not data:
                    return
                self._member = zlib.decompressobj(31)
            yield from self._inflate(self._member, data)
            data = self._member.unused_data
            if self._member.eof:
                self._member = None

    def _inflate(self, member: zlib._Decompress, data: bytes) -> Iterator[bytes]:
        full = True
        while full or data:
            before = member.copy()
            try:
                content = member.decompress(data, BLOCK)
            except zlib.error:
                yield from self._allowed(_salvaged(before, data))
                raise Corrupt from None
            yield from self._allowed(content)
            data = member.unconsumed_tail
            full = len(content) == BLOCK  # then more may wait inside, even when all input was taken

    def _allowed(self, content: bytes) -> Iterator[bytes]:
        self._left -= len(content)
        if self._left < 0:
            raise TooLarge
        if content:
            yield content


def _salvaged(member: zlib._Decompress, data: bytes) -> bytes:
    """Content up to the damage, byte by byte: a call that fails gives nothing of what it unpacked before."""
    content = bytearray()
    for position in range(len(data)):
        try:
            content += member.decompress(data[position : position + 1], BLOCK - len(content) + 1)
        except zlib.error:
            break
    return bytes(content)


def unpacker(encoding: str, limit: int) -> Plain | Gunzip:
    """Unpacker for a ``Content-Encoding``, up to `limit` bytes of content. Raises `UnknownEncoding`."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return Plain(limit)
    if name in ("gzip", "x-gzip"):
        return Gunzip(limit)
    raise UnknownEncoding
