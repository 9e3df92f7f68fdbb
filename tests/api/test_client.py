"""The API's client over real sockets: every A row that is a matter of HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import logging

import pytest

from tests.api.support import FakeTime, Rig, everything_said, open_rig
from tests.faultserver import KEY, FaultServer
from upl_tui import __version__
from upl_tui.api import client as client_module
from upl_tui.api.client import KeyForOrigin, UserplaneClient
from upl_tui.api.limiter import Limiter
from upl_tui.api.secret import Secret
from upl_tui.errors import ApiError, UsageError
from upl_tui.model import Part

REFUSALS = [
    pytest.param("rec_unauthorized", 401, "API_KEY_INVALID", "not accept the key", id="A02"),
    pytest.param("rec_forbidden", 403, "NOT_A_MEMBER", "not a member", id="A03 member"),
    pytest.param("rec_key_disabled", 403, "API_KEY_DISABLED", "switched off", id="A03 disabled"),
    pytest.param("rec_not_found", 404, "RECORDING_NOT_FOUND", "no such recording", id="A04"),
    pytest.param("rec_gone", 410, "RECORDING_GONE", "was deleted", id="A05"),
    pytest.param("rec_400", 400, "MOON_IN_WRONG_PHASE", "400, MOON_IN_WRONG_PHASE: Wait for", id="A09"),
    pytest.param("rec_html_instead_of_json", 200, "NOT_THE_API", "not from the API (text/html)", id="A10"),
]


@pytest.mark.parametrize(("recording", "status", "code", "words"), REFUSALS)
async def test_recording_refused_says_why_after_one_call(
    rig: Rig, recording: str, status: int, code: str, words: str
) -> None:
    with pytest.raises(ApiError) as caught:
        await rig.client.recording("ws_test", recording)

    assert (caught.value.status, caught.value.code) == (status, code)
    assert words in caught.value.title
    assert len(rig.server.requests) == 1
    assert rig.waits == []


async def test_recording_refused_leaves_lists_usable(rig: Rig) -> None:
    """A04: the list still works."""
    with pytest.raises(ApiError):
        await rig.client.recording("ws_test", "rec_not_found")

    assert (await rig.client.recordings("ws_25")).total == 25


async def test_wrong_key_never_shows_it(fault_server: FaultServer, caplog: pytest.LogCaptureFixture) -> None:
    """A02, S01: neither the error nor any log record holds the key."""
    caplog.set_level(logging.DEBUG)
    async with open_rig(fault_server, key="uspl_wrong_but_secret") as rig:
        with pytest.raises(ApiError) as caught:
            await rig.client.me()

        assert "uspl_wrong" not in everything_said(caught.value) + caplog.text + repr(vars(rig.client))
        assert caught.value.code == "API_KEY_INVALID"


RETRIES = [
    pytest.param("rec_429x3_then_ok", [1.25, 2.5, 5.0], id="A06"),
    pytest.param("rec_429_retry_after", [2.0], id="A07"),
    pytest.param("rec_503x2_then_ok", [1.25, 2.5], id="A08 503"),
    pytest.param("rec_500_once", [1.25], id="A08 500 with empty body"),
]


@pytest.mark.parametrize(("recording", "gaps"), RETRIES)
async def test_passing_refusal_is_retried_with_growing_gaps(
    rig: Rig, recording: str, gaps: list[float]
) -> None:
    found = await rig.client.recording("ws_test", recording)

    assert found.id == recording
    assert rig.time.slept == gaps
    assert [(wait.seconds, wait.attempt, wait.attempts) for wait in rig.waits] == [
        (gap, number, 4) for number, gap in enumerate(gaps, 2)
    ]
    assert all(wait.reason for wait in rig.waits)


async def test_retry_after_beyond_a_minute_is_left_to_the_user(rig: Rig) -> None:
    """A07: the error says how long the API asks to wait."""
    with pytest.raises(ApiError, match="asks to wait 60 minutes") as caught:
        await rig.client.recording("ws_test", "rec_429_long")

    assert caught.value.code == "RATE_LIMITED"
    assert rig.time.slept == []


async def test_waiting_cancelled_stops_at_once(fault_server: FaultServer) -> None:
    """A06: Esc stops waiting."""
    waiting = asyncio.Event()
    client = UserplaneClient(
        fault_server.api_base, Secret(KEY), on_wait=lambda wait: waiting.set(), limiter=Limiter()
    )
    async with client, asyncio.TaskGroup() as group:
        call = group.create_task(client.recording("ws_test", "rec_429x3_then_ok"))
        await waiting.wait()
        call.cancel()

    assert call.cancelled()
    assert len(fault_server.requests) == 1


@pytest.mark.parametrize(
    ("recording", "captured", "status"),
    [
        pytest.param("rec_null_url", True, "uploaded", id="A11"),
        pytest.param("rec_capture_disabled", False, "uploaded", id="A12"),
        pytest.param("rec_pending", True, "pending", id="A13"),
    ],
)
async def test_missing_file_is_a_resource_without_url(
    rig: Rig, recording: str, captured: bool, status: str
) -> None:
    found = await rig.client.recording("ws_test", recording)
    resource = await rig.client.resource("ws_test", recording, Part.NETWORK)

    assert found.status == status
    assert (resource.url, resource.capture_enabled) == (None, captured)
    assert resource.message
    assert len(rig.server.requests) == 2


async def test_redirect_is_reported_and_not_followed(rig: Rig) -> None:
    """A14: the other origin sees nothing, the sentence names it without its query."""
    with pytest.raises(ApiError, match=r"redirect to 127\.0\.0\.1:\d+, which was not followed") as caught:
        await rig.client.recording("ws_test", "rec_api_redirect")

    assert caught.value.code == "REDIRECTED"
    assert rig.server.seen("other") == []
    assert "leak" not in everything_said(caught.value)


async def test_many_calls_go_two_at_once(rig: Rig) -> None:
    """A15: while two are unanswered no third is sent."""
    async with asyncio.TaskGroup() as group:
        for _ in range(5):
            group.create_task(rig.client.recording("ws_test", "rec_held"))
        await asyncio.to_thread(rig.server.wait_until, lambda: len(rig.server.requests) >= 2)
        under_way = rig.client.budget
        rig.server.release()

    assert under_way == 2
    assert rig.server.most_api_calls_at_once == 2
    assert len(rig.server.requests) == 5


async def test_many_calls_keep_the_quota(rig: Rig) -> None:
    """A15: of 250 calls any 60 s hold at most 120, and waits are announced."""
    started: list[float] = []

    async def call() -> None:
        await rig.client.me()
        started.append(rig.time.now)

    async with asyncio.TaskGroup() as group:
        for _ in range(250):
            group.create_task(call())

    assert len(started) == 250
    assert all(later - earlier >= 60 for earlier, later in zip(started, started[120:], strict=False))
    assert rig.waits
    assert 0 < rig.client.budget <= 120


@pytest.mark.parametrize(
    ("workspace", "pages", "items"), [("ws_25", 3, 25), ("ws_empty", 1, 0), ("ws_500", 50, 500)]
)
async def test_list_reaches_every_recording(rig: Rig, workspace: str, pages: int, items: int) -> None:
    """A16."""
    seen: list[str] = []
    number, more = 0, True
    while more:
        number += 1
        page = await rig.client.recordings(workspace, number)
        seen += [item.id for item in page.items]
        more = page.has_more

    assert (number, len(set(seen)), page.total) == (pages, items, items)


async def test_every_endpoint_is_a_get_with_the_key_and_our_name(rig: Rig) -> None:
    """A17, and the paths of the reference."""
    client = rig.client
    await client.me()
    await client.workspaces()
    await client.workspace("ws_test")
    await client.projects("ws_test")
    await client.domains("ws_test")
    await client.members("ws_test")
    await client.links("ws_test")
    await client.link("ws_test", "lnk_1")
    await client.recordings("ws_test")
    await client.recording("ws_test", "rec_ok")
    for part in Part:
        await client.resource("ws_test", "rec_ok", part)

    assert {request.method for request in rig.server.requests} == {"GET"}
    assert [request.path.removeprefix("/api/v1/public/") for request in rig.server.requests] == [
        "me",
        "workspaces",
        "workspace/ws_test",
        *(f"workspace/ws_test/{name}" for name in ("projects", "domains", "members", "links")),
        "workspace/ws_test/links/lnk_1",
        "workspace/ws_test/recordings",
        "workspace/ws_test/recordings/rec_ok",
        *(f"workspace/ws_test/recordings/rec_ok/{part}" for part in Part),
    ]
    for request in rig.server.requests:
        assert request.headers["authorization"] == f"Bearer {KEY}"
        assert request.headers["user-agent"] == f"upl-tui/{__version__}"
        assert "cookie" not in request.headers


async def test_list_filters_travel_as_indexed_brackets(rig: Rig) -> None:
    await rig.client.recordings(
        "ws_test",
        2,
        created_by=["m&1", "m2"],
        link_ids=["l1"],
        sort_by="recording_duration",
        descending=False,
    )

    assert rig.server.requests[0].query == {
        "page": "2",
        "per_page": "20",
        "created_by[0]": "m&1",
        "created_by[1]": "m2",
        "link_id[0]": "l1",
        "sort_by": "recording_duration",
        "sort_direction": "asc",
    }


async def test_slow_answer_can_be_left_for_another(rig: Rig) -> None:
    """A18: the abandoned call ends at once and its connection is closed."""
    async with asyncio.TaskGroup() as group:
        slow = group.create_task(rig.client.recording("ws_test", "rec_slow_api"))
        await asyncio.to_thread(rig.server.wait_until, lambda: len(rig.server.requests) == 1)
        slow.cancel()
    other = await rig.client.recording("ws_test", "rec_ok")

    assert slow.cancelled()
    assert other.id == "rec_ok"
    await asyncio.to_thread(rig.server.wait_until, lambda: rig.server.open_connections == 0)


async def test_silent_answer_times_out_and_is_retried(fault_server: FaultServer) -> None:
    async with open_rig(fault_server, stall=0.05) as rig:
        found = await rig.client.recording("ws_test", "rec_slow_api")

        assert found.id == "rec_slow_api"
        assert rig.time.slept == [1.25]
        assert "sent nothing for too long" in rig.waits[0].reason


async def test_answer_without_end_times_out(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "ANSWER_SECONDS", 0.05)

    with pytest.raises(ApiError) as caught:
        await rig.client.recording("ws_test", "rec_held")

    assert caught.value.code == "TIMEOUT"
    assert len(rig.server.requests) == 4


@pytest.mark.parametrize("recording", ["rec_api_cut_once", "rec_api_packed_cut_once"])
async def test_cut_answer_is_asked_for_again(rig: Rig, recording: str) -> None:
    assert (await rig.client.recording("ws_test", recording)).id == recording
    assert rig.time.slept == [1.25]


@pytest.mark.parametrize(
    ("recording", "words"), [("rec_api_bomb", "larger than 5 MB"), ("rec_api_brotli", "cannot be unpacked")]
)
async def test_answer_packed_in_a_bad_way_is_malformed(rig: Rig, recording: str, words: str) -> None:
    with pytest.raises(ApiError, match=words) as caught:
        await rig.client.recording("ws_test", recording)

    assert caught.value.code == "MALFORMED"
    assert rig.time.slept == []


async def test_refusal_packed_in_a_bad_way_is_told_by_its_status(rig: Rig) -> None:
    with pytest.raises(ApiError, match="did not accept the key") as caught:
        await rig.client.recording("ws_test", "rec_api_brotli_401")

    assert caught.value.status == 401


async def test_key_and_queries_in_a_servers_sentence_are_left_out(rig: Rig) -> None:
    """S01."""
    with pytest.raises(ApiError) as caught:
        await rig.client.recording("ws_test", "rec_api_echo")

    assert "What is ••••••? See https://a.example/" in caught.value.title
    assert KEY not in everything_said(caught.value)
    assert "leak" not in everything_said(caught.value)


async def test_nobody_listening_is_told_after_four_attempts(fault_server: FaultServer) -> None:
    time = FakeTime()
    closed = fault_server.storage_origins[1]
    async with UserplaneClient(closed, Secret(KEY), limiter=Limiter(time), sleep=time.sleep) as client:
        with pytest.raises(ApiError, match=r"Cannot connect to 127\.0\.0\.1") as caught:
            await client.me()

    assert caught.value.code == "OFFLINE"
    assert len(time.slept) == 3
    assert all(gap >= least for gap, least in zip(time.slept, (1, 2, 4), strict=True))


async def test_plain_server_behind_https_is_no_secure_connection() -> None:
    finished = asyncio.Event()

    async def speak_plainly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.write_eof()
        with contextlib.suppress(ConnectionError):
            await reader.read()
            writer.close()
            await writer.wait_closed()
        finished.set()

    async with await asyncio.start_server(speak_plainly, "127.0.0.1", 0) as server:
        base = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with UserplaneClient(base, Secret(KEY), sleep=FakeTime().sleep) as client:
            with pytest.raises(ApiError) as caught:
                await client.me()
        await finished.wait()

    assert caught.value.code == "TLS"


@pytest.mark.parametrize("bad", ["", ".", "..", "a\nb", "\ud800"])
async def test_id_that_cannot_be_one_is_a_usage_error(rig: Rig, bad: str) -> None:
    with pytest.raises(UsageError):
        await rig.client.recording("ws_test", bad)

    assert rig.server.requests == []


async def test_id_with_slashes_stays_one_segment(rig: Rig) -> None:
    await rig.client.recording("ws_test", "a/../../b?c#d e")

    assert rig.server.requests[0].target.endswith("/recordings/a%2F..%2F..%2Fb%3Fc%23d%20e")


def test_key_for_another_origin_is_refused() -> None:
    import httpx

    auth = KeyForOrigin("https://api.userplane.io", Secret(KEY))

    for url in ("https://evil.example/", "http://api.userplane.io/", "https://api.userplane.io:8443/"):
        with pytest.raises(ApiError) as caught:
            next(auth.auth_flow(httpx.Request("GET", url)))
        assert caught.value.code == "WRONG_ORIGIN"


async def test_client_used_outside_its_block_says_so(fault_server: FaultServer) -> None:
    client = UserplaneClient(fault_server.api_base, Secret(KEY))

    with pytest.raises(RuntimeError, match="outside"):
        await client.me()
