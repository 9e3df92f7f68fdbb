"""One running demo for the tests that only read, and a client that has its key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.demo.asking import Answer, ask
from upl_tui.demo.server import DemoServer


@pytest.fixture(scope="session")
def demo() -> Iterator[DemoServer]:
    with DemoServer() as server:
        yield server


@pytest.fixture(scope="session")
def get(demo: DemoServer) -> Callable[[str], Answer]:
    """Ask the API with the key: path below ``/api/v1/public``."""

    def _get(path: str) -> Answer:
        return ask(f"{demo.api_base}/public{path}", {"Authorization": f"Bearer {demo.key}"})

    return _get


@pytest.fixture(scope="session")
def resource(get: Callable[[str], Answer]) -> Callable[[str, str], Any]:
    """Resource of a part of a recording."""

    def _resource(recording: str, part: str) -> Any:
        return get(f"/workspace/ws_demo/recordings/{recording}/{part}").json["data"]["resource"]

    return _resource
