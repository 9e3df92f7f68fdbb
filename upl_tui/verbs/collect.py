"""Getting what a verb needs from a source, with its talk on standard error."""

from __future__ import annotations

from collections.abc import Collection, Coroutine, Iterable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any, TypeVar

from upl_tui.bundle import FileSource
from upl_tui.errors import UplError
from upl_tui.loader import Loaded, RecordingSource, Unavailable
from upl_tui.log import Log
from upl_tui.model import Kind, Recording
from upl_tui.safe_text import visible
from upl_tui.session import Session, expiry_state, state_of_error
from upl_tui.states import PartState
from upl_tui.values import frozen
from upl_tui.verbs.output import say

if TYPE_CHECKING:
    from upl_tui.marks import Marks

T = TypeVar("T")


@frozen
class Collected:
    """A recording and one of its logs; `log` is None when `state` says why."""

    recording: Recording
    log: Log | None
    state: PartState
    others: Mapping[Kind, Log] = field(default_factory=dict)
    """Other logs, as far as a filter needs them and they can be had."""


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


async def collect_log(source: RecordingSource, kind: Kind, beside: Collection[Kind] = ()) -> Collected:
    """The detail, one log and those beside it.

    A log that cannot be had is a state; a recording that cannot is an error.
    """
    async with source:
        recording = await source.recording()
        log, state = await load_log(source, kind, recording)
        others: dict[Kind, Log] = {}
        for other in Kind:
            if other in beside and other is not kind:
                found, _ = await load_log(source, other, recording)
                others |= {other: found} if found is not None else {}
        return Collected(recording, log, state, others)


async def collect_all(source: RecordingSource) -> tuple[Session, list[PartState]]:
    """The detail and all logs, and what is missing of them."""
    missing = []
    async with source:
        recording = await source.recording()
        session = Session(recording)
        for kind in Kind:
            log, state = await load_log(source, kind, recording)
            if log is not None:
                session.logs[kind] = log
            if state.title:
                missing.append(state)
    return session, missing


async def load_log(source: RecordingSource, kind: Kind, recording: Recording) -> tuple[Log | None, PartState]:
    """One log of a source that is entered, with its state; None when the state says why there is none."""
    try:
        async for event in source.load(kind):
            if isinstance(event, Loaded):
                return event.log, event.state
            if isinstance(event, Unavailable):
                return None, event.state
    except UplError as error:
        return None, expiry_state(recording) or state_of_error(error)
    raise AssertionError("a source ends with Loaded or Unavailable")


def kept_marks(
    recording: Recording | None, logs: Iterable[Log], environ: Mapping[str, str]
) -> dict[Kind, Marks]:
    """The marks of logs from the state directory, by kind; what cannot be read is said."""
    from upl_tui.marks import mark_file

    kept = {}
    for log in logs:
        try:
            kept[log.kind], said = mark_file(recording, log, environ).read()
        except UplError as error:
            said = str(error)
        if said:
            say(f"upl-tui: {visible(said)}")
    return kept
