"""JSON Web Tokens: header and claims in clear, the token masked and the signature never shown (RFC 7519)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from upl_tui.logs.bodies.encoding import from_base64url
from upl_tui.logs.common import value_json
from upl_tui.redact import Masker

_START = re.compile("eyJ")
_TOKEN = re.compile(r"(?<![\w-])(eyJ[\w-]{4,20000}+)\.(ey[\w-]{2,50000}+)\.[\w-]*+(?![\w.-])")
_LOOKED_AT = 1_000_000
"""Characters of a text that are searched for tokens."""
_DATES = {"exp": "expires", "nbf": "valid from", "iat": "issued", "auth_time": "signed in"}
_LAST_SECOND = 253_402_300_799


def tokens_in(text: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Header and claims of each token in a text, once each."""
    known: set[str] = set()
    for start in _START.finditer(text, 0, _LOOKED_AT):
        found = _TOKEN.match(text, start.start())
        if found is None or found[0] in known:
            continue
        known.add(found[0])
        header, claims = _object(found[1]), _object(found[2])
        if header is not None and claims is not None:
            yield header, claims


def token_text(place: str, header: dict[str, Any], claims: dict[str, Any], masker: Masker) -> str:
    """A token under a line that says where it was found; dates of its claims below it."""
    dates = (
        f"{word} {date}" for name, word in _DATES.items() if (date := _date(claims.get(name))) is not None
    )
    shown = masker.body(value_json({"header": header, "claims": claims}), "application/json")
    return "\n".join((place, shown, *dates))


def _object(encoded: str) -> dict[str, Any] | None:
    data = from_base64url(encoded)
    try:
        value = None if data is None else json.loads(data)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _date(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= _LAST_SECOND:
        return None
    return datetime.fromtimestamp(value, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
