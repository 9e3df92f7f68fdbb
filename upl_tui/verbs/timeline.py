"""``timeline``: all logs of a recording by time, filtered, as text or JSON."""

from __future__ import annotations

from argparse import Namespace

from upl_tui.loader import RecordingSource
from upl_tui.log import Log
from upl_tui.model import Kind
from upl_tui.settings import Settings
from upl_tui.sources import open_source
from upl_tui.states import Availability, PartState
from upl_tui.target import parse_target
from upl_tui.timeline import TIMELINE, Timeline
from upl_tui.verbs.collect import Collected, load_log, run_for
from upl_tui.verbs.logs import check_queries, report, say_wait


def run(arguments: Namespace, settings: Settings) -> int:
    """Print the timeline. The exit code is 3 when a log could not be had whole, or when there is none."""
    needs = check_queries(TIMELINE, arguments, settings)
    source = open_source(parse_target(arguments.target, settings.workspace), settings, on_wait=say_wait)
    return report(run_for(source, collect_timeline(source)), needs, TIMELINE, arguments, settings)


async def collect_timeline(source: RecordingSource) -> Collected:
    """The detail and all logs that can be had, merged; the state says of each other log why not."""
    logs: list[Log] = []
    states: list[PartState] = []
    async with source:
        recording = await source.recording()
        for kind in Kind:
            log, state = await load_log(source, kind, recording)
            logs += [log] if log is not None else []
            states.append(state)
    timeline = Timeline(logs) if logs else None
    whole = not any(state.is_error or not state.whole for state in states)
    sentences = " ".join(str(state) for state in states if state.title)
    return Collected(recording, timeline, PartState(Availability.READY, sentences, whole=whole))
