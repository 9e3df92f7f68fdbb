"""The smallest Textual programs to compare with: ``python -m tests.bench.baselines empty|list``."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

from textual.app import App, ComposeResult
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen

EMPTY_SHOWS = "painted-at-all"
_LISTED = 2_000


class PlainDriver(LinuxDriver):
    """Textual's own output for ``TEXTUAL_DRIVER``; it is not the driver that a program would replace."""


class _EmptyScreen(Screen[None]):
    def render(self) -> str:
        return EMPTY_SHOWS


class EmptyApp(App[None]):
    """Textual itself: one screen, no widget."""

    def get_default_screen(self) -> Screen[None]:
        return _EmptyScreen(id="_default")


class ListApp(App[None]):
    """Textual's own list with the lines of a file."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def compose(self) -> ComposeResult:
        from textual.widgets import OptionList

        with self._path.open(encoding="utf-8") as file:
            yield OptionList(*(line[:400] for line in islice(file, _LISTED)), markup=False)


if __name__ == "__main__":
    (ListApp(Path(sys.argv[2])) if sys.argv[1] == "list" else EmptyApp()).run()
