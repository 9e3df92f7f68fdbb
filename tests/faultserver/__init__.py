"""A Userplane that misbehaves on request: an API, a storage and a stranger's server on loopback."""

from tests.faultserver.scenarios import KEY
from tests.faultserver.server import FaultServer

__all__ = ["KEY", "FaultServer"]
