"""A bundle opens again with the same entries, and holds no secret."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.factories import action, console, json_body, log, network, raw
from upl_tui.bundle import open_path
from upl_tui.entries import ActionEntry, ConsoleEntry, Element, Entry, Frame, NetworkEntry, Severity
from upl_tui.errors import UsageError
from upl_tui.export.bundle import bundle_files, write_bundle
from upl_tui.export.places import player_url
from upl_tui.export.report import report
from upl_tui.export.report_text import report_markdown
from upl_tui.log import Log
from upl_tui.marks import Marks, mark_file
from upl_tui.model import Kind, Link, Recording
from upl_tui.redact import Masker
from upl_tui.session import Session
from upl_tui.verbs.collect import collect_all


def opened(path: Path) -> Session:
    return asyncio.run(collect_all(open_path(path)))[0]


def facts(entry: Entry) -> tuple[object, ...]:
    common = (type(entry), entry.severity, entry.text)
    if isinstance(entry, ConsoleEntry):
        return (*common, entry.args, entry.stack, entry.url, entry.line, entry.column, entry.repeat)
    if isinstance(entry, ActionEntry):
        return (*common, entry.action, entry.label, entry.selector, entry.value, entry.element, entry.flags)
    if isinstance(entry, NetworkEntry):
        return (*common, entry.url, entry.method, entry.status, entry.state, entry.duration_ms)
    return common


def assert_same(before: Log, after: Log) -> None:
    assert len(after) == len(before)
    for row in range(len(before)):
        assert after.id(row) == before.id(row)
        assert facts(after.entry(row)) == facts(before.entry(row))
        assert after.at[row] == pytest.approx(before.at[row], abs=0.002)


@pytest.mark.parametrize("name", ["bundle", "bundle.zip"])
def test_recording_opens_again_with_the_same_entries(name: str, data: Path, tmp_path: Path) -> None:
    before = opened(data / "capture")
    path = tmp_path / name

    write_bundle(bundle_files(before, Masker(reveal=True)), path)
    after = opened(path)

    assert before.recording is not None
    assert after.recording is not None
    assert after.recording.started_at == before.recording.started_at
    assert after.recording.duration_ms == before.recording.duration_ms
    assert set(after.logs) == set(before.logs) == set(Kind)
    for kind, given in before.logs.items():
        assert_same(given, after.logs[kind])


def test_bundle_of_a_bundle_is_the_same_bundle(data: Path, tmp_path: Path) -> None:
    write_bundle(bundle_files(opened(data / "capture"), Masker()), tmp_path / "first")

    write_bundle(bundle_files(opened(tmp_path / "first"), Masker()), tmp_path / "second")

    for name in ("console.ndjson", "actions.ndjson"):
        assert (tmp_path / "second" / name).read_bytes() == (tmp_path / "first" / name).read_bytes()


def test_masked_bundle_holds_no_secret_and_lists_what_was_masked(tmp_path: Path) -> None:
    password = Element(tag="input", type="password", name="pw")
    entries: dict[Kind, list[Entry]] = {
        Kind.CONSOLE: [
            console(
                "password=hunter1",
                args=({"password": "hunter2"}, "token=hunter3hunter3"),
                stack=(Frame("f", "https://shop.test/?token=hunter4hunter4", 1, 2),),
                url="https://shop.test/?token=hunter5hunter5",
            ),
            raw('{"password": "hunter6"}'),
        ],
        Kind.NETWORK: [network(request_body=json_body('{"password":"hunter7"}')), raw("password=hunter8")],
        Kind.ACTION: [
            action('typed "hunter9" into pw', "input", password, value="hunter9"),
            action("pressed h in pw", "key", password, key="h"),
        ],
    }
    logs = {kind: log(kind, given) for kind, given in entries.items()}
    session = Session(Recording("rec", "ws"), logs)

    files = bundle_files(session, Masker())

    for file in files:
        assert b"hunter" not in file.data, file.name
    manifest = json.loads(files[0].data)
    assert manifest["secrets"] == "masked"
    assert sum(manifest["masked"].values()) >= 8
    lines = next(file for file in files if file.name == "actions.ndjson").data.splitlines()
    pressed = json.loads(lines[2])
    assert pressed["entry"]["key"] != "h"


def test_rows_that_nobody_understood_stay_in_their_places(tmp_path: Path) -> None:
    given = [console("first", at_ms=1.0), raw("?? not a row"), raw("two\nlines"), console("last", at_ms=2.0)]
    many = [console(f"more {number}", at_ms=3.0 + number) for number in range(5)]
    requests = [network(at_ms=1.0), raw("?? no request"), network(at_ms=2.0)]
    session = Session(
        None, {Kind.CONSOLE: log(Kind.CONSOLE, [*given, *many]), Kind.NETWORK: log(Kind.NETWORK, requests)}
    )

    write_bundle(bundle_files(session, Masker()), tmp_path / "b")
    after = opened(tmp_path / "b")

    console_log = after.logs[Kind.CONSOLE]
    assert [console_log.is_raw(row) for row in range(4)] == [False, True, True, False]
    assert console_log.texts[1] == "?? not a row"
    assert [after.logs[Kind.NETWORK].is_raw(row) for row in range(3)] == [False, True, False]


def test_files_are_private_and_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    files = bundle_files(Session(None, {Kind.CONSOLE: log(Kind.CONSOLE, [console()])}), Masker())
    path = tmp_path / "b"
    write_bundle(files, path)

    with pytest.raises(UsageError, match="already"):
        write_bundle(files, path)
    write_bundle(files, path, force=True)

    assert path.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in path.iterdir()} == {0o600}
    assert [entry.name for entry in tmp_path.iterdir()] == ["b"]


def test_one_entry_alone_is_not_taken_for_the_list_of_its_frames(tmp_path: Path) -> None:
    given = log(Kind.CONSOLE, [console("boom", stack=(Frame("f", "u", 1, 2), Frame("g", "u", 3, 4)))])
    write_bundle(bundle_files(Session(None, {Kind.CONSOLE: given}), Masker()), tmp_path / "b")

    assert_same(given, opened(tmp_path / "b").logs[Kind.CONSOLE])


def test_severity_and_flags_survive(tmp_path: Path) -> None:
    given = [action("clicked x", flags=("rage_click",), severity=Severity.WARN, value_masked=True)]
    write_bundle(
        bundle_files(Session(None, {Kind.ACTION: log(Kind.ACTION, given)}), Masker()), tmp_path / "b"
    )

    entry = opened(tmp_path / "b").logs[Kind.ACTION].entry(0)

    assert isinstance(entry, ActionEntry)
    assert entry.flags == ("rage_click",)
    assert entry.severity is Severity.WARN
    assert entry.value_masked


@pytest.mark.parametrize("name", ["b", "b.zip"])
def test_marks_and_notes_come_along_until_there_are_others(name: str, tmp_path: Path) -> None:
    given = Marks(frozenset({"C1"}), {"C2": "ask, token=abcdef0123456789"})
    entries = [console("one", at_ms=1.0), console("two", at_ms=2.0)]
    files = bundle_files(
        Session(None, {Kind.CONSOLE: log(Kind.CONSOLE, entries)}), Masker(), {Kind.CONSOLE: given}
    )
    write_bundle(files, tmp_path / name)

    after = opened(tmp_path / name)
    file = mark_file(after.recording, after.logs[Kind.CONSOLE], {"XDG_STATE_HOME": str(tmp_path / "state")})

    marks, said = file.read()
    assert (marks.marked, said) == (frozenset({"C1"}), "")
    assert marks.notes["C2"].startswith("ask, token=")
    assert "abcdef0123456789" not in marks.notes["C2"]
    file.change(lambda kept: kept.with_mark("C1", False))
    assert file.read()[0] == Marks(notes=marks.notes)


@pytest.mark.parametrize(
    "marks", [7, {"console": 7}, {"console": {"marked": ["?"], "notes": {}}}, {"console": {}}]
)
def test_marks_that_nobody_would_write_are_none(marks: object, tmp_path: Path) -> None:
    session = Session(None, {Kind.CONSOLE: log(Kind.CONSOLE, [console("one", at_ms=1.0)])})
    write_bundle(bundle_files(session, Masker()), tmp_path / "b")
    manifest = json.loads((tmp_path / "b" / "recording.json").read_bytes())
    (tmp_path / "b" / "recording.json").write_text(json.dumps(manifest | {"marks": marks}))

    after = opened(tmp_path / "b")

    state = {"XDG_STATE_HOME": str(tmp_path / "state")}
    assert mark_file(after.recording, after.logs[Kind.CONSOLE], state).read() == (Marks(), "")


def test_report_from_a_bundle_has_title_and_link_of_the_recording(data: Path, tmp_path: Path) -> None:
    session = opened(data / "capture")
    assert session.recording is not None
    link = Link(title="Order fails [x](y) \u202e")
    session.recording = replace(session.recording, id="rec 1", workspace_id="ws/1", link=link)

    write_bundle(bundle_files(session, Masker()), tmp_path / "bundle.zip")
    again = opened(tmp_path / "bundle.zip")
    write_bundle(bundle_files(again, Masker()), tmp_path / "second")
    text = report_markdown(report(opened(tmp_path / "second"), Masker()))

    assert text.startswith("# Order fails \\[x\\](y) \\\\u202e\n")
    assert "- Recording: https://dash.userplane.io/workspace/ws%2F1/recordings/rec%201\n" in text


@pytest.mark.parametrize(
    "page", ["https://evil.example/", "https://dash.userplane.io/workspace/a/recordings/b) [c](d", 7, None]
)
def test_page_that_leads_elsewhere_is_not_taken_over(page: object, data: Path, tmp_path: Path) -> None:
    write_bundle(bundle_files(opened(data / "capture"), Masker()), tmp_path / "bundle")
    manifest = tmp_path / "bundle" / "recording.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_bytes()) | {"page": page, "title": [1]}))

    recording = opened(tmp_path / "bundle").recording

    assert recording is not None
    assert (player_url(recording), recording.link) == ("", None)
