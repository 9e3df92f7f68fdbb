"""Which names tell that their value is a secret."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

from upl_tui.patterns import late


class Telling(IntEnum):
    """How surely a name announces a secret."""

    NO = 0
    MAYBE = 1
    """A token, key or session: a short number is a count, a word in a sentence is a state."""
    YES = 2
    """A password, PIN or code: whatever stands there, unless it says that nothing does."""


def word_set(words: str) -> frozenset[str]:
    """Words that are written as one string, for lists too long to quote each."""
    return frozenset(words.split())


def any_of(alternatives: str) -> str:
    """A regular expression for ``a|b|c``, grouped by first letters: that halves the time of a search."""
    groups: dict[str, list[str]] = {}
    for alternative in alternatives.split("|"):
        groups.setdefault(alternative[0], []).append(alternative[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items())


FRAGMENTS = any_of(
    "pass|pwd|secret|token|jwt|credential|auth|srf|cookie|cvv|cvc|csc|ssn|iban|otp|pin|card|ccnum|sess|sid"
    "|sig|key|code|state|ticket|saml|assertion|bearer"
)
"""Every telling name holds one of these, in lower case."""

_WORD = late(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_YES_WORDS = word_set(
    "password passwords passwd passphrase passcode pwd secret secrets cvv cvc csc ssn iban otp totp"
)
_MAYBE_WORDS = word_set("token jwt bearer credential credentials authorization csrf xsrf")
_WRAPPING_WORDS = _YES_WORDS | _MAYBE_WORDS | {"cookie", "cookies"}
_YES_NAMES = word_set(
    "pin cardpin userpin cardno cardnum ccnumber ccnum creditcard creditcardnumber securitycode mfacode "
    "verificationcode onetimecode authcode backupcodes recoverycodes socialsecuritynumber codeverifier"
)
_MAYBE_NAMES = word_set("pass card auth authentication session sessionkey connectsid sid tokens")
_YES_ENDINGS = ("password", "passwd", "passphrase", "pwd", "secret", "cardnumber")
_MAYBE_ENDINGS = ("token", "jwt", "sessionid", "sessid", "signature", "cookie", "cookies")
_SECRET_KEY = late(
    "(?:api|secret|access|private|signing|encryption|master|subscription|functions|account|auth|shared|"
    "service|license|admin)keys?"
)
# A last word that makes the whole a fact about the secret: ``token_type``, ``passwordMinLength``.
_ABOUT = word_set(
    "type types count counts limit limits length len size expires expiry expiration exp at in ttl age hint "
    "name names label placeholder policy rules required valid invalid error errors message messages strength "
    "score visible show enabled changed url uri endpoint path page index position start end kind status "
    "state source provider format version method usage used budget cost price symbol address decimals "
    "remaining domain site priority scheme port reason reasons"
)
_QUERY_NAMES = word_set("key sig ticket samlresponse samlrequest assertion")
_OAUTH_NAMES = word_set("code state")
_FRANK_HEADERS = ("access-control-", "content-security-policy", "www-", "proxy-authenticate", "x-ratelimit")


@lru_cache(maxsize=4096)
def telling(name: str) -> Telling:
    """How telling a name is, in any spelling: ``apiKey``, ``X-Api-Key``, ``user[api_key]``."""
    words = _words(name)
    squashed = "".join(words)
    if not words or words[-1] in _ABOUT:
        return Telling.NO
    if squashed in _YES_NAMES or squashed.endswith(_YES_ENDINGS) or not _YES_WORDS.isdisjoint(words):
        return Telling.YES
    if squashed in _MAYBE_NAMES or squashed.endswith(_MAYBE_ENDINGS) or not _MAYBE_WORDS.isdisjoint(words):
        return Telling.MAYBE
    return Telling.MAYBE if _SECRET_KEY.search(squashed) else Telling.NO


def telling_header(name: str) -> Telling:
    """The same for a header, where any ``X-Auth-`` tells and lists of names or rules do not."""
    if name.lower().startswith(_FRANK_HEADERS):
        return Telling.NO
    return Telling.MAYBE if name.lower().startswith("x-auth-") else telling(name)


def telling_parameter(name: str, *, oauth: bool) -> Telling:
    """The same for a parameter of a URL or form; `oauth` says that ``code`` and ``state`` are OAuth's."""
    squashed = "".join(_words(name))
    if squashed in _QUERY_NAMES or (oauth and squashed in _OAUTH_NAMES):
        return Telling.YES
    return telling(name)


def is_about(name: str) -> bool:
    """Whether a name is that of a fact, such as ``expires`` or ``type``, not of a secret."""
    return bool(words := _words(name)) and words[-1] in _ABOUT


def wraps_secrets(name: str) -> bool:
    """Whether everything inside an object of this name is secret, as in ``"credentials": {…}``."""
    return not _WRAPPING_WORDS.isdisjoint(_words(name))


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    words = tuple(word.lower() for word in _WORD.findall(name))
    return words[1:] if words[:1] == ("x",) else words
