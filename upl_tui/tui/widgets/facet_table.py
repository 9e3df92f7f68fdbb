"""Groups of rows as lines: value, count with a bar, errors, slowest, bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from upl_tui.facets import Facets, Group, Order
from upl_tui.logs.units import format_duration, format_size
from upl_tui.redact import Masker
from upl_tui.safe_text import visible
from upl_tui.tui.content import fit, reach
from upl_tui.tui.widgets.line_view import LineView
from upl_tui.tui.widgets.paint import Piece

_BAR = 16
_EIGHTHS = " ▏▎▍▌▋▊▉"
_NUMBER = 8
_NOTHING = "(none)"


class FacetTable(LineView):
    """Shows groups in an order; the cursor chooses one."""

    HEADER_LINES = 1

    COMPONENT_CLASSES: ClassVar[set[str]] = {"facets--muted", "facets--bar", "facets--error"}

    DEFAULT_CSS = """
    FacetTable {
        & > .facets--muted { color: $text-muted; }
        & > .facets--bar { color: $text-primary; }
        & > .facets--error { color: $text-error; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,plus", "choose(False)", "keep only this value", id="facet-keep", show=False),
        Binding("minus", "choose(True)", "drop this value", id="facet-drop", show=False),
    ]

    class Chosen(Message):
        """The person wants to keep or drop a group."""

        def __init__(self, group: Group, *, drop: bool) -> None:
            super().__init__()
            self.group = group
            self.drop = drop

    def __init__(self, masker: Masker) -> None:
        super().__init__()
        self._masker = masker
        self._facets: Facets | None = None
        self._groups: Sequence[Group] = ()
        self._most = 1

    def show(self, facets: Facets, order: Order) -> None:
        """Show groups in an order, the cursor on the first."""
        self._facets = facets
        self._groups = facets.sorted_by(order)
        self._most = max((group.count for group in self._groups), default=1)
        self.rows_changed()
        self.cursor = 0
        self.redraw()

    @property
    def line_count(self) -> int:
        """Number of groups."""
        return len(self._groups)

    def render_header(self, width: int) -> Strip:
        """Column titles."""
        title = self._facets.field.key if self._facets else ""
        return self.paint([(self._line(title, width, self._titles()), "line-view--header", False)], width)

    def render_row(self, index: int, width: int, selected: bool) -> Strip:
        """One group as a line."""
        group = self._groups[index]
        shown = self._masker.url(group.value) if "/" in group.value else self._masker.text(group.value)
        name = visible(shown[: reach(width)]) or _NOTHING
        value, count, bar, *rest = self._cells(name, group, width)
        errors = "facets--error" if group.errors else "facets--muted"
        looks = ("" if group.value else "facets--muted", "", "facets--bar", errors)
        pieces: list[Piece] = [
            (f"{text} ", look, False) for text, look in zip((value, count, bar, rest[0]), looks, strict=True)
        ]
        pieces += [(f"{text} ", "facets--muted", False) for text in rest[1:]]
        return self.paint(pieces, width, selected)

    def action_choose(self, drop: bool) -> None:
        """Keep only rows of the group under the cursor, or drop them."""
        if self._groups:
            self.post_message(self.Chosen(self._groups[self.cursor], drop=drop))

    def activate(self) -> None:
        """A double click keeps."""
        self.action_choose(False)

    def _titles(self) -> tuple[str, ...]:
        facets = self._facets
        more = (("slowest", facets.has_times), ("bytes", facets.has_sizes)) if facets else ()
        return ("count", "", "errors", *(title for title, known in more if known))

    def _cells(self, name: str, group: Group, width: int) -> list[str]:
        facets = self._facets
        assert facets is not None
        eighths = max(1, round(group.count / self._most * _BAR * 8))
        bar = "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
        cells = [f"{group.count:,}", bar, f"{group.errors:,}" if group.errors else "-"]
        cells += [format_duration(group.slowest_ms) or "-"] if facets.has_times else []
        cells += [format_size(group.size) or "-"] if facets.has_sizes else []
        return self._fitted(name, width, cells)

    def _line(self, name: str, width: int, cells: Sequence[str]) -> str:
        return " ".join(self._fitted(name, width, cells))

    def _fitted(self, name: str, width: int, cells: Sequence[str]) -> list[str]:
        taken = _BAR + 1 + (len(cells) - 1) * (_NUMBER + 1)
        count, bar, *rest = cells
        return [
            fit(name, max(1, width - taken - 1)),
            fit(count, _NUMBER, right=True),
            fit(bar, _BAR),
            *(fit(text, _NUMBER, right=True) for text in rest),
        ]
