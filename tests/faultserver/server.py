"""The fault server: Userplane's API, storage with presigned URLs, and a stranger that must see nobody."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Self
from urllib.parse import quote, unquote

from tests.faultserver import workspaces
from tests.faultserver.content import file_of
from tests.faultserver.scenarios import KEY, SCENARIOS, Call, Scenario
from tests.faultserver.wire import Origin, Reply, Request
from upl_tui.model import Part

_PREFIX = "/api/v1/public/"


class FaultServer:
    """Runs in a thread with a loop of its own while its ``with`` block does.

    A recording's id names its scenario; every workspace holds every recording. Ids nobody knows are ordinary
    recordings. Faults that happen "once" are counted per endpoint and per file from the server's start.
    """

    key = KEY
    api_base: str
    """``http://127.0.0.1:PORT/api/v1``."""
    storage_origins: tuple[str, ...]
    """Origins that the presigned URLs lead to, one of them closed."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        """Everything that arrived, in order."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._api = Origin("api", self._answer_api, self.requests)
        self._storage = Origin("storage", self._answer_storage, self.requests)
        self._other = Origin("other", lambda request: Reply(body=b"{}"), self.requests)
        self._calls: Counter[str] = Counter()
        self._issued: set[str] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        for origin in (self._api, self._storage, self._other):
            self._run(origin.start())
        self.api_base = f"{self._api.url}/api/v1"
        self._closed = _closed_origin()
        self.storage_origins = (self._storage.url, self._closed)
        return self

    def __exit__(self, *_: object) -> None:
        for origin in (self._api, self._storage, self._other):
            self._run(origin.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def open_connections(self) -> int:
        """Connections whose answer is still under way."""
        return sum(origin.open for origin in (self._api, self._storage, self._other))

    @property
    def most_api_calls_at_once(self) -> int:
        """Highest number of API calls that were under way together."""
        return self._api.most_unanswered

    def seen(self, origin: str) -> list[Request]:
        """What one origin (``api``, ``storage``, ``other``) saw."""
        return [request for request in self.requests if request.origin == origin]

    def release(self) -> None:
        """Let held answers go."""
        for origin in (self._api, self._storage):
            self._loop.call_soon_threadsafe(origin.gate.set)

    def wait_until(self, condition: Callable[[], bool], seconds: float = 5.0) -> None:
        """Block until a condition holds; from async code use `asyncio.to_thread`."""
        deadline = time.monotonic() + seconds
        tick = threading.Event()
        while not condition():
            if time.monotonic() > deadline:
                raise AssertionError("the condition did not come true in time")
            tick.wait(0.005)

    def _run(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=5)

    def _answer_api(self, request: Request) -> Reply:
        path = request.path.removeprefix(_PREFIX)
        self._calls[path] += 1
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return _json(401, {"error": "API_KEY_INVALID", "message": "Unknown key."})
        match path.split("/"):
            case ["workspace", workspace, "recordings", recording]:
                return self._answer_recording(workspace, unquote(recording), None, path)
            case ["workspace", workspace, "recordings", recording, part] if part in set(Part):
                return self._answer_recording(workspace, unquote(recording), Part(part), path)
        data = workspaces.answer(path, request.query)
        if data is None:
            return _json(404, {"error": "WORKSPACE_NOT_FOUND", "message": "No such workspace."})
        return _json(200, {"message": "ok", "data": data})

    def _answer_recording(self, workspace: str, recording: str, part: Part | None, path: str) -> Reply:
        scenario = SCENARIOS.get(recording, Scenario())
        fault = scenario.api(Call(self._calls[path], part, self._other.url))
        if fault is not None:
            return fault
        if part is None:
            detail = workspaces.detail(workspace, recording, scenario)
            reply = _json(200, {"message": "ok", "data": {"workspaceId": workspace, "recording": detail}})
            return replace(reply, held=self._calls[path] <= scenario.held)
        resource = self._resource(recording, part, scenario)
        return _json(200, {"message": "ok", "data": {"recordingId": recording, "resource": resource}})

    def _resource(self, recording: str, part: Part, scenario: Scenario) -> dict[str, Any]:
        signature = f"signature{len(self._issued)}"
        self._issued.add(signature)
        query = f"X-Amz-Expires=60&X-Amz-Signature={signature}"
        base = self._closed if scenario.refuses_connections else self._storage.url
        resource = {
            "url": f"{base}/{quote(recording, safe='')}/{part.value}?{query}",
            "message": f"{part.label} available",
            "type": "application/json",
            "size": len(file_of(recording, part)) + scenario.size_error,
            "captureEnabled": True,
        }
        return resource | {name: value(query) for name, value in scenario.resource.items()}

    def _answer_storage(self, request: Request) -> Reply:
        self._calls[request.path] += 1
        recording, _, name = request.path.strip("/").partition("/")
        if request.query.get("X-Amz-Signature") not in self._issued or name not in set(Part):
            return Reply(403, body=b"<Error><Code>AccessDenied</Code></Error>")
        part, recording = Part(name), unquote(recording)
        scenario = SCENARIOS.get(recording, Scenario())
        headers = {"ETag": f'"{recording}-{part}"', "Content-Type": "application/json"}
        whole = Reply(headers=headers, body=file_of(recording, part))
        call = Call(self._calls[request.path], part, self._other.url)
        return scenario.file(call, whole, request)


def _json(status: int, value: object) -> Reply:
    body = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return Reply(status, {"Content-Type": "application/json"}, body)


def _closed_origin() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"
