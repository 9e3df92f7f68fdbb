"""Which addresses files may be fetched from: checked before anything connects."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Iterable

import httpx

from upl_tui.api.failures import shortened
from upl_tui.errors import DownloadError, UsageError
from upl_tui.model import Part

Origin = tuple[str, str, int]
"""Scheme, host and port."""
Resolve = Callable[[str], Awaitable[Iterable[str]]]
"""Host name to IP addresses as text; none when the name is not known."""

_PORTS = {"https": 443, "http": 80}
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?")
_HINT = "Files come over https, port 443, from public host names; UPL_TUI_STORAGE_ORIGINS lists exceptions."


def parse_origins(texts: Iterable[str]) -> frozenset[Origin]:
    """Origins written as ``scheme://host:port``. Raises `UsageError` for anything else."""
    return frozenset(_parse_origin(text) for text in texts)


async def checked(url: str, part: Part, extra: frozenset[Origin], resolve: Resolve) -> httpx.URL:
    """The URL, when a file may be fetched from there; else raises `DownloadError` with `REFUSED_ADDRESS`.

    The host's addresses are asked for once, here, and again by the connection: a name that changes its answer
    in between is stopped by the certificate, which an internal host does not have for a public name. A name
    that only a proxy can resolve passes.
    """
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL:
        raise _refused(part, "it is no address") from None
    origin = _origin(parsed)
    shown = shortened(f"{origin[0]}://{origin[1]}", 100)
    if parsed.userinfo:
        raise _refused(part, f"{shown} with a user name")
    if origin in extra:
        return parsed
    if origin[0] != "https" or not _NAME.fullmatch(origin[1]):
        raise _refused(part, shown)
    if origin[2] != 443:
        raise _refused(part, f"{shown}:{origin[2]}")
    if not all(_is_public(address) for address in await resolve(origin[1])):
        raise _refused(part, f"{shown}, which is inside this network")
    return parsed


async def resolve_host(host: str) -> set[str]:
    """IP addresses of a host name, as the system knows them."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return set()
    return {str(entry[4][0]) for entry in found}


def _parse_origin(text: str) -> Origin:
    try:
        parsed = httpx.URL(text.strip().rstrip("/"))
    except httpx.InvalidURL:
        parsed = httpx.URL("")
    origin = _origin(parsed)
    if origin[0] not in _PORTS or not origin[1] or parsed.userinfo or parsed.raw_path != b"/":
        raise UsageError(
            "A storage origin is not of the form https://host or https://host:port.",
            "See UPL_TUI_STORAGE_ORIGINS.",
        )
    return origin


def _origin(url: httpx.URL) -> Origin:
    return url.scheme, url.raw_host.decode("ascii"), url.port or _PORTS.get(url.scheme, 0)


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    return ip.is_global and not ip.is_multicast


def _refused(part: Part, what: str) -> DownloadError:
    return DownloadError(
        f"The address of the {part.label} is not allowed: {what}.", _HINT, code="REFUSED_ADDRESS"
    )
