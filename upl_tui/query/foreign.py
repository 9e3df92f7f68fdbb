"""Filters of other tools, answered by what the same filter is called here."""

from __future__ import annotations

import re

from upl_tui.patterns import late

_MITMPROXY_KEYS = {
    "~b": "body",
    "~bq": "req-body",
    "~bs": "body",
    "~c": "status",
    "~d": "domain",
    "~h": "header",
    "~hq": "has-request-header",
    "~hs": "has-response-header",
    "~m": "method",
    "~t": "mime-type",
    "~ts": "mime-type",
    "~u": "url",
}
_MITMPROXY_WORDS = {
    "~a": "resource-type:script,stylesheet,image,font",
    "~e": "is:failed",
    "~q": "is:pending",
    "~websocket": "resource-type:websocket",
    "!": "-",
    "&": "",
    "|": "OR",
}
_MITMPROXY_TOKEN = late(r'~\w+|[()!&|]|"[^"]*"|[^\s()!&|]+')
_PLAIN = late(r"[\w.-]+")
_COMPARISON = late(r"(>=|<=|==|!=|>|<|=)(.*)", re.DOTALL)
_COMPARISON_IN_WORD = late(r"([A-Za-z][\w.-]*)(>=|<=|==|!=|>|<)(.+)", re.DOTALL)


def from_mitmproxy(text: str, position: int) -> str:
    """A mitmproxy filter in this language, empty when the word at the position is none of its operators."""
    operator = _MITMPROXY_TOKEN.match(text, position)
    if operator is None or not _is_known(operator.group()):
        return ""
    words: list[str] = []
    rest = iter(_MITMPROXY_TOKEN.findall(text))
    for token in rest:
        if token in _MITMPROXY_KEYS:
            words.append(_pair(_MITMPROXY_KEYS[token], next(rest, "")))
        else:
            words.append(_MITMPROXY_WORDS.get(token, token))
    return " ".join(words).replace("- ", "-").replace("( ", "(").replace(" )", ")").replace("  ", " ").strip()


def from_comparison(words: tuple[str, ...]) -> tuple[str, str] | None:
    """Key and term for ``level > info``, ``level >info`` or ``status>=400``, written over up to three words.

    None when the words are nothing of the kind; whether the key exists is the caller's question.
    """
    if inside := _COMPARISON_IN_WORD.fullmatch(words[0]):
        key, sign, value = inside.groups()
    elif len(words) > 1 and (apart := _COMPARISON.fullmatch(words[1])):
        key = words[0]
        sign, value = apart.groups()
        value = value or "".join(words[2:3])
    else:
        return None
    if not value:
        return None
    negated = "-" if sign == "!=" else ""
    compare = "" if sign in ("=", "==", "!=") else sign
    return key, f"{negated}{key}:{compare}{value}"


def _is_known(operator: str) -> bool:
    return operator in _MITMPROXY_KEYS or (operator.startswith("~") and operator in _MITMPROXY_WORDS)


def _pair(key: str, value: str) -> str:
    return (
        f"{key}:{value}"
        if not value or _PLAIN.fullmatch(value) or value.startswith('"')
        else f"{key}:/{value}/"
    )
