"""The shown rows of a log, grouped: choose a field, see its values, drill in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import get_current_worker

from upl_tui.facets import Facets, Order, choices, grouped, term
from upl_tui.log import Log
from upl_tui.logs.spec import LogSpec
from upl_tui.query.fields import Field
from upl_tui.redact import Masker
from upl_tui.tui.widgets.facet_table import FacetTable

_ORDERS = tuple(Order)


class FacetsScreen(ModalScreen[str | None]):
    """Groups over a log's rows. It answers a term to add to the filter, None for nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,equals_sign", "dismiss(None)", "close", id="facets-close", show=False),
        Binding("tab,l,right", "step(1)", "next field", id="facets-next", show=False),
        Binding("shift+tab,h,left", "step(-1)", "previous field", id="facets-previous", show=False),
        Binding("s", "order", "sort by something else", id="facets-order", show=False),
    ]

    DEFAULT_CSS = """
    FacetsScreen {
        align: center middle;
        & > Vertical {
            width: 92%;
            max-width: 130;
            height: 85%;
            border: round $border;
            background: $surface;
        }
        & Static { height: auto; padding: 0 1; }
    }
    """

    table = query_one(FacetTable)
    bar = query_one(Static)
    frame = query_one(Vertical)

    def __init__(self, log: Log, rows: Sequence[int], spec: LogSpec, field: Field, masker: Masker) -> None:
        super().__init__()
        self._log = log
        self._rows = rows
        self._spec = spec
        self._fields = choices(spec)
        if field not in self._fields:
            self._fields = [field, *self._fields]
        self._place = self._fields.index(field)
        self._order = Order.COUNT
        self._masker = masker
        self._facets: Facets | None = None

    def compose(self) -> ComposeResult:
        """The fields to choose from, and the groups of one."""
        with Vertical():
            yield Static(markup=False)
            yield FacetTable(self._masker)

    def on_mount(self) -> None:
        """Group by the first field."""
        self.frame.border_subtitle = Content("Tab field · s sort · Enter keep · - drop · Esc close")
        self.table.focus()
        self._group()

    def action_step(self, step: int) -> None:
        """Group by the next or the previous field."""
        self._place = (self._place + step) % len(self._fields)
        self._group()

    def action_order(self) -> None:
        """Sort by the next of count, errors, slowest, bytes, value."""
        facets = self._facets
        if facets is None:
            return
        known = {Order.SLOWEST: facets.has_times, Order.SIZE: facets.has_sizes}
        orders = [order for order in _ORDERS if known.get(order, True)]
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._show()

    @on(FacetTable.Chosen)
    def _answer(self, message: FacetTable.Chosen) -> None:
        self.dismiss(term(self._fields[self._place], message.group, drop=message.drop))

    def _group(self) -> None:
        self._show_fields()
        self._read(self._fields[self._place])

    @work(thread=True, exclusive=True, group="facets", exit_on_error=False)
    def _read(self, field: Field) -> None:
        worker = get_current_worker()
        facets = grouped(self._log, self._rows, self._spec, field, lambda: worker.is_cancelled)
        if facets is not None and not worker.is_cancelled:
            self.app.call_from_thread(self._take, facets)

    def _take(self, facets: Facets) -> None:
        self._facets = facets
        self._show()

    def _show(self) -> None:
        assert self._facets is not None
        self._show_fields()
        self.table.show(self._facets, self._order)

    def _show_fields(self) -> None:
        words = [
            Content(f" {field.key} ").stylize("reverse" if place == self._place else "")
            for place, field in enumerate(self._fields)
        ]
        self.bar.update(Content.assemble(*words))
        rows = f"{len(self._rows):,} {self._spec.nouns[len(self._rows) != 1]}"
        groups = f" in {len(self._facets.groups):,} groups by {self._order}" if self._facets else ""
        self.frame.border_title = Content(f"{rows}{groups}")
