"""``list``: the recordings of a workspace, newest first."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from upl_tui.clock import format_offset
from upl_tui.errors import ExitCode
from upl_tui.loader import ApiRecordings
from upl_tui.model import RecordingSummary
from upl_tui.safe_text import visible
from upl_tui.settings import Settings
from upl_tui.sources import open_recordings
from upl_tui.target import parse_target
from upl_tui.verbs.output import JSON_VERSION, json_line, json_text, say, table_text, write


def run(arguments: Namespace, settings: Settings) -> int:
    """Print recordings; standard error says when there are more."""
    source = open_recordings(parse_target(arguments.target, settings.workspace), settings)
    recordings, total = asyncio.run(_collect(source, arguments.limit))
    write(_FORMATS[arguments.format](recordings, total), arguments.output, force=arguments.force)
    if total is None or total > len(recordings):
        of = f" of {total}" if total is not None else ""
        say(f"upl-tui: {len(recordings)}{of} recordings shown; --limit shows more.")
    return ExitCode.OK


async def _collect(source: ApiRecordings, limit: int) -> tuple[list[RecordingSummary], int | None]:
    found: list[RecordingSummary] = []
    async with source:
        for number in range(1, limit + 2):
            page = await source.page(number)
            found.extend(page.items)
            if not page.has_more:
                return found[:limit], len(found)
            if len(found) >= limit:
                return found[:limit], page.total
    return found[:limit], None


def _as_text(recordings: Sequence[RecordingSummary], _: int | None) -> str:
    rows = [
        (
            visible(recording.id),
            _day(recording.created_at),
            format_offset(recording.duration_ms, millis=False),
            visible(recording.creator.name if recording.creator else ""),
            visible(recording.title or "Untitled recording"),
        )
        for recording in recordings
    ]
    return table_text(rows)


def _as_json(recordings: Sequence[RecordingSummary], total: int | None) -> str:
    shown = [_object(recording) for recording in recordings]
    return json_text({"version": JSON_VERSION, "recordings": shown, "total": total, "shown": len(shown)})


def _as_ndjson(recordings: Sequence[RecordingSummary], _: int | None) -> str:
    return "".join(json_line(_object(recording)) for recording in recordings)


_FORMATS = {"text": _as_text, "json": _as_json, "ndjson": _as_ndjson}


def _object(recording: RecordingSummary) -> dict[str, Any]:
    return {
        "id": recording.id,
        "title": recording.title,
        "creator": recording.creator.name if recording.creator else "",
        "durationMs": recording.duration_ms,
        "createdAt": recording.created_at.isoformat() if recording.created_at else None,
        "expiresAt": recording.expires_at.isoformat() if recording.expires_at else None,
    }


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "-"
