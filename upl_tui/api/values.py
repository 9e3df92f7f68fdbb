"""Single JSON values of the API, read as what they should be; a wrong one becomes None or empty."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_YEAR, _LAST_YEAR = 1971, 9998
"""Years that mean a time: around 1970 lies what was never set, the last year has no room for time zones."""

_EPOCH_SCALES = ((1e17, 1e6), (1e14, 1e3), (1e11, 1.0), (1e8, 1e-3))
"""Numbers from the first value on are divided by the second to become milliseconds."""


def text(value: object) -> str:
    """Text as it is, numbers and booleans as JSON writes them, else empty."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else ""


def number(value: object) -> float | None:
    """A finite number, also one written as text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        result = float(value)
    except (ValueError, OverflowError):
        return None
    return result if math.isfinite(result) else None


def duration(value: object) -> float | None:
    """A number above zero; zero and less mean that nobody knows."""
    result = number(value)
    return result if result is not None and result > 0 else None


def count(value: object) -> int | None:
    """A whole number from 0 on."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if value >= 0 else None
    result = number(value)
    return int(result) if result is not None and result >= 0 else None


def flag(value: object, default: bool) -> bool:
    """True or false, also as text or number; `default` for anything else."""
    if isinstance(value, bool):
        return value
    words = {"true": True, "1": True, "false": False, "0": False}
    return words.get(text(value).strip().lower(), default)


def moment(value: object) -> datetime | None:
    """A point in time, in UTC: ISO 8601 with or without zone (then UTC) and fraction, or an epoch number
    in s, ms, us or ns, also as text."""
    if isinstance(value, str):
        value = value.strip()
        if not value.replace(".", "", 1).isdigit() or len(value) < 9:
            return _from_iso(value)
    stamp = number(value)
    return None if stamp is None else _from_epoch(stamp)


def _from_iso(value: str) -> datetime | None:
    try:
        parsed = datetime.fromisoformat(value)
        return _plausible(parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def _from_epoch(stamp: float) -> datetime | None:
    divisor = next((divisor for least, divisor in _EPOCH_SCALES if stamp >= least), None)
    if divisor is None:
        return None
    try:
        return _plausible(_EPOCH + timedelta(milliseconds=stamp / divisor))
    except OverflowError:
        return None


def _plausible(parsed: datetime) -> datetime | None:
    return parsed if _FIRST_YEAR <= parsed.year <= _LAST_YEAR else None
