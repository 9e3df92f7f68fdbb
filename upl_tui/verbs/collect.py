"""Getting what a verb needs from a source, with its talk on standard error."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from upl_tui.bundle import FileSource
from upl_tui.errors import UplError
from upl_tui.loader import Loaded, RecordingSource, Unavailable
from upl_tui.log import Log
from upl_tui.model import Kind, Recording
from upl_tui.session import expiry_state, state_of_error
from upl_tui.states import PartState

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Collected:
    """A recording and one of its logs; `log` is None when `state` says why."""

    recording: Recording
    log: Log | None
    state: PartState


def run_for(source: RecordingSource, work: Coroutine[Any, Any, T]) -> T:
    """What the work with a source gives; files need no event loop, and its import is a third of the start."""
    if not isinstance(source, FileSource):
        import asyncio

        return asyncio.run(work)
    source.work_here()
    try:
        work.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    raise AssertionError("work with files waited for something")


async def collect_log(source: RecordingSource, kind: Kind) -> Collected:
    """The detail and one log. A part that cannot be had is a state; a recording that cannot is an error."""
    async with source:
        recording = await source.recording()
        try:
            async for event in source.load(kind):
                if isinstance(event, Loaded):
                    return Collected(recording, event.log, event.state)
                if isinstance(event, Unavailable):
                    return Collected(recording, None, event.state)
        except UplError as error:
            return Collected(recording, None, expiry_state(recording) or state_of_error(error))
    raise AssertionError("a source ends with Loaded or Unavailable")
