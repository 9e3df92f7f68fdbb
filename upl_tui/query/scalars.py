"""Numbers with units: counts, sizes, durations and moments as a person writes them."""

from __future__ import annotations

import re
from math import isfinite

from upl_tui.patterns import late

_NUMBER = late(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+))([A-Za-z]*)", re.ASCII)
_CLOCK = late(r"(-?)(?:(\d+):)?(\d+):(\d\d?(?:\.\d+)?)", re.ASCII)
_STATUS_CLASS = late(r"([1-9])(\d|x)x|([1-9])\*|([1-9]\d)\*", re.ASCII | re.IGNORECASE)

_COUNTS = {"": 1.0, "k": 1e3, "m": 1e6, "g": 1e9, "ki": 1024.0, "mi": 1024.0**2, "gi": 1024.0**3}
_SIZES = _COUNTS | {f"{unit}b": factor for unit, factor in _COUNTS.items()}
_TIMES = {"ms": 1.0, "s": 1e3, "m": 60e3, "min": 60e3, "h": 3600e3, "d": 86400e3}
_DURATIONS = _TIMES | {"": 1.0}


def count(text: str) -> float | None:
    """``5``, ``1.5k`` (1,000s), ``2ki`` (1,024s); None when it is no number."""
    return _scaled(text, _COUNTS)


def size(text: str) -> float | None:
    """Bytes of ``512``, ``10k``, ``1.5MB`` (1,000s), ``2Mi`` or ``2MiB`` (1,024s); None when it is none."""
    return _scaled(text, _SIZES)


def duration(text: str) -> float | None:
    """Milliseconds of ``300``, ``300ms``, ``2s``, ``1.5m``, ``1h``, ``7d``, ``1:23.4``; else None."""
    return _clock(text) if ":" in text else _scaled(text, _DURATIONS)


def moment(text: str) -> float | None:
    """Milliseconds from the start of ``10s``, ``1500ms``, ``1:23.4``, ``1:02:03`` or ``0``; else None.

    A bare number other than 0 is no moment: nobody can tell 10 seconds from 10 milliseconds.
    """
    if ":" in text:
        return _clock(text)
    return 0.0 if text == "0" else _scaled(text, _TIMES)


def status_class(text: str) -> tuple[float, float] | None:
    """First and last status of ``4xx``, ``40x``, ``4*`` or ``40*``; None when it is none of these."""
    if _STATUS_CLASS.fullmatch(text) is None:
        return None
    known = text.lower().rstrip("x*")
    open_digits = 3 - len(known)
    first = int(known) * 10**open_digits
    return first, first + 10**open_digits - 1


def _scaled(text: str, units: dict[str, float]) -> float | None:
    match = _NUMBER.fullmatch(text)
    factor = units.get(match.group(2).lower()) if match else None
    if match is None or factor is None:
        return None
    value = float(match.group(1)) * factor
    return value if isfinite(value) else None


def _clock(text: str) -> float | None:
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    sign, hours, minutes, seconds = match.groups()
    try:
        value = ((int(hours or 0) * 60 + int(minutes)) * 60 + float(seconds)) * 1e3
    except (OverflowError, ValueError):
        return None
    return -value if sign else value
