"""The tabs of a recording on one line, each with its number and what its log holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from upl_tui.safe_text import visible
from upl_tui.tui.widgets.paint import Painter, Piece

_PROBLEM = "✕"


class TabBar(Widget):
    """``[1 Info]  2 Console 71 ✕9   3 Network``: the open tab stands in brackets.

    Where the line is too narrow, badges go first, then the words of the tabs that are not open.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tab-bar--active", "tab-bar--tab", "tab-bar--problem"}

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    TabBar {
        height: 1;
        & > .tab-bar--active { text-style: bold; }
        & > .tab-bar--tab { color: $text-muted; }
        & > .tab-bar--problem { color: $text-error; }
    }
    """

    class Activated(Message):
        """The person clicked a tab."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, tabs: Sequence[tuple[str, str]], *, id: str | None = None) -> None:
        """Take key and title of each tab; the first is open."""
        super().__init__(id=id)
        self._tabs = dict(tabs)
        self._active = next(iter(self._tabs), "")
        self._badges: dict[str, str] = {}
        self._painter = Painter(self)

    def set_active(self, key: str) -> None:
        """Show a tab as the open one."""
        if key != self._active:
            self._active = key
            self.refresh()

    def set_badge(self, key: str, text: str) -> None:
        """Show a few words behind a tab's title; what follows ``✕`` in them is drawn as a problem."""
        text = visible(text)
        if text != self._badges.get(key, ""):
            self._badges[key] = text
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        pieces: list[Piece] = []
        for key, label, badge in self._labels(self.size.width):
            active = key == self._active
            look = "tab-bar--active" if active else "tab-bar--tab"
            count, problem, problems = badge.partition(_PROBLEM)
            pieces += [
                ("[" if active else " ", look, False),
                (f"{label} {count}".rstrip() if not problem else f"{label} {count}", look, False),
                (problem + problems, "tab-bar--problem", False),
                ("]" if active else " ", look, False),
            ]
        return self._painter.strip(pieces, self.size.width)

    def notify_style_update(self) -> None:
        """Draw with the new styles."""
        super().notify_style_update()
        self._painter.forget()

    def on_click(self, event: events.Click) -> None:
        """Tell which tab was clicked."""
        offset = event.get_content_offset(self)
        edge = 0
        for key, label, badge in self._labels(self.size.width):
            edge += _cells(label, badge)
            if offset is not None and offset.x < edge:
                self.post_message(self.Activated(key))
                return

    def _labels(self, width: int) -> list[tuple[str, str, str]]:
        """Key, label and badge of each tab, as much as fits."""
        full = [
            (key, f"{number} {title}", self._badges.get(key, ""))
            for number, (key, title) in enumerate(self._tabs.items(), 1)
        ]
        bare = [(key, label, "") for key, label, _ in full]
        short = [(key, label if key == self._active else label.split()[0], "") for key, label, _ in full]
        for labels in (full, bare):
            if sum(_cells(label, badge) for _, label, badge in labels) <= width:
                return labels
        return short


def _cells(label: str, badge: str) -> int:
    return cell_len(f"[{label} {badge}]" if badge else f"[{label}]")
