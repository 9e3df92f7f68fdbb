"""Base64 as recorders and tokens write it."""

from __future__ import annotations

import re
from base64 import b64decode, urlsafe_b64decode

_SPACE = re.compile(r"\s+")


def from_base64(text: str) -> bytes | None:
    """The bytes; None when it is no base64."""
    try:
        return b64decode(_SPACE.sub("", text), validate=True)
    except ValueError:
        return None


def from_base64url(text: str) -> bytes | None:
    """The same for the alphabet of URLs, without padding."""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return None
