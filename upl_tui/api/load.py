"""One load of one file from storage: what has arrived, over all attempts, and what an answer means for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx

from upl_tui.api import storage_failures as failures
from upl_tui.api.retry import ATTEMPTS, TryAgain, retry_after
from upl_tui.api.unpack import Corrupt, Gunzip, Plain, TooLarge, UnknownEncoding, unpacker
from upl_tui.errors import ApiError, DownloadError
from upl_tui.model import Part

MAX_URLS = 2
"""Presigned URLs asked for in one load: the first and, when storage does not accept it, one more."""

_CONTENT_RANGE = re.compile(r"bytes ([0-9]{1,15})-[0-9]{1,15}/([0-9]{1,15})")


class NewUrl(Exception):
    """Storage did not accept the URL; a fresh one may do."""


class Load:
    """State of one load. Bytes are counted as they come off the wire, content is limited to `limit` bytes."""

    def __init__(self, part: Part, limit: int) -> None:
        self.part = part
        self.url: httpx.URL | None = None
        self.asked = 0
        """Presigned URLs asked for."""
        self.attempt = 0
        """Requests made to storage."""
        self.size: int | None = None
        """Size that the API says, trusted only when storage says none."""
        self.received = 0
        self.total: int | None = None
        self._limit = limit
        self._handed_over = False
        self._validator = ""
        self._ranges = True
        self._content: Plain | Gunzip | None = None

    def range_headers(self) -> dict[str, str]:
        """Headers that ask for the rest only, when the file can be told from a changed one."""
        if not (self.received and self._validator and self._ranges):
            return {}
        return {"Range": f"bytes={self.received}-", "If-Range": self._validator}

    def begin(self, response: httpx.Response) -> int:
        """Take note of a 200 or 206; returns how many of its first bytes have arrived before.

        Raises `DownloadError` when the content is too large, packed in an unknown way or another by now, and
        `TryAgain` for a wrong part.
        """
        headers = response.headers
        start, announced = 0, _length(headers.get("content-length", ""))
        if response.status_code == 206:
            start, announced = self._range(headers.get("content-range", ""))
        total = self.size if announced is None else announced
        validator = _validator(headers)
        if self._content is None:
            self._content = self._unpacker(headers.get("content-encoding", ""), announced)
            self.total, self._validator = total, validator
        elif total != self.total or validator not in ("", self._validator):
            raise DownloadError("The file changed in storage while it was read.", code="CHANGED")
        return self.received - start

    def take(self, chunk: bytes) -> Iterator[bytes]:
        """Content that fresh bytes bring. Raises `DownloadError` when it is too large or damaged."""
        assert self._content is not None
        self.received += len(chunk)
        try:
            for data in self._content.feed(chunk):
                self._handed_over = True
                yield data
        except TooLarge:
            raise failures.too_large(self.part, self._limit) from None
        except Corrupt:
            raise failures.corrupt(self.part) from None

    def check_end(self) -> None:
        """Raises `TryAgain` when a body ended early, `DownloadError` when all came and is not whole."""
        assert self._content is not None
        if not self._content.complete and self.received == self.total:
            raise DownloadError(f"The {self.part.label} is packed with gzip, but cut short.", code="CORRUPT")
        short = self.total is not None and self.received < self.total and isinstance(self._content, Plain)
        if short or not self._content.complete:
            raise TryAgain(DownloadError("Storage closed the connection early.", code="CONNECTION_LOST"))

    async def refuse(self, response: httpx.Response) -> None:
        """Raise what an answer without the file means: `TryAgain`, `NewUrl` or `DownloadError`."""
        status = response.status_code
        if 300 <= status < 400:
            raise failures.redirected(self.part, status, response.headers.get("location", ""))
        failure = failures.refusal(self.part, status, await _error_body(response))
        if status == 429 or status >= 500:
            raise TryAgain(failure, retry_after(response.headers.get("retry-after", "")))
        if status in (400, 401, 403) and self.asked < MAX_URLS and self.attempt < ATTEMPTS:
            raise NewUrl
        raise failure

    def ending(self, failure: ApiError | DownloadError) -> ApiError | DownloadError:
        """What to raise for `failure`: once content was handed over, that it is not all is the news."""
        if not self._handed_over or failure.code == "TOO_LARGE":
            return failure
        return failures.incomplete(self.part, self.received, self.total, failure.title)

    def _unpacker(self, encoding: str, announced: int | None) -> Plain | Gunzip:
        try:
            content = unpacker(encoding, self._limit)
        except UnknownEncoding:
            raise failures.unknown_encoding(self.part) from None
        if isinstance(content, Plain) and announced is not None and announced > self._limit:
            raise failures.too_large(self.part, self._limit)
        return content

    def _range(self, content_range: str) -> tuple[int, int]:
        found = _CONTENT_RANGE.fullmatch(content_range)
        if found is None or int(found[1]) > self.received:
            self._ranges = False
            raise TryAgain(DownloadError("Storage answered with the wrong part of the file.", code="RANGE"))
        return int(found[1]), int(found[2])


def _length(header: str) -> int | None:
    return int(header) if header.isdecimal() and len(header) <= 15 else None


def _validator(headers: httpx.Headers) -> str:
    """A value for ``If-Range``: a strong entity tag, else the date of the last change."""
    tag = str(headers.get("etag", ""))
    return tag if tag.startswith('"') else str(headers.get("last-modified", ""))


async def _error_body(response: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) >= failures.ERROR_BODY:
            break
    return bytes(body[: failures.ERROR_BODY])
