from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.logs.bodies.binary import binary_view, hex_dump, what_is
from upl_tui.redact import Masker


@pytest.mark.skipif(shutil.which("xxd") is None, reason="xxd is the oracle")
@given(st.binary(max_size=200))
@settings(deadline=None, max_examples=25)
def test_hex_dump_is_that_of_xxd(data: bytes) -> None:
    expected = subprocess.run(["xxd"], input=data, capture_output=True, check=True).stdout.decode()

    assert "".join(f"{line}\n" for line in hex_dump(data)) == expected


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=100)
def test_hex_dump_has_every_byte(data: bytes) -> None:
    digits = "".join(line[10:49].replace(" ", "") for line in hex_dump(data))

    assert bytes.fromhex(digits) == data


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=200)
def test_what_is_and_view_take_any_bytes(data: bytes) -> None:
    for start in (b"", b"\x89PNG\r\n\x1a\n", b"RIFF1234WEBP", b"\xff\xd8\xff"):
        view = binary_view(start + data, Masker())
        assert view.name == what_is(start + data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x1f\x8b\x08", "gzip"),
        (b"PK\x03\x04", "zip"),
        (b"\x00asm\x01", "WebAssembly"),
        (b"wOF2abc", "WOFF2 font"),
        (b"%PDF-1.7", "PDF"),
        (b"\0\0\0\x20ftypavif", "AVIF"),
        (b"\0\0\0\x20ftypisom", "MP4"),
        (b"RIFF1234WAVE", "WAV"),
        (b"\x08\x96\x01\x12\x07testing", "protobuf, perhaps"),
        (b"\x08\x96\x01\x12\x09testing", "binary"),
        (b"\xfe\xfe\xfe", "binary"),
        (b"", "binary"),
    ],
)
def test_what_is_names_known_kinds(data: bytes, words: str) -> None:
    assert what_is(data) == words


def test_binary_view_says_what_it_leaves_out() -> None:
    view = binary_view(bytes(100_000), Masker())

    assert view.text.count("\n") == 4096
    assert view.text.endswith("34.5 kB more are not dumped; the raw row has all of it as base64.")


def test_secret_in_binary_is_stars_in_both_halves_of_the_dump() -> None:
    data = b"\xff\xfe\x00password=canary-in-binary\x00\xff"

    masked, revealed = binary_view(data, Masker()), binary_view(data, Masker(reveal=True))

    assert b"canary".hex(" ", 2).split()[1] in revealed.text
    assert "6172" not in masked.text
    assert masked.text.startswith("Secrets are masked by stars")


def test_secret_that_the_limit_cuts_is_masked_to_its_first_letter() -> None:
    key = b"sk_live_Zq9canaryQWERTZ0123456789"
    data = b"\xff\x00" * 32_760 + key + bytes(100)

    dumped = "".join(line[10:49].replace(" ", "") for line in binary_view(data, Masker()).text.split("\n"))

    assert b"sk_live_".hex() in dumped
    assert b"Zq9".hex() not in dumped
