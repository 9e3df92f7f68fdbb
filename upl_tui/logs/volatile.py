"""Ids and times in a line of a detail: what differs between two entries although they say the same."""

from __future__ import annotations

import re

_NAMED = re.compile(r'(\s*"?([A-Za-z_][\w .-]*)"?\s*[:=]\s*)(?=\S)')
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_TELLING = frozenset(
    {
        *("uuid", "guid", "traceparent", "tracestate", "nonce"),
        *("date", "time", "timestamp", "datetime", "duration", "age", "expires", "modified", "etag", "at"),
        *("ms", "elapsed", "latency", "queueing"),
    }
)
_VALUES = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?"
    r"|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d(?: GMT)?"
    r"|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    r"|\b(?=[0-9a-f]*\d)[0-9a-f]{16,64}\b"
    r"|\b\d+:\d\d\.\d{3}\b"
    r"|\b1\d{9}(?:\d{3})?(?:\.\d+)?\b"
    r"|\b\d+(?:\.\d+)? ?(?:ms|s|min)\b"
)
_LONGEST = 20_000
"""Characters of a line that is looked into."""


def without_volatile(line: str) -> str:
    """A line with signs in place of ids and times, the same for two lines that differ in nothing else.

    What is one is told by its form, such as a UUID, or by the name in front of it, such as ``x-request-id``.
    """
    if len(line) > _LONGEST:
        return line
    if (named := _NAMED.match(line)) and _is_telling(named[2]):
        return f"{named[1]}~"
    return " ".join(_VALUES.sub("~", line).split())


def _is_telling(name: str) -> bool:
    words = [word.lower() for word in _WORDS.findall(name)]
    if not words:
        return False
    return words[-1] in _TELLING or (words[-1] in ("id", "ids") and (len(words) > 1 or name == "id"))
