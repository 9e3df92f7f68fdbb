"""Writing results: standard output or a file of one's own, JSON that survives any recorded value."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from upl_tui.export.json_text import json_line, json_text
from upl_tui.export.layout import table_text
from upl_tui.export.save import save
from upl_tui.log import Account
from upl_tui.model import Recording

__all__ = [
    "JSON_VERSION",
    "account_json",
    "json_line",
    "json_text",
    "recording_json",
    "say",
    "table_text",
    "write",
]

JSON_VERSION = 1


def write(text: str, path: str = "", *, force: bool = False) -> None:
    """Write to standard output, or whole or not at all to a file that only the owner can read.

    Raises `UsageError` when the file exists and `force` is off, or when it cannot be written.
    """
    if not path:
        _write_out(sys.stdout, text)
        return
    save(Path(path), text.encode(errors="backslashreplace"), force=force)


def say(text: str) -> None:
    """Talk: one line on standard error."""
    _write_out(sys.stderr, text + "\n")


def recording_json(recording: Recording | None) -> dict[str, Any]:
    """The ``recording`` object of the JSON output."""
    if recording is None:
        return {}
    return {
        "id": recording.id,
        "workspaceId": recording.workspace_id,
        "title": recording.link.title if recording.link else "",
        "startedAt": _iso(recording.started_at),
        "durationMs": recording.duration_ms,
        "status": recording.status,
        "createdAt": _iso(recording.created_at),
        "expiresAt": _iso(recording.expires_at),
    }


def account_json(account: Account) -> dict[str, Any]:
    """How one file was read, for the ``source`` object of the JSON output."""
    return {
        "format": account.shape,
        "framing": account.framing,
        "rows": account.elements,
        "understood": account.understood,
        "unparsed": account.raw,
        "other": dict(account.other),
        "time_base": account.time_base,
        "confidence": account.confidence,
        "approximate": account.approximate,
        "notes": list(account.notes),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _write_out(stream: TextIO, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()
