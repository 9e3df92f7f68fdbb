"""The fault server as a fixture."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faultserver.server import FaultServer


@pytest.fixture
def fault_server() -> Iterator[FaultServer]:
    """A running fault server, for sync and async tests."""
    with FaultServer() as server:
        yield server
