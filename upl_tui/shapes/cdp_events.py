"""One row of a DevTools protocol log as an event, and the two clocks such a log runs on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson

from upl_tui.shapes.requests import number

_METHOD = re.compile(r"[A-Z]\w*\.\w+")
_FIRST_EPOCH_S, _FIRST_EPOCH_MS = 1e9, 1e11
_LONGEST_HEAD = 200


class Stamp(NamedTuple):
    """A time of one of the clocks: epoch milliseconds, or seconds of the monotonic clock."""

    value: float
    monotonic: bool


class Event(NamedTuple):
    """An event of the protocol. Ids of requests, frames and exceptions are unique within `target` only."""

    method: str
    params: Mapping[str, Any]
    target: str
    stamp: Stamp | None
    """The event's own time; many events have none."""
    collected: Stamp | None
    """When a driver fetched the event: later than it happened."""


@dataclass(slots=True)
class Clocks:
    """Brings the monotonic clock onto the epoch: any request tells both times of the same moment."""

    anchor_s: float | None = None
    """Epoch seconds at zero of the monotonic clock; None until a request told it."""

    def note(self, event: Event) -> None:
        """Take the anchor from the first event that has both times."""
        if self.anchor_s is not None or "wallTime" not in event.params or event.stamp is None:
            return
        wall = number(event.params["wallTime"])
        if wall is not None and event.stamp.monotonic and _FIRST_EPOCH_S < wall < _FIRST_EPOCH_MS:
            self.anchor_s = wall - event.stamp.value

    def epoch_ms(self, stamp: Stamp) -> float | None:
        """Epoch milliseconds, or None for a monotonic stamp without an anchor."""
        if not stamp.monotonic:
            return stamp.value
        return None if self.anchor_s is None else (stamp.value + self.anchor_s) * 1000


def event_of(row: Any) -> Event | None:
    """The event in a row: plain, or wrapped by chromedriver in a text; None for anything else.

    Commands and their answers, which a log of the raw socket has too, are no events.
    """
    if not isinstance(row, dict):
        return None
    message = row.get("message")
    if isinstance(message, str) and "method" not in row:
        return _wrapped(row, message)
    return None if "id" in row else _event(row, row.get("sessionId"), None)


def text_of(value: Any, key: str) -> str:
    """A text inside an object; empty when either is something else."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def _wrapped(row: Mapping[str, Any], message: str) -> Event | None:
    if '"method"' not in message[:_LONGEST_HEAD]:
        return None
    try:
        outer = orjson.loads(message)
    except ValueError:
        return None
    inner = outer.get("message") if isinstance(outer, dict) else None
    if not isinstance(inner, dict):
        return None
    return _event(inner, outer.get("webview"), _stamp(row.get("timestamp")))


def _event(row: Mapping[str, Any], target: Any, collected: Stamp | None) -> Event | None:
    method, params = row.get("method"), row.get("params", {})
    if not isinstance(method, str) or not isinstance(params, dict) or not _METHOD.fullmatch(method):
        return None
    entry = params.get("entry")
    stamp = _stamp(entry.get("timestamp") if isinstance(entry, dict) else params.get("timestamp"))
    return Event(method, params, target if isinstance(target, str) else "", stamp, collected)


def _stamp(value: Any) -> Stamp | None:
    value = number(value)
    if value is None or value <= 0:
        return None
    if value >= _FIRST_EPOCH_MS:
        return Stamp(value, monotonic=False)
    if value >= _FIRST_EPOCH_S:
        return Stamp(value * 1000, monotonic=False)
    return Stamp(value, monotonic=True)
