"""``show``: the recording's metadata and what was captured."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from upl_tui.errors import ExitCode, UplError
from upl_tui.info import info_groups
from upl_tui.loader import RecordingSource
from upl_tui.model import Part
from upl_tui.redact import Masker
from upl_tui.safe_text import visible
from upl_tui.session import Session, state_of_error, state_of_resource
from upl_tui.settings import Settings
from upl_tui.sources import open_source
from upl_tui.states import Availability, PartState
from upl_tui.target import parse_target
from upl_tui.verbs.collect import run_for
from upl_tui.verbs.output import JSON_VERSION, json_line, json_text, recording_json, write


def run(arguments: Namespace, settings: Settings) -> int:
    """Print the metadata and the state of all five parts."""
    source = open_source(parse_target(arguments.target, settings.workspace), settings)
    session = run_for(source, _collect(source))
    masker = Masker(reveal=arguments.reveal)
    write(_FORMATS[arguments.format](session, masker), arguments.output, force=arguments.force)
    return ExitCode.OK


async def _collect(source: RecordingSource) -> Session:
    async with source:
        session = Session(recording=await source.recording())
        for part in Part:
            try:
                resource = await source.resource(part)
            except UplError as error:
                session.parts[part] = state_of_error(error)
            else:
                session.resources[part] = resource
                session.parts[part] = state_of_resource(resource, session.recording) or _READY
    return session


_READY = PartState(Availability.READY)


def _as_text(session: Session, masker: Masker) -> str:
    lines = []
    for group in info_groups(session, masker):
        lines.append(group.title)
        for line in group.lines:
            label = "  " * (line.depth + 1) + visible(line.label)
            lines.append(
                f"{label:<22}  {visible(line.value)}".rstrip() if line.label else f"  {visible(line.value)}"
            )
        lines.append("")
    return "\n".join(lines)


def _as_json(session: Session, masker: Masker) -> str:
    return json_text(_document(session, masker))


def _as_ndjson(session: Session, masker: Masker) -> str:
    return json_line(_document(session, masker))


_FORMATS = {"text": _as_text, "json": _as_json, "ndjson": _as_ndjson}


def _document(session: Session, masker: Masker) -> dict[str, Any]:
    recording = session.recording
    groups = info_groups(session, masker)
    return {
        "version": JSON_VERSION,
        "recording": recording_json(recording),
        "metadata": {
            group.title: [
                {"label": line.label, "value": line.value, "depth": line.depth} for line in group.lines
            ]
            for group in groups
        },
        "parts": {
            part.value: {
                "state": session.state(part).availability.value,
                "message": session.state(part).title,
                "type": resource.type if resource else "",
                "size": resource.size if resource else None,
            }
            for part in Part
            for resource in (session.resources.get(part),)
        },
        "masked": not masker.reveal,
    }
