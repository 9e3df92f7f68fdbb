"""Files of directories and zips."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from upl_tui.disk import MOST_BYTES, NamedFile, files_below, in_zip, is_binary, on_disk
from upl_tui.errors import UplError


def touch(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")


def test_files_of_a_directory_are_found_at_any_depth_and_hidden_ones_are_not(tmp_path: Path) -> None:
    touch(tmp_path, "b.json", "deep/er/c.json", "a.json", ".hidden", ".git/config", "deep/.x.json")

    assert [str(path.relative_to(tmp_path)) for path in files_below(tmp_path)] == [
        "a.json",
        "b.json",
        "deep/er/c.json",
    ]


def test_files_of_a_directory_that_leads_round_in_a_circle_are_found_once(tmp_path: Path) -> None:
    touch(tmp_path, "a.json")
    (tmp_path / "again").symlink_to(tmp_path)

    assert len(files_below(tmp_path)) == 1


def test_files_of_a_large_directory_are_limited(tmp_path: Path) -> None:
    touch(tmp_path, *(f"{number}.json" for number in range(250)))

    assert len(files_below(tmp_path)) == 200


def test_members_of_a_zip_are_those_that_are_not_hidden(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("x/y/console.ndjson", "__MACOSX/x/y/._console.ndjson", ".DS_Store", "x/"):
            archive.writestr(name, "{}")

    (member,) = in_zip(path)

    assert (member.name, member.size, member.head(10)) == ("x/y/console.ndjson", 2, b"{}")


def test_member_of_a_damaged_zip_is_a_sentence_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a\x1b[31m.ndjson", "abcdefgh" * 500)
    damaged = bytearray(path.read_bytes())
    damaged[50:60] = bytes(10)
    path.write_bytes(damaged)

    with pytest.raises(UplError, match=r"a\\x1b\[31m\.ndjson cannot be read"):
        in_zip(path)[0].head(10)


def test_file_that_vanishes_is_a_sentence(tmp_path: Path) -> None:
    touch(tmp_path, "a.json")
    file = on_disk(tmp_path / "a.json", tmp_path)
    (tmp_path / "a.json").unlink()

    with pytest.raises(UplError, match=r"a\.json cannot be read: No such file"):
        file.head(10)


def test_file_of_the_most_bytes_is_read_and_a_larger_one_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.ndjson"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES)
        allowed = on_disk(path, tmp_path).refusal()
        file.truncate(MOST_BYTES + 1)
        refused = on_disk(path, tmp_path).refusal()

    assert allowed is None
    assert refused is not None
    assert "up to 512 MB" in refused.title


def test_pieces_together_are_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(bytes(range(256)) * 7)

    assert b"".join(on_disk(path, tmp_path).pieces(100)) == path.read_bytes()


@pytest.mark.parametrize(
    ("head", "binary"),
    [
        (b"", False),
        (b'{"a":1}', False),
        (b"\x1f\x8b\x08\x00", False),
        ('{"level":"log"}\n'.encode("utf-16"), False),
        ('{"level":"log"}\n'.encode("utf-16-le"), False),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", True),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", True),
        (b"\x1aE\xdf\xa3\x01\0\0\0", True),
    ],
)
def test_pictures_and_videos_are_binary_and_packed_text_is_not(head: bytes, binary: bool) -> None:
    assert is_binary(head) is binary


def test_file_of_unknown_size_is_not_refused() -> None:
    def never() -> object:
        raise AssertionError("not opened")

    assert NamedFile("-", 0, never).refusal() is None  # type: ignore[arg-type]
