"""Where the columns of a log's table stand, and the line of titles above them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from upl_tui.clock import format_offset
from upl_tui.logs.sorting import ID, TIME, Order
from upl_tui.logs.spec import Column
from upl_tui.tui.fitting import fit
from upl_tui.tui.widgets.bars import Scale
from upl_tui.values import frozen

GAP = " "
_RISING, _FALLING = "▲", "▼"


@frozen
class Place:
    """A column on screen: `start` and `cells` in cells. Id and time have no `Column`."""

    key: str
    title: str
    start: int
    cells: int
    right: bool
    column: Column | None = None


def places(
    columns: Sequence[Column], lead: tuple[int, int], width: int, time_title: str = TIME
) -> list[Place]:
    """Id, time and the columns that a table of this width shows, from left to right."""
    id_width, time_width = lead
    shown = [
        column for column in columns if column.from_width <= width and not 0 < column.below_width <= width
    ]
    taken = sum(lead) + 2 * len(GAP) + sum(column.cells(width) + len(GAP) for column in shown)
    found = [
        Place(ID, "id", 0, id_width, right=False),
        Place(TIME, time_title, id_width + len(GAP), time_width, right=True),
    ]
    start = sum(lead) + 2 * len(GAP)
    for column in shown:
        cells = column.cells(width) or max(0, width - taken + len(GAP))
        found.append(Place(column.key, column.title, start, cells, column.right, column))
        start += cells + len(GAP)
    return found


def place_at(shown: Sequence[Place], x: int) -> Place | None:
    """The column whose title a cell of the header belongs to."""
    return next((place for place in shown if place.start <= x < place.start + place.cells + len(GAP)), None)


def header(shown: Sequence[Place], order: Order | None, scale: Scale) -> str:
    """The titles; the column that rows are sorted by has an arrow, one with bars the ends of its scale."""
    return GAP.join(_title(place, order, scale) for place in shown)


def _title(place: Place, order: Order | None, scale: Scale) -> str:
    arrow = "" if order is None or order.column != place.key else _FALLING if order.descending else _RISING
    if place.column is not None and place.column.bars is not None:
        return _ends(place.title + arrow, scale, place.cells)
    room = max(0, place.cells - len(arrow))
    title = place.title if cell_len(place.title) <= room else set_cell_size(place.title, room)
    return fit(title + arrow, place.cells, right=place.right)


def _ends(title: str, scale: Scale, cells: int) -> str:
    first, last = (format_offset(moment) for moment in scale)
    room = cells - len(first) - len(last)
    if room < 1:
        return fit(title, cells)
    return f"{first}{fit(title, room - 2).center(room) if cell_len(title) <= room - 2 else ' ' * room}{last}"
