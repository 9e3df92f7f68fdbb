"""Secrets that are known by their own form: tokens, keys, credentials, card numbers."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from upl_tui.patterns import late
from upl_tui.redact.slices import Replacement, replace
from upl_tui.redact.values import MASK, PREFIXES, Note, masked

# Plain beginnings only: with a class or a group at its start the search takes five times as long.
_START = late(rf"eyJ|Bearer|bearer|Basic|basic|-----BEGIN|{PREFIXES}")
_JWT = late(r"eyJ[\w-]*+(?:\.[\w-]*+)*+")
_SHORTEST_JWT = 16
_KEY = late(rf"({PREFIXES})([A-Za-z0-9_.-]{{8,}}+)")
_CREDENTIALS = late(r"(bearer|basic)((?:\s|%20|\+){1,3})([A-Za-z0-9._~+/=-]{6,}+)", re.IGNORECASE)
_PRIVATE_KEY = late(
    r"(-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----)(?:(?!-----END)[^\"])*+((?:-----END[A-Z0-9 ]{0,50}-----)?)"
)
_ALPHANUMERIC = late(r"[A-Za-z0-9]")
_ESCAPE = late(r"(?:\\[bfnrt]|\\u[0-9A-Fa-f]{4}|%[0-9A-Fa-f]{2})\Z")
_LONGEST_ESCAPE = 6

_CARD = late(
    r"[2-6](?:(?<![A-Za-z0-9].)|(?<=\\[bfnrt].)|(?<=%[0-9A-Fa-f]{2}.))(?<!\d\..)"
    r"(?:\d{3}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{3}([ -])\d{6}\2\d{4,5}|\d{13,18})(?![A-Za-z0-9]|\.\d)"
)
# Not the 13 digits of Visa's first cards: today a number of 13 digits is an article's or a time stamp.
_CARD_NUMBER = late(
    r"4\d{15}(?:\d{3})?|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|35\d{14}"
    r"|6(?:011|5\d\d|4[4-9]\d)\d{12}|62\d{14,17}"
)


class _Form(NamedTuple):
    """What stands at a place: its kind, where it ends, and its mask (empty when it is no secret)."""

    kind: str
    end: int
    mask: str


def mask_forms(pieces: Iterable[str], note: Note) -> Iterator[str]:
    """A text that comes in pieces without tokens, keys, credentials and card numbers."""
    return replace(_CARD, replace(_START, pieces, _form, note), _card, note)


def _form(start: re.Match[str]) -> Replacement:
    found = _form_at(start.string, start.start())
    return Replacement(found.end, found.mask or None, found.kind) if found else Replacement(start.end())


def _card(found: re.Match[str]) -> Replacement:
    is_card = _is_card(found[0].replace(" ", "").replace("-", ""))
    return Replacement(found.end(), MASK if is_card else None, "card number")


def _form_at(text: str, start: int) -> _Form | None:
    """The token, key or credentials that begin here."""
    if not _begins_word(text, start):
        return None
    if jwt := _JWT.match(text, start):
        is_jwt = "." in jwt[0] and len(jwt[0]) >= _SHORTEST_JWT
        return _Form("JWT", jwt.end(), masked(jwt[0]) if is_jwt else "")
    if key := _KEY.match(text, start):
        is_word = key[1] == "sk-" and (len(key[2]) < 20 or not any(map(str.isdigit, key[2])))
        return _Form(f"key {key[1]}", key.end(), "" if is_word else masked(key[0]))
    if found := _CREDENTIALS.match(text, start):
        secret = _is_login(found[3]) if found[1].lower() == "basic" else _is_bearer(found[3])
        mask = found[1] + found[2] + masked(found[3])
        return _Form(found[1].lower(), found.end(), mask) if secret else None
    if found := _PRIVATE_KEY.match(text, start):
        return _Form("private key", found.end(), f"{found[1]}{MASK}{found[2]}")
    return None


def _begins_word(text: str, position: int) -> bool:
    """Whether nothing but an escape sequence ends in a letter or digit right before a position."""
    if position == 0 or not _ALPHANUMERIC.match(text, position - 1):
        return True
    return _ESCAPE.search(text, max(0, position - _LONGEST_ESCAPE), position) is not None


def _is_bearer(value: str) -> bool:
    return len(value) >= 20 or any(map(str.isdigit, value))


def _is_login(value: str) -> bool:
    try:
        return b":" in b64decode(value + "=" * (-len(value) % 4), validate=True)
    except ValueError:
        return False


def _is_card(digits: str) -> bool:
    return _CARD_NUMBER.fullmatch(digits) is not None and _luhn(digits)


def _luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0
