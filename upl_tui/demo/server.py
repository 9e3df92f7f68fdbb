"""The demo's two origins on loopback: an API like Userplane's, and storage like S3."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType

from upl_tui.demo.api import Api
from upl_tui.demo.storage import Storage, StoredFile, read_files
from upl_tui.demo.wire import Origin
from upl_tui.demo.workspace import DATA, DEMO_RECORDING, DEMO_WORKSPACE, Workspace

__all__ = ["DEMO_RECORDING", "DEMO_WORKSPACE", "DemoServer"]


class DemoServer:
    """Serves the demo workspace while its ``with`` block runs; its threads end with the program.

    The key and the secret that signs URLs are new in every run. `now` gives seconds since the epoch:
    presigned URLs live 60 seconds of it, and the demo recording expires six days after the start.
    Raises OSError on entry when no loopback port can be had.
    """

    key: str
    """API key of this run, ``uspl_`` and 40 hexadecimal digits."""
    api_base: str
    """``http://127.0.0.1:PORT/api/v1``; set on entry."""
    storage_origin: str
    """``http://127.0.0.1:PORT`` of the second port; set on entry."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self.key = f"uspl_{os.urandom(20).hex()}"
        self._now = now
        self._origins: tuple[Origin, ...] = ()

    def __enter__(self) -> DemoServer:
        workspace = Workspace(datetime.fromtimestamp(self._now(), UTC))
        storage = Storage(_stored(workspace), os.urandom(32), self._now)
        storage_origin = Origin(storage.answer)
        api = Api(workspace, self.key, storage, storage_origin.url)
        api_origin = Origin(api.answer)
        self._origins = (api_origin, storage_origin)
        self.storage_origin = storage_origin.url
        self.api_base = f"{api_origin.url}/api/v1"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for origin in self._origins:
            origin.close()


def _stored(workspace: Workspace) -> dict[str, StoredFile]:
    files = read_files(DATA)
    return {
        f"{row['recordingId']}/{name}": files[name]
        for row in workspace.recordings.values()
        for name in row["files"].values()
    }
