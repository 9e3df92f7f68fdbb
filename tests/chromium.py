"""A real Chromium without a window, spoken to by the DevTools protocol over a pipe; Chrome will do."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_chromium = pytest.mark.skipif(PROGRAM is None, reason="chromium is not installed here")

_OPTIONS = [
    "--headless",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]
_ON_FILES_3_AND_4 = 'exec "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1'


class Page:
    """A tab."""

    def __init__(self, process: subprocess.Popen[bytes], address: str) -> None:
        self._process = process
        self._numbers = count(1)
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        """Events of the protocol so far, in their order."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")
        self.call("Page.navigate", url=address)
        self.until("Page.loadEventFired")

    def call(self, method: str, **params: Any) -> Any:
        """Result of a method of the protocol."""
        number = next(self._numbers)
        session = {"sessionId": self._session} if self._session else {}
        words = self._process.stdin
        assert words is not None
        words.write(
            json.dumps({"id": number, "method": method, "params": params, **session}).encode() + b"\0"
        )
        words.flush()
        while (message := self._next()).get("id") != number:
            self.events.append(message)
        assert "result" in message, message
        return message["result"]

    def until(self, method: str) -> dict[str, Any]:
        """The first event of this name."""
        while (found := next((event for event in self.events if event["method"] == method), None)) is None:
            self.events.append(self._next())
        return found

    def value(self, expression: str) -> Any:
        """What an expression of JavaScript comes to, its promise kept."""
        done = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def _next(self) -> dict[str, Any]:
        answers = self._process.stdout
        assert answers is not None
        text = bytearray()
        while (byte := answers.read(1)) != b"\0":
            assert byte, "the browser has gone"
            text += byte
        message: dict[str, Any] = json.loads(text)
        return message


@contextlib.contextmanager
def page(address: str, profile: Path) -> Iterator[Page]:
    """A browser of its own with a tab that has loaded an address."""
    assert PROGRAM is not None
    with subprocess.Popen(
        ["sh", "-c", _ON_FILES_3_AND_4, "sh", PROGRAM, *_OPTIONS, f"--user-data-dir={profile}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        try:
            yield Page(process, address)
        finally:
            process.terminate()
