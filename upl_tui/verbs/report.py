"""``report``: a recording's failure as a bug report to paste into a ticket."""

from __future__ import annotations

import os
from argparse import Namespace
from dataclasses import asdict
from typing import Any

from upl_tui.errors import ExitCode, UplError
from upl_tui.export.report import Report, report
from upl_tui.export.report_text import report_markdown
from upl_tui.loader import RecordingSource
from upl_tui.model import PART_OF_KIND, Part
from upl_tui.redact import Masker
from upl_tui.safe_text import visible
from upl_tui.session import Session, state_of_error, state_of_resource
from upl_tui.settings import Settings
from upl_tui.sources import open_source
from upl_tui.states import Availability, PartState
from upl_tui.target import parse_target
from upl_tui.verbs.collect import kept_marks, load_log, run_for
from upl_tui.verbs.output import JSON_VERSION, account_json, json_text, recording_json, say, write
from upl_tui.verbs.story import problem_json, story_json

_LOGS = {part: kind for kind, part in PART_OF_KIND.items()}


def run(arguments: Namespace, settings: Settings) -> int:
    """Print the report. The exit code is 3 when a log could not be had whole, or when there is none."""
    source = open_source(parse_target(arguments.target, settings.workspace), settings)
    session = run_for(source, collect(source))
    masker = Masker(reveal=arguments.reveal)
    marks = kept_marks(session.recording, session.logs.values(), os.environ)
    made = report(session, masker, arguments.id, marks, settings.dead_click_ms)
    text = report_markdown(made) if arguments.format == "md" else json_text(_document(made, session))
    write(text, arguments.output, force=arguments.force)
    if masker.reveal:
        say("upl-tui: secrets are shown (--reveal).")
    states = [session.state(part) for part in _LOGS]
    for state in states:
        if state.title:
            say(f"upl-tui: {visible(str(state))}")
    whole = session.logs and all(not state.is_error and state.whole for state in states)
    return ExitCode.OK if whole else ExitCode.UNAVAILABLE


async def collect(source: RecordingSource) -> Session:
    """The detail and every part: logs are read, of video and picture it is asked whether they are there."""
    async with source:
        session = Session(recording := await source.recording())
        for part in Part:
            if (kind := _LOGS.get(part)) is not None:
                log, session.parts[part] = await load_log(source, kind, recording)
                if log is not None:
                    session.logs[kind] = log
            else:
                session.parts[part] = await _look_at(source, session, part)
    return session


async def _look_at(source: RecordingSource, session: Session, part: Part) -> PartState:
    try:
        resource = session.resources[part] = await source.resource(part)
    except UplError as error:
        return state_of_error(error)
    return state_of_resource(resource, session.recording) or PartState(Availability.READY)


def _document(made: Report, session: Session) -> dict[str, Any]:
    return {
        "version": JSON_VERSION,
        "recording": recording_json(made.recording),
        "link": made.link,
        "page": made.page,
        "source": {kind.value: account_json(log.account) for kind, log in session.logs.items()},
        "captured": {
            part.value: {"state": state.availability.value, "message": state.title}
            for part in Part
            for state in (session.state(part),)
        },
        "counts": {
            count.kind.value: {"entries": count.entries, "errors": count.errors, "warnings": count.warnings}
            for count in made.counts
        },
        "problems": [problem_json(problem) for problem in made.problems],
        "story": None if made.story is None else story_json(made.story),
        "steps": made.steps,
        "evidence": asdict(made.evidence),
        "marks": [asdict(remark) for remark in made.remarks],
        "masked": not made.revealed,
        "masked_values": made.masked,
        "warnings": [*made.doubts, *(str(state) for state in session.parts.values() if state.title)],
    }
