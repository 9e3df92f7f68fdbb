"""Storage as S3 does it: presigned URLs that run out, ranges, errors as XML."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

from upl_tui.demo.wire import Request, Response

EXPIRES_S = 60
"""Seconds a presigned URL lives; the vendor's own value is not published."""

_SIGNATURE = "X-Amz-Signature"
_PREFIX = "/storage/"
_TYPES = {
    ".webm": "video/webm",
    ".jpg": "image/jpeg",
    ".ndjson": "application/x-ndjson",
    ".json": "application/json",
}


class StoredFile(NamedTuple):
    """A file at rest. `body` stays as stored: gzip is the client's to unpack, `Content-Encoding` says so."""

    body: bytes
    content_type: str
    encoding: str
    """Value of ``Content-Encoding``, empty for plain bytes."""

    @property
    def etag(self) -> str:
        """MD5 of the stored bytes in quotes."""
        return f'"{hashlib.md5(self.body, usedforsecurity=False).hexdigest()}"'


def read_files(directory: Path) -> dict[str, StoredFile]:
    """Every file of a directory by its name; the type comes from the suffix, ``.gz`` means stored gzip."""
    files = {}
    for path in directory.iterdir():
        packed = path.suffix == ".gz"
        suffix = Path(path.stem).suffix if packed else path.suffix
        if suffix in _TYPES:
            files[path.name] = StoredFile(path.read_bytes(), _TYPES[suffix], "gzip" if packed else "")
    return files


class Storage:
    """Files under keys such as ``rec_demo/console.ndjson``, handed out only to presigned requests.

    `secret` signs the URLs. `now` is a function that gives the time in seconds since the epoch.
    """

    def __init__(self, files: Mapping[str, StoredFile], secret: bytes, now: Callable[[], float]) -> None:
        self.files = files
        self._secret = secret
        self._now = now

    def presign(self, key: str) -> str:
        """Path and query that fetch `key` during the next `EXPIRES_S` seconds, whether it exists or not."""
        signed_at = datetime.fromtimestamp(self._now(), UTC)
        path = _PREFIX + quote(key)
        parameters = {
            "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
            "X-Amz-Credential": f"DEMO/{signed_at:%Y%m%d}/loopback/s3/aws4_request",
            "X-Amz-Date": f"{signed_at:%Y%m%dT%H%M%SZ}",
            "X-Amz-Expires": str(EXPIRES_S),
            "X-Amz-SignedHeaders": "host",
        }
        return f"{path}?{urlencode(parameters)}&{_SIGNATURE}={self._sign(path, parameters)}"

    def answer(self, request: Request) -> Response:
        """The file, a range of it, or the error S3 would give."""
        refusal = self._refusal(request)
        if refusal:
            return refusal
        key = "/".join(request.segments).removeprefix(_PREFIX[1:])
        file = self.files.get(key)
        if file is None:
            return _error(HTTPStatus.NOT_FOUND, "NoSuchKey", "The specified key does not exist.")
        return _send(file, request)

    def _refusal(self, request: Request) -> Response | None:
        if request.method != "GET":
            return _error(
                HTTPStatus.METHOD_NOT_ALLOWED,
                "MethodNotAllowed",
                "The specified method is not allowed against this resource.",
                {"Allow": "GET"},
            )
        if "authorization" in request.headers:
            return _error(
                HTTPStatus.BAD_REQUEST,
                "InvalidArgument",
                "Only one auth mechanism allowed: the signature of the URL or the Authorization header.",
            )
        signed = request.parameters
        signature = signed.pop(_SIGNATURE, None)
        if signature is None:
            return _error(HTTPStatus.FORBIDDEN, "AccessDenied", "Access Denied")
        if not hmac.compare_digest(self._sign(request.path, signed).encode(), signature.encode()):
            return _error(
                HTTPStatus.FORBIDDEN,
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided.",
            )
        if self._has_expired(signed):
            return _error(HTTPStatus.FORBIDDEN, "AccessDenied", "Request has expired")
        return None

    def _sign(self, path: str, parameters: Mapping[str, str]) -> str:
        text = f"{path}?{urlencode(sorted(parameters.items()))}"
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()

    def _has_expired(self, parameters: Mapping[str, str]) -> bool:
        signed_at = datetime.fromisoformat(parameters["X-Amz-Date"])
        lifetime = timedelta(seconds=int(parameters["X-Amz-Expires"]))
        return datetime.fromtimestamp(self._now(), UTC) >= signed_at + lifetime


def _send(file: StoredFile, request: Request) -> Response:
    headers = {"Content-Type": file.content_type, "Accept-Ranges": "bytes", "ETag": file.etag}
    if file.encoding:
        headers["Content-Encoding"] = file.encoding
    size = len(file.body)
    wanted = _wanted_range(request, file.etag, size)
    if wanted is None:
        return Response(HTTPStatus.OK, file.body, headers)
    if not wanted:
        return _error(
            HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            "InvalidRange",
            "The requested range is not satisfiable",
            {"Content-Range": f"bytes */{size}"},
        )
    headers["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
    return Response(HTTPStatus.PARTIAL_CONTENT, file.body[wanted.start : wanted.stop], headers)


def _wanted_range(request: Request, etag: str, size: int) -> range | None:
    """Bytes to send: None for all of them, an empty range when there are none to send (RFC 9110, 14.1)."""
    if request.headers.get("if-range", etag) != etag:
        return None
    unit, _, spec = request.headers.get("range", "").partition("=")
    first, dash, last = spec.partition("-")
    if unit != "bytes" or not dash or not (first + last).isdecimal():
        return None
    if not first:
        return range(max(size - int(last), 0), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


def _error(status: HTTPStatus, code: str, message: str, headers: Mapping[str, str] | None = None) -> Response:
    error = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n{error}'
    return Response(status, body.encode(), {"Content-Type": "application/xml", **(headers or {})})
