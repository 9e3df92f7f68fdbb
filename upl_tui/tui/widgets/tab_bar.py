"""The tabs of a recording on one line, each with its number and what its log holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from upl_tui.safe_text import visible
from upl_tui.tui.widgets.paint import Painter, Piece
from upl_tui.values import frozen

if TYPE_CHECKING:
    from upl_tui.log import Log

_PROBLEM = "✕"


class TabBar(Widget):
    """``[1 Info]  2 Console 71 ✕9 /4   3 Network``: the open tab stands in brackets.

    Where the line is too narrow, counts of entries go first, then those of problems, then hits, then words
    of the tabs that are not open; problems and hits come back where these leave room.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"tab-bar--{name}" for name in ("active", "tab", "problem", "hits")
    }

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    TabBar {
        height: 1;
        & > .tab-bar--active { text-style: bold; }
        & > .tab-bar--tab { color: $text-muted; }
        & > .tab-bar--problem { color: $text-error; }
        & > .tab-bar--hits { color: $text-accent; }
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
        self._hits: dict[str, str] = {}
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

    def set_hits(self, key: str, count: int | None) -> None:
        """Show how often a search found something in a tab; None shows nothing."""
        text = "" if count is None else f"/{count:,}"
        if text != self._hits.get(key, ""):
            self._hits[key] = text
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        pieces: list[Piece] = []
        for tab in self._labels(self.size.width):
            active = tab.key == self._active
            look = "tab-bar--active" if active else "tab-bar--tab"
            count, problem, problems = tab.badge.partition(_PROBLEM)
            pieces += [
                ("[" if active else " ", look, False),
                (" ".join(filter(None, (tab.label, count.rstrip()))), look, False),
                (f" {problem}{problems}" if problem else "", "tab-bar--problem", False),
                (f" {tab.hits}" if tab.hits else "", "tab-bar--hits", False),
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
        for tab in self._labels(self.size.width):
            edge += tab.cells
            if offset is not None and offset.x < edge:
                self.post_message(self.Activated(tab.key))
                return

    def _labels(self, width: int) -> list[_Label]:
        """The tabs, with as much of each as fits."""
        full = [
            _Label(key, f"{number} {title}", self._badges.get(key, ""), self._hits.get(key, ""))
            for number, (key, title) in enumerate(self._tabs.items(), 1)
        ]
        told = [replace(tab, badge="".join(tab.badge.partition(_PROBLEM)[1:])) for tab in full]
        hits = [replace(tab, badge="") for tab in full]
        bare = [replace(tab, hits="") for tab in hits]
        numbers = [
            replace(tab, label=tab.label if tab.key == self._active else tab.label.split()[0]) for tab in told
        ]
        for labels in (full, told, hits, bare, numbers):
            if sum(tab.cells for tab in labels) <= width:
                return labels
        return [replace(tab, badge="", hits="") for tab in numbers]


@frozen
class _Label:
    """What is shown of a tab."""

    key: str
    label: str
    badge: str
    hits: str

    @property
    def cells(self) -> int:
        """Width with the brackets or the blanks around it."""
        return cell_len(f"[{' '.join(filter(None, (self.label, self.badge, self.hits)))}]")


def badge(log: Log) -> str:
    """What a tab says of its log: how many entries, and how many problems, marked by a cross."""
    from upl_tui.entries import Severity

    problems = log.count(Severity.ERROR) + log.count(Severity.FATAL)
    return f"{len(log):,} ✕{problems:,}" if problems else f"{len(log):,}"
