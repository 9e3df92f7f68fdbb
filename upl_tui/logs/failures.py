"""Why a request got no answer, in a word: ``DNS``, ``CORS``, ``refused``, ``aborted``.

The names of errors are those of Chromium (``net/base/net_error_list.h``), Firefox (``ErrorList.py`` and the
``SSL_ERROR`` families), Node (``libuv``) and the sentences of Safari (``NSURLError``).
"""

from __future__ import annotations

import re

from upl_tui.entries import NetworkEntry, State

_WORDS = (
    ("CORS", r"CORS|ERR_BLOCKED_BY_ORB|ORIGIN_NOT_ALLOWED|Access-Control-Allow"),
    ("CSP", r"\bcsp\b|ERR_BLOCKED_BY_CSP|Content.Security.Policy"),
    ("mixed", r"mixed[-_ ]content"),
    (
        "DNS",
        r"NAME_NOT_RESOLVED|NAME_RESOLUTION|ERR_DNS|UNKNOWN_HOST|ENOTFOUND|EAI_AGAIN|hostname could not be",
    ),
    ("TLS", r"ERR_(?:CERT|SSL|TLS|BAD_SSL)|SSL_ERROR|SEC_ERROR|MOZILLA_PKIX|certificate|\bTLS\b|\bSSL\b"),
    ("offline", r"INTERNET_DISCONNECTED|NETWORK_CHANGED|NS_ERROR_OFFLINE|ENETDOWN|ENETUNREACH|offline"),
    ("refused", r"CONNECTION_REFUSED|ECONNREFUSED|PROXY_CONNECTION_FAILED|could not connect"),
    ("timeout", r"TIMED?[-_ ]?OUT|ETIMEDOUT|NET_TIMEOUT"),
    (
        "reset",
        r"CONNECTION_(?:RESET|CLOSED|ABORTED)|EMPTY_RESPONSE|ECONNRESET|NET_RESET|NET_INTERRUPT|EPIPE|lost",
    ),
    ("blocked", r"UNSAFE_PORT|ERR_BLOCKED|DISALLOWED_URL|ERR_ACCESS_DENIED"),
)
_WORD_OF_ERROR = tuple((word, re.compile(pattern, re.IGNORECASE)) for word, pattern in _WORDS)
_LONGEST = 500

WORDS = (*(word for word, _ in _WORDS), "aborted", "failed", "pending")
"""Every word that `failure_word` gives."""


def failure_word(entry: NetworkEntry) -> str:
    """One of `WORDS` for a request without an answer; empty when there was one, or nothing is known."""
    if entry.state is State.PENDING:
        return "pending"
    if entry.state is State.ABORTED:
        return "aborted"
    if entry.state not in (State.FAILED, State.BLOCKED):
        return ""
    said = f"{entry.error} {entry.status_text}"[:_LONGEST]
    known = (word for word, pattern in _WORD_OF_ERROR if pattern.search(said))
    return next(known, entry.state.value)
