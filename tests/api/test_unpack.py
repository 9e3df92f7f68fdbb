"""Unpacking against the standard library's gzip as the oracle."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.api.unpack import BLOCK, Corrupt, Gunzip, Plain, TooLarge, UnknownEncoding, unpacker

NO_LIMIT = 2**40


def fed(content: Plain | Gunzip, data: bytes, size: int, got: bytearray | None = None) -> bytes:
    """Everything that comes out when `data` goes in, `size` bytes at a time; put into `got` as it comes."""
    got = bytearray() if got is None else got
    for start in range(0, len(data), size):
        for block in content.feed(data[start : start + size]):
            got += block
    return bytes(got)


@given(st.lists(st.binary(max_size=300), max_size=4), st.integers(0, 3), st.integers(1, 400))
@settings(deadline=None, max_examples=150)
def test_members_in_any_pieces_give_the_whole(members: list[bytes], padding: int, size: int) -> None:
    packed = b"".join(gzip.compress(member) + bytes(padding) for member in members)
    content = Gunzip(NO_LIMIT)

    assert fed(content, packed, size) == gzip.decompress(packed)
    assert content.complete


@pytest.mark.parametrize("length", [BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK])
@pytest.mark.parametrize("size", [7, 1000, 10**6])
def test_highly_packed_content_comes_in_blocks_and_whole(length: int, size: int) -> None:
    packed = gzip.compress(bytes(length))

    assert fed(Gunzip(length), packed, size) == bytes(length)
    with pytest.raises(TooLarge):
        fed(Gunzip(length - 1), packed, size)


@given(st.binary(min_size=1, max_size=500), st.data())
@settings(deadline=None, max_examples=100)
def test_cut_member_is_not_complete(member: bytes, data: st.DataObject) -> None:
    packed = gzip.compress(member)
    kept = data.draw(st.integers(1, len(packed) - 1))
    content = Gunzip(NO_LIMIT)

    got = fed(content, packed[:kept], 64)

    assert member.startswith(got)
    assert not content.complete


@given(st.binary(min_size=1, max_size=200))
@settings(deadline=None, max_examples=100)
def test_garbage_is_corrupt_or_incomplete(garbage: bytes) -> None:
    content = Gunzip(NO_LIMIT)
    try:
        got = fed(content, garbage, 50)
    except Corrupt:
        return
    assert got == b""


@given(st.binary(min_size=1, max_size=500), st.integers(1, 600))
@settings(deadline=None, max_examples=100)
def test_content_before_a_damage_is_handed_over(member: bytes, size: int) -> None:
    packed = gzip.compress(member)
    damaged = packed[:-8] + bytes([packed[-8] ^ 1]) + packed[-7:]
    got = bytearray()

    with pytest.raises(Corrupt):
        fed(Gunzip(NO_LIMIT), damaged, size, got)

    assert got == member


def test_wrong_check_sum_and_trailing_garbage_are_corrupt() -> None:
    packed = gzip.compress(b"hello")

    for bad in (packed[:-8] + bytes(8), packed + b"garbage"):
        with pytest.raises(Corrupt):
            fed(Gunzip(NO_LIMIT), bad, 10_000)


def test_plain_content_passes_up_to_the_limit() -> None:
    assert fed(Plain(5), b"12345", 2) == b"12345"
    assert list(Plain(5).feed(b"")) == []
    with pytest.raises(TooLarge):
        fed(Plain(4), b"12345", 2)


def test_encoding_decides_the_unpacker() -> None:
    assert isinstance(unpacker("", 1), Plain)
    assert isinstance(unpacker("Identity", 1), Plain)
    assert isinstance(unpacker(" GZIP ", 1), Gunzip)
    for name in ("br", "zstd", "deflate", "gzip, gzip", "aws-chunked"):
        with pytest.raises(UnknownEncoding):
            unpacker(name, 1)
