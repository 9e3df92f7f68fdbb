"""The line above everything: which recording this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from upl_tui.tui.content import safe_content

if TYPE_CHECKING:
    from upl_tui.model import Recording

_PROGRAM = Content("upl-tui").stylize("bold")


class TitleLine(Static):
    """Program, title, project, length and start of the recording."""

    DEFAULT_CSS = "TitleLine { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }"

    def __init__(self) -> None:
        super().__init__(_PROGRAM, markup=False)

    def show(self, recording: Recording) -> None:
        """Name a recording."""
        from upl_tui.clock import format_offset
        from upl_tui.info import recording_title

        facts = [
            recording.project.title if recording.project else "",
            format_offset(recording.duration_ms, millis=False) if recording.duration_ms else "",
            f"{recording.started_at:%Y-%m-%d %H:%M} UTC" if recording.started_at else "",
            recording.status if recording.status != "ready" else "",
        ]
        title = safe_content(recording_title(recording)).stylize("bold")
        rest = safe_content(" · ".join(filter(None, facts)))
        self.update(Content.assemble(_PROGRAM, "  ", title, "  ", rest))
