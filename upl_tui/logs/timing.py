"""Where the time of a request went: its phases as a picture, and the longest of them in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import NamedTuple

from upl_tui.entries import Entry, NetworkEntry
from upl_tui.logs.requests import never_ended
from upl_tui.logs.spec import Bar
from upl_tui.logs.units import format_duration

_WORDS = {
    "blocked": "waiting in the browser's queue",
    "dns": "looking up the host name",
    "connect": "connecting",
    "ssl": "the TLS handshake",
    "send": "sending the request",
    "wait": "waiting for the server",
    "receive": "receiving the answer",
}
_STYLES = {
    "blocked": "muted",
    **dict.fromkeys(("dns", "connect", "ssl", "send"), "info"),
    "wait": "accent",
    "receive": "good",
}
_BAR_CELLS = 30
_EIGHTHS = "▏▎▍▌▋▊▉█"
_PART_OF_WHOLE = 0.5
_SLACK_MS = 1.0
"""Phases and duration may differ by this much: recorders round them apart."""


class Phase(NamedTuple):
    """A phase on the request's own scale, milliseconds."""

    name: str
    start_ms: float
    ms: float


def phases(entry: NetworkEntry) -> list[Phase]:
    """The phases in their order, each without the others.

    In HAR 1.2 ``ssl`` is part of ``connect``. Playwright counts it apart, as the duration then tells.
    """
    timings = dict(entry.timings)
    ssl, connect = timings.get("ssl", 0.0), timings.get("connect")
    if connect is not None and not _adds_up(timings, entry.duration_ms):
        timings["connect"] = max(0.0, connect - ssl)
    found, start = [], 0.0
    for name in _WORDS:
        if (ms := timings.get(name)) is not None:
            found.append(Phase(name, start, ms))
            start += ms
    return found


def _adds_up(timings: Mapping[str, float], total: float | None) -> bool:
    """Whether all phases together, TLS too, take the time that the request took."""
    known = sum(ms for phase, ms in timings.items() if phase in _WORDS)
    return total is not None and abs(total - known) <= _SLACK_MS


def bars(entry: Entry) -> Sequence[Bar]:
    """What a waterfall draws: the phases, or the whole duration when there are none.

    What never ended is drawn to the end of the scale.
    """
    if not isinstance(entry, NetworkEntry) or entry.at_ms is None:
        return ()
    at = entry.at_ms
    if never_ended(entry):
        return (Bar(at, inf, "warn"),)
    drawn = [
        Bar(at + phase.start_ms, at + phase.start_ms + phase.ms, _STYLES[phase.name])
        for phase in phases(entry)
        if phase.ms > 0
    ]
    if drawn:
        return drawn
    return (Bar(at, at + (entry.duration_ms or 0.0), "muted"),)


def summary(entry: NetworkEntry) -> str:
    """One sentence on where the time went, or on what is not known of it."""
    if never_ended(entry):
        return "It never ended while the recording ran."
    parts, total = phases(entry), entry.duration_ms
    known = sum(phase.ms for phase in parts)
    if total is None or total <= 0:
        return "" if total is None and not parts else "The recorder gives no duration."
    if known <= 0:
        return f"It took {format_duration(total)}; the recorder gives no phases."
    longest = max(parts, key=lambda phase: phase.ms)
    whole = f"{format_duration(longest.ms)} of {format_duration(total)}"
    if longest.ms < total * _PART_OF_WHOLE:
        return f"No phase stands out; the longest was {_WORDS[longest.name]}, {whole}."
    return f"{_sentence(_WORDS[longest.name])} took {whole}."


def table(entry: NetworkEntry) -> list[str]:
    """A line a phase: name, time and a bar on the request's scale; then what the phases leave open."""
    parts = phases(entry)
    known = sum(phase.ms for phase in parts)
    total = max(known, entry.duration_ms or 0.0)
    lines = [
        f"{phase.name:<8} {format_duration(phase.ms):>9}  {_bar(phase.start_ms, phase.ms, total)}".rstrip()
        for phase in parts
    ]
    others = [name for name in entry.timings if name not in _WORDS]
    lines += [f"{name:<8} {format_duration(entry.timings[name]):>9}" for name in others]
    if parts and entry.duration_ms is not None:
        lines.append(f"{'total':<8} {format_duration(entry.duration_ms):>9}")
        rest = entry.duration_ms - known
        if abs(rest) > _SLACK_MS:
            lines.append(
                f"{format_duration(rest)} are in no phase."
                if rest > 0
                else f"The phases are {format_duration(-rest)} longer than the duration says."
            )
    return lines


def _bar(start: float, ms: float, total: float) -> str:
    if total <= 0 or ms <= 0:
        return ""
    before = int(start / total * _BAR_CELLS)
    eighths = max(1, round(ms / total * _BAR_CELLS * 8))
    full, rest = divmod(eighths, 8)
    return " " * before + "█" * full + (_EIGHTHS[rest - 1] if rest else "")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
