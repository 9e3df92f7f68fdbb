"""How long a request took, as HAR 1.2 wants it told."""

from __future__ import annotations

from typing import Any

from upl_tui.entries import NetworkEntry
from upl_tui.logs.timing import phases

_OPTIONAL = ("blocked", "dns", "connect", "ssl")
_REQUIRED = ("send", "wait", "receive")
_SLACK_MS = 1.0
"""Phases and duration may differ by this much: recorders round them apart."""


def times(entry: NetworkEntry) -> dict[str, Any]:
    """``time`` and ``timings`` in milliseconds, and ``_recorded`` where these two had to be completed.

    HAR 1.2 has no word for an unknown duration: sending, waiting and receiving are never negative, TLS is a
    part of connecting, and all of them make up the time. ``_recorded`` keeps what was known, for our reader.
    """
    timings = {phase.name: phase.ms for phase in phases(entry)}
    if "ssl" in timings:
        timings["connect"] = timings.get("connect", 0.0) + timings["ssl"]
    known = sum(ms for phase, ms in timings.items() if phase != "ssl")
    rest = (entry.duration_ms or 0.0) - known
    if rest > _SLACK_MS:
        phase = _unknown_phase(entry)
        timings[phase] = timings.get(phase, 0.0) + rest
    time = known if rest < -_SLACK_MS else entry.duration_ms or 0.0
    timings = dict.fromkeys(_REQUIRED, 0.0) | timings
    told: dict[str, Any] = {"time": time, "timings": dict.fromkeys(_OPTIONAL, -1) | timings}
    if (time, timings) != (entry.duration_ms, entry.timings):
        told["_recorded"] = {"time": entry.duration_ms, "timings": entry.timings}
    return told


def _unknown_phase(entry: NetworkEntry) -> str:
    """Where time goes that no phase explains: like Chrome, to the queue when there was no answer."""
    if not entry.status:
        return "blocked"
    return next((phase for phase in ("wait", "receive") if phase not in entry.timings), "blocked")
