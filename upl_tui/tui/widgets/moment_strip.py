"""The whole recording on two lines: how much happened when, where the problems are, and where one stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from upl_tui.kinds import Kind
from upl_tui.tui.first_words import NOTHING_ON_STRIP
from upl_tui.tui.widgets.paint import Painter, Piece

if TYPE_CHECKING:
    from upl_tui.timeline.lanes import Lane

LABELS = ("C/N ", "A   ")
"""What the two lines are about: console over network, and what the user did with the signs of problems."""
NAMES = ("console/network ", "actions/trouble ")
"""The same in words, for a terminal that has the room."""
LEGEND = (
    ("✕", "problem, x one of many"),
    ("»", "another page"),
    ("!", "warning"),
    ("•", "action"),
    ("⣿", "console above, network below"),
)
"""What the signs and dots of the two lines stand for."""
_NAMED_FROM = 110
_BRAILLE = 0x2800
_UPPER = ((0x00, 0x02, 0x03), (0x00, 0x10, 0x18))
_LOWER = ((0x00, 0x40, 0x44), (0x00, 0x80, 0xA0))
"""Dots of the left and right half of a braille cell for no, some and many entries: from the middle outwards
and from the bottom up."""
_FULL = 0.5
"""Part of the cells; where more of them have problems, the worst are told from the others."""
_SIGNS = (("problem", "✕"), ("navigation", "»"), ("warning", "!"), ("action", "•"), ("fewer", "x"))
"""Signs of the second line, the weightiest first; the last is of problems that are more elsewhere."""


class MomentStrip(Widget):
    """Two lines over all tabs. A click on them sets the moment, and never changes the tab."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"moment-strip--{name}"
        for name in ("density", *(look for look, _ in _SIGNS), "moment", "outside", "note")
    }

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    MomentStrip {
        height: 2;
        & > .moment-strip--density { color: $text-primary; }
        & > .moment-strip--problem { color: $text-error; text-style: bold; }
        & > .moment-strip--fewer { color: $text-error; }
        & > .moment-strip--navigation { color: $text-accent; }
        & > .moment-strip--warning { color: $text-warning; }
        & > .moment-strip--moment { text-style: bold reverse; }
        & > .moment-strip--outside, & > .moment-strip--note { color: $text-muted; }
        & > .moment-strip--outside { text-style: dim; }
    }
    """

    class Chosen(Message):
        """The person clicked a moment: milliseconds from the start."""

        def __init__(self, at_ms: float) -> None:
            super().__init__()
            self.at_ms = at_ms

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lanes: dict[Kind, Lane] = {}
        self._states: dict[Kind, str] = {}
        self._length = 0.0
        self._moment: float | None = None
        self._range: tuple[float, float] | None = None
        self._painter = Painter(self)
        self._drawn: tuple[int, list[str], list[tuple[str, str]]] | None = None

    # What is shown

    @property
    def extent(self) -> tuple[float, float] | None:
        """First and last moment of the strip, at least from the start to the recording's length."""
        known = [extent for lane in self._lanes.values() if (extent := lane.extent)]
        if not known:
            return None
        first, last = min(0.0, *(start for start, _ in known)), max(end for _, end in known)
        return first, max(last, self._length, first + 1)

    def set_lane(self, kind: Kind, lane: Lane, length_ms: float) -> None:
        """Show a log; `length_ms` is that of the recording, 0 when it is not known."""
        self._lanes[kind], self._length = lane, length_ms
        self._redraw()

    def set_states(self, states: Mapping[Kind, str]) -> None:
        """Say of some kinds in a word or two why there is no log."""
        if states != self._states:
            self._states = dict(states)
            self._redraw()

    def set_moment(self, moment_ms: float | None) -> None:
        """Move the marker: its old and its new cell are painted."""
        before, self._moment = self._cell_of(self._moment), moment_ms
        after = self._cell_of(moment_ms)
        if before != after:
            for cell in (before, after):
                if cell is not None:
                    self.refresh(Region(len(self._labels[0]) + cell, 0, 1, len(LABELS)))

    def set_range(self, between: tuple[float, float] | None) -> None:
        """Dim what lies outside of a range; None for no range."""
        self._range = between
        self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One of the two lines."""
        width = self.size.width
        if self.extent is None:
            text = self._note() if self._lanes else NOTHING_ON_STRIP
            return self._painter.strip([(text if y == 0 else "", "moment-strip--note", False)], width)
        cells, density, signs = self._cells()
        line = [(text, "density") for text in density] if y == 0 else signs
        moment, inside = self._cell_of(self._moment), self._inside(cells)
        looks = [
            "moment" if cell == moment else look if inside.start <= cell < inside.stop else "outside"
            for cell, (_, look) in enumerate(line)
        ]
        pieces: list[Piece] = [(self._labels[y], "moment-strip--note", False)]
        for look, run in groupby(zip(line, looks, strict=True), key=lambda pair: pair[1]):
            pieces.append(("".join(text for (text, _), _ in run), f"moment-strip--{look}", False))
        pieces.append((f" {self._note()}" if y == 1 else "", "moment-strip--note", False))
        return self._painter.strip(pieces, width)

    def notify_style_update(self) -> None:
        """Draw with the new styles."""
        super().notify_style_update()
        self._painter.forget()

    def on_resize(self) -> None:
        """Spread the recording over the new width."""
        self._redraw()

    def on_click(self, event: events.Click) -> None:
        """Tell which moment was clicked."""
        offset, extent = event.get_content_offset(self), self.extent
        if offset is None or extent is None:
            return
        cell, cells = offset.x - len(self._labels[0]), self._cells()[0]
        if 0 <= cell < cells:
            start, end = extent
            self.post_message(self.Chosen(start + (end - start) * (cell + 0.5) / cells))

    @property
    def _labels(self) -> tuple[str, str]:
        return NAMES if self.size.width >= _NAMED_FROM else LABELS

    def _redraw(self) -> None:
        self._drawn = None
        self.refresh()

    def _note(self) -> str:
        """Which logs are not on the strip, and why."""
        without_times = [kind for kind, lane in self._lanes.items() if lane.extent is None]
        words = {kind: word for kind, word in self._states.items() if kind not in self._lanes}
        words |= dict.fromkeys(without_times, "without times")
        by_word = {word: [kind.letter for kind in words if words[kind] == word] for word in words.values()}
        return " · ".join(f"{' '.join(letters)} {word}" for word, letters in by_word.items())

    def _cells(self) -> tuple[int, list[str], list[tuple[str, str]]]:
        """Number of cells for the recording, and what stands in them on the two lines."""
        if self._drawn is None:
            note = self._note()
            cells = max(1, self.size.width - len(self._labels[0]) - (cell_len(note) + 1 if note else 0))
            self._drawn = (cells, self._density(cells), self._signs(cells))
        return self._drawn

    def _density(self, cells: int) -> list[str]:
        dots = [0] * cells
        for kind, halves in ((Kind.CONSOLE, _UPPER), (Kind.NETWORK, _LOWER)):
            counts = self._counts("moments", (kind,), cells * 2)
            many = max(counts, default=0) / 2
            for place, count in enumerate(counts):
                dots[place // 2] |= halves[place % 2][0 if not count else 1 if count <= many else 2]
        return [chr(_BRAILLE + dot) if dot else " " for dot in dots]

    def _signs(self, cells: int) -> list[tuple[str, str]]:
        everywhere = tuple(Kind)
        most, fewer = _crowds(self._counts("problems", everywhere, cells))
        warnings = self._counts("warnings", everywhere, cells)
        counts = {
            "problem": most,
            "navigation": self._counts("navigations", everywhere, cells),
            "warning": [0 if few else count for few, count in zip(fewer, warnings, strict=True)],
            "action": self._counts("moments", (Kind.ACTION,), cells),
            "fewer": fewer,
        }
        return [
            next(((sign, look) for look, sign in _SIGNS if counts[look][cell]), (" ", "action"))
            for cell in range(cells)
        ]

    def _counts(self, what: str, kinds: Sequence[Kind], cells: int) -> list[int]:
        from upl_tui.timeline.lanes import counts

        assert self.extent is not None
        lanes = [self._lanes[kind] for kind in kinds if kind in self._lanes]
        each = [counts(getattr(lane, what), *self.extent, cells) for lane in lanes]
        return list(map(sum, zip(*each, strict=True))) if each else [0] * cells

    def _cell_of(self, moment_ms: float | None) -> int | None:
        """The cell of a moment, the first or the last one for a moment outside."""
        if moment_ms is None or self.extent is None:
            return None
        start, end = self.extent
        cells = self._cells()[0]
        return max(0, min(int((moment_ms - start) / (end - start) * cells), cells - 1))

    def _inside(self, cells: int) -> range:
        """The cells that the range touches."""
        if self._range is None or self.extent is None:
            return range(cells)
        start, end = (max(self.extent[0], min(edge, self.extent[1])) for edge in self._range)
        first, last = self._cell_of(start), self._cell_of(end)
        return range(first or 0, (last or 0) + 1)


def _crowds(counts: list[int]) -> tuple[list[int], list[int]]:
    """Most problems and the others, told apart only where a line full of signs would say nothing."""
    crowded = sum(map(bool, counts))
    if crowded <= len(counts) * _FULL:
        return counts, [0] * len(counts)
    usual = sum(counts) / crowded
    return [count * (count > usual) for count in counts], [count * (count <= usual) for count in counts]
