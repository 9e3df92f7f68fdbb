"""Finding rows that are on the screen already, only higher or lower."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from operator import is_not
from typing import NamedTuple

from upl_tui.tui.output.cells import UNKNOWN, Cell, text_of

Row = list[Cell]

_FEWEST_ROWS = 4
_MOST_LOOKALIKES = 4
_SCROLL_COST = 25
"""Cells that could be drawn with the bytes of the commands."""


class Scroll(NamedTuple):
    """Rows `top` to `bottom`, both included, go up by `up` rows, or down when it is negative."""

    top: int
    bottom: int
    up: int

    def moved(self, rows: Sequence[Row]) -> list[Row]:
        """The band afterwards; of the rows that came in nothing is known."""
        band = rows[self.top : self.bottom + 1]
        fresh = [[UNKNOWN] * len(band[0]) for _ in range(abs(self.up))]
        return [*band[self.up :], *fresh] if self.up > 0 else [*fresh, *band[: self.up]]

    def sequence(self) -> str:
        """The commands, with the margins gone afterwards; the cursor may be anywhere then.

        Lines are deleted or inserted: unlike ``SU`` and ``SD`` the Linux console knows that too.
        """
        command = f"{abs(self.up)}{'M' if self.up > 0 else 'L'}"
        return f"\x1b[{self.top + 1};{self.bottom + 1}r\x1b[{self.top + 1}H\x1b[{command}\x1b[r"


def find_scroll(shown: Sequence[Row], wanted: Mapping[int, Row]) -> Scroll | None:
    """The scroll after which clearly fewer cells are left to draw, if there is one.

    `wanted` holds the rows that are to change.
    """
    if len(wanted) < _FEWEST_ROWS:
        return None
    scroll = _likeliest(shown, wanted)
    if scroll is None:
        return None
    target = [wanted.get(y, shown[y]) for y in range(scroll.top, scroll.bottom + 1)]
    if any(UNKNOWN in row for row in target):
        return None
    without = sum(map(_differing, shown[scroll.top : scroll.bottom + 1], target))
    remaining = sum(map(_differing, scroll.moved(shown), target))
    return scroll if remaining + _SCROLL_COST < without else None


def _likeliest(shown: Sequence[Row], wanted: Mapping[int, Row]) -> Scroll | None:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for y in range(min(wanted), max(wanted) + 1):
        text = text_of(shown[y])
        if not text.isspace():
            places[text].append(y)
    matches = [
        (y, old - y)
        for y, row in wanted.items()
        for old in places.get(text_of(row), ())[:_MOST_LOOKALIKES]
        if old != y
    ]
    if not matches:
        return None
    [(up, _)] = Counter(distance for _, distance in matches).most_common(1)
    rows = [y for y, distance in matches if distance == up]
    rows += [y + up for y in rows]
    return Scroll(min(rows), max(rows), up)


def _differing(shown: Row, wanted: Row) -> int:
    return sum(map(is_not, shown, wanted))
