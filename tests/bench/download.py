"""A log that comes over the network: from its first byte, or from its last, to the first rows."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from tests.bench.logs import FIRST
from tests.bench.opening import PROGRAM
from tests.bench.plan import Plan, in_turn
from tests.bench.table import Finding
from tests.bench.terminal import Terminal, running
from tests.faultserver import workspaces
from tests.faultserver.scenarios import Scenario
from tests.faultserver.wire import Origin, Reply, Request
from upl_tui.model import Part

_KEY = f"uspl_{'0' * 40}"
_TAB_OF = {Part.CONSOLE: "console", Part.NETWORK: "network"}
FILE = "/file"
"""Path of the log's file on the server."""


@dataclass(frozen=True, slots=True)
class Served:
    """A server, and the requests that came to it."""

    origin: Origin
    seen: list[Request]


def download(plan: Plan) -> Iterator[Finding]:
    """The server is on loopback and sends as fast as it can."""
    body = plan.data.console(plan.megabytes).read_bytes()
    [waits] = in_turn(plan.runs, partial(_first_rows_ms, body))
    yield Finding(f"download of {plan.megabytes} MB, first byte to first rows", "ms", waits, 100)


def _first_rows_ms(body: bytes) -> float:
    with downloading(body, Part.CONSOLE) as (terminal, served):
        shown = terminal.until_written(FIRST)
    return (shown - next(request.at for request in served.seen if request.path == FILE)) * 1000


@contextmanager
def downloading(body: bytes, part: Part) -> Iterator[tuple[Terminal, Served]]:
    """The program opening a recording whose one log is a file to download, and the server."""
    with (
        _serving(body, part) as served,
        running(
            *PROGRAM, "ws_test/rec_bench", "--tab", _TAB_OF[part],
            environ={
                "USERPLANE_API_KEY": _KEY,
                "UPL_TUI_API_BASE": f"{served.origin.url}/api/v1",
                "UPL_TUI_STORAGE_ORIGINS": served.origin.url,
            },
        ) as terminal,
    ):  # fmt: skip
        yield terminal, served


@contextmanager
def _serving(body: bytes, part: Part) -> Iterator[Served]:
    """A server with an API that has one recording, and with the file of one of its logs."""
    seen: list[Request] = []
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    origin = Origin("bench", lambda request: _answer(request, origin.url, body, part), seen)
    asyncio.run_coroutine_threadsafe(origin.start(), loop).result()
    try:
        yield Served(origin, seen)
    finally:
        asyncio.run_coroutine_threadsafe(origin.stop(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _answer(request: Request, url: str, body: bytes, part: Part) -> Reply:
    if request.path == FILE:
        return Reply(headers={"Content-Type": "application/json"}, body=body)
    name = request.path.rpartition("/")[2]
    data: dict[str, object]
    if name in set(Part):
        there = name == part
        file = f"{url}{FILE}" if there else None
        resource = {"url": file, "type": "application/json", "size": len(body), "captureEnabled": there}
        data = {"recordingId": "rec_bench", "resource": resource}
    else:
        recording = workspaces.detail("ws_test", "rec_bench", Scenario())
        data = {"workspaceId": "ws_test", "recording": recording}
    return Reply(headers={"Content-Type": "application/json"}, body=json.dumps({"data": data}).encode())
