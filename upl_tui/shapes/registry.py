"""All recorder families, in the order in which a row is asked whether it is one of theirs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from upl_tui.shapes import flat, halves
from upl_tui.shapes.shape import Shape


class Family(NamedTuple):
    """A family that is imported when a row may be one of its own: most files are of one family."""

    may_fit: Callable[[Any], bool]
    """Cheap, and true of every row that `Shape.fits` of the family takes."""
    module: str
    """Below `upl_tui.shapes`."""
    name: str = "SHAPE"
    """What the module calls the shape."""

    @property
    def shape(self) -> Shape:
        """The family's part of the contract with the reading engine."""
        return _imported(self.module, self.name)


@cache
def _imported(module: str, name: str) -> Shape:
    shape: Shape = getattr(import_module(f"upl_tui.shapes.{module}"), name)
    return shape


def _has(*choices: str) -> Callable[[Any], bool]:
    """Whether a row is an object that has all keys of one of the choices."""
    wanted = [frozenset(choice.split()) for choice in choices]
    return lambda row: isinstance(row, dict) and any(keys <= row.keys() for keys in wanted)


def _is_text(row: Any) -> bool:
    return isinstance(row, str)


def _may_be_protocol(row: Any) -> bool:
    if not isinstance(row, dict):
        return False
    message = row.get("message")
    return "method" in row or (isinstance(message, str) and "method" in message)


def _may_be_replay(row: Any) -> bool:
    return isinstance(row, list) or _HAS_EVENTS(row)


_HAS_EVENTS = _has("type data", "window_id data", "windowId data", "segment_id")

FAMILIES: tuple[Family | Shape, ...] = (
    Family(_has("upl_tui"), "own"),
    Family(_has("request response"), "har"),
    Family(_may_be_protocol, "cdp"),
    Family(_has("method params"), "bidi"),
    Family(_has("level message timestamp"), "webdriver"),
    Family(_may_be_replay, "rrweb"),
    Family(_has("type value", "timestamp category"), "sentry"),
    Family(_has("type"), "playwright"),
    Family(_has("date type", "date status"), "datadog"),
    Family(_has("metaData", "breadcrumbs"), "bugsnag"),
    Family(_has("type"), "recorder"),
    Family(_has("msg", "statusCode", "label", "navTiming"), "spot"),
    Family(_has("type data timestamp"), "betterbugs"),
    Family(_has("initiatorType", "socketId", "type time"), "highlight"),
    Family(_has("eventType"), "lighthouse"),
    Family(_has("messages"), "loggers", "PINO_BROWSER"),
    Family(_has("severity"), "loggers", "GOOGLE"),
    halves.SHAPE,
    flat.NETWORK,
    flat.CONSOLE,
    flat.ACTIONS,
    Family(_is_text, "text"),
)
"""The first family whose `Shape.fits` takes a row gets its vote: families with narrow tests come first."""

GENERIC: Shape = flat.GENERIC
"""Reads what no family has the majority of."""

MAPPED = Shape("mapped", "rows with your own names", lambda value: False, flat.read)
"""Reads rows that a user's mapping names fields of."""


def family_of(row: Any) -> Shape | None:
    """The first family that takes a row (a JSON value); None when none does."""
    for family in FAMILIES:
        if isinstance(family, Family):
            if family.may_fit(row) and family.shape.fits(row):
                return family.shape
        elif family.fits(row):
            return family
    return None
