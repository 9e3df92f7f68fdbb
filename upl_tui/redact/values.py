"""What stands in place of a secret, and what is none although its name tells."""

from __future__ import annotations

import re
from collections.abc import Callable

from upl_tui.patterns import late
from upl_tui.redact.names import Telling, any_of, word_set

MASK = "••••••"

Note = Callable[[str], None]
"""Is told the name of everything that gets masked."""

PREFIXES = any_of(
    r"AKIA|ASIA|AIza|ya29\.|SG\.|sk_live_|rk_live_|sk_test_|rk_test_|whsec_|gh[pousr]_|github_pat_|glpat-|npm_|"
    r"xox[abeprs]-|xapp-|shpat_|uspl_|dop_v1_|hf_|sk-"
)
"""Beginnings of the keys that services hand out, as an alternation."""

_PREFIX = late(PREFIXES)
_NOTHING = word_set(
    "true false !0 !1 null undefined none nan empty required optional yes no on off include omit same-origin"
)
# A recorder's own mark, with what it may have left standing: ``****1234``, ``sk_live_***``.
_MASKED = late(
    rf"(?:(?:Bearer|Basic|Token)\s+)?(?:eyJ|{PREFIXES}|\w{{0,4}})"
    r"(?:[*•●]{3,}|[\[<({]\W*(?:redacted|filtered|masked|hidden|removed|scrubbed)\W*[\]>)}])\w{0,4}"
    r"|[xX]{4,}[-\d]{0,5}|redacted|filtered|masked|hidden|\[object \w+\]",
    re.IGNORECASE,
)
_SCHEME = late(r"\s*[A-Za-z][A-Za-z0-9-]{2,20}\s+(?=\S)")
_COUNT = late(r"-?\d{1,5}")
"""A number of six digits may be a one-time code."""


def masked(value: str) -> str:
    """What stands in place of a secret: the mask, behind a prefix that only tells its kind."""
    if value.startswith("eyJ"):
        return f"eyJ{MASK}"
    prefix = _PREFIX.match(value)
    return f"{prefix[0]}{MASK}" if prefix else MASK


def mask_value(value: str, found: Telling) -> str:
    """A value behind a telling name; what is no secret stays: nothing, a count, the recorder's own mask."""
    if found is Telling.NO or _says_nothing(value):
        return value
    is_count = found is Telling.MAYBE and _COUNT.fullmatch(value.strip()) is not None
    return value if is_count else masked(value)


def mask_named(name: str, value: str, found: Telling) -> str:
    """The same, where cookies keep their names and credentials their scheme; `found` is the name's."""
    kind = name.lower()
    if found is Telling.NO or _says_nothing(value):
        return value
    if kind.endswith("set-cookie"):
        return "\n".join(map(_mask_set_cookie, value.split("\n")))
    if kind.endswith(("cookie", "cookies")):
        return ";".join(map(_mask_cookie, value.split(";")))
    return _mask_credentials(value) if kind.endswith("authorization") else mask_value(value, found)


def _says_nothing(value: str) -> bool:
    bare = value.strip()
    return not bare or bare.lower() in _NOTHING or _MASKED.fullmatch(bare) is not None


def _mask_set_cookie(line: str) -> str:
    pair, semicolon, attributes = line.partition(";")
    return f"{_mask_cookie(pair)}{semicolon}{attributes}"


def _mask_cookie(pair: str) -> str:
    name, equals, value = pair.partition("=")
    return f"{name}={mask_value(value, Telling.YES)}" if equals else mask_value(pair, Telling.MAYBE)


def _mask_credentials(value: str) -> str:
    scheme = _SCHEME.match(value)
    kept = scheme[0] if scheme else ""
    return kept + mask_value(value[len(kept) :], Telling.YES)
