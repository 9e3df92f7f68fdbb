"""Where the API is: the base address, checked before a key is sent anywhere."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from upl_tui.errors import UsageError
from upl_tui.settings import DEFAULT_API_BASE

_HINT = f"Give a host or an https address such as {DEFAULT_API_BASE}."
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A checked base address."""

    origin: str
    """Scheme, host and port (left out when it is the scheme's own), lower case."""
    path: str
    """Starts with a slash, does not end with one."""
    warning: str = ""
    """One sentence to show once, when the address is allowed but doubtful."""

    @property
    def url(self) -> str:
        """Base address without a slash at its end."""
        return self.origin + self.path


def parse_endpoint(text: str) -> Endpoint:
    """Checked address of ``host``, ``host:port`` or a URL; ``https`` and ``/api/v1`` are added when left out.

    Raises `UsageError` for anything but https (on loopback also http), user names, queries and odd hosts.
    """
    whole = text.strip()
    if "://" not in whole:
        whole = f"https://{whole}"
    if not whole.isascii() or not whole.isprintable() or "\\" in whole:
        raise UsageError("The API address holds characters that no address has.", _HINT)
    try:
        parts = urlsplit(whole)
        port = parts.port
    except ValueError:
        raise UsageError("The API address is not an address.", _HINT) from None
    if "@" in parts.netloc or "?" in whole or "#" in whole:
        raise UsageError("The API address must not hold a user name, a query or a fragment.", _HINT)
    host = _host(parts.hostname or "")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        raise UsageError("The API address must be https: the key would travel in the clear.", _HINT)
    path = parts.path.rstrip("/") or "/api/v1"
    if not _PATH.fullmatch(path) or any(set(segment) == {"."} for segment in path.split("/")):
        raise UsageError("The path of the API address is not plain.", _HINT)
    default_port = 443 if parts.scheme == "https" else 80
    suffix = "" if port in (None, default_port) else f":{port}"
    return Endpoint(f"{parts.scheme}://{host}{suffix}", path, _warning(host))


def _host(hostname: str) -> str:
    host = f"[{hostname}]" if ":" in hostname else hostname
    if not _HOST.fullmatch(host):
        raise UsageError("The API address has no valid host.", _HINT)
    return host


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _warning(host: str) -> str:
    if host == "userplane.com" or host.endswith(".userplane.com"):
        return (
            "The API address is on userplane.com, which was another company's; Userplane's own is "
            "api.userplane.io. The key is sent there because you gave that address."
        )
    return ""
