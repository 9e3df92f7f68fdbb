"""Downloads over real sockets: every B row."""

from __future__ import annotations

import asyncio
import logging
import re
from contextlib import aclosing

import pytest

from tests.api.support import Rig, everything_said, open_rig
from tests.faultserver import KEY, FaultServer
from tests.faultserver.content import console, file_of
from upl_tui.api.storage import Piece, Storage
from upl_tui.errors import ApiError, DownloadError
from upl_tui.model import Part, Resource

CONSOLE = console()

WHOLE_IN_THE_END = [
    pytest.param("rec_ok", 1, 1, [], id="nothing wrong"),
    pytest.param("rec_expired_url_once", 2, 2, [], id="B01"),
    pytest.param("rec_sig_mismatch", 2, 2, [], id="B02"),
    pytest.param("rec_truncated_console", 1, 2, [1.25], id="B03 resumed"),
    pytest.param("rec_truncated_no_range", 1, 2, [1.25], id="B03 restarted"),
    pytest.param("rec_truncated_unannounced", 1, 2, [1.25], id="B03 without a length"),
    pytest.param("rec_truncated_packed", 1, 2, [1.25], id="B03 inside gzip"),
    pytest.param("rec_truncated_wrong_range", 1, 3, [1.25, 2.5], id="B03 wrong part"),
    pytest.param("rec_storage_503_once", 1, 2, [1.25], id="storage busy"),
    pytest.param("rec_reset", 1, 2, [1.25], id="B05"),
    pytest.param("rec_size_mismatch", 1, 1, [], id="B08"),
    pytest.param("rec_gzip", 1, 1, [], id="B09"),
]


@pytest.mark.parametrize(("recording", "urls", "downloads", "gaps"), WHOLE_IN_THE_END)
async def test_file_arrives_whole_and_no_byte_twice(
    rig: Rig, recording: str, urls: int, downloads: int, gaps: list[float]
) -> None:
    assert await rig.fetch(recording) == CONSOLE

    assert len(rig.server.seen("api")) == urls
    assert len(rig.server.seen("storage")) == downloads
    assert rig.time.slept == gaps


async def test_cut_file_is_resumed_where_it_broke_off(rig: Rig) -> None:
    """B03: the second request asks for the rest of the same file."""
    await rig.fetch("rec_truncated_console")

    first, second = rig.server.seen("storage")
    assert "range" not in first.headers
    assert second.headers["range"] == f"bytes={len(CONSOLE) * 6 // 10}-"
    assert second.headers["if-range"] == '"rec_truncated_console-console-log"'


@pytest.mark.parametrize(
    ("recording", "code"), [("rec_expired_url_always", "EXPIRED"), ("rec_no_such_key", "MISSING")]
)
async def test_refused_file_is_told_after_two_urls_at_most(rig: Rig, recording: str, code: str) -> None:
    """B01, B11."""
    content, error = await rig.arrived(recording)

    assert content == b""
    assert isinstance(error, DownloadError)
    assert error.code == code
    assert len(rig.server.seen("api")) <= 2
    assert rig.time.slept == []


async def test_file_always_cut_hands_over_what_arrived_then_says_so(rig: Rig) -> None:
    """B04."""
    content, error = await rig.arrived("rec_truncated_always")

    arrived = len(CONSOLE) * 6 // 10
    assert content == CONSOLE[:arrived]
    assert isinstance(error, DownloadError)
    assert error.code == "INCOMPLETE"
    assert f"{arrived:,} of {len(CONSOLE):,} bytes" in error.title
    assert len(rig.server.seen("storage")) == 4
    assert rig.time.slept == [1.25, 2.5, 5.0]


@pytest.mark.parametrize(
    ("recording", "hint"),
    [
        ("rec_truncated_changed", "The file changed in storage while it was read."),
        ("rec_truncated_then_gone", "The console log is missing in storage."),
    ],
)
async def test_file_that_cannot_be_resumed_keeps_what_arrived(rig: Rig, recording: str, hint: str) -> None:
    """B04."""
    content, error = await rig.arrived(recording)

    assert content == CONSOLE[: len(CONSOLE) * 6 // 10]
    assert isinstance(error, DownloadError)
    assert (error.code, error.hint) == ("INCOMPLETE", hint)


@pytest.mark.parametrize(
    ("recording", "hint"), [("rec_gzip_cut", "cut short"), ("rec_gzip_damaged", "damaged")]
)
async def test_file_stored_damaged_keeps_what_could_be_unpacked(rig: Rig, recording: str, hint: str) -> None:
    content, error = await rig.arrived(recording)

    assert content
    assert CONSOLE.startswith(content)
    assert isinstance(error, DownloadError)
    assert (error.code, error.title) == ("INCOMPLETE", "Only a part of the console log could be unpacked.")
    assert hint in error.hint
    assert len(rig.server.seen("storage")) == 1


@pytest.mark.parametrize(("recording", "code"), [("rec_gzip_not", "CORRUPT"), ("rec_brotli", "ENCODING")])
async def test_file_packed_in_a_bad_way_is_told(rig: Rig, recording: str, code: str) -> None:
    _, error = await rig.arrived(recording)

    assert isinstance(error, DownloadError)
    assert error.code == code
    assert rig.time.slept == []


async def test_slow_file_reports_progress_and_is_left_at_once(rig: Rig) -> None:
    """B06, F03: bytes and total are told; cancelling closes the connection."""
    arrived: asyncio.Queue[Piece] = asyncio.Queue()

    async def read() -> None:
        async with aclosing(rig.storage.stream(rig.ask("rec_slow_drip"), Part.CONSOLE)) as pieces:
            async for piece in pieces:
                arrived.put_nowait(piece)

    async with asyncio.TaskGroup() as group:
        reading = group.create_task(read())
        piece = await arrived.get()
        reading.cancel()

    assert piece == Piece(CONSOLE[:1], 1, len(CONSOLE))
    await asyncio.to_thread(rig.server.wait_until, lambda: rig.server.open_connections == 0, 1.0)


async def test_silent_storage_is_a_stall_after_four_attempts(fault_server: FaultServer) -> None:
    """B06: the stall limit."""
    async with open_rig(fault_server, stall=0.05) as rig:
        _, error = await rig.arrived("rec_stall")

        assert isinstance(error, DownloadError)
        assert error.code == "TIMEOUT"
        assert len(rig.server.seen("storage")) == 4


async def test_empty_file_is_no_error(rig: Rig) -> None:
    """B07."""
    assert await rig.fetch("rec_empty_file") == b""


@pytest.mark.parametrize("part", [Part.NETWORK, Part.ACTION])
async def test_packed_files_are_unpacked_over_all_members(rig: Rig, part: Part) -> None:
    """B09: a second gzip member is content too."""
    assert await rig.fetch("rec_gzip", part) == file_of("rec_gzip", part)


async def test_bomb_stops_at_the_limit(rig: Rig) -> None:
    """B10: the other tabs are fine."""
    content, error = await rig.arrived("rec_gzip_bomb")

    assert isinstance(error, DownloadError)
    assert error.code == "TOO_LARGE"
    assert "larger than 64 MB when unpacked" in error.title
    assert len(content) <= 64 * 2**20
    assert await rig.fetch("rec_ok", Part.ACTION)


async def test_file_announced_as_too_large_is_refused_unread(fault_server: FaultServer) -> None:
    async with open_rig(fault_server) as rig:
        limits = {Part.CONSOLE: 1000}
        async with Storage(extra_origins=fault_server.storage_origins, max_bytes=limits) as storage:
            seen: list[Piece] = []
            with pytest.raises(DownloadError) as caught:
                await storage.fetch(rig.ask("rec_ok"), Part.CONSOLE, seen.append)

    assert caught.value.code == "TOO_LARGE"
    assert seen == []


async def test_storage_redirect_is_reported_and_not_followed(rig: Rig) -> None:
    """B12: the other origin sees nothing."""
    _, error = await rig.arrived("rec_redirect_cross_origin")

    assert isinstance(error, DownloadError)
    assert error.code == "REDIRECTED"
    assert re.search(r"from 127\.0\.0\.1:\d+, which was not followed", error.title)
    assert rig.server.seen("other") == []


@pytest.mark.parametrize(
    ("recording", "shown"),
    [
        ("rec_url_http", "http://storage.example.com"),
        ("rec_url_file", "file://"),
        ("rec_url_metadata_ip", "https://169.254.169.254"),
        ("rec_url_evil_port", "https://storage.example.com:8443"),
    ],
)
async def test_forbidden_address_is_refused_before_connecting(rig: Rig, recording: str, shown: str) -> None:
    """B13: scheme and host are shown, the query is not."""
    _, error = await rig.arrived(recording)

    assert isinstance(error, DownloadError)
    assert error.code == "REFUSED_ADDRESS"
    assert shown in error.title
    assert "Signature" not in everything_said(error)
    assert rig.server.seen("storage") == []


async def test_refused_connection_names_the_host(rig: Rig) -> None:
    """B14."""
    _, error = await rig.arrived("rec_conn_refused")

    assert isinstance(error, DownloadError)
    assert error.code == "OFFLINE"
    assert "Cannot connect to 127.0.0.1" in error.title
    assert rig.time.slept == [1.25, 2.5, 5.0]


async def test_page_instead_of_a_log_is_handed_over_for_the_raw_view(rig: Rig) -> None:
    """B15: what it is, the reader says."""
    assert (await rig.fetch("rec_wrong_type")).startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize("recording", ["rec_ok", "rec_expired_url_once", "rec_reset", "rec_no_such_key"])
async def test_storage_sees_neither_key_nor_cookie_nor_referrer(rig: Rig, recording: str) -> None:
    """B16."""
    await rig.arrived(recording)

    for request in rig.server.seen("storage"):
        assert request.method == "GET"
        assert request.headers.keys().isdisjoint({"authorization", "cookie", "referer"})
        assert KEY not in repr(request)
        assert request.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    "recording",
    [
        "rec_ok",
        "rec_expired_url_always",
        "rec_truncated_always",
        "rec_no_such_key",
        "rec_url_http",
        "rec_conn_refused",
        "rec_redirect_cross_origin",
        "rec_gzip_bomb",
        "rec_unauthorized",
    ],
)
async def test_signature_is_in_no_log_record_and_no_error(
    rig: Rig, recording: str, caplog: pytest.LogCaptureFixture
) -> None:
    """B17, S06: at any log level."""
    caplog.set_level(logging.DEBUG)

    _, error = await rig.arrived(recording)

    said = caplog.text + ("" if error is None else everything_said(error))
    for word in ("X-Amz", "signature", "Expires", KEY, "Bearer"):
        assert word not in said


async def test_each_load_asks_for_a_new_url(rig: Rig) -> None:
    """B17."""
    await rig.fetch("rec_ok")
    await rig.fetch("rec_ok")

    first, second = rig.server.seen("storage")
    assert first.query != second.query


@pytest.mark.parametrize(
    ("recording", "code", "hint"),
    [
        pytest.param("rec_null_url", "NOT_AVAILABLE", "The upload did not finish.", id="A11"),
        pytest.param("rec_capture_disabled", "NOT_CAPTURED", "console log available", id="A12"),
    ],
)
async def test_resource_without_url_is_not_downloaded(rig: Rig, recording: str, code: str, hint: str) -> None:
    _, error = await rig.arrived(recording)

    assert isinstance(error, DownloadError)
    assert (error.code, error.hint) == (code, hint)
    assert rig.server.seen("storage") == []


async def test_api_error_of_the_resource_passes(rig: Rig) -> None:
    with pytest.raises(ApiError) as caught:
        await rig.fetch("rec_gone")

    assert caught.value.code == "RECORDING_GONE"


async def test_fetch_reports_growing_progress(rig: Rig) -> None:
    seen: list[Piece] = []

    content = await rig.storage.fetch(rig.ask("rec_ok"), Part.CONSOLE, seen.append)

    assert b"".join(piece.data for piece in seen) == content
    assert seen[-1].received == seen[-1].total == len(CONSOLE)


async def test_storage_used_outside_its_block_says_so() -> None:
    async def resource() -> Resource:
        return Resource(Part.CONSOLE, "rec_ok", url="http://127.0.0.1:1/")

    with pytest.raises(RuntimeError, match="outside"):
        await Storage(extra_origins=("http://127.0.0.1:1",)).fetch(resource, Part.CONSOLE)
