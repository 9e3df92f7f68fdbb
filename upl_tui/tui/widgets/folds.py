"""Which parts of a text are folded, and the rows that are left to show."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from upl_tui.logs.json_lines import Region
from upl_tui.tui.widgets.text_rows import TextRows


class Folds:
    """Closed folds by where they start; those inside of others keep their state."""

    def __init__(self) -> None:
        self._closed: dict[int, Region] = {}
        self._deep: set[int] = set()

    def is_closed(self, region: Region) -> bool:
        """Whether a fold is closed."""
        return region.start in self._closed

    def close(self, regions: Iterable[Region], *, deep: bool = False) -> None:
        """Close folds; a `deep` one shows only closed ones inside when it is opened."""
        for region in regions:
            self._closed[region.start] = region
            if deep:
                self._deep.add(region.start)

    def open(self, region: Region) -> bool:
        """Open a fold; whether what it holds is to be closed deep instead."""
        self._closed.pop(region.start, None)
        was_deep = region.start in self._deep
        self._deep.discard(region.start)
        return was_deep

    def hiding(self, position: int) -> Region | None:
        """The outermost closed fold that hides a position."""
        inside = (region for region in self._closed.values() if region.start < position <= region.end)
        return min(inside, default=None)

    def outermost(self) -> list[Region]:
        """Closed folds that stand in no other one, in order."""
        found: list[Region] = []
        for region in sorted(self._closed.values()):
            if not found or region.start > found[-1].end:
                found.append(region)
        return found


class FoldedRows:
    """Rows of a text without those that are folded away; `folded` are closed folds in order, none inside
    another."""

    def __init__(self, rows: TextRows, folded: Sequence[Region] = ()) -> None:
        self.all = rows
        self.text = rows.text
        self._folded = folded
        self._starts: list[int] = []
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        self._hidden = [0]
        for region in folded:
            first = rows.row_at(region.start + 1)
            last = rows.last_row_of_line(rows.row_at(region.end))
            self._starts.append(first - self._hidden[-1])
            self._firsts.append(first)
            self._lasts.append(last)
            self._hidden.append(self._hidden[-1] + last - first + 1)

    def __len__(self) -> int:
        return len(self.all) - self._hidden[-1]

    def row_at(self, position: int) -> int:
        """The row that holds a position of the text, or the folded one that hides it."""
        row = self.all.row_at(position)
        fold = bisect_right(self._firsts, row)
        if fold and row <= self._lasts[fold - 1]:
            return self._starts[fold - 1] - 1
        return row - self._hidden[fold]

    def span(self, row: int) -> tuple[int, int]:
        """Start and end of a row in the text, its line break left out."""
        return self.all.span(self._whole(row))

    def line_span(self, row: int) -> tuple[int, int]:
        """Start and end of the whole line that a row is part of, its line break left out."""
        return self.all.line_span(self._whole(row))

    def fold_behind(self, row: int) -> Region | None:
        """The closed fold whose text would come next."""
        fold = bisect_right(self._starts, row + 1)
        return self._folded[fold - 1] if fold and self._starts[fold - 1] == row + 1 else None

    def _whole(self, row: int) -> int:
        return row + self._hidden[bisect_right(self._starts, row)]
