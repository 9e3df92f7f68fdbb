"""Choices made by a key that hold for the next run too, in a file beside the marks."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from upl_tui.errors import UplError


def choices_path(environ: Mapping[str, str]) -> Path:
    """Where the choices are kept."""
    base = environ.get("XDG_STATE_HOME") or "~/.local/state"
    return Path(base).expanduser() / "upl-tui" / "choices.json"


def kept_mouse(environ: Mapping[str, str]) -> bool | None:
    """Whether the person wanted the mouse when they were last asked; None when nothing is known."""
    value = _read(choices_path(environ)).get("mouse")
    return value if isinstance(value, bool) else None


def keep_mouse(wanted: bool, environ: Mapping[str, str]) -> None:
    """Keep whether the person wants the mouse. Raises `UplError` when it cannot be written."""
    import json
    import tempfile

    path = choices_path(environ)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                json.dump({**_read(path), "mouse": wanted}, file)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UplError(
            f"This cannot be kept in {path.parent}: {error.strerror}.", "It lasts until you leave."
        ) from None


def _read(path: Path) -> dict[str, Any]:
    """What is kept; nothing of a file that cannot be read: a choice is made again by its key."""
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    import json

    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
