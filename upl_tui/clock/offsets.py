"""Milliseconds from the start as a person writes and reads them."""

from __future__ import annotations

import re
from math import isfinite

from upl_tui.patterns import late

_CLOCK = late(r"([+-]?)(?:([0-9]+):)?([0-9]+):([0-5][0-9])(\.[0-9]+)?")
_AMOUNT = late(r"([+-]?)([0-9]+(?:\.[0-9]*)?|\.[0-9]+) ?(ms|s|m|h)", re.IGNORECASE)
_UNITS = {"ms": 1.0, "s": 1000.0, "m": 60_000.0, "h": 3_600_000.0}


def format_offset(ms: float | None, *, millis: bool = True) -> str:
    """``0:24.650`` for 24,650 ms: hours only when needed, a minus before the start, ``-`` for None."""
    if ms is None or not isfinite(ms):
        return "-"
    whole = round(abs(ms))
    if not millis:
        whole -= whole % 1000
    seconds, thousandths = divmod(whole, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if ms < 0 and whole else ""
    front = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"{sign}{front}:{seconds:02}" + (f".{thousandths:03}" if millis else "")


def parse_offset(text: str) -> float | None:
    """Milliseconds of ``1:23.4``, ``83s``, ``1500ms``, ``2m``, ``1:02:03``; None when it is none of these."""
    text = text.strip()
    if not text.isascii():
        return None
    if match := _CLOCK.fullmatch(text):
        sign, hours, minutes, seconds, fraction = match.groups()
        if hours and int(minutes) > 59:
            return None
        whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
        ms = whole * 1000.0 + float(fraction or 0) * 1000.0
    elif match := _AMOUNT.fullmatch(text):
        sign, amount, unit = match.groups()
        ms = float(amount) * _UNITS[unit.lower()]
    else:
        return None
    return -ms if sign == "-" else ms
