"""Recordings on disk, told apart by content."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import os
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from upl_tui.bundle import FileSource, open_path, open_stdin
from upl_tui.clock import Unit
from upl_tui.errors import UplError
from upl_tui.loader import Loaded, LoadEvent, Progress, Unavailable
from upl_tui.model import Kind

COUNTS = {Kind.CONSOLE: 71, Kind.NETWORK: 46, Kind.ACTION: 50}


async def events(source: FileSource, kind: Kind) -> list[LoadEvent]:
    async with source:
        await source.recording()
        return [event async for event in source.load(kind)]


def last(source: FileSource, kind: Kind) -> LoadEvent:
    return asyncio.run(events(source, kind))[-1]


def entries(event: LoadEvent) -> int:
    assert isinstance(event, Loaded)
    return len(event.log)


@pytest.fixture
def folder(tmp_path: Path, data: Path) -> Path:
    """The capture under names that say nothing."""
    for number, name in enumerate(("recording.json", "actions.json", "console.ndjson", "network.har.json")):
        shutil.copy(data / "capture" / name, tmp_path / f"file-{number}")
    (tmp_path / "picture").write_bytes(b"\xff\xd8\xff\x00\x00" + bytes(5000))
    return tmp_path


@pytest.mark.parametrize("kind", list(Kind))
def test_directory_with_meaningless_names_gives_every_log(folder: Path, kind: Kind) -> None:
    assert entries(last(open_path(folder), kind)) == COUNTS[kind]


@pytest.mark.parametrize("kind", list(Kind))
def test_zip_gives_every_log(folder: Path, kind: Kind, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("zip") / "recording.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in folder.iterdir():
            archive.write(file, f"inner/{file.name}")

    assert entries(last(open_path(path), kind)) == COUNTS[kind]


def test_directory_takes_start_and_length_from_the_file_that_tells_them(folder: Path) -> None:
    recording = asyncio.run(open_path(folder).recording())

    assert recording.started_at is not None
    assert recording.started_at.timestamp() * 1000 == 1795326314828
    assert recording.duration_ms == 27983


@pytest.mark.parametrize(
    ("detail", "start", "length"),
    [
        ({"recordingStartedAt": "2026-11-22T05:45:14.828Z", "recordingDurationMs": 5}, 1795326314828, 5),
        (
            {"recordingStartedAt": "2026-11-22T05:45:14.828Z", "recordingDurationMs": None},
            1795326314828,
            None,
        ),
        ({"startedAt": "2026-11-22T05:45:14.828Z", "durationMs": "long"}, 1795326314828, None),
        ({"startedAt": "2026-11-22T05:45:14.828Z", "url": "/a request's own start"}, None, None),
        ({"startedAt": "0001-01-01T00:00:00+14:00", "durationMs": 5}, None, None),
        ({"startedAt": 5, "durationMs": 5}, None, None),
        ({"startedAt": "soon", "durationMs": 5}, None, None),
    ],
)
def test_detail_tells_start_and_length_as_far_as_they_make_sense(
    tmp_path: Path, detail: dict[str, object], start: int | None, length: int | None
) -> None:
    (tmp_path / "detail").write_text(json.dumps(detail))

    recording = asyncio.run(open_path(tmp_path).recording())

    started = recording.started_at
    assert (started and started.timestamp() * 1000) == start
    assert recording.duration_ms == length


def test_single_file_starts_at_its_first_entry(data: Path) -> None:
    event = last(open_path(data / "capture/console.ndjson"), Kind.CONSOLE)

    assert isinstance(event, Loaded)
    assert event.log.at[0] == pytest.approx(0, abs=1)


def test_log_that_is_not_there_is_named(data: Path, tmp_path: Path) -> None:
    shutil.copy(data / "capture/actions.json", tmp_path)
    shutil.copy(data / "capture/recording.json", tmp_path)

    event = last(open_path(tmp_path), Kind.NETWORK)

    assert isinstance(event, Unavailable)
    assert "no network log" in event.state.title


def test_big_file_shows_progress_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.ndjson"
    path.write_bytes(b'{"timestamp":1795326315210,"level":"log","message":"x"}\n' * 100_000)

    async def rows_at_each_event() -> list[int]:
        source = open_path(path)
        async with source:
            return [
                len(event.log) async for event in source.load(Kind.CONSOLE) if isinstance(event, Progress)
            ]

    rows = asyncio.run(rows_at_each_event())

    assert rows == sorted(rows)
    assert 0 < rows[0] < rows[-1] <= 100_000


def test_standard_input_is_read_whole(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    stdin = io.TextIOWrapper(io.BytesIO((data / "capture/console.ndjson").read_bytes()))
    monkeypatch.setattr(sys, "stdin", stdin)

    assert entries(last(open_stdin(), Kind.CONSOLE)) == 71


def test_damaged_zip_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "broken.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("console.ndjson", '{"level":"log","message":"x"}\n' * 500)
    damaged = bytearray(path.read_bytes())
    damaged[60:90] = bytes(30)
    path.write_bytes(damaged)

    with pytest.raises(UplError, match="cannot be read"):
        asyncio.run(open_path(path).recording())


# ------------------------------------------------------------------------------------ choosing by content


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("capture/network.har.json", Kind.NETWORK),
        ("capture/console.ndjson", Kind.CONSOLE),
        ("capture/actions.json", Kind.ACTION),
        ("recorder/lighthouse-desktop-flow.json", Kind.ACTION),
        ("capture/recording.json", None),
    ],
)
def test_best_kind_is_what_a_file_holds_most_of(data: Path, name: str, kind: Kind | None) -> None:
    source = open_path(data / name)

    asyncio.run(source.recording())

    assert source.best_kind() is kind


def test_single_file_gives_every_kind_that_it_holds_on_one_clock(data: Path) -> None:
    rrweb = json.loads((data / "capture/rrweb.json").read_bytes())
    source = open_path(data / "capture/rrweb.json")

    logs = {}
    for kind in Kind:
        event = last(source, kind)
        assert isinstance(event, Loaded)
        logs[kind] = event.log

    earliest = min(at for log in logs.values() for at in log.at)
    messages = [event for event in rrweb if event["data"].get("plugin", "").startswith("rrweb/console")]
    clicks = [event for event in rrweb if event["type"] == 3 and event["data"].get("type") == 2]
    last_click = max(
        at
        for at, text in zip(logs[Kind.ACTION].at, logs[Kind.ACTION].texts, strict=True)
        if "clicked" in text
    )
    assert earliest == pytest.approx(0, abs=1)
    assert len(logs[Kind.CONSOLE]) == len(messages)
    assert last_click - min(logs[Kind.CONSOLE].at) == pytest.approx(
        max(event["timestamp"] for event in clicks) - min(event["timestamp"] for event in messages), abs=1
    )


def test_log_missing_in_a_single_file_says_what_the_file_holds(data: Path) -> None:
    event = last(open_path(data / "capture/network.har.json"), Kind.CONSOLE)

    assert isinstance(event, Unavailable)
    assert str(event.state) == "There is no console log in network.har.json. It holds the network log."


def test_file_of_nothing_known_is_shown_raw_for_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "odd.ndjson"
    path.write_text('{"a":1}\n{"b":2}\n')

    event = last(open_path(path), Kind.NETWORK)

    assert isinstance(event, Loaded)
    assert event.log.account.raw == 2


def test_file_about_one_kind_alone_is_taken_before_a_mixed_one_with_a_few_more(
    data: Path, tmp_path: Path
) -> None:
    for name in ("rrweb.json", "actions.json"):
        shutil.copy(data / "capture" / name, tmp_path)
    source = open_path(tmp_path)

    asyncio.run(source.recording())

    chosen = {kind: source.chosen(kind) for kind in Kind}
    assert {kind.value: file.name if file else "" for kind, file in chosen.items()} == {
        "console": "rrweb.json",
        "network": "rrweb.json",
        "action": "actions.json",
    }


@pytest.mark.parametrize("kind", list(Kind))
def test_packed_files_in_a_nested_directory_give_every_log(data: Path, tmp_path: Path, kind: Kind) -> None:
    inner = tmp_path / "a/b"
    inner.mkdir(parents=True)
    for number, name in enumerate(("actions.json", "console.ndjson", "network.har.json")):
        (inner / f"{number}.gz").write_bytes(gzip.compress((data / "capture" / name).read_bytes()))

    assert entries(last(open_path(tmp_path), kind)) == COUNTS[kind]


def test_files_of_one_directory_without_a_start_share_the_earliest_one(data: Path, tmp_path: Path) -> None:
    for name in ("actions.json", "network.har.json"):
        shutil.copy(data / "capture" / name, tmp_path)
    raw = json.loads((data / "capture/actions.json").read_bytes())["actions"]
    har = json.loads((data / "capture/network.har.json").read_bytes())["log"]["entries"]

    source = open_path(tmp_path)
    recording = asyncio.run(source.recording())
    event = last(source, Kind.ACTION)

    assert isinstance(event, Loaded)
    assert recording.started_at is not None
    assert recording.started_at.isoformat(timespec="milliseconds") == min(
        entry["startedDateTime"] for entry in har
    ).replace("Z", "+00:00")
    assert event.log.at[0] == pytest.approx(
        raw[0]["timestamp"] - recording.started_at.timestamp() * 1000, abs=1
    )


def test_head_of_a_long_document_is_enough_to_choose_it(tmp_path: Path) -> None:
    entry = {"startedDateTime": "2026-11-22T05:45:14.839Z", "time": 3, "comment": "x" * 4000}
    entry |= {
        "request": {"method": "GET", "url": "https://a.test/", "headers": []},
        "response": {"status": 200},
    }
    (tmp_path / "long").write_text(json.dumps({"log": {"entries": [entry] * 2000}}))
    (tmp_path / "short").write_text(json.dumps({"log": {"entries": [entry] * 900}}))
    source = open_path(tmp_path)

    asyncio.run(source.recording())

    chosen = source.chosen(Kind.NETWORK)
    assert chosen is not None
    assert chosen.name == "long"


# ------------------------------------------------------------------------------------------- bad files


def test_damaged_member_does_not_hide_the_others(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "mixed.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bad.json", '{"level":"log","message":"x"}\n' * 500)
        archive.write(data / "capture/console.ndjson", "good.ndjson")
    damaged = bytearray(path.read_bytes())
    damaged[50:70] = bytes(20)
    path.write_bytes(damaged)

    assert entries(last(open_path(path), Kind.CONSOLE)) == COUNTS[Kind.CONSOLE]


def test_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(UplError, match="pipe or a device"):
        open_path(tmp_path / "pipe")
    assert open_path(tmp_path).files == ()


def test_huge_file_is_refused_with_its_size(tmp_path: Path) -> None:
    path = tmp_path / "huge.ndjson"
    with path.open("wb") as file:
        file.write(b'{"timestamp":1795326315210,"level":"log","message":"x"}\n' * 10)
        file.truncate(600 * 1024 * 1024)

    event = last(open_path(path), Kind.CONSOLE)

    assert isinstance(event, Unavailable)
    assert "600 MB" in event.state.title
    assert event.state.is_error


def test_empty_directory_has_no_log_and_no_failure(tmp_path: Path) -> None:
    source = open_path(tmp_path)

    event = last(source, Kind.CONSOLE)

    assert isinstance(event, Unavailable)
    assert source.best_kind() is None


# --------------------------------------------------------------------------------------- another clock


def test_log_is_read_again_by_another_clock(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text("".join(f'{{"time":{n},"level":"log","message":"m"}}\n' for n in (1, 2, 4)))
    source = open_path(path)
    event = last(source, Kind.CONSOLE)
    assert isinstance(event, Loaded)

    source.insist(Unit.RELATIVE_MS)
    as_ms = asyncio.run(_read_again(source, event))
    source.insist(Unit.RELATIVE_S)
    as_seconds = asyncio.run(_read_again(source, event))

    assert (as_ms, as_seconds) == ([1, 2, 4], [1000, 2000, 4000])


async def _read_again(source: FileSource, event: Loaded) -> list[float]:
    return list((await source.read_again(event.log)).at)


@pytest.mark.parametrize("kind", list(Kind))
def test_small_file_read_once_is_as_when_read_again(data: Path, kind: Kind) -> None:
    read_once = 0
    for path in data.rglob("*.*"):
        source = open_path(path)
        event = last(source, kind)
        if not isinstance(event, Loaded) or not source.is_whole(kind):
            continue
        once, again = event.log, asyncio.run(source.read_again(event.log))
        read_once += 1

        assert list(once.texts) == list(again.texts), path
        assert list(once.at) == pytest.approx(list(again.at), abs=0.001, nan_ok=True), path
        assert once.severities == again.severities, path
        assert once.account.notes == again.account.notes, path
        assert once.account.summary == again.account.summary, path
        assert once.tags == again.tags, path
    assert read_once


def test_look_ahead_is_what_the_recording_is_then_and_a_second_look_sees_what_has_changed(
    tmp_path: Path,
) -> None:
    path = tmp_path / "console.ndjson"
    path.write_text('{"time": 1700000000000, "level": "log", "message": "first"}')
    source = open_path(path)

    ahead = source.look_ahead()
    path.write_text('{"time": 1700000009000, "level": "log", "message": "second"}')

    assert asyncio.run(source.recording()) is ahead
    assert asyncio.run(source.recording()).started_at != ahead.started_at


def test_small_file_that_has_changed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "console.ndjson"
    line = '{"time": 1700000000000, "level": "log", "message": "%s"}\n'
    path.write_text(line % "first")
    source = open_path(path)
    asyncio.run(source.recording())

    async def texts() -> list[str]:
        return [text async for event in source.load(Kind.CONSOLE) for text in event_texts(event)]

    assert asyncio.run(texts()) == ["first"]
    path.write_text(line % "other")
    assert asyncio.run(texts())[-1] == "other"


def event_texts(event: LoadEvent) -> list[str]:
    return list(event.log.texts) if isinstance(event, Loaded) else []
