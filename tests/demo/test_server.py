from __future__ import annotations

import gzip
import json
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.demo.asking import Answer, ask
from upl_tui.demo.server import DEMO_RECORDING, DEMO_WORKSPACE, DemoServer

Resource = Callable[[str, str], Any]


def stored(resource: Resource, part: str) -> Answer:
    return ask(resource(DEMO_RECORDING, part)["url"])


def test_console_log_is_the_capture_byte_for_byte(resource: Resource, data: Path) -> None:
    body = stored(resource, "console-log").body

    assert body == (data / "capture/console.ndjson").read_bytes()
    assert len(body.split(b"\n")) - 1 == 71


def test_network_log_is_the_capture_stored_as_gzip(resource: Resource, data: Path) -> None:
    answer = stored(resource, "network-log")

    assert answer.headers["content-encoding"] == "gzip"
    document = gzip.decompress(answer.body)
    assert document == (data / "capture/network.har.json").read_bytes()
    assert len(json.loads(document)["log"]["entries"]) == 46


def test_action_log_is_the_capture_byte_for_byte(resource: Resource, data: Path) -> None:
    answer = stored(resource, "action")

    assert answer.body == (data / "capture/actions.json").read_bytes()
    # The capture's own recording.json counts 51; the file holds 50.
    assert len(answer.json["actions"]) == 50


def test_pictures_are_what_their_type_says(resource: Resource, data: Path) -> None:
    video, thumbnail = stored(resource, "video"), stored(resource, "thumbnail")

    assert (video.headers["content-type"], video.body[:4]) == ("video/webm", b"\x1a\x45\xdf\xa3")
    assert thumbnail.headers["content-type"] == "image/jpeg"
    assert thumbnail.body == (data / "capture/thumb.jpg").read_bytes()


def test_detail_agrees_with_the_capture(get: Callable[[str], Answer], data: Path) -> None:
    capture = json.loads((data / "capture/recording.json").read_bytes())

    path = f"/workspace/{DEMO_WORKSPACE}/recordings/{DEMO_RECORDING}"
    recording = get(path).json["data"]["recording"]

    assert recording["recordingStartedAt"] == capture["startedAt"]
    assert recording["recordingDurationMs"] == capture["durationMs"]
    system = recording["meta"]["systemMeta"]
    assert system["browser"] == capture["browser"]
    assert system["userAgent"] == capture["userAgent"]
    assert recording["meta"]["domain"]["url"] == urlsplit(capture["page"]["url"]).netloc


def test_recording_expires_six_days_after_the_start_of_the_program() -> None:
    start = datetime.fromisoformat("2026-12-01T10:00:00.500Z")
    with DemoServer(start.timestamp) as demo:
        answer = ask(
            f"{demo.api_base}/public/workspace/{DEMO_WORKSPACE}/recordings/{DEMO_RECORDING}",
            {"Authorization": f"Bearer {demo.key}"},
        )

    expires = answer.json["data"]["recording"]["meta"]["expiresAt"]
    assert expires == "2026-12-07T10:00:00.500Z"
    assert datetime.fromisoformat(expires) - start == timedelta(days=6)


def test_key_is_new_in_every_run() -> None:
    keys = {DemoServer().key for _ in range(3)}

    assert len(keys) == 3
    assert all(key.startswith("uspl_") for key in keys)


def test_api_and_storage_are_two_origins_on_loopback_only(demo: DemoServer) -> None:
    api, storage = urlsplit(demo.api_base), urlsplit(demo.storage_origin)

    assert api.hostname == storage.hostname == "127.0.0.1"
    assert api.port != storage.port
    assert demo.api_base == f"http://127.0.0.1:{api.port}/api/v1"
    for port in (api.port, storage.port):
        assert listeners(port) == {"0100007F"}


def listeners(port: int | None) -> set[str]:
    """Hexadecimal addresses that listen on a port, as the kernel lists them."""
    table = Path("/proc/net/tcp")
    if not table.exists():
        pytest.skip("no /proc/net/tcp on this system")
    rows = [line.split() for line in table.read_text().splitlines()[1:]]
    listening = "0A"
    local = [row[1].split(":") for row in rows if row[3] == listening]
    return {host for host, hexadecimal in local if int(hexadecimal, 16) == port}


def test_server_ends_with_its_block() -> None:
    with DemoServer() as demo:
        ports = [urlsplit(url).port for url in (demo.api_base, demo.storage_origin)]

    for port in ports:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port or 0), timeout=10)


def test_two_servers_do_not_know_each_others_keys_and_urls() -> None:
    with DemoServer() as one, DemoServer() as two:
        assert ask(f"{one.api_base}/public/me", {"Authorization": f"Bearer {two.key}"}).status == 401


def test_server_left_running_does_not_keep_the_program_alive() -> None:
    code = "from upl_tui.demo.server import DemoServer; DemoServer().__enter__(); print('end')"

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True
    )

    assert (done.stdout, done.stderr) == ("end\n", "")


def test_server_imported_alone_leaves_the_heavy_libraries_out() -> None:
    code = "import sys, upl_tui.demo.server; print(*{name.partition('.')[0] for name in sys.modules})"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    heavy = {"httpx", "httpcore", "textual", "rich", "pygments", "orjson", "asyncio", "email", "ssl"}
    assert heavy.isdisjoint(done.stdout.split())
