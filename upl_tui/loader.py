"""Loading a recording, wherever it comes from: detail, then each part when somebody looks at it."""

from __future__ import annotations

import importlib
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, Self

from upl_tui.clock import RecordingClock, Unit
from upl_tui.errors import DownloadError, UsageError
from upl_tui.log import Log
from upl_tui.mapping import Told, told_by
from upl_tui.model import PART_OF_KIND, Kind, Page, Part, Recording, RecordingSummary, Resource
from upl_tui.session import recording_clock, state_of_log, state_of_resource
from upl_tui.settings import Settings
from upl_tui.states import PartState
from upl_tui.values import frozen

if TYPE_CHECKING:
    from upl_tui.api.client import UserplaneClient, Wait
    from upl_tui.api.storage import Piece, Storage
    from upl_tui.shapes.read import LogReader


@frozen
class Progress:
    """Bytes that arrived so far, and how many there will be, when known; the log read from them so far."""

    received: int
    total: int | None
    log: Log


@frozen
class Loaded:
    """A log is complete, or as complete as it will be: then `state` says what is missing."""

    log: Log
    state: PartState


@frozen
class Unavailable:
    """There is no file for this part."""

    state: PartState


LoadEvent = Progress | Loaded | Unavailable
Run = Callable[..., Awaitable[Any]]
"""Calls a function with what follows it, somewhere, and gives its result."""

OnWait = Callable[[float, int, int, str], None]
"""Called before a wait: seconds, attempt, attempts in all, reason."""


async def in_thread(work: Callable[..., Any], *arguments: Any) -> Any:
    """Work that would hold up the screen is done beside it."""
    import asyncio

    return await asyncio.to_thread(work, *arguments)


async def in_place(work: Callable[..., Any], *arguments: Any) -> Any:
    """Work is done here and now: nobody waits for anything else."""
    return work(*arguments)


class RecordingSource(Protocol):
    """Where a recording comes from. The screens and the verbs cannot tell one from another."""

    async def __aenter__(self) -> Self: ...
    async def __aexit__(self, *error: object) -> None: ...

    async def recording(self) -> Recording:
        """The recording's detail. Raises `UplError`."""
        ...

    def best_kind(self) -> Kind | None:
        """The kind of log to open first, once `recording` was asked for; None when no kind stands out."""
        ...

    def neighbours(self) -> ApiRecordings | None:
        """The recordings of the same workspace, once entered; None for files."""
        ...

    async def resource(self, part: Part) -> Resource:
        """What is known of a part without its contents; the URL is left out. Raises `UplError`."""
        ...

    def pieces(self, part: Part) -> AsyncGenerator[Piece, None]:
        """The file of a part as it arrives. Raises `UplError`."""
        ...

    def load(self, kind: Kind) -> AsyncIterator[LoadEvent]:
        """Load one log; the last event is `Loaded` or `Unavailable`. Raises `UplError`."""
        ...

    def insist(self, unit: Unit | None) -> None:
        """Take all times for `unit` from now on; None leaves it to the program again."""
        ...

    async def read_again(self, log: Log) -> Log:
        """Read a loaded log once more from the bytes that are there. Raises `UplError`."""
        ...


class ApiSource:
    """A recording behind the API."""

    def __init__(
        self, settings: Settings, workspace_id: str, recording_id: str, on_wait: OnWait | None = None
    ) -> None:
        self._settings = settings
        self._workspace_id = workspace_id
        self._recording_id = recording_id
        self._on_wait = on_wait
        self._stack = AsyncExitStack()
        self._client: UserplaneClient
        self._storage: Storage
        self._known: Recording | None = None
        self._told = told_by(settings)

    async def __aenter__(self) -> Self:
        self._client = await _open_client(self._stack, self._settings, self._on_wait)
        from upl_tui.api.storage import Storage

        storage = Storage(extra_origins=self._settings.storage_origins, on_wait=_teller(self._on_wait))
        self._storage = await self._stack.enter_async_context(storage)
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._stack.aclose()

    async def recording(self) -> Recording:
        """The recording's detail."""
        self._known = await self._client.recording(self._workspace_id, self._recording_id)
        return self._known

    def best_kind(self) -> Kind | None:
        """None: a recording is opened on its metadata."""
        return None

    def neighbours(self) -> ApiRecordings:
        """The recordings of the same workspace."""
        return ApiRecordings(self._settings, self._workspace_id)

    async def resource(self, part: Part) -> Resource:
        """What the API says of a part, without the presigned URLs."""
        answer = await self._client.resource(self._workspace_id, self._recording_id, part)
        return replace(
            answer, url="" if answer.url else None, sources=tuple(replace(s, url="") for s in answer.sources)
        )

    def pieces(self, part: Part, asked: Resource | None = None) -> AsyncGenerator[Piece, None]:
        """The file of a part as it arrives; `asked` is what the API said of it just now."""
        waiting = [asked] if asked is not None else []

        async def next_resource() -> Resource:
            if waiting:
                return waiting.pop()
            return await self._client.resource(self._workspace_id, self._recording_id, part)

        return self._storage.stream(next_resource, part)

    async def load(self, kind: Kind) -> AsyncIterator[LoadEvent]:
        """Ask for the resource, download it, read it while it arrives."""
        part = PART_OF_KIND[kind]
        asked = await self._client.resource(self._workspace_id, self._recording_id, part)
        if (state := state_of_resource(asked, self._known)) is not None:
            yield Unavailable(state)
            return
        reader = await new_reader(kind, self._known, self._told)
        async with aclosing(self.pieces(part, asked)) as pieces:
            async for event in read_pieces(reader, pieces, part):
                yield event

    def insist(self, unit: Unit | None) -> None:
        """Take all times for `unit` from now on."""
        self._told = replace(self._told, unit=unit)

    async def read_again(self, log: Log) -> Log:
        """Read a log's bytes once more; nothing is fetched."""
        return await read_anew(log, self._known, self._told)


class DemoSource(ApiSource):
    """The demo recording: the same client, over real HTTP, against a server inside this process."""

    def __init__(self, settings: Settings, recording_id: str = "", on_wait: OnWait | None = None) -> None:
        super().__init__(settings, "", recording_id, on_wait)

    async def __aenter__(self) -> Self:
        from upl_tui.demo.server import DEMO_RECORDING

        self._workspace_id, self._settings = _start_demo(self._stack, self._settings)
        self._recording_id = self._recording_id or DEMO_RECORDING
        return await super().__aenter__()


class ApiRecordings:
    """The recordings of a workspace, page by page, and the way to each of them."""

    def __init__(self, settings: Settings, workspace_id: str = "", on_wait: OnWait | None = None) -> None:
        self._settings = settings
        self.workspace_id = workspace_id
        """Empty until entered when none was given and the key sees only one."""
        self._on_wait = on_wait
        self._stack = AsyncExitStack()
        self._client: UserplaneClient

    async def __aenter__(self) -> Self:
        self._client = await _open_client(self._stack, self._settings, self._on_wait)
        if not self.workspace_id:
            self.workspace_id = await self._only_workspace()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._stack.aclose()

    async def page(self, number: int) -> Page[RecordingSummary]:
        """A page of recordings, newest first; pages count from 1. Raises `UplError`."""
        return await self._client.recordings(self.workspace_id, number)

    def source(self, recording_id: str, on_wait: OnWait | None = None) -> RecordingSource:
        """The source of one of the recordings."""
        return ApiSource(self._settings, self.workspace_id, recording_id, on_wait)

    async def _only_workspace(self) -> str:
        workspaces = (await self._client.workspaces()).items
        if len(workspaces) == 1:
            return workspaces[0].id
        names = ", ".join(f"{workspace.id} ({workspace.name})" for workspace in workspaces)
        raise UsageError(
            f"The key sees {len(workspaces)} workspaces: {names or 'none'}.",
            "Name one with --workspace or USERPLANE_WORKSPACE.",
        )


class DemoRecordings(ApiRecordings):
    """The recordings of the demo workspace."""

    async def __aenter__(self) -> Self:
        self.workspace_id, self._settings = _start_demo(self._stack, self._settings)
        return await super().__aenter__()


async def _open_client(stack: AsyncExitStack, settings: Settings, on_wait: OnWait | None) -> UserplaneClient:
    await in_thread(_import_api)
    from upl_tui.api.client import UserplaneClient
    from upl_tui.api.secret import Secret

    client = UserplaneClient(settings.api_base, Secret(settings.key()), on_wait=_teller(on_wait))
    return await stack.enter_async_context(client)


def _start_demo(stack: AsyncExitStack, settings: Settings) -> tuple[str, Settings]:
    from upl_tui.demo.server import DEMO_WORKSPACE, DemoServer

    server = stack.enter_context(DemoServer())
    return DEMO_WORKSPACE, replace(
        settings, api_base=server.api_base, api_key=server.key, storage_origins=(server.storage_origin,)
    )


def _teller(on_wait: OnWait | None) -> Callable[[Wait], None]:
    def tell(wait: Wait) -> None:
        if on_wait is not None:
            on_wait(wait.seconds, wait.attempt, wait.attempts, wait.reason)

    return tell


async def new_reader(kind: Kind, recording: Recording | None, told: Told, run: Run = in_thread) -> LogReader:
    """A reader for one log; the reading engine is imported when the first log is."""
    module = await run(importlib.import_module, "upl_tui.shapes.read")
    reader: LogReader = module.LogReader(kind, clock_of(recording, told), told.names_of(kind))
    return reader


async def read_anew(log: Log, recording: Recording | None, told: Told, run: Run = in_thread) -> Log:
    """Read the bytes of a log once more, with what a person tells by now."""
    module = await run(importlib.import_module, "upl_tui.shapes.read")
    names = told.names_of(log.kind)
    anew: Log = await run(module.read_log, log.data, log.kind, clock_of(recording, told), names)
    await run(tag, anew)
    return anew


def read_to_end(reader: LogReader) -> Log:
    """The log of a file that has arrived, with its tags."""
    log = reader.close()
    tag(log)
    return log


def tag(log: Log) -> None:
    """Give a log the tags that its own entries tell together."""
    from upl_tui.logs import LOGS

    if (told := LOGS[log.kind].tags) is not None:
        log.tags.update(told(log))


def clock_of(recording: Recording | None, told: Told) -> RecordingClock:
    """The clock of a recording, as far as its detail and the person tell."""
    return replace(recording_clock(recording), forced=told.unit)


async def read_pieces(
    reader: LogReader, pieces: AsyncIterator[Piece], part: Part
) -> AsyncIterator[LoadEvent]:
    """Read a file while it arrives. What arrived of a file that breaks off is kept."""
    shortfall: DownloadError | None = None
    try:
        async for piece in pieces:
            await in_thread(reader.feed, piece.data)
            yield Progress(piece.received, piece.total, reader.log)
    except DownloadError as error:
        if error.code != "INCOMPLETE":
            raise
        shortfall = error
    log = await in_thread(read_to_end, reader)
    yield Loaded(log, state_of_log(log, part, shortfall))


def _import_api() -> None:
    importlib.import_module("upl_tui.api.client")
    importlib.import_module("upl_tui.api.storage")
