"""Marks and notes on disk: nothing recorded in them, nothing lost."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories as make
from upl_tui.errors import UplError
from upl_tui.marks import MarkFile, Marks, mark_file, tag
from upl_tui.model import Kind, Recording

names = st.from_regex(r"[CNA][1-9][0-9]{0,3}", fullmatch=True)


def a_file(folder: Path) -> MarkFile:
    return MarkFile(folder / "marks" / "one.json", "ws/rec/console")


@settings(max_examples=30, deadline=None)
@given(st.frozensets(names), st.dictionaries(names, st.text(min_size=1)))
def test_marks_and_notes_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, marked: frozenset[str], notes: dict[str, str]
) -> None:
    file = a_file(tmp_path_factory.mktemp("state"))

    file.change(lambda _: Marks(marked, notes))

    assert file.read() == (Marks(marked, notes), "")


def test_file_is_for_the_owner_alone_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    file = a_file(tmp_path)

    file.change(lambda marks: marks.with_mark("C1", True))

    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700
    assert {path.suffix for path in file.path.parent.iterdir()} == {".json", ".lock"}


def test_changes_of_many_programs_at_once_all_stay(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(
            pool.map(
                lambda n: a_file(tmp_path).change(lambda marks: marks.with_mark(f"C{n}", True)), range(1, 41)
            )
        )

    assert a_file(tmp_path).read()[0].marked == {f"C{n}" for n in range(1, 41)}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"version": 1, "key": "another/one/console", "marked": [], "notes": {}}',
        b'{"version": 2, "key": "ws/rec/console", "marked": [], "notes": {}}',
        b'{"version": 1, "key": "ws/rec/console", "marked": ["../x"], "notes": {}}',
        b'{"version": 1, "key": "ws/rec/console", "marked": [[]], "notes": {"C1": 5}}',
    ],
)
def test_broken_or_foreign_file_is_kept_aside_and_said(tmp_path: Path, content: bytes) -> None:
    file = a_file(tmp_path)
    file.path.parent.mkdir()
    (file.path.parent / "one.broken-1").write_bytes(b"an earlier one")
    file.path.write_bytes(content)

    marks, said = file.change(lambda marks: marks.with_mark("C2", True))

    assert marks == Marks(frozenset({"C2"})) == file.read()[0]
    assert (file.path.parent / "one.broken-2").read_bytes() == content
    assert (file.path.parent / "one.broken-1").read_bytes() == b"an earlier one"
    assert "one.broken-2" in said


def test_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "marks").write_text("a file where the folder should be")

    with pytest.raises(UplError, match="cannot be kept"):
        a_file(tmp_path).change(lambda marks: marks)


def test_recording_has_one_file_a_kind_and_a_log_from_disk_one_by_its_bytes(tmp_path: Path) -> None:
    environ = {"XDG_STATE_HOME": str(tmp_path)}
    recording = Recording("rec/../x", "ws")
    console, other = make.log(Kind.CONSOLE, [], b"one"), make.log(Kind.CONSOLE, [], b"two")
    network = make.log(Kind.NETWORK, [], b"one")

    def path(log_of: object, of: Recording | None) -> Path:
        return mark_file(of, log_of, environ).path  # type: ignore[arg-type]

    assert path(console, recording) == path(other, recording) != path(network, recording)
    assert path(console, None) != path(other, None)
    assert path(console, Recording("console.ndjson", "")) == path(console, None)
    assert path(console, recording).parent == tmp_path / "upl-tui" / "marks"


def test_file_holds_ids_and_notes_and_nothing_recorded(tmp_path: Path) -> None:
    log = make.log(Kind.CONSOLE, [make.console("a recorded secret")], b'{"message": "a recorded secret"}')
    file = mark_file(None, log, {"XDG_STATE_HOME": str(tmp_path)})

    file.change(lambda marks: marks.with_mark("C1", True).with_note("C1", "mine"))

    kept = json.loads(file.path.read_bytes())
    assert set(kept) == {"version", "key", "marked", "notes"}
    assert (kept["marked"], kept["notes"]) == (["C1"], {"C1": "mine"})
    assert "recorded" not in file.path.read_text()


def test_tags_are_the_rows_that_the_log_has() -> None:
    log = make.log(Kind.CONSOLE, [make.console(), make.console(index=1)])

    tag(log, Marks(frozenset({"C2", "C9", "N1"}), {"C1": "why?"}))

    assert {word: set(rows) for word, rows in log.tags.items()} == {"marked": {1}, "noted": {0}, "note": {0}}
