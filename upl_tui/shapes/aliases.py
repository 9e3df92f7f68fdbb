"""First-hit lookup of a field under the many names recorders give it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from upl_tui.shapes.console_text import value_text
from upl_tui.values import frozen

Path = tuple[str, ...]
"""Keys of a row from the outside in, as written."""
Accept = Callable[[Any], bool]
Tier = tuple[tuple[str, ...], Accept]

_SEARCHED = ("data", "payload", "entry", "event", "message", "params", "details", "attributes", "meta")
_NAMED = (
    "location",
    "source",
    "error",
    "err",
    "exception",
    "position",
    "point",
    "coordinates",
    "coords",
    "pos",
)
_CONTAINERS = frozenset(
    (*_SEARCHED, "request", "response", "res", "req", *_NAMED, "view", "viewport", "level", "log", "body")
)
_SEARCHED_SET = frozenset((*_SEARCHED, "request", "response"))
_UNWANTED = str.maketrans("", "", "_- ")
_NO_MAPPING: Mapping[str, tuple[str, ...]] = {}


@lru_cache(maxsize=8192)
def fold(key: str) -> str:
    """A key as the alias lists have it: lower case, without ``_``, ``-`` and blanks."""
    return key.lower().translate(_UNWANTED)


def is_container(key: str) -> bool:
    """Whether an object under this key is looked into."""
    return fold(key) in _CONTAINERS


@frozen
class Field:
    """Something to know of a row: tiers of names in their order, each with the values it takes.

    A name is searched at the top of the row and then, tier by tier, one level deeper; a dotted name stands
    for one place only. `name` is what a user's own mapping calls the field.
    """

    name: str
    tiers: tuple[Tier, ...]
    known: frozenset[str]
    """All names of all tiers."""

    @classmethod
    def of(cls, name: str, names: str, accept: Accept, *more: tuple[str, Accept]) -> Field:
        """A field from names in one string each, separated by blanks."""
        tiers = tuple((tuple(line.split()), takes) for line, takes in ((names, accept), *more))
        return cls(name, tiers, frozenset(name for line, _ in tiers for name in line))

    def takes(self, value: Any) -> bool:
        """Whether a value is one for this field under any of its names."""
        return any(accept(value) for _, accept in self.tiers)


@frozen
class Hit:
    """Where a field was found: the place, its value and the number of the tier of names."""

    path: Path
    value: Any
    tier: int


class Row:
    """One row, asked field by field; `used` collects the dotted keys that gave an answer."""

    __slots__ = ("_mapping", "_nested", "_top", "used", "value")

    def __init__(
        self, value: Mapping[str, Any], mapping: Mapping[str, tuple[str, ...]] = _NO_MAPPING
    ) -> None:
        self.value = value
        self.used: set[str] = set()
        self._mapping = mapping
        self._top: dict[str, Path] = {}
        self._nested: dict[str, Path] = {}
        for key, item in value.items():
            name = fold(key)
            self._top.setdefault(name, (key,))
            if isinstance(item, dict) and name in _CONTAINERS:
                self._index(name, key, item)

    def get(self, field: Field) -> Any:
        """Value of a field, noting its key as used; None when the row has no such thing."""
        hit = self.find(field)
        if hit is None:
            return None
        self.used.add(".".join(hit.path))
        return hit.value

    def text(self, field: Field) -> str:
        """Value of a field as text: strings as they are, numbers as written, anything else empty."""
        value = self.get(field)
        if isinstance(value, str):
            return value
        return value_text(value) if is_number(value) else ""

    def find(self, field: Field) -> Hit | None:
        """First fitting place of a field, in the order of its names."""
        known = field.known
        if known.isdisjoint(self._top) and known.isdisjoint(self._nested) and not self._mapping:
            return None
        for path, tier, accept in self.places(field):
            value = self.at(path)
            if accept(value):
                return Hit(path, value, tier)
        return None

    def places(self, field: Field) -> Iterator[tuple[Path, int, Accept]]:
        """All places of a field in the order they are tried, with tier and the test of the value."""
        for dotted in self._mapping.get(field.name, ()):
            path = self._resolve(dotted)
            if path is not None:
                yield path, 0, field.takes
        groups = [group for group in (self._top, self._nested) if not field.known.isdisjoint(group)]
        if not groups:
            return
        for tier, (names, accept) in enumerate(field.tiers):
            for places in groups:
                for name in names:
                    if name in places:
                        yield places[name], tier, accept

    def at(self, path: Path) -> Any:
        """Value at a place that exists."""
        value: Any = self.value
        for key in path:
            value = value[key]
        return value

    def has(self, names: frozenset[str]) -> bool:
        """Whether any of these folded names is a key, here or one level deeper."""
        return not names.isdisjoint(self._top) or not names.isdisjoint(self._nested)

    def is_mapped(self) -> bool:
        """Whether the row has any of the fields that a user's mapping names."""
        return any(self._resolve(dotted) is not None for paths in self._mapping.values() for dotted in paths)

    def _index(self, name: str, key: str, item: Mapping[str, Any]) -> None:
        searched = name in _SEARCHED_SET
        for inner in item:
            folded = fold(inner)
            self._nested.setdefault(f"{name}.{folded}", (key, inner))
            if searched:
                self._nested.setdefault(folded, (key, inner))

    def _resolve(self, dotted: str) -> Path | None:
        if dotted in self.value:
            return (dotted,)
        value: Any = self.value
        path = tuple(dotted.split("."))
        for key in path:
            if not isinstance(value, Mapping) or key not in value:
                return None
            value = value[key]
        return path


# ------------------------------------------------------------------------------- what a name may hold


def anything(value: Any) -> bool:
    """Every value but null."""
    return value is not None


def is_text(value: Any) -> bool:
    """A string that is not empty."""
    return isinstance(value, str) and value != ""


def is_number(value: Any) -> bool:
    """A number, and no boolean."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_flag(value: Any) -> bool:
    """True or false."""
    return isinstance(value, bool)


def is_scalar(value: Any) -> bool:
    """A string that is not empty, or a number."""
    return is_text(value) or is_number(value)


def is_filled(value: Any) -> bool:
    """A list or object that is not empty."""
    return isinstance(value, (list, dict)) and bool(value)


def is_list(value: Any) -> bool:
    """A list that is not empty."""
    return isinstance(value, list) and bool(value)


def is_object(value: Any) -> bool:
    """An object that is not empty."""
    return isinstance(value, dict) and bool(value)
