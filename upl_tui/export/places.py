"""Where an entry is: its address, its moment, the link to the recording."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from math import isnan
from urllib.parse import quote

from upl_tui.clock import format_offset
from upl_tui.export.picked import Copied, Picked
from upl_tui.export.sent import encodable
from upl_tui.model import Recording
from upl_tui.redact import Masker

_NEVER_IN_URL = re.compile(r"[\x00-\x20\x7f-\x9f]")
_PLAYER = "https://dash.userplane.io/workspace"


def urls(picked: Picked, masker: Masker) -> Copied:
    """Addresses of requests, pages of actions, sources of messages; one a line."""
    found = [getattr(picked.log.entry(row), "url", "") for row in picked.rows]
    text = "\n".join(_escaped(masker.url(url)) for url in found if url)
    return Copied(text, notes=() if text else ("There is no URL here.",))


def _escaped(url: str) -> str:
    """A URL on one line, with escapes instead of what no URL has and a terminal would act on."""
    return _NEVER_IN_URL.sub(lambda found: quote(found[0]), encodable(url))


def times(picked: Picked, masker: Masker) -> Copied:
    """Offsets from the start, with the date where the recording's start is known; one a line."""
    lines = []
    for row in picked.rows:
        at = picked.log.at[row]
        if not isnan(at):
            date = iso(started_ms(picked) or 0.0, at) if started_ms(picked) is not None else ""
            lines.append(" ".join(filter(None, (format_offset(at), date))))
    return Copied("\n".join(lines), notes=() if lines else ("There is no time here.",))


def link(picked: Picked, masker: Masker) -> Copied:
    """The recording's page, and behind it the entry and the moment to look at, which no address can tell."""
    recording = picked.session.recording
    page = player_url(recording)
    if not page:
        return Copied("", notes=("A recording in a file has no page to link to.",))
    at = picked.log.at[picked.rows[0]]
    moment = "" if isnan(at) else f" at {format_offset(at)}"
    return Copied(f"{page} ({picked.log.id(picked.rows[0])}{moment})")


def player_url(recording: Recording | None) -> str:
    """The page on which a recording is played; empty when it has none."""
    if recording is None or not recording.workspace_id:
        return recording.page if recording is not None else ""
    workspace, name = quote(recording.workspace_id, safe=""), quote(recording.id, safe="")
    return f"{_PLAYER}/{workspace}/recordings/{name}"


def started_ms(picked: Picked) -> float | None:
    """Epoch milliseconds of the moment that offsets count from, None when nobody knows."""
    recording = picked.session.recording
    if recording is not None and recording.started_at is not None:
        return recording.started_at.timestamp() * 1000
    return picked.log.account.started_at_ms


def iso(started: float, at_ms: float) -> str:
    """A moment as ISO 8601 in UTC, with microseconds where milliseconds do not tell it all."""
    try:
        moment = datetime.fromtimestamp(round((started + at_ms) * 1000) / 1_000_000, UTC)
    except (OverflowError, ValueError, OSError):
        moment = datetime.fromtimestamp(0, UTC)
    whole = moment.microsecond % 1000 == 0
    return moment.isoformat(timespec="milliseconds" if whole else "microseconds").replace("+00:00", "Z")
