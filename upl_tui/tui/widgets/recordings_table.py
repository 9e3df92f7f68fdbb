"""Recordings as lines: title, who, how long, when, and how soon it is gone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from upl_tui.clock import format_offset
from upl_tui.model import RecordingSummary
from upl_tui.safe_text import visible
from upl_tui.tui.content import fit
from upl_tui.tui.widgets.line_view import LineView

_NEAR_END = 5
_EXPIRES_SOON = timedelta(days=7)
_CREATOR_CELLS = 18
_FIXED_CELLS = _CREATOR_CELLS + 7 + 16 + 11 + 4


class RecordingsTable(LineView):
    """The recordings that are loaded so far, or those of them that hold a text."""

    HEADER_LINES = 1

    COMPONENT_CLASSES: ClassVar[set[str]] = {"recordings--muted", "recordings--warn"}

    DEFAULT_CSS = """
    RecordingsTable {
        & > .recordings--muted { color: $text-muted; }
        & > .recordings--warn { color: $text-warning; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open the recording", id="recordings-open", show=False)
    ]

    class Selected(Message):
        """The person chose a recording."""

        def __init__(self, recording: RecordingSummary) -> None:
            super().__init__()
            self.recording = recording

    class NearEnd(Message):
        """The cursor is near the last recording that is loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.recordings: list[RecordingSummary] = []
        """Everything loaded so far."""
        self.wanted = ""
        """The text that shown recordings hold."""
        self._total: int | None = None
        self._shown: list[RecordingSummary] = []

    def extend(self, recordings: Iterable[RecordingSummary], total: int | None, *, anew: bool) -> None:
        """Take over a page; `total` is how many there are in all, `anew` forgets the earlier pages."""
        self.recordings = [*([] if anew else self.recordings), *recordings]
        self._total = total
        self.narrow(self.wanted)

    def narrow(self, text: str) -> None:
        """Show only recordings whose title, creator or id holds a text, in any case."""
        self.wanted = text
        self._shown = [recording for recording in self.recordings if text.lower() in _words(recording)]
        self.rows_changed()
        self.redraw()
        if text and len(self._shown) < _NEAR_END:
            self.post_message(self.NearEnd())

    @property
    def line_count(self) -> int:
        """Number of recordings shown."""
        return len(self._shown)

    def announce(self) -> None:
        """Ask for more near the end."""
        if self.cursor >= len(self._shown) - _NEAR_END:
            self.post_message(self.NearEnd())

    def activate(self) -> None:
        """Choose the recording under the cursor."""
        if self._shown:
            self.post_message(self.Selected(self._shown[self.cursor]))

    def action_select(self) -> None:
        """Choose the recording under the cursor."""
        self.activate()

    def render_header(self, width: int) -> Strip:
        """Column titles, with how many recordings there are."""
        of = f" of {self._total:,}" if self._total is not None else ""
        title = f"{len(self._shown):,}{of} recordings"
        cells = (title, "creator", "length", "created (UTC)", "expires")
        return self.paint([(_row(cells, width), "line-view--header", False)], width)

    def render_row(self, index: int, width: int, selected: bool) -> Strip:
        """One recording."""
        recording = self._shown[index]
        expires, soon = _expiry(recording.expires_at)
        cells = (
            recording.title or "Untitled recording",
            recording.creator.name if recording.creator else "",
            format_offset(recording.duration_ms, millis=False),
            f"{recording.created_at.astimezone(UTC):%Y-%m-%d %H:%M}" if recording.created_at else "-",
            expires,
        )
        return self.paint([(_row(cells, width), "recordings--warn" if soon else "", False)], width, selected)

    def render_blank(self, y: int, width: int) -> Strip:
        """A sentence when nothing is shown."""
        text = "No loaded recording holds this text. Esc shows all." if y == 0 and not self._shown else ""
        return self.paint([(text, "recordings--muted", False)], width)


def _row(cells: tuple[str, str, str, str, str], width: int) -> str:
    title, creator, length, created, expires = (visible(cell) for cell in cells)
    return " ".join(
        (
            fit(title, max(8, width - _FIXED_CELLS)),
            fit(creator, _CREATOR_CELLS),
            fit(length, 7, right=True),
            fit(created, 16),
            fit(expires, 11),
        )
    )


def _words(recording: RecordingSummary) -> str:
    creator = recording.creator.name if recording.creator else ""
    return f"{recording.title} {creator} {recording.id}".lower()


def _expiry(expires: datetime | None) -> tuple[str, bool]:
    if expires is None:
        return "never", False
    left = expires - datetime.now(UTC)
    if left <= timedelta(0):
        return "expired", True
    return f"in {left.days} days" if left.days else "today", left < _EXPIRES_SOON
