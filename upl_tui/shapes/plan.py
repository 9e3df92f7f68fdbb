"""The fast path for console rows: what rows with the same keys need not be asked again.

Rows of one log are made by one piece of code, so their keys repeat. The first row with a set of keys is
read with all its aliases; what was learned is a `Plan` for the rest. A row whose values are not of the
expected types is handed back to the careful reader, so that both always agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from upl_tui.patterns import late
from upl_tui.shapes import names
from upl_tui.shapes.aliases import Field, Hit, Path, Row, fold, is_container
from upl_tui.shapes.console_text import message_text
from upl_tui.shapes.flat_console import severity_at
from upl_tui.shapes.levels import Scale, group_step
from upl_tui.values import frozen, mutable

Make = tuple[tuple[str, ...], tuple[tuple[str, ...] | None, ...]]
"""The keys of a row, and those of the objects in it that are looked into."""
Positions = Sequence[int]

_MOST_PLANS = 1000
_REFUSED = 255
_NUMBERS = frozenset((int, float))
_SCALARS = frozenset((str, int, float))
_TEXTS = frozenset((str, list))
_PERHAPS_ROUNDED = late(r"[0-9]{19}|e\+")
_DOUBTFUL = frozenset().union(
    *(field.known for field in (names.HTTP_METHOD, names.STATUS, names.DURATION_ONLY, names.ACTION_WORD))
)


@frozen
class Plan:
    """Where the rows of one make hold what a list shows; `empty` are places that have to be null."""

    time: Path | None
    level: Path | None
    level_tier: int
    text: Path
    methods: tuple[Path, ...]
    empty: tuple[Path, ...]

    @property
    def heads(self) -> set[str]:
        """Keys whose values are checked by type wherever the plan is applied."""
        return {path[0] for path in (self.time, self.level, self.text) if path is not None and len(path) == 1}


@mutable
class Outline:
    """Columns of the rows at `positions` of a batch, side by side."""

    positions: Positions
    severities: bytes | bytearray
    texts: list[str]
    stamps: list[Any]
    fields: list[str] | str
    """The field that the stamps are from: one for all rows, or one each."""
    steps: dict[int, int]
    """Changes of the depth of groups: position to 1 or -1."""


class Planner:
    """Plans for all makes of rows of one collection."""

    def __init__(self, scale: Scale, mapping: Mapping[str, tuple[str, ...]]) -> None:
        self._scale = scale
        self._mapping = mapping
        self._heads = frozenset(dotted.split(".")[0] for paths in mapping.values() for dotted in paths)
        self._possible = all(dotted.count(".") <= 1 for paths in mapping.values() for dotted in paths)
        self._plans: dict[Make, Plan | None] = {}
        self._containers: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._severities: dict[int, dict[Any, int]] = {}

    def outline(self, values: Sequence[Any]) -> tuple[list[Outline], list[int]]:
        """Outlines of the rows that a plan fits, and the positions of those for the careful reader."""
        whole = self._outline_at_once(values)
        if whole is not None:
            return [whole], []
        outlines: list[Outline] = []
        careful: list[int] = []
        for make, positions in self._makes(values):
            plan = self._plan(make, values[positions[0]]) if make is not None else None
            if plan is None:
                careful.extend(positions)
            else:
                self._fit(plan, positions, values, outlines, careful)
        return outlines, sorted(careful)

    def _outline_at_once(self, values: Sequence[Any]) -> Outline | None:
        """All rows of a batch together, when their makes are known and differ in nothing that counts."""
        if set(map(type, values)) != {dict}:
            return None
        makes = set(map(tuple, values))
        plans = {self._plans.get((keys, ())) for keys in makes}
        plan = plans.pop()
        if plan is None or plans:
            return None
        containers = {key for keys in makes for key in self._containers[keys]}
        for key in containers.difference(plan.heads):
            if dict in set(map(type, [row.get(key) for row in values])):
                return None
        return self._apply(plan, range(len(values)), values)

    def _makes(self, values: Sequence[Any]) -> Iterator[tuple[Make | None, Positions]]:
        """Positions by make; None for what is no object."""
        objects: Positions = range(len(values))
        if set(map(type, values)) != {dict}:
            odd = [at for at in objects if type(values[at]) is not dict]
            yield None, odd
            objects = sorted(set(objects).difference(odd))
        keys = [tuple(values[at]) for at in objects]
        for outer, positions in _grouped(keys, objects).items():
            yield from self._makes_inside(outer, values, positions)

    def _makes_inside(
        self, outer: tuple[str, ...], values: Sequence[Any], positions: Positions
    ) -> Iterator[tuple[Make, Positions]]:
        if outer not in self._containers:
            if len(self._containers) > _MOST_PLANS:
                self._containers.clear()
                self._plans.clear()
            self._containers[outer] = tuple(key for key in outer if is_container(key) or key in self._heads)
        holding = [
            key
            for key in self._containers[outer]
            if dict in set(map(type, [values[at][key] for at in positions]))
        ]
        if not holding:
            yield (outer, ()), positions
            return
        inner = [
            tuple(tuple(row[key]) if type(row[key]) is dict else None for key in holding)
            for row in map(values.__getitem__, positions)
        ]
        for nested, group in _grouped(inner, positions).items():
            named = tuple(zip(holding, nested, strict=True))
            yield (outer, tuple(keys if keys is None else (key, *keys) for key, keys in named)), group

    def _plan(self, make: Make, example: dict[str, Any]) -> Plan | None:
        if make not in self._plans:
            if len(self._plans) > _MOST_PLANS:
                self._plans.clear()
            self._plans[make] = self._learn(example) if self._possible else None
        return self._plans[make]

    def _learn(self, example: dict[str, Any]) -> Plan | None:
        row = Row(example, self._mapping)
        text, level, time = row.find(names.TEXT), row.find(names.LEVEL), row.find(names.TIME)
        if text is None or text.tier > 0 or (level is not None and level.tier > 1):
            return None
        if level is None and row.has(_DOUBTFUL):
            return None
        empty = [*_before(row, names.TEXT, text), *_before(row, names.LEVEL, level)]
        empty += _before(row, names.TIME, time)
        if any(row.at(path) is not None for path in empty):
            return None
        return Plan(
            time=None if time is None else time.path,
            level=None if level is None else level.path,
            level_tier=0 if level is None else level.tier,
            text=text.path,
            methods=tuple(path for path, _, _ in row.places(names.METHOD_OF_CONSOLE)),
            empty=tuple(empty),
        )

    def _fit(
        self,
        plan: Plan,
        positions: Positions,
        values: Sequence[Any],
        outlines: list[Outline],
        careful: list[int],
    ) -> None:
        """Apply a plan to all rows at once; where that fails, to halves, down to the rows that do not fit."""
        rows = values if len(positions) == len(values) else [values[at] for at in positions]
        outline = self._apply(plan, positions, rows)
        if outline is not None:
            outlines.append(outline)
        elif len(positions) == 1:
            careful.append(positions[0])
        else:
            middle = len(positions) // 2
            self._fit(plan, positions[:middle], values, outlines, careful)
            self._fit(plan, positions[middle:], values, outlines, careful)

    def _apply(self, plan: Plan, positions: Positions, rows: Sequence[Any]) -> Outline | None:
        """Columns of rows of one make; None when a value in them is not what the plan expects."""
        for path in plan.empty:
            if any(value is not None for value in _column(rows, path)):
                return None
        texts = _column(rows, plan.text)
        types = set(map(type, texts))
        if not types <= _TEXTS or not all(texts):
            return None
        stamps = [None] * len(rows) if plan.time is None else _column(rows, plan.time)
        if plan.time is not None and not _all_stamps(stamps):
            return None
        levels = [] if plan.level is None else _column(rows, plan.level)
        if not set(map(type, levels)) <= _SCALARS:
            return None
        severities = self._severity_column(levels, plan.level_tier) if levels else bytes(len(rows))
        if _REFUSED in severities:
            return None
        formatted = [
            text if type(text) is str and "%" not in text else self._text(text, row)
            for text, row in zip(texts, rows, strict=True)
        ]
        exact = [text for text in formatted if text is not None]
        if len(exact) < len(formatted):
            return None
        return Outline(
            positions=positions,
            severities=severities,
            texts=exact,
            stamps=stamps,
            fields="" if plan.time is None else ".".join(plan.time),
            steps=_steps(plan, positions, rows, levels),
        )

    def _severity_column(self, levels: list[Any], tier: int) -> bytes:
        """Severities of levels, `_REFUSED` for one that is no level at all."""
        known = self._severities.setdefault(tier, {})
        if len(known) > _MOST_PLANS:
            known.clear()
        accept = names.LEVEL.tiers[tier][1]
        for level in set(levels).difference(known):
            hit = Hit((), level, tier)
            known[level] = severity_at(hit, self._scale) if accept(level) else _REFUSED
        return bytes(map(known.__getitem__, levels))

    def _text(self, text: Any, row: dict[str, Any]) -> str | None:
        """Text of a row; None when it is made of numbers that batches do not hold exactly."""
        args = None if isinstance(text, list) else self._arguments(row)
        formatted = message_text(text, args)
        has_values = args is not None or isinstance(text, list)
        return None if has_values and _PERHAPS_ROUNDED.search(formatted) else formatted

    def _arguments(self, row: dict[str, Any]) -> Any:
        if (
            names.ARGUMENTS.known.isdisjoint(map(fold, row))
            and not self._mapping
            and dict not in map(type, row.values())
        ):
            return None
        return Row(row, self._mapping).get(names.ARGUMENTS)


def _grouped(keys: Sequence[Any], positions: Positions) -> dict[Any, Positions]:
    """Positions by key, in the order of first appearance."""
    if len(set(keys)) == 1:
        return {keys[0]: positions}
    groups: defaultdict[Any, list[int]] = defaultdict(list)
    for key, position in zip(keys, positions, strict=True):
        groups[key].append(position)
    return dict(groups)


def _before(row: Row, field: Field, hit: Hit | None) -> list[Path]:
    """Places of a field that come before the one that has it, all of them where none has it."""
    places: list[Path] = []
    for path, _, _ in row.places(field):
        if hit is not None and path == hit.path:
            break
        places.append(path)
    return places


def _column(rows: Sequence[Any], path: Path) -> list[Any]:
    if len(path) == 1:
        return [row[path[0]] for row in rows]
    outer, inner = path
    return [row[outer][inner] for row in rows]


def _all_stamps(stamps: list[Any]) -> bool:
    types = set(map(type, stamps))
    return types <= _NUMBERS or (types <= _SCALARS and all(map(names.is_stamp, stamps)))


def _steps(plan: Plan, positions: Positions, rows: Sequence[Any], levels: list[Any]) -> dict[int, int]:
    methods = [_column(rows, path) for path in plan.methods if path != plan.level]
    words = set(levels).union(word for column in methods for word in column if isinstance(word, str))
    if not first_step(words):
        return {}
    columns = [levels, *methods] if levels else methods
    return {
        position: step
        for position, row in zip(positions, zip(*columns, strict=True), strict=True)
        if (step := first_step(row))
    }


def first_step(words: Iterable[object]) -> int:
    """What the first word that changes the depth of groups does to it; 0 without one."""
    return next((step for word in words if isinstance(word, str) and (step := group_step(word))), 0)
