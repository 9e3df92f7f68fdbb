"""Compression and encodings come off."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.checks import loaded
from upl_tui.errors import FormatError
from upl_tui.formats.frame import frame
from upl_tui.formats.unpack import unpack, utf16_codec

LIMIT = 1 << 22
LINES = b"".join(b'{"n":%d,"text":"some words %d"}\n' % (n, n * 7919) for n in range(20_000))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.binary(min_size=1, max_size=200), min_size=1, max_size=4))
def test_gzip_of_several_members_is_all_of_them(parts: list[bytes]) -> None:
    whole = b"x" + b"".join(parts)

    data, notes = unpack(b"".join(gzip.compress(part) for part in [b"x", *parts]), LIMIT)

    assert data == whole
    assert notes == [f"gzip, {len(parts) + 1} members"]


@pytest.mark.parametrize(
    "packed",
    [zlib.compress(LINES), zlib.compress(LINES, 9), gzip.compress(gzip.compress(LINES))],
    ids=["zlib", "zlib 9", "gzip in gzip"],
)
def test_zlib_and_gzip_in_gzip_come_off(packed: bytes) -> None:
    assert unpack(packed, LIMIT)[0] == LINES


@pytest.mark.parametrize("share", [0.05, 0.5, 0.99])
def test_cut_gzip_gives_what_arrived(share: float) -> None:
    packed = gzip.compress(LINES)

    document = frame(packed[: int(len(packed) * share)])

    rows = loaded(document)[0]
    assert len(rows) > 20_000 * share * 0.8
    assert rows[0] == {"n": 0, "text": "some words 0"}
    assert any("cut" in note for note in document.notes)


def test_damaged_gzip_gives_what_comes_before() -> None:
    packed = bytearray(gzip.compress(LINES))
    packed[-6] ^= 0xFF

    data, notes = unpack(packed, LIMIT)

    assert data == LINES
    assert any("damaged" in note for note in notes)


def test_bytes_behind_the_archive_are_noted() -> None:
    data, notes = unpack(gzip.compress(b"1") + b"trailing", LIMIT)

    assert data == b"1"
    assert any("8 bytes" in note for note in notes)


@pytest.mark.parametrize(
    "packed", [gzip.compress(bytes(1 << 26)), zlib.compress(bytes(1 << 26))], ids=["gzip", "zlib"]
)
def test_bomb_stops_at_the_limit(packed: bytes) -> None:
    with pytest.raises(FormatError, match="4 MB"):
        unpack(packed, LIMIT)


@pytest.mark.parametrize(
    "head",
    [b"\x1f\x8b", b"\x1f\x8b\x08", b"\x1f\x8bxxxxxxxxxxxxxxxx", gzip.compress(b"a")[:10]],
    ids=["magic", "method", "nonsense", "header"],
)
def test_archive_that_gives_nothing_is_refused(head: bytes) -> None:
    with pytest.raises(FormatError, match="gzip"):
        unpack(head, LIMIT)


@pytest.mark.parametrize("text", [b"x^2 is x squared", b"x\x9c", b"x\x01 \n"])
def test_text_that_begins_like_zlib_stays(text: bytes) -> None:
    assert unpack(text, LIMIT) == (text, [])


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("text", ['{"a":"é🤖"}\r\n{"a":"b"}\r\n', '[{"a":"é"},\n{"a":"b"}]'])
def test_utf16_is_recoded(codec: str, mark: str, text: str) -> None:
    data, notes = unpack((mark + text).encode(codec), LIMIT)

    assert bytes(data).decode() == text
    assert notes == [f"recoded from {codec.upper()}"]


@pytest.mark.parametrize("head", [b"", b"a", b'{"a":1}', b"\0\0\0\0", b"\0\0\0\0a\0\0\0", bytes(range(256))])
def test_other_bytes_are_not_taken_for_utf16(head: bytes) -> None:
    assert utf16_codec(head) == ""


def test_byte_order_mark_of_utf8_comes_off() -> None:
    assert unpack(b"\xef\xbb\xbf{}", LIMIT) == (b"{}", [])
