"""``timeline``: all logs of a recording by time, filtered, as text or JSON."""

from __future__ import annotations

from argparse import Namespace

from upl_tui.errors import UplError
from upl_tui.loader import Loaded, RecordingSource, Unavailable
from upl_tui.log import Log
from upl_tui.model import Kind, Recording
from upl_tui.session import expiry_state, state_of_error
from upl_tui.settings import Settings
from upl_tui.sources import open_source
from upl_tui.states import Availability, PartState
from upl_tui.target import parse_target
from upl_tui.timeline import TIMELINE, Timeline
from upl_tui.verbs.collect import Collected, run_for
from upl_tui.verbs.logs import check_queries, report, say_wait


def run(arguments: Namespace, settings: Settings) -> int:
    """Print the timeline. The exit code is 3 when a log could not be had whole, or when there is none."""
    check_queries(TIMELINE, arguments)
    source = open_source(parse_target(arguments.target, settings.workspace), settings, on_wait=say_wait)
    return report(run_for(source, collect_timeline(source)), TIMELINE, arguments)


async def collect_timeline(source: RecordingSource) -> Collected:
    """The detail and all logs that can be had, merged; the state says of each other log why not."""
    logs: list[Log] = []
    states: list[PartState] = []
    async with source:
        recording = await source.recording()
        for kind in Kind:
            log, state = await _load(source, recording, kind)
            logs += [log] if log is not None else []
            states.append(state)
    timeline = Timeline(logs) if logs else None
    whole = not any(state.is_error or not state.whole for state in states)
    sentences = " ".join(str(state) for state in states if state.title)
    return Collected(recording, timeline, PartState(Availability.READY, sentences, whole=whole))


async def _load(source: RecordingSource, recording: Recording, kind: Kind) -> tuple[Log | None, PartState]:
    try:
        async for event in source.load(kind):
            if isinstance(event, Loaded):
                return event.log, event.state
            if isinstance(event, Unavailable):
                return None, event.state
    except UplError as error:
        return None, expiry_state(recording) or state_of_error(error)
    raise AssertionError("a source ends with Loaded or Unavailable")
