"""Lines that can be searched: what they say is one text, and each line knows where its pieces are in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Generic, TypeVar

from rich.cells import cell_len
from textual.strip import Strip

from upl_tui.tui.content import Spans, fit
from upl_tui.tui.widgets.line_view import LineView
from upl_tui.tui.widgets.paint import Piece
from upl_tui.tui.widgets.text_search import HitPlace, Hits

Placed = tuple[str, str, int]
"""Safe text, its component class, and where it begins in the searched text; `NOWHERE` if it is not in it."""

NOWHERE = -1
Line = TypeVar("Line")


class Layout(Generic[Line]):
    """Lines and what they say, while they are laid out."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.starts: list[int] = []
        self._said: list[str] = []
        self._length = 0

    def say(self, text: str, behind: str = "\n") -> int:
        """Go on with a text and what separates it from the next; where it begins."""
        start = self._length
        self._said += text, behind
        self._length += len(text) + len(behind)
        return start

    def add(self, line: Line, start: int = NOWHERE) -> None:
        """Add a line that begins at a place of what was said, else at what is said next."""
        self.lines.append(line)
        self.starts.append(self._length if start == NOWHERE else start)

    @property
    def text(self) -> str:
        """All that was said."""
        return "".join(self._said)


class SearchedLines(LineView):
    """A list of lines that a person reads from end to end; a subclass says what each one is made of."""

    TITLE = ""
    """What the lines are, where a tab has several such lists."""

    def __init__(self) -> None:
        super().__init__()
        self.searched_text = ""
        """What all lines say; safe text."""
        self._starts: Sequence[int] = ()
        self._hits = Hits()

    def pieces(self, index: int, width: int) -> Iterable[Placed]:
        """What a line is made of."""
        raise NotImplementedError

    def take_text(self, text: str, starts: Sequence[int]) -> None:
        """Show other lines: what they say together, and where each begins in that, in rising order.

        The hits stay when the text does, as it does when lines are broken anew.
        """
        if text != self.searched_text:
            self._hits = Hits()
        self.searched_text, self._starts = text, starts
        self.rows_changed()
        self.redraw()

    @property
    def hits(self) -> Hits:
        """What was found."""
        return self._hits

    def set_hits(self, spans: Spans) -> None:
        """Mark hits: start and end in the searched text, in order."""
        self._hits = Hits()
        self._hits.add(spans, len(self.searched_text))
        self.redraw()

    def step(self, direction: int) -> HitPlace | None:
        """Go to the next or the previous hit, round the end if need be; None without hits."""
        current = self._hits.current
        from_current = current is not None and self._line_at(current[0]) == self.cursor
        return self._land(direction, self._edge(direction), from_current)

    def enter(self, direction: int) -> HitPlace | None:
        """Go to the hit at the cursor, else to the next one below, or above when `direction` is -1."""
        return self._land(direction, self._edge(-direction), False)

    def render_row(self, index: int, width: int, selected: bool) -> Strip:
        """One line, its hits marked."""
        marked = chain.from_iterable(self._marked(*piece) for piece in self.pieces(index, width))
        return self.paint(marked, width, selected)

    def _land(self, direction: int, position: int, from_current: bool) -> HitPlace | None:
        place = self._hits.step(direction, position, from_current)
        if self._hits.current is not None:
            self.move_to(self._line_at(self._hits.current[0]))
        return place

    def _edge(self, direction: int) -> int:
        """Where the cursor's line ends, or begins when `direction` is -1."""
        line = self.cursor + (direction > 0)
        return self._starts[line] if line < len(self._starts) else len(self.searched_text)

    def _line_at(self, position: int) -> int:
        return max(0, bisect_right(self._starts, position) - 1)

    def _marked(self, text: str, look: str, start: int) -> Iterator[Piece]:
        done = 0
        hits = () if start == NOWHERE else self._hits.between(start, start + len(text))
        for first, last in hits:
            yield text[done : first - start], look, False
            yield text[first - start : last - start], look, True
            done = last - start
        yield text[done:], look, False


def in_column(text: str, look: str, cells: int, start: int, *, right: bool = False) -> Iterator[Placed]:
    """A safe text that begins at a place of the searched text, padded or cut to a number of cells."""
    shown = fit(text, min(cells, cell_len(text)))
    padding = (" " * (cells - cell_len(shown)), look, NOWHERE)
    yield from (padding, (shown, look, start)) if right else ((shown, look, start), padding)
