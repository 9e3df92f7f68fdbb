"""Loading on a screen: workers that fetch what is asked for, and every outcome on a pane."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cached_property
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen
from textual.worker import Worker

from upl_tui.errors import UplError, internal_error
from upl_tui.kinds import PART_OF_KIND, Kind, Part
from upl_tui.states import Availability, PartState
from upl_tui.tui import garbage
from upl_tui.tui.typed_keys import OneKeyAtATime
from upl_tui.tui.widgets.info_pane import InfoPane
from upl_tui.tui.widgets.said import Said
from upl_tui.tui.widgets.to_terminal import Uncover

if TYPE_CHECKING:
    from upl_tui.clock import Unit
    from upl_tui.loader import LoadEvent, OnWait, RecordingSource
    from upl_tui.log import Log
    from upl_tui.session import Session
    from upl_tui.tui.widgets.log_pane import LogPane

REST_SECONDS = 0.3
"""How long a log has to be there before more is found out of it: what is painted first goes before."""
_FIRST_PAINT_SECONDS = 0.2
"""How long reading waits at most for the first rows to be painted."""
_LOOK_SECONDS = 0.005
_BETWEEN_LOOKS_SECONDS = 0.2
"""How often the screen looks at a log that arrives."""
_ANSWER_SECONDS = 0.03
"""How long reading rests for a key: until it is answered."""

_CANCELLED = PartState(Availability.CANCELLED, "Loading was cancelled.")
_READY = PartState(Availability.READY)


class LoadingScreen(Screen[None]):
    """Owns the session and the source of a recording; a subclass shows what arrives."""

    def __init__(self, open_source: Callable[[OnWait], RecordingSource]) -> None:
        super().__init__()
        self._open_source = open_source
        self._source: RecordingSource | None = None
        self._opening = asyncio.Lock()
        self._detail_settled = asyncio.Event()
        self._loads: dict[Kind, Worker[None]] = {}
        self.arriving: dict[Kind, Log] = {}
        """Logs of which a part is there: the rest is on its way, or will not come."""

    @cached_property
    def session(self) -> Session:
        """What is known of the recording so far. Made late: the first paint must not wait for its imports."""
        from upl_tui.session import Session

        return Session()

    # What a subclass shows

    def info_pane(self) -> InfoPane:
        """The pane of the detail."""
        raise NotImplementedError

    def log_pane(self, kind: Kind) -> LogPane:
        """The pane of a kind of log, mounted."""
        raise NotImplementedError

    async def detail_loaded(self, best: Kind | None) -> None:
        """The recording's detail is there; `best` is the kind of log to open first, if any stands out."""

    def log_loaded(self, kind: Kind) -> None:
        """A log is there, as whole as it will be."""

    def log_changed(self, kind: Kind) -> None:
        """More of a log is there, or what is known of it is something else now."""

    def waiting(self, seconds: float, text: str) -> None:
        """A request is tried again after a wait."""

    # Loading

    def start_load(self, kind: Kind) -> None:
        """Load a log, unless it is being loaded."""
        if not self._is_loading(kind):
            self._loads[kind] = self._load_log(kind)

    def cancel_load(self, kind: Kind) -> bool:
        """Cancel the load of a log; False when there is none."""
        if not self._is_loading(kind):
            return False
        self._loads[kind].cancel()
        return True

    def is_awaited(self, kind: Kind) -> bool:
        """Whether nothing final is known of a log: it is on its way, or nobody asked for it."""
        state = self.session.state(PART_OF_KIND[kind]).availability
        return state in (Availability.NOT_ASKED, Availability.LOADING)

    def _is_loading(self, kind: Kind) -> bool:
        worker = self._loads.get(kind)
        return worker is not None and not worker.is_finished

    async def on_unmount(self) -> None:
        """Close the connections."""
        if self._source is not None:
            await self._source.__aexit__(None, None, None)

    @work(group="detail", exclusive=True, exit_on_error=False)
    async def load_detail(self) -> None:
        """Fetch the recording's detail, then what the API says of video and thumbnail."""
        from upl_tui.session import state_of_error

        try:
            source = await self.opened_source()
            self.session.recording = await source.recording()
        except UplError as error:
            self.info_pane().show_state(state_of_error(error))
            return
        except Exception as error:
            self.info_pane().show_state(_internal(error))
            return
        finally:
            self._detail_settled.set()
        self._show_info()
        await self.detail_loaded(source.best_kind())
        for part in (Part.VIDEO, Part.THUMBNAIL):
            await self._ask_about(part)

    @work(group="log", exit_on_error=False)
    async def _load_log(self, kind: Kind) -> None:
        """Fetch and read one log; every outcome ends on the pane, none in an exception."""
        from upl_tui.loader import Loaded, Progress
        from upl_tui.session import expiry_state, state_of_error

        pane = self.log_pane(kind)
        try:
            self._settle(kind, PartState(Availability.LOADING))
            pane.show_loading()
            source = await self.opened_source()
            await self._detail_settled.wait()
            waiting, shown_at = True, -inf
            async for event in source.load(kind):
                if isinstance(event, Progress) and monotonic() - shown_at < _BETWEEN_LOOKS_SECONDS:
                    await self._rest()
                    continue
                shown_at = monotonic()
                self._take(kind, event)
                if waiting and isinstance(event, Progress | Loaded) and len(event.log):
                    waiting = False
                    await self._first_paint(pane)
                    self.post_message(Uncover())
        except asyncio.CancelledError:
            self._settle(kind, _CANCELLED)
            pane.show_state(_CANCELLED)
            raise
        except UplError as error:
            expired = expiry_state(self.session.recording) if self.session.recording else None
            self._give_up(kind, expired or state_of_error(error))
        except Exception as error:
            self._give_up(kind, _internal(error))
        finally:
            self.post_message(Uncover())

    async def _first_paint(self, pane: LogPane) -> None:
        """Wait until the first rows are painted: reading on would take the interpreter from it."""
        painted = asyncio.Event()
        began = monotonic()
        while monotonic() - began < _FIRST_PAINT_SECONDS and not painted.is_set():
            if all(worker.is_finished for worker in self.workers if worker.group == "filter"):
                pane.call_after_refresh(painted.set)
            await asyncio.sleep(_LOOK_SECONDS)

    async def _rest(self) -> None:
        """Leave the interpreter to a key that just came: a reading thread would take half of it."""
        assert isinstance(self.app, OneKeyAtATime)
        await asyncio.sleep(max(0.0, self.app.last_key_at + _ANSWER_SECONDS - monotonic()))

    @work(group="clock", exclusive=True, exit_on_error=False)
    async def set_clock(self, unit: Unit | None) -> None:
        """Read the times of all logs as a unit, or decide again for None; nothing is fetched for it."""
        from upl_tui.loader import Loaded

        try:
            source = await self.opened_source()
            source.insist(unit)
            self.session.recording = await source.recording()
            for kind, log in list(self.session.logs.items()):
                state = self.session.state(PART_OF_KIND[kind])
                self._take(kind, Loaded(await source.read_again(log), state))
        except UplError as error:
            self.post_message(Said(str(error), "error"))
        except Exception as error:
            self.post_message(Said(internal_error(error), "error"))

    async def opened_source(self) -> RecordingSource:
        """The source, opened when it is first asked for. Raises `UplError`."""
        async with self._opening:
            if self._source is None:
                source = self._open_source(self._says_wait)
                await source.__aenter__()
                self._source = source
            return self._source

    async def _ask_about(self, part: Part) -> None:
        from upl_tui.session import state_of_error, state_of_resource

        assert self._source is not None
        try:
            resource = await self._source.resource(part)
        except UplError as error:
            self.session.parts[part] = state_of_error(error)
        else:
            self.session.resources[part] = resource
            self.session.parts[part] = state_of_resource(resource, self.session.recording) or _READY
        self._show_info()

    def _take(self, kind: Kind, event: LoadEvent) -> None:
        from upl_tui.loader import Loaded, Progress, Unavailable

        pane = self.log_pane(kind)
        match event:
            case Progress(received, total, log):
                pane.show_progress(received, total, log)
                self.arriving[kind] = log
                self.log_changed(kind)
            case Unavailable(state):
                self._give_up(kind, state)
            case Loaded(log, state):
                before = self.session.logs.get(kind)
                self.session.logs[kind] = log
                self.arriving.pop(kind, None)
                self._settle(kind, state)
                pane.show_log(log, state)
                self.log_loaded(kind)
                self.call_after_refresh(garbage.keep if before is None else garbage.drop)

    def _give_up(self, kind: Kind, state: PartState) -> None:
        self._settle(kind, state)
        self.log_pane(kind).show_state(state)

    def _settle(self, kind: Kind, state: PartState) -> None:
        self.session.parts[PART_OF_KIND[kind]] = state
        self._show_info()
        self.log_changed(kind)

    def _show_info(self) -> None:
        if self.session.recording is not None:
            self.info_pane().show(self.session)

    def _says_wait(self, seconds: float, attempt: int, attempts: int, reason: str) -> None:
        self.waiting(seconds, f"{reason}; attempt {attempt} of {attempts}")


def _internal(error: Exception) -> PartState:
    return PartState(
        Availability.FAILED, f"upl-tui: {internal_error(error)}", "The other tabs go on working."
    )
