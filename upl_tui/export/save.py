"""Files that only their owner can read, written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from upl_tui.errors import UsageError


def save(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file of mode 0600.

    Raises `UsageError` when it exists and `force` is off, or when it cannot be written; then an older file is
    as it was.
    """
    if path.exists() and not force:
        raise UsageError(f"{path} is there already.", "Write over it with --force.")
    import tempfile

    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
