"""The Userplane API, read only: every call is a GET."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Generator, Iterable
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlencode

import httpx

from upl_tui.api import decode
from upl_tui.api.answers import data_of, error_of
from upl_tui.api.endpoint import parse_endpoint
from upl_tui.api.failures import malformed, redirected
from upl_tui.api.limiter import Limiter, limiter_of
from upl_tui.api.retry import Patience, TryAgain, Wait, retry_after
from upl_tui.api.secret import Secret
from upl_tui.api.transport import FAULTS, STALL_SECONDS, explain, open_client
from upl_tui.api.unpack import Corrupt, TooLarge, UnknownEncoding, unpacker
from upl_tui.errors import ApiError, UsageError
from upl_tui.model import (
    Domain,
    Link,
    Member,
    Page,
    Part,
    Project,
    Recording,
    RecordingSummary,
    Resource,
    User,
    Workspace,
)

__all__ = ["BODY_LIMIT", "UserplaneClient", "Wait"]

BODY_LIMIT = 5 * 2**20
"""Largest answer of the API, bytes."""
ANSWER_SECONDS = 60.0
"""Longest time for one whole answer."""

_log = logging.getLogger(__name__)


class UserplaneClient:
    """Typed calls to the API; use it in ``async with``.

    Every call raises `ApiError` when there is no good answer after the retries, and `UsageError` for an id
    that cannot be one. A bad address raises `UsageError` at once, bad proxy settings on entering.
    """

    def __init__(
        self,
        base_url: str,
        key: Secret,
        *,
        on_wait: Callable[[Wait], None] | None = None,
        limiter: Limiter | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
        stall: float = STALL_SECONDS,
    ) -> None:
        endpoint = parse_endpoint(base_url)
        self.warning = endpoint.warning
        """A sentence to show once when the address is doubtful, else empty."""
        self._base = endpoint.url
        self._host = httpx.URL(endpoint.origin).host
        self._key = key
        self._auth = KeyForOrigin(endpoint.origin, key)
        self._limiter = limiter or limiter_of(endpoint.origin)
        self._patience = Patience(on_wait, sleep, jitter)
        self._stall = stall
        self._http: httpx.AsyncClient | None = None

    async def __aenter__(self) -> Self:
        self._http = await open_client("application/json", self._stall)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._opened().aclose()

    @property
    def budget(self) -> int:
        """Calls of this process that count against the quota of 120 a minute now."""
        return self._limiter.used

    async def me(self) -> User:
        """The key's owner."""
        return decode.user(await self._get("me"))

    async def workspaces(self, page: int = 1) -> Page[Workspace]:
        """A page of the workspaces that the key sees."""
        data = await self._get("workspaces", query=_paged(page, 20))
        return decode.page(data, "workspaces", decode.workspace, page)

    async def workspace(self, workspace_id: str) -> Workspace:
        """One workspace."""
        data = await self._get("workspace", workspace_id)
        return decode.single(data, "workspace", decode.workspace)

    async def projects(self, workspace_id: str, page: int = 1) -> Page[Project]:
        """A page of a workspace's projects."""
        data = await self._get("workspace", workspace_id, "projects", query=_paged(page, 10))
        return decode.page(data, "projects", decode.project, page)

    async def domains(self, workspace_id: str, page: int = 1) -> Page[Domain]:
        """A page of a workspace's domains."""
        data = await self._get("workspace", workspace_id, "domains", query=_paged(page, 10))
        return decode.page(data, "domains", decode.domain, page)

    async def members(self, workspace_id: str, page: int = 1) -> Page[Member]:
        """A page of a workspace's members."""
        data = await self._get("workspace", workspace_id, "members", query=_paged(page, 10))
        return decode.page(data, "workspaceMembers", decode.member, page)

    async def links(self, workspace_id: str, page: int = 1) -> Page[Link]:
        """A page of a workspace's links."""
        data = await self._get("workspace", workspace_id, "links", query=_paged(page, 20))
        return decode.page(data, "links", decode.link, page)

    async def link(self, workspace_id: str, link_id: str) -> Link:
        """One link."""
        return decode.single(
            await self._get("workspace", workspace_id, "links", link_id), "link", decode.link
        )

    async def recordings(
        self,
        workspace_id: str,
        page: int = 1,
        *,
        created_by: Iterable[str] = (),
        project_ids: Iterable[str] = (),
        link_ids: Iterable[str] = (),
        sort_by: str = "created_at",
        descending: bool = True,
    ) -> Page[RecordingSummary]:
        """A page of a workspace's recordings; `sort_by` is ``created_at`` or ``recording_duration``."""
        query = [
            *_paged(page, 20),
            *_indexed("created_by", created_by),
            *_indexed("project_id", project_ids),
            *_indexed("link_id", link_ids),
            ("sort_by", sort_by),
            ("sort_direction", "desc" if descending else "asc"),
        ]
        data = await self._get("workspace", workspace_id, "recordings", query=query)
        return decode.page(data, "recordings", decode.summary, page)

    async def recording(self, workspace_id: str, recording_id: str) -> Recording:
        """One recording with its metadata."""
        data = await self._get("workspace", workspace_id, "recordings", recording_id)
        return decode.recording(data, workspace_id, recording_id)

    async def resource(self, workspace_id: str, recording_id: str, part: Part) -> Resource:
        """Where one file of a recording is right now, or why there is none."""
        data = await self._get("workspace", workspace_id, "recordings", recording_id, part.value)
        return decode.resource(data, part, recording_id)

    async def _get(self, *segments: str, query: Iterable[tuple[str, str]] = ()) -> dict[str, object]:
        path = "/".join(_segment(segment) for segment in ("public", *segments))
        url = f"{self._base}/{path}"
        if encoded := urlencode(list(query)):
            url += f"?{encoded}"
        attempt = 1
        while True:
            try:
                async with self._limiter.call(self._quota_wait(attempt)):
                    return await self._once(url)
            except TryAgain as failed:
                passing = failed
            await self._patience.wait(attempt, passing)
            attempt += 1

    def _opened(self) -> httpx.AsyncClient:
        if self._http is None:
            raise RuntimeError("UserplaneClient is used outside of its async with block")
        return self._http

    def _quota_wait(self, attempt: int) -> Callable[[float], Awaitable[None]]:
        async def wait(seconds: float) -> None:
            await self._patience.pause(seconds, attempt, "120 calls were made within a minute.")

        return wait

    async def _once(self, url: str) -> dict[str, object]:
        try:
            async with (
                asyncio.timeout(ANSWER_SECONDS),
                self._opened().stream("GET", url, auth=self._auth) as response,
            ):
                status = response.status_code
                _log.debug("GET %s %d", response.url.path, status)
                if 300 <= status < 400:
                    raise redirected(status, response.headers.get("location", ""))
                body = await _body(response)
        except TimeoutError:
            raise TryAgain(self._slow()) from None
        except FAULTS as fault:
            trouble = explain(fault, self._host)
            failure = ApiError(trouble.title, trouble.hint, code=trouble.code)
            raise (TryAgain(failure) if trouble.passing else failure) from None
        if 200 <= status < 300:
            return data_of(body, status, response.headers.get("content-type", ""))
        failure = error_of(body, status, self._key.scrub)
        if status == 429 or status >= 500:
            raise TryAgain(failure, retry_after(response.headers.get("retry-after", "")))
        raise failure

    def _slow(self) -> ApiError:
        return ApiError(f"{self._host} did not finish its answer in time.", code="TIMEOUT")


class KeyForOrigin(httpx.Auth):
    """Adds the key to a request to one origin, and to no other."""

    def __init__(self, origin: str, key: Secret) -> None:
        self._origin = _origin(httpx.URL(origin))
        self._key = key

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Called by httpx for every request. Raises `ApiError` when it would go elsewhere."""
        if _origin(request.url) != self._origin:
            raise ApiError("The key was about to leave the API's own address.", code="WRONG_ORIGIN")
        request.headers["Authorization"] = f"Bearer {self._key.reveal()}"
        yield request


async def _body(response: httpx.Response) -> bytes:
    """The unpacked body; empty for a refusal that cannot be read, because its status says enough."""
    body = bytearray()
    try:
        content = unpacker(response.headers.get("content-encoding", ""), BODY_LIMIT)
        async for chunk in response.aiter_raw():
            for data in content.feed(chunk):
                body += data
    except (TooLarge, Corrupt, UnknownEncoding) as fault:
        if not response.is_success:
            return b""
        problem = "cannot be unpacked"
        if isinstance(fault, TooLarge):
            problem = f"is larger than {BODY_LIMIT // 2**20} MB"
        raise malformed(f"it {problem}", response.status_code) from None
    if not content.complete:
        raise TryAgain(malformed("it ends too early", response.status_code))
    return bytes(body)


def _origin(url: httpx.URL) -> tuple[str, bytes, int | None]:
    return url.scheme, url.raw_host, url.port


def _segment(text: str) -> str:
    if not text or not text.isprintable() or text in (".", ".."):
        raise UsageError("That is not an id.", "Ids are in the recording's address in the dashboard.")
    return quote(text, safe="")


def _paged(page: int, per_page: int) -> list[tuple[str, str]]:
    return [("page", str(page)), ("per_page", str(per_page))]


def _indexed(name: str, values: Iterable[str]) -> list[tuple[str, str]]:
    return [(f"{name}[{index}]", value) for index, value in enumerate(values)]
