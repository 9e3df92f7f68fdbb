"""A row asked by the dotted keys of a family whose keys are known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upl_tui.shapes.requests import number


class Dotted:
    """Gives values of the expected type, or nothing; `used` collects the dotted keys that gave one."""

    __slots__ = ("_value", "used")

    def __init__(self, value: object) -> None:
        self.used: set[str] = set()
        self._value = value

    def get(self, *keys: str) -> Any:
        """First of several values that is there and not null."""
        for key in keys:
            found = self._at(key)
            if found is not None:
                self.used.add(key)
                return found
        return None

    def text(self, *keys: str) -> str:
        """First of several texts that is not empty."""
        for key in keys:
            found = self._at(key)
            if isinstance(found, str) and found:
                self.used.add(key)
                return found
        return ""

    def number(self, key: str) -> float | None:
        """A finite number, also one written as a string."""
        found = number(self._at(key))
        if found is not None:
            self.used.add(key)
        return found

    def amount(self, key: str) -> float | None:
        """A number that is not negative."""
        found = self.number(key)
        return None if found is None or found < 0 else found

    def items(self, key: str) -> list[Any] | None:
        """A list, or None when there is none."""
        found = self._at(key)
        if not isinstance(found, list):
            return None
        self.used.add(key)
        return found

    def keys(self, *inside: str) -> frozenset[str]:
        """All keys used so far; `inside` says under which keys the row stands in a row of the file."""
        prefix = "".join(f"{key}." for key in inside)
        return frozenset(prefix + key for key in self.used)

    def _at(self, key: str) -> Any:
        value = self._value
        for name in key.split("."):
            if not isinstance(value, Mapping):
                return None
            value = value.get(name)
        return value
