"""What every test gets: nothing of the developer's own machine, and no network beyond loopback."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = ["tests.faultserver.fixtures"]

DATA = Path(__file__).parent / "data"

_OWN_VARIABLES = (
    "USERPLANE_API_KEY",
    "USERPLANE_WORKSPACE",
    "UPL_TUI_API_BASE",
    "UPL_TUI_STORAGE_ORIGINS",
    "UPL_TUI_CONFIG",
    "UPL_IMAGES",
    "UPL_PLAYER",
    "NO_COLOR",
    "COLUMNS",
    "LINES",
    "COLORTERM",
    "SSH_CONNECTION",
    "TMUX",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
    "TEXTUAL_SCREENSHOT",
    "TEXTUAL_LOG",
)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No key, no config, no colours and no proxies of the person who runs the tests."""
    home = tmp_path_factory.mktemp("home")
    for name in _OWN_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that connects to another machine fails at once."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host and host != "localhost" and not ipaddress.ip_address(host.split("%")[0]).is_loopback:
            raise AssertionError(f"a test connects to {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def data() -> Path:
    """The folder of sample files."""
    return DATA
