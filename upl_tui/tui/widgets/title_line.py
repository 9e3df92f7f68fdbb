"""The line above everything: which recording this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from upl_tui.tui.content import safe_content
from upl_tui.tui.first_words import PROGRAM

if TYPE_CHECKING:
    from upl_tui.model import Recording

_PROGRAM = Content(PROGRAM).stylize("bold")


class TitleLine(Static):
    """Program, title, project, length and start of the recording."""

    DEFAULT_CSS = "TitleLine { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }"

    def __init__(self) -> None:
        super().__init__(_PROGRAM, markup=False)

    def show(self, recording: Recording) -> None:
        """Name a recording."""
        from upl_tui.info import recording_facts, recording_title

        title = safe_content(recording_title(recording)).stylize("bold")
        rest = safe_content(recording_facts(recording))
        self.update(Content.assemble(_PROGRAM, "  ", title, "  ", rest))
