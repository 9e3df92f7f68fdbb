"""Which family a list of rows belongs to: the majority of a sample decides."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from upl_tui.formats.rows import Rows, Unparsed
from upl_tui.shapes.registry import GENERIC, SHAPES
from upl_tui.shapes.shape import Shape


@dataclass(frozen=True, slots=True)
class Choice:
    """A family and the share of the sampled rows that voted for it, 0 to 1."""

    shape: Shape
    share: float


def choose(rows: Rows) -> Choice:
    """The family of a list of rows. Rows that are no JSON have no vote."""
    votes: Counter[str] = Counter()
    judged = 0
    for value in rows.sample():
        if isinstance(value, Unparsed):
            continue
        judged += 1
        name = next((shape.name for shape in SHAPES if shape.fits(value)), None)
        if name is not None:
            votes[name] += 1
    for name, count in votes.most_common(1):
        if count * 2 > judged:
            return Choice(next(shape for shape in SHAPES if shape.name == name), count / judged)
    return Choice(GENERIC, votes.total() / judged if judged else 0.0)
