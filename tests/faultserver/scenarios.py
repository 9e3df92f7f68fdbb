"""One recording id, one fault: every A and B row of the fault matrix, and the C rows by their content."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from tests.faultserver.wire import Reply, Request
from upl_tui.model import Part

KEY = "uspl_fault_server_key"


@dataclass(frozen=True, slots=True)
class Call:
    """One call to an endpoint (`part` None is the detail) or for a file; `count` is from 1, per address."""

    count: int
    part: Part | None
    other: str
    """Origin of the stranger's server."""


FileFault = Callable[[Call, Reply, Request], Reply]


def _served(call: Call, whole: Reply, request: Request) -> Reply:
    return whole.ranged(request)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What goes wrong; by default nothing."""

    api: Callable[[Call], Reply | None] = lambda call: None
    """An answer in place of the right one, for the detail and the five resources."""
    resource: Mapping[str, Callable[[str], Any]] = field(default_factory=dict)
    """Fields of the resource answer that differ; each is given the presigned query."""
    file: FileFault = _served
    status: str = "uploaded"
    size_error: int = 0
    refuses_connections: bool = False
    held: int = 0
    """So many details are held until the server is told to release."""


def _error(status: int, code: str, message: str = "", **headers: str) -> Reply:
    body = json.dumps({"error": code, "message": message or f"{code} happened."}).encode()
    return Reply(status, {"Content-Type": "application/json", **headers}, body)


def _always(reply: Reply) -> Scenario:
    return Scenario(api=lambda call: reply)


def _first(times: int, reply: Reply) -> Scenario:
    """The detail fails so many times."""
    return Scenario(api=lambda call: reply if call.part is None and call.count <= times else None)


def _redirect(call: Call) -> Reply:
    return Reply(302, {"Location": f"{call.other}/api/v1/elsewhere?token=leak"})


def _s3(status: int, code: str, message: str) -> Reply:
    xml = f'<?xml version="1.0"?><Error><Code>{code}</Code><Message>{message}</Message></Error>'
    return Reply(status, {"Content-Type": "application/xml"}, xml.encode())


def _file_once(reply: Reply) -> Scenario:
    return Scenario(file=lambda call, whole, request: reply if call.count == 1 else whole.ranged(request))


def _cut(call: Call, whole: Reply) -> Reply:
    return replace(whole, cut=len(whole.body) * 6 // 10)


def _cut_always(call: Call, whole: Reply, request: Request) -> Reply:
    part = whole.ranged(request)
    end = len(whole.body) * 6 // 10
    return replace(part, cut=max(0, end - (len(whole.body) - len(part.body))))


def _cut_once(call: Call, whole: Reply, request: Request) -> Reply:
    return _cut(call, whole) if call.count == 1 else whole.ranged(request)


def _reset_once(call: Call, whole: Reply, request: Request) -> Reply:
    return replace(whole, cut=20_000, reset=True) if call.count == 1 else whole.ranged(request)


def _long_excuse(call: Call, whole: Reply, request: Request) -> Reply:
    return Reply(503, body=b"sorry " * 50_000) if call.count == 1 else whole


def _unannounced(call: Call, whole: Reply, request: Request) -> Reply:
    return replace(_cut(call, whole) if call.count == 1 else whole, length=False)


def _changed(call: Call, whole: Reply, request: Request) -> Reply:
    return _cut(call, whole) if call.count == 1 else replace(whole, headers={"ETag": '"another"'})


def _wrong_range(call: Call, whole: Reply, request: Request) -> Reply:
    """Answers a request for the rest with a part that lies beyond it; then only whole files are good."""
    part = whole.ranged(request)
    headers = {**whole.headers, "Content-Range": f"bytes {len(whole.body) - 1}-{len(whole.body) - 1}/1"}
    return _cut(call, whole) if call.count == 1 else part if part is whole else replace(part, headers=headers)


def _packed_and_cut(call: Call, whole: Reply, request: Request) -> Reply:
    """The stored file is cut: its length agrees, only the end of the gzip member tells."""
    packed = _gzipped(call, whole, request)
    return replace(packed, body=packed.body[:-20])


def _packed_badly(call: Call, whole: Reply, request: Request) -> Reply:
    packed = gzip.compress(whole.body, mtime=0)
    return Reply(headers={"Content-Encoding": "gzip"}, body=packed[:-8] + bytes(8))


def _gzipped(call: Call, whole: Reply, request: Request) -> Reply:
    """Two members, as tools that append to archives write them."""
    middle = len(whole.body) // 2
    packed = gzip.compress(whole.body[:middle], mtime=0) + gzip.compress(whole.body[middle:], mtime=0)
    return replace(whole, headers={**whole.headers, "Content-Encoding": "gzip"}, body=packed).ranged(request)


def _bomb(call: Call, whole: Reply, request: Request) -> Reply:
    return Reply(headers={"Content-Encoding": "gzip"}, body=_gibibyte())


@cache
def _gibibyte() -> bytes:
    """1 GiB of zeros in 1 MB of gzip. Its check sum is wrong: nobody should get that far."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packer.compress(bytes(2**20))
    packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03" + block * 1024 + packer.flush() + bytes(8)


_HTML = Reply(200, {"Content-Type": "text/html"}, b"<!DOCTYPE html><title>Sign in</title><h1>Wi-Fi</h1>")
_NO_KEY = _s3(404, "NoSuchKey", "The specified key does not exist.")
_EXPIRED = _s3(403, "AccessDenied", "Request has expired")
_SIGNATURE = _s3(403, "SignatureDoesNotMatch", "The request signature does not match.")

SCENARIOS: dict[str, Scenario] = {
    "rec_unauthorized": _always(_error(401, "API_KEY_INVALID")),  # A02
    "rec_forbidden": _always(_error(403, "NOT_A_MEMBER")),  # A03
    "rec_key_disabled": _always(_error(403, "API_KEY_DISABLED")),  # A03
    "rec_not_found": _always(_error(404, "RECORDING_NOT_FOUND")),  # A04
    "rec_gone": _always(_error(410, "RECORDING_GONE")),  # A05
    "rec_429x3_then_ok": _first(3, _error(429, "RATE_LIMITED")),  # A06
    "rec_429_retry_after": _first(1, _error(429, "RATE_LIMITED", **{"Retry-After": "2"})),  # A07
    "rec_429_long": _always(_error(429, "RATE_LIMITED", **{"Retry-After": "3600"})),  # A07
    "rec_503x2_then_ok": _first(2, _error(503, "SERVICE_UNAVAILABLE")),  # A08
    "rec_500_once": _first(1, Reply(500)),  # A08
    "rec_400": _always(_error(400, "MOON_IN_WRONG_PHASE", "Wait for the new moon.")),  # A09
    "rec_html_instead_of_json": _always(_HTML),  # A10
    "rec_null_url": Scenario(  # A11
        resource={"url": lambda query: None, "message": lambda query: "The upload did not finish."}
    ),
    "rec_capture_disabled": Scenario(  # A12
        resource={"url": lambda query: None, "captureEnabled": lambda query: False}
    ),
    "rec_pending": Scenario(resource={"url": lambda query: None}, status="pending"),  # A13
    "rec_api_redirect": Scenario(api=_redirect),  # A14
    "rec_held": Scenario(held=1000),  # A15
    "rec_slow_api": Scenario(held=1),  # A18
    "rec_api_cut_once": Scenario(
        api=lambda call: Reply(body=b'{"data":', cut=3) if call.count == 1 else None
    ),
    "rec_api_packed_cut_once": Scenario(
        api=lambda call: (
            Reply(headers={"Content-Encoding": "gzip"}, body=gzip.compress(b"{}")[:-3])
            if call.count == 1
            else None
        )
    ),
    "rec_api_bomb": Scenario(api=lambda call: _bomb(call, Reply(), Request("", "", "", {}))),
    "rec_api_brotli": _always(Reply(headers={"Content-Encoding": "br"}, body=b"\x1b")),
    "rec_api_brotli_401": _always(Reply(401, {"Content-Encoding": "br"}, b"\x1b")),
    "rec_api_echo": _always(_error(400, "BAD_KEY", f"What is {KEY}? See https://a.example/?token=leak")),
    "rec_expired_url_once": _file_once(_EXPIRED),  # B01
    "rec_expired_url_always": Scenario(file=lambda call, whole, request: _EXPIRED),  # B01
    "rec_sig_mismatch": _file_once(_SIGNATURE),  # B02
    "rec_truncated_console": Scenario(file=_cut_once),  # B03
    "rec_truncated_no_range": Scenario(  # B03
        file=lambda call, whole, request: _cut(call, whole) if call.count == 1 else whole
    ),
    "rec_truncated_unannounced": Scenario(file=_unannounced),  # B03
    "rec_truncated_packed": Scenario(  # B03
        file=lambda call, whole, request: (
            _cut(call, _gzipped(call, whole, request)) if call.count == 1 else _gzipped(call, whole, request)
        )
    ),
    "rec_truncated_wrong_range": Scenario(file=_wrong_range),  # B03
    "rec_truncated_changed": Scenario(file=_changed),  # B03
    "rec_truncated_then_gone": Scenario(  # B04
        file=lambda call, whole, request: _cut(call, whole) if call.count == 1 else _NO_KEY
    ),
    "rec_truncated_always": Scenario(file=_cut_always),  # B04
    "rec_reset": Scenario(file=_reset_once),  # B05
    "rec_slow_drip": Scenario(file=lambda call, whole, request: replace(whole, drip_seconds=1.0)),  # B06
    "rec_stall": Scenario(file=lambda call, whole, request: replace(whole, held=True)),  # B06
    "rec_empty_file": Scenario(),  # B07
    "rec_size_mismatch": Scenario(size_error=1000),  # B08
    "rec_gzip": Scenario(file=_gzipped),  # B09
    "rec_gzip_cut": Scenario(file=_packed_and_cut),  # B09
    "rec_gzip_not": Scenario(  # B09
        file=lambda call, whole, request: replace(whole, headers={"Content-Encoding": "gzip"})
    ),
    "rec_gzip_damaged": Scenario(file=_packed_badly),  # B09
    "rec_storage_503_once": Scenario(file=_long_excuse),
    "rec_brotli": Scenario(  # B10
        file=lambda call, whole, request: replace(whole, headers={"Content-Encoding": "br"})
    ),
    "rec_gzip_bomb": Scenario(file=_bomb),  # B10
    "rec_no_such_key": Scenario(file=lambda call, whole, request: _NO_KEY),  # B11
    "rec_redirect_cross_origin": Scenario(file=lambda call, whole, request: _redirect(call)),  # B12
    "rec_url_http": Scenario(resource={"url": lambda query: f"http://storage.example.com/f?{query}"}),  # B13
    "rec_url_file": Scenario(resource={"url": lambda query: "file:///etc/hostname"}),  # B13
    "rec_url_metadata_ip": Scenario(
        resource={"url": lambda query: f"https://169.254.169.254/f?{query}"}
    ),  # B13
    "rec_url_evil_port": Scenario(  # B13
        resource={"url": lambda query: f"https://storage.example.com:8443/f?{query}"}
    ),
    "rec_conn_refused": Scenario(refuses_connections=True),  # B14
    "rec_wrong_type": Scenario(file=lambda call, whole, request: _HTML),  # B15
}
