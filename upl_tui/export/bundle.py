"""A recording as a directory or zip that this program opens again, and any other program too.

``recording.json`` says what it is and what was masked, ``network.har`` is a HAR, ``console.ndjson`` and
``actions.ndjson`` have one entry a line. Addresses of storage and keys stay out; the recording's page, which
asks for a login, is named.
"""

from __future__ import annotations

import io
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from math import isnan
from pathlib import Path
from typing import Any

from upl_tui import __version__
from upl_tui.entries import ActionEntry, ConsoleEntry, Element, Entry, Frame
from upl_tui.errors import UsageError
from upl_tui.export.har import document
from upl_tui.export.json_text import json_line, json_text
from upl_tui.export.picked import File, Picked
from upl_tui.export.places import iso, player_url, started_ms
from upl_tui.export.save import save
from upl_tui.export.sent import encodable
from upl_tui.log import Log
from upl_tui.logs import LOGS
from upl_tui.marks import Marks, marks_json
from upl_tui.model import Kind
from upl_tui.redact import MASK, Masker
from upl_tui.session import Session
from upl_tui.shapes import own

_NAMES = {Kind.CONSOLE: "console.ndjson", Kind.NETWORK: "network.har", Kind.ACTION: "actions.ndjson"}
_URLS = frozenset({"url", "from_url", "to_url", "page_url", "href"})
_SAID_ELSEWHERE = frozenset({"text", "value", "label"})
"""What an action's JSON has masked by what is known of its element."""


def bundle_files(session: Session, masker: Masker, marks: Mapping[Kind, Marks] | None = None) -> list[File]:
    """The files of a bundle with all logs that are loaded, every row in its place so that ids stay."""
    files = []
    for kind, log in sorted(session.logs.items()):
        picked = Picked(log, range(len(log)), session)
        if kind is Kind.NETWORK:
            text = json_text(document(picked, masker))
        else:
            text = json_line(own.HEADER) + "".join(_line(picked, row, masker) for row in picked.rows)
        files.append(File(_NAMES[kind], text.encode()))
    return [File("recording.json", _manifest(session, masker, marks or {}).encode()), *files]


def write_bundle(files: list[File], path: Path, *, force: bool = False) -> None:
    """Write files as a zip, when the name ends so, or as a directory; only the owner can read them.

    Raises `UsageError` when the path is there and `force` is off, or when it cannot be written.
    """
    if path.suffix.lower() == ".zip":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                archive.writestr(file.name, file.data)
        save(path, packed.getvalue(), force=force)
        return
    if path.exists() and not force:
        raise UsageError(f"{path} is there already.", "Write over it with --force.")
    try:
        if not path.exists():
            _make_directory(files, path)
            return
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
    for file in files:
        save(path / file.name, file.data, force=True)


def _make_directory(files: list[File], path: Path) -> None:
    """A directory with all files at once, or none."""
    temporary = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    for file in files:
        target = temporary / file.name
        target.touch(0o600)
        target.write_bytes(file.data)
    os.replace(temporary, path)


def _manifest(session: Session, masker: Masker, marks: Mapping[Kind, Marks]) -> str:
    recording = session.recording
    logs = session.logs.values()
    picked = next((Picked(log, (), session) for log in logs), None)
    started = started_ms(picked) if picked is not None else None
    kept = {
        kind.value: marks_json(_masked_notes(marks[kind], masker))
        for kind in sorted(marks)
        if marks[kind] != Marks()
    }
    shown: dict[str, Any] = {
        "format": own.MANIFEST,
        "version": own.VERSION,
        "creator": f"upl-tui {__version__}",
        "recordingId": encodable(recording.id) if recording else "",
        "recordingStartedAt": None if started is None else iso(started, 0.0),
        "recordingDurationMs": recording.duration_ms if recording else None,
        "title": encodable(masker.text(recording.link.title)) if recording and recording.link else "",
        "page": player_url(recording),
        "secrets": "shown" if masker.reveal else "masked",
        "masked": {encodable(name): count for name, count in sorted(masker.masked.items())},
        "marks": kept,
        "files": {_NAMES[log.kind]: {"entries": len(log), "raw": log.account.raw} for log in logs},
    }
    return json_text(shown)


def _masked_notes(marks: Marks, masker: Masker) -> Marks:
    return Marks(marks.marked, {name: encodable(masker.text(note)) for name, note in marks.notes.items()})


def _line(picked: Picked, row: int, masker: Masker) -> str:
    log = picked.log
    entry = log.entry(row)
    if not isinstance(entry, ConsoleEntry | ActionEntry):
        return _raw_line(entry, masker)
    at, started = log.at[row], started_ms(picked)
    shown = {own.MARK: own.VERSION, "id": log.id(row), "kind": log.kind.value}
    if not isnan(at):
        shown["at"] = at if started is None else started + at
    return json_line(shown | {"entry": _object(log, row, entry, masker)})


def _raw_line(entry: Entry, masker: Masker) -> str:
    """A row that no reader understood, on one line that none will understand."""
    text = encodable(masker.body(entry.text, ""))
    return f"{text}\n" if text and text.isprintable() else json_line(text)


def _object(log: Log, row: int, entry: ConsoleEntry | ActionEntry, masker: Masker) -> dict[str, Any]:
    kind = log.kind
    public = LOGS[kind].to_json(log, row, masker)
    shown: dict[str, Any] = {"severity": entry.severity.word}
    for name in own.TEXTS[kind]:
        value = getattr(entry, name)
        if value is not None:
            said = public.get(name) if name in _SAID_ELSEWHERE else None
            shown[name] = encodable(said) if said is not None else _masked(name, value, masker)
    for name in (*own.NUMBERS[kind], *own.FLAGS[kind]):
        shown[name] = getattr(entry, name)
    for name in own.LISTS[kind]:
        shown[name] = [_masked(name, text, masker) for text in getattr(entry, name)]
    if isinstance(entry, ConsoleEntry):
        shown["args"] = None if entry.args is None else [_value(value, masker) for value in entry.args]
        shown["stack"] = [_parts(frame, masker) for frame in entry.stack]
    else:
        if MASK in shown["text"] and len(entry.key) == 1:
            shown["key"] = MASK
        shown["viewport"] = list(entry.viewport) if entry.viewport else None
        shown["element"] = _parts(entry.element, masker) if entry.element else None
    return {
        name: value
        for name, value in shown.items()
        if value is not None and value != "" and (value != [] or name == "args")
    }


def _parts(part: Frame | Element, masker: Masker) -> dict[str, Any]:
    shown = {}
    for name, value in asdict(part).items():
        if isinstance(value, str):
            value = _masked(name, value, masker)
        elif isinstance(value, tuple):
            value = [encodable(item) for item in value]
        if value not in (None, "", []):
            shown[name] = value
    return shown


def _masked(name: str, text: str, masker: Masker) -> str:
    return encodable(masker.url(text) if name in _URLS else masker.text(text))


def _value(value: Any, masker: Masker) -> Any:
    """A JSON-like value, masked by the names inside it."""
    try:
        return json.loads(masker.body(json.dumps(value, ensure_ascii=False), "application/json"))
    except (ValueError, TypeError, RecursionError):
        return encodable(masker.text(str(value)))
