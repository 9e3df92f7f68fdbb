"""Dataclasses that are made quickly: making classes was the most of what the program's start took."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

C = TypeVar("C")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[C]) -> type[C]:
    """A dataclass with slots that can be a key. Only the type checker sees to it that none is changed."""
    return _with_shared(dataclass(slots=True, eq=False, repr=False)(cls), _hash)


@dataclass_transform(field_specifiers=(field,))
def mutable(cls: type[C]) -> type[C]:
    """A dataclass with slots."""
    return _with_shared(dataclass(slots=True, eq=False, repr=False)(cls), None)


@dataclass_transform(kw_only_default=True, field_specifiers=(field,))
def by_keyword(cls: type[C]) -> type[C]:
    """As `mutable`, its fields given by keyword."""
    return _with_shared(dataclass(slots=True, eq=False, repr=False, kw_only=True)(cls), None)


def _with_shared(cls: type[C], own_hash: Callable[[Any], int] | None) -> type[C]:
    """What `dataclass` would write and compile for every class anew, these share."""
    methods: Any = cls
    methods.__eq__, methods.__hash__, methods.__repr__ = _equal, own_hash, _written
    return cls


def _equal(one: Any, other: Any) -> Any:
    if one.__class__ is not other.__class__:
        return NotImplemented
    compared = _compared(one.__class__)
    return compared(one) == compared(other)


def _hash(one: Any) -> int:
    return hash(_compared(one.__class__)(one))


def _written(one: Any) -> str:
    shown = ", ".join(f"{field.name}={getattr(one, field.name)!r}" for field in fields(one) if field.repr)
    return f"{type(one).__qualname__}({shown})"


@cache
def _compared(cls: Any) -> Callable[[Any], Any]:
    """What of a value is compared; its class is among it so that there is always something."""
    return attrgetter("__class__", *(field.name for field in fields(cls) if field.compare))
