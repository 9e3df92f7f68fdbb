"""One time stamp of a log, in any of the ways that recorders write it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from math import isfinite

from upl_tui.patterns import late

DAY_MS = 86_400_000.0

_LONGEST_DATE = 100

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_NUMBER = late(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_TIME_OF_DAY = late(
    r"([01]?[0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:[.,]([0-9]+))?(?: ?([AaPp])\.?[Mm]\.?)?"
)
_SPACES = late(r"[\s\u00a0\u202f]+")
_ZONE_NAME = late(r" \([^)]*\)$| (?:GMT|UTC|Z)$")
_GMT_OFFSET = late(r" (?:GMT|UTC)(?=[+-])")
_DATE_TEXTS = tuple(
    f"{date} {time}{zone}"
    for date in (
        "%b %d, %Y,",
        "%b %d, %Y",
        "%a, %d %b %Y",
        "%a %b %d %Y",
        "%d %b %Y",
        "%m/%d/%Y,",
        "%m/%d/%Y",
    )
    for time in ("%I:%M:%S %p", "%H:%M:%S")
    for zone in ("", " %z")
)


def number(stamp: object) -> float | None:
    """A number or a string of digits as a float; None for anything else, also for NaN and booleans."""
    if isinstance(stamp, bool):
        return None
    if isinstance(stamp, str) and _NUMBER.fullmatch(stamp.strip()):
        stamp = float(stamp)
    if isinstance(stamp, int | float):
        try:
            value = float(stamp)
        except OverflowError:
            return None
        return value if isfinite(value) else None
    return None


def iso_ms(text: str) -> float | None:
    """Epoch milliseconds of an ISO 8601 date and time; one without a zone is read as UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - _EPOCH) / _MILLISECOND


def has_zone(text: str) -> bool:
    """Whether a date text says which zone it means."""
    return bool(re.search(r"(?:Z|GMT|UTC|[+-][0-9]{2}:?[0-9]{2})(?: \(.*\))?$", text.strip()))


@lru_cache(maxsize=1024)
def date_text_ms(text: str) -> float | None:
    """Epoch milliseconds of ``Aug 2, 2024, 2:44:47 PM``, RFC 1123 and what JavaScript prints.

    Without a zone it is read as UTC.
    """
    if len(text) > _LONGEST_DATE:
        return None
    plain = _ZONE_NAME.sub("", _SPACES.sub(" ", text.strip()))
    plain = _ZONE_NAME.sub("", _GMT_OFFSET.sub(" ", plain))
    for form in _DATE_TEXTS:
        try:
            moment = datetime.strptime(plain, form)
        except ValueError:
            continue
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return (moment - _EPOCH) / _MILLISECOND
    return None


def time_of_day_ms(text: str) -> float | None:
    """Milliseconds since midnight of ``14:16:00.629`` or ``2:16:00 PM``."""
    match = _TIME_OF_DAY.fullmatch(_SPACES.sub(" ", text.strip()))
    if match is None:
        return None
    hour, minute, second, fraction, half = match.groups()
    hours = int(hour) % 12 + 12 * (half in "Pp") if half else int(hour)
    return (hours * 60 + int(minute)) * 60_000.0 + int(second) * 1000.0 + float(f"0.{fraction or 0}") * 1000.0
