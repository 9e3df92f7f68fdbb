"""The fault server as a fixture."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import pytest

from tests.faultserver.server import FaultServer
from upl_tui.api.limiter import PROCESS_LIMITER


@pytest.fixture
def fault_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    """A running fault server, for sync and async tests; of its quota nothing is used yet."""
    monkeypatch.setattr(PROCESS_LIMITER, "_ends", deque())
    with FaultServer() as server:
        yield server
