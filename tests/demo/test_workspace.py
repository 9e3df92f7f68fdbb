from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from upl_tui.demo.storage import read_files
from upl_tui.demo.workspace import DATA, DEMO_RECORDING, PARTS, Workspace, iso

WORKSPACE = Workspace(datetime(2026, 11, 22, tzinfo=UTC))


def test_every_file_a_recording_names_is_in_the_package() -> None:
    named = {(part, name) for row in WORKSPACE.recordings.values() for part, name in row["files"].items()}

    assert {part for part, _ in named} <= PARTS.keys()
    assert {name for _, name in named} == read_files(DATA).keys() - {"workspace.json"}


def test_recordings_show_every_state() -> None:
    assert list(WORKSPACE.recordings) == [
        *(DEMO_RECORDING, "rec_pending", "rec_notcaptured", "rec_empty", "rec_deleted"),
    ]
    assert WORKSPACE.recordings["rec_pending"]["status"] == "pending"


def test_recording_and_its_link_tell_the_same_under_their_own_names() -> None:
    detail = WORKSPACE.detail(WORKSPACE.recordings[DEMO_RECORDING])["meta"]
    link = WORKSPACE.link(WORKSPACE.links["lnk_order"])

    assert detail["link"]["title"] == link["linkTitle"]
    assert detail["link"]["providerType"] == link["linkProviderType"] == "zendesk"
    assert detail["link"]["providerRef"] == link["linkProviderReference"]
    assert detail["creator"] == link["creator"]
    assert detail["project"] == link["project"]
    assert detail["domain"] | {"status": "verified"} == link["domain"]


def test_recording_without_retention_never_expires() -> None:
    assert WORKSPACE.recordings["rec_pending"]["expiresAt"] is None


def test_times_are_written_in_utc_with_milliseconds() -> None:
    moment = datetime(2026, 11, 22, 7, 45, 14, 828_999, tzinfo=timezone(timedelta(hours=2)))

    assert iso(moment) == "2026-11-22T05:45:14.828Z"
