"""The fault server as a fixture."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faultserver.server import FaultServer
from upl_tui.api.limiter import limiter_of


@pytest.fixture
def fault_server() -> Iterator[FaultServer]:
    """A running fault server, for sync and async tests; of its quota nothing is used yet."""
    limiter_of.cache_clear()
    with FaultServer() as server:
        yield server
