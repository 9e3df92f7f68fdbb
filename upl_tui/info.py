"""What the Info tab and ``show`` say of a recording: groups of labelled lines, masked, not yet made safe."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from upl_tui.clock import format_offset
from upl_tui.log import Log
from upl_tui.model import PART_OF_KIND, JsonObject, Part, Recording, Resource
from upl_tui.redact import Masker
from upl_tui.session import Session
from upl_tui.states import Availability, PartState
from upl_tui.values import frozen

_DEEPEST = 64
_EXPIRES_SOON = timedelta(days=7)


@frozen
class Line:
    """A label and a value; `depth` is the nesting of metadata, `style` as in a table cell."""

    label: str
    value: str
    depth: int = 0
    style: str = ""


@frozen
class Group:
    """Lines under a heading."""

    title: str
    lines: tuple[Line, ...]


def info_groups(session: Session, masker: Masker, now: datetime | None = None) -> tuple[Group, ...]:
    """Everything known of the recording; empty groups are left out."""
    recording = session.recording
    if recording is None:
        return ()
    groups = (
        Group("Recording", tuple(_recording_lines(recording, masker, now or datetime.now(UTC)))),
        Group("Notes", tuple(Line("", masker.text(line)) for line in recording.notes.split("\n") if line)),
        Group("Captured", tuple(_part_line(session, part) for part in Part)),
        Group("How the files were read", tuple(_reading_lines(session))),
        Group("Custom metadata", tuple(tree_lines(recording.custom_meta, masker))),
        Group("System metadata", tuple(tree_lines(recording.system_meta, masker))),
        Group("Link", tuple(_link_lines(recording, masker))),
        Group("Other fields", tuple(tree_lines(recording.extra, masker))),
    )
    return tuple(group for group in groups if group.lines)


def tree_lines(value: JsonObject, masker: Masker) -> Iterator[Line]:
    """A JSON object as an indented tree, keys in their order, secrets masked by their key."""
    waiting = [(str(key), inner, 0) for key, inner in reversed(list(value.items()))]
    while waiting:
        key, inner, depth = waiting.pop()
        children = _children(inner) if depth < _DEEPEST else []
        if children:
            yield Line(key, "", depth)
            waiting.extend((name, child, depth + 1) for name, child in reversed(children))
        else:
            yield Line(key, masker.named(key, _scalar(inner)), depth)


def _children(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, Mapping):
        return [(str(key), inner) for key, inner in value.items()]
    if isinstance(value, list):
        return [(str(position), inner) for position, inner in enumerate(value)]
    return []


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping | list) and value:
        return "…"
    return json.dumps(value, default=str)


def _recording_lines(recording: Recording, masker: Masker, now: datetime) -> Iterator[Line]:
    link = recording.link
    if link and link.title:
        yield Line("Title", masker.text(link.title))
    yield Line("Recording", recording.id)
    yield Line("Workspace", recording.workspace_id)
    if recording.started_at:
        yield Line("Started", _moment(recording.started_at))
    yield Line("Length", _length(recording.duration_ms))
    yield Line("Status", recording.status or "not said")
    if recording.creator and recording.creator.name:
        yield Line("Creator", recording.creator.name)
    if recording.project and (recording.project.title or recording.project.id):
        yield Line("Project", recording.project.title or recording.project.id)
    if recording.domain and recording.domain.url:
        yield Line("Domain", masker.url(recording.domain.url))
    if link and (link.provider_type or link.provider_ref):
        yield Line("Ticket", " ".join(filter(None, (link.provider_type, link.provider_ref))))
    if recording.created_at:
        yield Line("Created", _moment(recording.created_at))
    yield _expiry_line(recording.expires_at, now)


def _link_lines(recording: Recording, masker: Masker) -> Iterator[Line]:
    link = recording.link
    if link is None:
        return
    if link.id:
        yield Line("Link", link.id)
    if link.type:
        yield Line("Type", link.type)
    if link.created_at:
        yield Line("Created", _moment(link.created_at))
    if isinstance(link.provider_data, Mapping):
        yield from tree_lines(link.provider_data, masker)
    elif link.provider_data:
        yield Line("Provider data", masker.text(_scalar(link.provider_data)))


def _expiry_line(expires: datetime | None, now: datetime) -> Line:
    if expires is None:
        return Line("Expires", "never")
    left = expires - now
    if left <= timedelta(0):
        return Line("Expires", f"{_moment(expires)} (expired)", style="error")
    hours = round(left / timedelta(hours=1))
    words = f"in {round(hours / 24)} days" if hours >= 48 else f"in {hours} hours"
    return Line("Expires", f"{_moment(expires)} ({words})", style="warn" if left < _EXPIRES_SOON else "")


def _part_line(session: Session, part: Part) -> Line:
    state = session.state(part)
    label = part.label.capitalize()
    log = next((log for kind, log in session.logs.items() if PART_OF_KIND[kind] is part), None)
    if log is not None and state.availability is Availability.READY:
        return Line(label, _log_words(log, state))
    if state.availability is Availability.READY:
        return Line(label, _resource_words(session.resources.get(part)))
    if state.availability is Availability.NOT_ASKED:
        return Line(label, "fetched when its tab is opened", style="muted")
    words = state.title or state.availability.value
    return Line(label, words, style="error" if state.is_error else "muted")


def _log_words(log: Log, state: PartState) -> str:
    facts = [f"{len(log):,} entries", log.account.summary]
    if log.account.raw:
        facts.append(f"{log.account.raw:,} kept raw")
    if not state.whole:
        facts.append(state.title)
    return " · ".join(filter(None, facts))


def _reading_lines(session: Session) -> Iterator[Line]:
    for kind, log in session.logs.items():
        for number, note in enumerate(log.account.notes):
            yield Line("" if number else PART_OF_KIND[kind].label.capitalize(), note)


def _resource_words(resource: Resource | None) -> str:
    if resource is None:
        return "available"
    size = f"{resource.size:,} bytes" if resource.size is not None else ""
    length = _length(resource.duration_ms) if resource.duration_ms else ""
    types = ", ".join(
        dict.fromkeys(filter(None, (resource.type, *(source.type for source in resource.sources))))
    )
    return " · ".join(filter(None, ("available", types, size, length)))


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _length(duration_ms: float | None) -> str:
    return "unknown" if duration_ms is None else format_offset(duration_ms)


def recording_title(recording: Recording | None) -> str:
    """The title of a screen: the link's title, or the id."""
    if recording is None:
        return ""
    return (recording.link.title if recording.link else "") or recording.id


def recording_facts(recording: Recording) -> str:
    """What a title says beside the title: project, length, start and what is unusual, not yet made safe."""
    facts = (
        recording.project.title if recording.project else "",
        format_offset(recording.duration_ms, millis=False) if recording.duration_ms else "",
        f"{recording.started_at:%Y-%m-%d %H:%M} UTC" if recording.started_at else "",
        recording.status if recording.status != "ready" else "",
    )
    return " · ".join(filter(None, facts))
