"""A text viewer that folds objects and lists of JSON, and knows the path of the line under its cursor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from upl_tui.logs.json_lines import Region, outermost, parent_line, path_at, region_at
from upl_tui.tui.widgets.folds import FoldedRows, Folds
from upl_tui.tui.widgets.text_rows import TextRows
from upl_tui.tui.widgets.text_viewer import TextViewer

_FOLDED = ("json", "messages")
"""Languages whose text is laid out by `pretty_json`."""


class FoldingViewer(TextViewer):
    """Every line that ends with an opening bracket can hide what it opens."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h,left", "out", "fold, or scroll left", show=False, id="text.left"),
        Binding("l,right", "into", "unfold, or scroll right", show=False, id="text.right"),
        Binding("z>a", "toggle_fold", "fold or unfold here", show=False, id="text.fold"),
        Binding("z>M", "fold_all", "fold everything", show=False, id="text.fold-all"),
        Binding("z>R", "unfold_all", "unfold everything", show=False, id="text.unfold-all"),
    ]

    def __init__(self, *, wrap: bool = False, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(wrap=wrap, id=id, classes=classes)
        self._folds = Folds()

    def show_rows(self, rows: TextRows) -> None:
        """Show a text from its start, all of it unfolded."""
        self._folds = Folds()
        super().show_rows(rows)

    def arranged(self, rows: TextRows) -> FoldedRows:
        """All rows but those folded away."""
        return FoldedRows(rows, self._folds.outermost())

    def uncover(self, position: int) -> None:
        """Open the folds that hide a position."""
        opened = False
        while region := self._folds.hiding(position):
            self._open(region)
            opened = True
        if opened:
            self.rearrange()

    def path_at_cursor(self) -> str:
        """JSON path of the line under the cursor, such as ``$.items[3].name``; empty outside of JSON."""
        return self.path_finder()()

    def path_finder(self) -> Callable[[], str]:
        """What works out that path, for a thread: among megabytes it takes some ten milliseconds."""
        line, _ = self._rows.line_span(self.cursor)
        if self.language_at(line) not in _FOLDED:
            return str
        return partial(path_at, self._rows.text, line, self.part_at(line)[0])

    def action_toggle_fold(self) -> None:
        """Fold or unfold what the cursor's line opens, else fold what it stands in."""
        region = self._region_at_cursor()
        if region is None:
            self._fold_parent()
        elif self._folds.is_closed(region):
            self._unfold(region)
        else:
            self._fold(region)

    def action_out(self) -> None:
        """Scroll back to the left; there, fold what the line opens, else go to what it stands in."""
        region = self._region_at_cursor()
        if self.is_moved_right or not self._is_folding():
            self.action_sideways(-1)
        elif region is not None and not self._folds.is_closed(region):
            self._fold(region)
        elif (line := self._parent_at_cursor()) is not None:
            self.move_to(self.row_of(line))

    def action_into(self) -> None:
        """Unfold what the line hides, else scroll to the right."""
        region = self._region_at_cursor()
        if region is not None and self._folds.is_closed(region):
            self._unfold(region)
        else:
            self.action_sideways(1)

    def action_fold_all(self) -> None:
        """Fold everything, so that unfolding goes level by level; an outermost object stays open."""
        self._fold_beside(self._rows.text, self.folding_parts())

    def action_unfold_all(self) -> None:
        """Show everything."""
        self._folds = Folds()
        self.rearrange()

    def folding_parts(self) -> list[tuple[int, int]]:
        """Start and end of the parts of the text that can be folded."""
        return [(0, len(self._rows.text))] if self._is_folding() else []

    @work(thread=True, exclusive=True, group="fold", description="fold", exit_on_error=False)
    def _fold_beside(self, text: str, parts: Iterable[tuple[int, int]]) -> None:
        worker = get_current_worker()
        regions = [region for start, stop in parts for region in _below_root(text, start, stop)]
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take_folds, regions)

    def _take_folds(self, regions: list[Region]) -> None:
        self._folds = Folds()
        self._folds.close(regions, deep=True)
        self.rearrange()

    def _fold(self, region: Region) -> None:
        self._folds.close([region])
        self.rearrange()

    def _unfold(self, region: Region) -> None:
        self._open(region)
        self.rearrange()

    def _open(self, region: Region) -> None:
        if self._folds.open(region):
            self._folds.close(outermost(self._rows.text, region.start + 1, region.end), deep=True)

    def _fold_parent(self) -> None:
        line = self._parent_at_cursor()
        if line is not None and (region := region_at(self._rows.text, line, self.part_at(line)[1])):
            self._fold(region)

    def _parent_at_cursor(self) -> int | None:
        line, _ = self._rows.line_span(self.cursor)
        return parent_line(self._rows.text, line, self.part_at(line)[0]) if self._is_folding() else None

    def _region_at_cursor(self) -> Region | None:
        line, _ = self._rows.line_span(self.cursor)
        return region_at(self._rows.text, line, self.part_at(line)[1]) if self._is_folding() else None

    def _is_folding(self) -> bool:
        return self.language_at(self.position) in _FOLDED


def is_folding(language: str) -> bool:
    """Whether text of a language can be folded."""
    return language in _FOLDED


def _below_root(text: str, start: int, stop: int) -> list[Region]:
    """The outermost objects and lists of a text, or those of its only one."""
    first = list(islice(outermost(text, start, stop), 2))
    if len(first) == 1:
        return list(outermost(text, first[0].start + 1, first[0].end))
    return list(outermost(text, start, stop))
