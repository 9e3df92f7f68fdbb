"""Making httpx clients, and what its many exceptions mean."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import ssl
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from upl_tui import __version__
from upl_tui.errors import UsageError

CONNECT_SECONDS = 10.0
STALL_SECONDS = 20.0
"""Longest silence while a server sends."""

FAULTS = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError)
"""Everything httpx raises while it sends and reads."""

_PROXY_VARIABLES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault in words. `passing` says whether another attempt may help."""

    code: str
    title: str
    hint: str
    passing: bool = True


async def open_client(accept: str, stall: float) -> httpx.AsyncClient:
    """A client without credentials, cookies and redirects; proxies of the environment are respected.

    Raises `UsageError` naming the environment variable when a proxy or certificate setting is unusable.
    """
    try:
        context = await asyncio.to_thread(httpx.create_ssl_context)
    except OSError:
        raise UsageError("The certificates named by SSL_CERT_FILE or SSL_CERT_DIR cannot be read.") from None
    try:
        return httpx.AsyncClient(
            headers={
                "User-Agent": f"upl-tui/{__version__}",
                "Accept": accept,
                "Accept-Encoding": "identity",
            },
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            verify=context,
            timeout=httpx.Timeout(stall, connect=CONNECT_SECONDS),
            follow_redirects=False,
        )
    except (ValueError, ImportError, httpx.InvalidURL):
        raise _unusable_proxy() from None


def explain(fault: Exception, host: str) -> Trouble:
    """What a fault of `FAULTS` means for `host`. Its own text may hold URLs and headers and is not used."""
    if isinstance(fault, httpx.ProxyError):
        return Trouble(
            "PROXY",
            f"The proxy does not lead to {host}.",
            "Check HTTPS_PROXY and the proxy's name and password.",
            passing=False,
        )
    if isinstance(fault, httpx.ConnectTimeout):
        return Trouble("TIMEOUT", f"{host} could not be reached in time.", "Check the network.")
    if isinstance(fault, httpx.TimeoutException):
        return Trouble("TIMEOUT", f"{host} sent nothing for too long.", "The line or the server is slow.")
    if isinstance(fault, httpx.ConnectError) and _is_refused_by_tls(fault):
        return Trouble(
            "TLS",
            f"No secure connection to {host}.",
            "If the network has certificates of its own, name them with SSL_CERT_FILE.",
            passing=False,
        )
    if isinstance(fault, httpx.ConnectError):
        return Trouble("OFFLINE", f"Cannot connect to {host}.", "Check the network, VPN and proxy.")
    if isinstance(fault, httpx.RemoteProtocolError | httpx.NetworkError):
        return Trouble("CONNECTION_LOST", f"The connection to {host} broke off.", "")
    return Trouble("BAD_ANSWER", f"{host} does not speak HTTP as it should.", "", passing=False)


def _is_refused_by_tls(fault: BaseException | None) -> bool:
    waiting = (ssl.SSLWantReadError, ssl.SSLWantWriteError)  # a handshake that was cut short, not refused
    while fault is not None:
        if isinstance(fault, ssl.SSLError) and not isinstance(fault, waiting):
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def _unusable_proxy() -> UsageError:
    for variable in (name for upper in _PROXY_VARIABLES for name in (upper, upper.lower())):
        value = os.environ.get(variable, "")
        if not value:
            continue
        if value.startswith("socks") and importlib.util.find_spec("socksio") is None:
            return UsageError(
                f"{variable} names a SOCKS proxy, which needs the package socksio.",
                "Install it beside upl-tui (pip install httpx[socks]), or use an http proxy.",
            )
        if variable.upper() == "NO_PROXY" or not _is_proxy(value):
            return UsageError(
                f"{variable} is not a usable proxy setting.", "Its form is http://host:port, or unset it."
            )
    return UsageError("The proxy settings of the environment are not usable.", "Check HTTPS_PROXY.")


def _is_proxy(value: str) -> bool:
    try:
        httpx.Proxy(value if "://" in value else f"http://{value}")
    except (ValueError, httpx.InvalidURL):
        return False
    return True
