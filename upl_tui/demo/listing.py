"""One page of a list, as the list endpoints cut it: filter, sort, slice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from upl_tui.demo.workspace import Json

_LARGEST_PAGE = 9_007_199_254_740_991


class InvalidInput(ValueError):
    """A query parameter the API does not take."""


class Listing(NamedTuple):
    """What a list endpoint offers.

    `filters` maps the name of an array parameter to the row's key, `sorts` a value of ``sort_by`` to a
    function of a row. The first sort is the default, and descending unless asked otherwise.
    """

    default_per_page: int = 10
    max_per_page: int = 20
    filters: Mapping[str, str] = {}
    sorts: Mapping[str, Callable[[Json], Any]] = {}

    def page(self, rows: Iterable[Json], parameters: Mapping[str, str]) -> tuple[list[Json], Json]:
        """The rows of the page asked for, and the pagination object. Raises InvalidInput."""
        number = _integer(parameters, "page", 1, _LARGEST_PAGE)
        per_page = _integer(parameters, "per_page", self.default_per_page, self.max_per_page)
        kept = self._sorted(self._filtered(rows, parameters), parameters)
        pages = -(-len(kept) // per_page)
        start = (number - 1) * per_page
        return kept[start : start + per_page], {
            "page": number,
            "perPage": per_page,
            "total": len(kept),
            "totalPages": pages,
            "hasMore": number < pages,
        }

    def _filtered(self, rows: Iterable[Json], parameters: Mapping[str, str]) -> list[Json]:
        wanted: dict[str, set[str]] = {}
        for parameter, value in parameters.items():
            name, bracket, index = parameter.partition("[")
            if name not in self.filters:
                continue
            if not (bracket and index.endswith("]") and index[:-1].isdecimal()):
                raise InvalidInput(f"{name} must be an array, sent as {name}[0]")
            wanted.setdefault(self.filters[name], set()).add(value)
        return [row for row in rows if all(row[key] in values for key, values in wanted.items())]

    def _sorted(self, rows: list[Json], parameters: Mapping[str, str]) -> list[Json]:
        if not self.sorts:
            return rows
        sort_by = _choice(parameters, "sort_by", tuple(self.sorts))
        direction = _choice(parameters, "sort_direction", ("desc", "asc"))
        return sorted(rows, key=self.sorts[sort_by], reverse=direction == "desc")


def _integer(parameters: Mapping[str, str], name: str, default: int, largest: int) -> int:
    text = parameters.get(name, str(default))
    if not (text.isdecimal() and len(text) <= len(str(largest)) and 1 <= int(text) <= largest):
        raise InvalidInput(f"{name} must be an integer from 1 to {largest}")
    return int(text)


def _choice(parameters: Mapping[str, str], name: str, values: tuple[str, ...]) -> str:
    chosen = parameters.get(name, values[0])
    if chosen not in values:
        raise InvalidInput(f"{name} must be one of {', '.join(values)}")
    return chosen
