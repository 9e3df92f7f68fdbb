"""Rows as a framer would give them, from values or pieces of source text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from upl_tui.clock import RecordingClock
from upl_tui.formats.rows import Rows
from upl_tui.model import Kind
from upl_tui.shapes.shape import ReadContext

DATA = Path(__file__).parent.parent / "data"
CAPTURE_START_MS = 1795326314828.0
CAPTURE_CLOCK = RecordingClock(started_at_ms=CAPTURE_START_MS, duration_ms=27983.0)


def frame(values: Iterable[Any]) -> Rows:
    """NDJSON rows over JSON values; a value that is bytes is taken as the row's source itself."""
    rows = Rows(data=b"")
    data = bytearray()
    for value in values:
        source = value if isinstance(value, bytes) else json.dumps(value).encode()
        rows.starts.append(len(data))
        data += source
        rows.ends.append(len(data))
        data += b"\n"
    rows.data = bytes(data)
    return rows


def context(kind: Kind, clock: RecordingClock = CAPTURE_CLOCK, root: Any = None) -> ReadContext:
    """What the engine would tell a reader."""
    return ReadContext(wanted=kind, clock=clock, root=root)


def sample(name: str) -> Any:
    """Parsed sample file: a document, or a list of rows for NDJSON."""
    text = (DATA / name).read_text("utf-8")
    return (
        [json.loads(line) for line in text.split("\n") if line]
        if name.endswith("ndjson")
        else json.loads(text)
    )
