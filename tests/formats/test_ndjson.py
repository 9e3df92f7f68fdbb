"""Lines become rows as they arrive."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.checks import assert_sound, dumped, loaded, values
from upl_tui.formats.frame import frame
from upl_tui.formats.ndjson import HEAD_BYTES, NdjsonFramer, looks_like_ndjson
from upl_tui.formats.rows import Document, Unparsed

lines = (
    values.map(lambda value: dumped(value, 0).encode())
    | values.map(lambda value: dumped(value, 1).encode())
    | st.sampled_from(
        [b"", b" ", b"\t\r", b"oops", b'{"a":', b"\xff\xfe", "\u2028\u0085".encode(), b'{"a":"\\ud83e"}']
    )
)
files = st.tuples(
    st.sampled_from([b"", b"\xef\xbb\xbf"]),
    st.lists(lines, max_size=12),
    st.sampled_from([b"\n", b"\r\n"]),
    st.booleans(),
).map(lambda parts: parts[0] + parts[2].join(parts[1]) + parts[2] * parts[3])


def by_hand(data: bytes) -> list[bytes]:
    """Lines byte by byte, as an oracle."""
    found = [bytearray()]
    for byte in data.removeprefix(b"\xef\xbb\xbf"):
        if byte == 0x0A:
            found.append(bytearray())
        else:
            found[-1].append(byte)
    return [bytes(line).rstrip(b"\r") for line in found if line.strip()]


def fed(data: bytes, cuts: list[int]) -> NdjsonFramer:
    framer = NdjsonFramer()
    for start, end in pairwise([0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]):
        assert framer.feed(data[start:end]) == len(framer.rows)
    framer.close()
    return framer


@settings(deadline=None, max_examples=300)
@given(files, st.lists(st.integers(0, 10_000), max_size=8))
def test_framer_gives_the_lines_of_the_file_in_any_chunks(data: bytes, cuts: list[int]) -> None:
    rows = fed(data, cuts).rows

    assert [rows.source(index) for index in range(len(rows))] == by_hand(data)
    assert_sound(Document(rows.data, "NDJSON", [rows]))


@settings(deadline=None, max_examples=200)
@given(files)
def test_frame_of_ndjson_gives_a_row_for_each_line_that_is_not_blank(data: bytes) -> None:
    document = frame(data)

    if document.framing == "NDJSON":
        rows = document.collections[0]
        assert [rows.source(index) for index in range(len(rows))] == by_hand(data)
        for index, line in enumerate(by_hand(data)):
            try:
                expected = json.loads(line)
            except ValueError:
                continue
            if "\\ud83e" not in line.decode():
                assert rows.value(index) == expected


@settings(deadline=None, max_examples=60)
@given(st.lists(values, min_size=2), st.integers(0, 1))
def test_frame_of_good_lines_is_ndjson(items: list[Any], style: int) -> None:
    items = [{"row": item} for item in items]

    document = frame("\n".join(dumped(item, style) for item in items).encode())

    assert document.framing == "NDJSON"
    assert loaded(document) == [items]


def test_rows_appear_with_their_line_feed() -> None:
    framer = NdjsonFramer()

    assert framer.feed(b'{"a":1}\n{"a"') == 1
    assert framer.feed(b":2}") == 1
    assert framer.feed(b"\r\n\n") == 2
    assert framer.feed(b'{"a":3}') == 2
    framer.close()
    assert [value for _, batch in framer.rows.batches() for value in batch] == [{"a": 1}, {"a": 2}, {"a": 3}]


def test_rows_are_read_while_more_arrive() -> None:
    framer = NdjsonFramer()
    framer.feed(b"1\n2\n")
    batches = framer.rows.batches(2)

    first = next(batches)
    framer.feed(b"3\n")

    assert first == (0, [1, 2])
    assert list(batches) == [(2, [3])]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'{"a":1}\n{"a":2}\n', True),
        (b'\xef\xbb\xbf{"a":1}\r\n\r\n{"a":2}', True),
        (b'{"a":1}\noops\n{"a":2}\n', True),
        (b'{"a":1}\n' * 20_000, True),
        (b'{"a":1}\n', False),
        (b'[\n{"a":1},\n{"a":2}\n]\n', False),
        (b'{\n "a": 1,\n "b": 2\n}\n', False),
        (b'{"segment_id":0}\n[{"type":4}]', False),
        (b"hello\nworld\n", False),
        (b"\x1f\x8b\x08\x00", False),
        ('{"a":1}\n{"a":2}\n'.encode("utf-16"), False),
        (b"[" + b'{"a":1},' * 20_000, False),
        (b"", False),
    ],
)
def test_looks_like_ndjson_from_the_first_bytes(head: bytes, expected: bool) -> None:
    assert looks_like_ndjson(head[:HEAD_BYTES]) is expected
    assert (frame(head).framing == "NDJSON" if not head.startswith(b"\x1f\x8b") else False) or not expected


def test_ten_bad_lines_among_many_are_ten_raw_rows() -> None:
    bad = [
        b"{",
        b'{"a":',
        b"oops",
        b"}",
        b"\xff",
        b'{"a":1}}',
        b"{'a':1}",
        b"undefined",
        b'"open',
        b'{"a":1,}',
    ]
    good = [b'{"t":%d}' % n for n in range(200)]
    for step, line in enumerate(bad):
        good.insert(step * 20, line)

    rows = loaded(frame(b"\n".join(good)))[0]

    assert len(rows) == 210
    assert [index for index, value in enumerate(rows) if isinstance(value, Unparsed)] == list(
        range(0, 200, 20)
    )
