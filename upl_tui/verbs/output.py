"""Writing results: standard output or a file of one's own, JSON that survives any recorded value."""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import orjson

from upl_tui.errors import UsageError
from upl_tui.log import Account
from upl_tui.model import Recording

JSON_VERSION = 1

# JSON leaves them as they are, and a terminal obeys or hides them. They can only stand inside strings.
_UNSEEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)


def write(text: str, path: str = "", *, force: bool = False) -> None:
    """Write to standard output, or whole or not at all to a file that only the owner can read.

    Raises `UsageError` when the file exists and `force` is off, or when it cannot be written.
    """
    if not path:
        _write_out(sys.stdout, text)
        return
    target = Path(path)
    if target.exists() and not force:
        raise UsageError(f"{path} is there already.", "Write over it with --force.")
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, target)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None


def say(text: str) -> None:
    """Talk: one line on standard error."""
    _write_out(sys.stderr, text + "\n")


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as lines, all columns but the last padded to the same width."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    padded = ((*map(str.ljust, row, widths), row[-1]) for row in rows)
    return "".join("  ".join(cells).rstrip() + "\n" for cells in padded)


def json_text(value: Any) -> str:
    """A JSON document with two spaces of indent and a final line feed."""
    try:
        text = orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
    except TypeError:
        return json.dumps(value, indent=2) + "\n"
    return _UNSEEN.sub(_escaped, text)


def json_line(value: Any) -> str:
    """A JSON value on one line with a final line feed."""
    try:
        text = orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE).decode()
    except TypeError:
        return json.dumps(value) + "\n"
    return _UNSEEN.sub(_escaped, text)


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


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _write_out(stream: TextIO, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()
