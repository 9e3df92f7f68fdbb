"""Marks and notes on entries, kept from one look at a recording to the next.

What is kept are ids of entries and the person's own words, never anything recorded.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from upl_tui.errors import UplError
from upl_tui.log import Log
from upl_tui.model import Recording

_VERSION = 1
_ID = re.compile(r"[A-Z][1-9][0-9]{0,11}")
_KEY_BYTES = 16


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks and notes on the entries of one log, by their ids."""

    marked: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)

    def with_mark(self, name: str, marked: bool) -> Marks:
        """These, with an entry marked or not."""
        return replace(self, marked=self.marked | {name} if marked else self.marked - {name})

    def with_note(self, name: str, text: str) -> Marks:
        """These, with another note on an entry; an empty one takes the note away."""
        others = {other: note for other, note in self.notes.items() if other != name}
        return replace(self, notes=others | ({name: text} if text else {}))


@dataclass(frozen=True, slots=True)
class MarkFile:
    """Where the marks of one log are kept. Programs that have it open at once see each other's marks."""

    path: Path
    key: str
    given: Marks = Marks()
    """What there is as long as nothing is kept: the marks that came with the recording."""

    def read(self) -> tuple[Marks, str]:
        """The marks, and a sentence about a file that was put aside. Raises `UplError`."""
        with _explained(self.path):
            if not self.path.exists():
                return self.given, ""
            with self._locked():
                return self._read()

    def change(self, apply: Callable[[Marks], Marks]) -> tuple[Marks, str]:
        """Apply a change to what is kept by now, and keep it; answers like `read`.

        Raises `UplError` when it cannot be written: then what was kept is still there.
        """
        with _explained(self.path):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._locked():
                marks, said = self._read()
                marks = apply(marks)
                self._write(marks)
                return marks, said

    def _read(self) -> tuple[Marks, str]:
        try:
            return _marks_of(json.loads(self.path.read_bytes()), self.key), ""
        except FileNotFoundError:
            return self.given, ""
        except (ValueError, RecursionError):
            aside = _free_name(self.path)
            self.path.rename(aside)
            return Marks(), f"The marks kept before cannot be read; their file is now {aside}."

    def _write(self, marks: Marks) -> None:
        document = {
            "version": _VERSION,
            "key": self.key,
            **marks_json(marks),
        }
        handle, temporary = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                json.dump(document, file, indent=1)
            os.replace(temporary, self.path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Alone with the file: reading and writing it is one step for every other program."""
        handle = os.open(self.path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def mark_file(recording: Recording | None, log: Log, environ: Mapping[str, str]) -> MarkFile:
    """The file of a log's marks: by the recording's id, or by the log's bytes for a log from disk."""
    if recording is not None and recording.workspace_id:
        key = f"{recording.workspace_id}/{recording.id}/{log.kind.value}"
    else:
        key = f"{log.kind.value} {blake2b(log.data, digest_size=_KEY_BYTES).hexdigest()}"
    name = blake2b(key.encode("utf-8", "backslashreplace"), digest_size=_KEY_BYTES).hexdigest()
    base = environ.get("XDG_STATE_HOME") or "~/.local/state"
    given = _given(recording.given_marks.get(log.kind.value)) if recording is not None else Marks()
    return MarkFile(Path(base).expanduser() / "upl-tui" / "marks" / f"{name}.json", key, given)


def marks_json(marks: Marks) -> dict[str, Any]:
    """Marks as an object of JSON, for a bundle."""
    return {"marked": sorted(marks.marked), "notes": dict(sorted(marks.notes.items()))}


def tag(log: Log, marks: Marks) -> None:
    """Let a log answer ``is:marked``, ``is:noted`` and ``has:note``; ids it does not have are left alone."""
    noted = _rows(log, marks.notes)
    log.tags.update({"marked": _rows(log, marks.marked), "noted": noted, "note": noted})


def _rows(log: Log, names: Iterable[str]) -> set[int]:
    return {row for name in names if (row := log.row_of(name)) is not None}


def _marks_of(value: object, key: str) -> Marks:
    """Marks from a file's JSON. Raises `ValueError` for anything but what `MarkFile` writes."""
    match value:
        case {"version": int(version), "key": str(of)} if version == _VERSION and of == key:
            return _read_json(value)
    raise ValueError("not a file of marks")


def _read_json(value: object) -> Marks:
    """Marks from what `marks_json` makes. Raises `ValueError` for anything else."""
    match value:
        case {"marked": list(marked), "notes": dict(notes)}:
            names = [*marked, *notes]
            well_formed = all(isinstance(name, str) and _ID.fullmatch(name) for name in names)
            if well_formed and all(map(_is_text, notes.values())):
                return Marks(frozenset(marked), notes)
    raise ValueError("no marks")


def _given(value: object) -> Marks:
    """The marks that a recording came with; none where others wrote something else there."""
    try:
        return _read_json(value)
    except ValueError:
        return Marks()


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _free_name(path: Path) -> Path:
    number = 1
    while (aside := path.with_suffix(f".broken-{number}")).exists():
        number += 1
    return aside


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UplError(
            f"Marks cannot be kept in {path.parent}: {error.strerror}.", "They last until you leave."
        ) from None
