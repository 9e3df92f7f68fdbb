"""Which family a list of rows belongs to: the majority of a sample decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from upl_tui.formats.rows import Rows, Unparsed
from upl_tui.shapes.aliases import Row
from upl_tui.shapes.registry import GENERIC, MAPPED, family_of
from upl_tui.shapes.shape import Shape
from upl_tui.values import frozen

_NO_MAPPING: Mapping[str, tuple[str, ...]] = {}


@frozen
class Choice:
    """A family and the share of the sampled rows that voted for it, 0 to 1."""

    shape: Shape
    share: float
    votes: tuple[tuple[str, int], ...] = ()
    """Title of every family that got votes, and how many, most first."""
    judged: int = 0
    """Rows of the sample that were JSON, and so had a vote."""


def choose(rows: Rows, mapping: Mapping[str, tuple[str, ...]] = _NO_MAPPING) -> Choice:
    """The family of a list of rows. Rows that are no JSON have no vote.

    A user's `mapping` comes before the families that go by the names of keys alone.
    """
    counted: Counter[str] = Counter()
    shapes: dict[str, Shape] = {}
    judged = 0
    for value in rows.sample():
        if isinstance(value, Unparsed):
            continue
        judged += 1
        shape = _family(value, mapping)
        if shape is not None:
            counted[shape.name] += 1
            shapes[shape.name] = shape
    votes = tuple((shapes[name].title, count) for name, count in counted.most_common())
    for name, count in counted.most_common(1):
        if count * 2 > judged:
            return Choice(shapes[name], count / judged, votes, judged)
    return Choice(GENERIC, counted.total() / judged if judged else 0.0, votes, judged)


def _family(value: Any, mapping: Mapping[str, tuple[str, ...]]) -> Shape | None:
    shape = family_of(value)
    is_by_keys = shape is None or shape.read is GENERIC.read
    if mapping and is_by_keys and isinstance(value, dict) and Row(value, mapping).is_mapped():
        return MAPPED
    return shape
