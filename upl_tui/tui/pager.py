"""Hands the terminal to the person's pager or editor, with a text that only they can read."""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from upl_tui.safe_text import visible

if TYPE_CHECKING:
    from textual.app import App

    from upl_tui.logs.spec import Section

_SETTLE_SECONDS = 0.2
_NO_PAGER = "There is no pager: set PAGER or EDITOR, or install less."


def pager_command(environment: Mapping[str, str]) -> list[str] | None:
    """What to run: ``PAGER``, else ``EDITOR``, else less; None when there is nothing to run.

    Raises ValueError when a variable has an open quote.
    """
    for name in ("PAGER", "EDITOR"):
        if command := shlex.split(environment.get(name, "")):
            return command
    return ["less"] if shutil.which("less", path=environment.get("PATH")) else None


def section_text(batches: Callable[[], Iterable[Sequence[Section]]], key: str) -> Iterator[str]:
    """The whole text of the section with a key, in pieces."""
    for batch in batches():
        for section in batch:
            if section.key == key:
                yield section.text
                yield from section.more
                return


def whole_text(batches: Callable[[], Iterable[Sequence[Section]]], heading: str) -> Iterator[str]:
    """A heading, then the text of all sections under their titles, in pieces."""
    yield heading
    for batch in batches():
        for section in batch:
            yield f"\n\n{section.title}\n\n{section.text}"
            yield from section.more


def open_pager(app: App[Any], pieces: Iterable[str]) -> str:
    """Show a text in the pager, from a thread; a sentence when that was not possible, else nothing.

    The text is in a file of mode 0600 in a folder of mode 0700; both are removed when the pager has ended.
    """
    try:
        command = pager_command(os.environ)
    except ValueError:
        return "PAGER or EDITOR has an open quote."
    if command is None:
        return _NO_PAGER
    try:
        with TemporaryDirectory(prefix="upl-tui-") as folder:
            path = Path(folder) / "detail.txt"
            _write(path, pieces)
            return app.call_from_thread(_run, app, [*command, str(path)])
    except OSError as error:
        return f"No temporary file could be written: {error.strerror}."


def _write(path: Path, pieces: Iterable[str]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
        for piece in pieces:
            file.write(_harmless(piece))
        file.write("\n")


def _harmless(text: str) -> str:
    """Recorded text for a terminal that is not ours: lines and tabs stay, other control characters do not."""
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return text
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join("\t".join(map(visible, line.split("\t"))) for line in lines)


def _run(app: App[Any], command: Sequence[str]) -> str:
    from textual.app import SuspendNotSupported

    loop = asyncio.get_running_loop()
    # Ctrl+C in the pager reaches this program too, which is to stay.
    loop.add_signal_handler(signal.SIGINT, lambda: None)
    try:
        with app.suspend():
            return _run_in_terminal(command)
    except SuspendNotSupported:
        return "This terminal cannot be handed to a pager."
    finally:
        leave = partial(app.exit, None, 128 + signal.SIGINT)
        loop.call_later(_SETTLE_SECONDS, partial(loop.add_signal_handler, signal.SIGINT, leave))


def _run_in_terminal(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(command, check=False)
    except OSError as error:
        return f"{command[0]} could not be started: {error.strerror}."
    return f"{command[0]} ended with status {done.returncode}." if done.returncode else ""
