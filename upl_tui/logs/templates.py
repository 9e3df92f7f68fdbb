"""What rows have in common when ids, numbers and the like are taken out: path and message templates."""

from __future__ import annotations

import re
from functools import lru_cache

from upl_tui.patterns import late

_ID = "{id}"
_SEGMENT_ID = late(
    r"[0-9]+(?:[.,_-][0-9]+)*"  # numbers, versions, dates
    r"|[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}"  # UUIDs
    r"|(?=[0-9a-f]*[0-9])[0-9a-f]{8,}"  # hashes
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9:]+)?"
    r"|(?=[\w-]*[0-9])(?=[\w-]*[A-Za-z])[A-Za-z0-9_-]{20,}"  # random names: long, letters and digits
    r"|[a-z]{1,8}[_-](?=[A-Za-z0-9]*[0-9])[A-Za-z0-9]{6,}",  # prefixed ids, such as cus_9s6XKzkNRiz8i3
    re.IGNORECASE,
)
_FILE = late(
    r"(?P<name>.*?)(?P<hash>[.-][0-9a-f]{8,})?(?P<ending>(?:\.[A-Za-z][\w]{0,8}){0,2})", re.IGNORECASE
)
_PARTS_OF_MESSAGE = late(
    r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
    r"|\bhttps?://[^\s\"'<>)]+"
    r"|\b0x[0-9a-f]+\b"
    r"|\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b"
    r"|(?<![\w.])[+-]?\d+(?:[.,:]\d+)*",
    re.IGNORECASE,
)
_LONGEST_MESSAGE = 300
_LONGEST_PATH = 2000


def path_template(path: str) -> str:
    """``/api/orders/{id}`` for ``/api/orders/4711``: numbers, UUIDs, hashes and dates become ``{id}``."""
    return _path_template(path[:_LONGEST_PATH])


@lru_cache(maxsize=8192)
def _path_template(path: str) -> str:
    return "/".join(map(_segment, path.split("/")))


def _segment(segment: str) -> str:
    if _SEGMENT_ID.fullmatch(segment):
        return _ID
    file = _FILE.fullmatch(segment)
    if file is None or not file["ending"]:
        return segment
    if _SEGMENT_ID.fullmatch(file["name"]):
        return f"{_ID}{file['ending']}"
    if file["hash"]:
        return f"{file['name']}{file['hash'][0]}{_ID}{file['ending']}"
    return segment


def message_template(text: str) -> str:
    """The first line of a message with ``{}`` for numbers, ids and addresses."""
    line = text[:_LONGEST_MESSAGE].partition("\n")[0]
    return _PARTS_OF_MESSAGE.sub("{}", line).strip()
