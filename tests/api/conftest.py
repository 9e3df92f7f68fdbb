"""A rig for every test that wants one."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.api.support import Rig, open_rig
from tests.faultserver import FaultServer


@pytest.fixture
async def rig(fault_server: FaultServer) -> AsyncIterator[Rig]:
    async with open_rig(fault_server) as opened:
        yield opened
