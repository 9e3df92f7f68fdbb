"""Where the value of a telling name stands in URLs, form bodies and free text.

Each function looks behind a name. It answers None when the name does not tell, or does not stand in such a
place.
"""

from __future__ import annotations

import re

from upl_tui.patterns import late
from upl_tui.redact.json_text import Leaf
from upl_tui.redact.names import Telling, telling, telling_parameter, word_set
from upl_tui.redact.places import Place
from upl_tui.redact.slices import search

# A URL inside a URL is escaped again at each level.
_PERCENT = r"%(?:25){0,3}"
_SEPARATOR = rf"[?&#;]|{_PERCENT}(?:3[fFbB]|26|23)"
_NAME_STARTS = r"(?:[\w.\[-]|%5[bB]){0,60}\Z"
_OPENS_IN_TEXT = late(rf"(?:{_SEPARATOR}){_NAME_STARTS}")
_OPENS_IN_URL = late(rf"(?:\A|{_SEPARATOR}){_NAME_STARTS}")
_PARAMETER = late(rf"(?:\]|%5[dD])?(?:(?P<plain>=)|{_PERCENT}3[dD])")
_VALUE_IN_URL = late(r"[^&#]*+")
_VALUE_IN_TEXT = late(r"[^&#\s\"'<>\\]*+")
_VALUE_INSIDE = late(rf"(?:(?!{_PERCENT}(?:26|23))[^&#\s\"'<>\\])*+")
_OAUTH_NAMES = (late("code(?:=|%3d)"), late("state(?:=|%3d)"))
_OAUTH = late(
    r"/(?:oauth2?|callback|authorize|auth|sso|login|sign-?in)\b|\b(?:grant_type|redirect_uri|code_verifier)="
)

_ENCODED_MEMBER = late(r"(?:%5[cC])*%22(?:%20|\+)*(?:%3[aA]|:)(?:%20|\+)*(?:(?:%5[cC])*%22)?")
_ENCODED_VALUE = late(r"(?:(?!%22|%5[cCdD]|%2[cC]|%7[dD])[^&#\s\"'<>\\])*+")

_ASSIGNMENT = late(r"['`]?\s{0,3}(?:=>|(?P<colon>:)(?!//)|=(?![=>]))\s{0,3}")
_QUOTED = {
    '"': late(r"(?:[^\"\\\n]++|\\[^\"])*+"),
    "'": late(r"(?:[^'\\\n]++|\\.)*+"),
    "`": late(r"(?:[^`\\]++|\\.)*+", re.DOTALL),
}
_NAMES = late(r"[\"'`]\s{0,3}(?::|=>)")
_BARE = late(r"\[[\w ]{1,20}\]|(?:[^\s\"'`<>\\&,;)}\]]|[,;)}\]](?![\s\"'`,;)}\]]|$|[\w-]{1,40}[:=]))++")
_HEADER_LINE = late(r"[^\r\n\"'<>\\]++")
_HEADER_NAMES = ("cookie", "authorization")
_SENTENCE = word_set(
    "required missing invalid incorrect wrong expired must cannot is too not was has changed reset updated "
    "mismatch declined accepted rejected sent ok success failed valid weak strong please visa mastercard amex"
)
_LONGEST_WORD = 15
# Source code: ``getToken()``, ``this.state.password``.
_CODE = late(r"[A-Za-z_$]+(?:\.[A-Za-z_$]+)*+\(\)?[;,]?\Z|[A-Za-z_$]+(?:\.[A-Za-z_$]+)++[;,]?\Z")


def is_oauth(lower: str) -> bool:
    """Whether ``code`` and ``state`` in a text, given in lower case, are those of an OAuth redirect."""
    has_code, has_state = (search(name, lower, 0) is not None for name in _OAUTH_NAMES)
    return (has_code and has_state) or ((has_code or has_state) and search(_OAUTH, lower, 0) is not None)


def parameter_place(text: str, start: int, end: int, *, oauth: bool, whole_url: bool) -> Place | None:
    """A parameter of a URL or form, ``?name=value``, also of a URL that is a parameter itself."""
    parameter = _PARAMETER.match(text, end)
    opens, plain = (_OPENS_IN_URL, _VALUE_IN_URL) if whole_url else (_OPENS_IN_TEXT, _VALUE_IN_TEXT)
    if parameter is None or not opens.search(text, max(0, start - 80), start):
        return None
    found = telling_parameter(text[start:end], oauth=oauth)
    return _place(text, found, plain if parameter["plain"] else _VALUE_INSIDE, parameter.end())


def encoded_place(text: str, start: int, end: int) -> Place | None:
    """A member of JSON inside a URL: ``%22name%22%3A%22value%22``."""
    member = _ENCODED_MEMBER.match(text, end)
    return _place(text, telling(text[start:end]), _ENCODED_VALUE, member.end()) if member else None


def assigned_place(text: str, start: int, end: int) -> Place | None:
    """``name=value`` or ``name: value`` in free text; no sentence such as ``token: expired``."""
    assignment = _ASSIGNMENT.match(text, end)
    if assignment is None:
        return None
    name, position = text[start:end], assignment.end()
    found = telling(name)
    opening = position + 1 if text.startswith("\\", position) else position
    if quoted := _QUOTED.get(text[opening : opening + 1]):
        place = _place(text, found, quoted, opening + 1)
        # What stands in quotes may be a name itself, whose value is looked at as well.
        return place._replace(end=opening) if place and _NAMES.match(text, place.end) else place
    place = _place(text, found, _HEADER_LINE if name.lower().endswith(_HEADER_NAMES) else _BARE, position)
    if place is None:
        return None
    value = text[position : place.end]
    is_sentence = assignment["colon"] and _reads_on(value, found)
    return None if is_sentence or _CODE.match(value) else place


def _place(text: str, found: Telling, value: re.Pattern[str], position: int) -> Place | None:
    match = value.match(text, position)
    return Place(found, (Leaf(*match.span()),), match.end()) if match and found else None


def _reads_on(value: str, found: Telling) -> bool:
    if found is Telling.MAYBE:
        return value.isalpha() and len(value) <= _LONGEST_WORD
    return value.rstrip(".!").lower() in _SENTENCE
